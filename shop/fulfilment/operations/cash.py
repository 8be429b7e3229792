"""Cash on delivery done right: a value cap, few open orders a phone, refusals remembered, much cash confirmed."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.messages import tell_code
from shop.fulfilment.models import BuyerPhone, CashConfirmation, ProducerOrder
from shop.fulfilment.states import UNDER_WAY
from shop.primitives.refusal import Refusal

CODE_HOLDS = timedelta(minutes=30)
MOST_TRIES = 5


class TooMuchCash(Refusal):
    """The order is above what is taken in cash."""

    code = "too_much_cash"


class TooManyOpen(Refusal):
    """This phone has as many open cash orders as it may have."""

    code = "too_many_open"


class CashRefused(Refusal):
    """From this phone no cash orders are taken: parcels were refused at the door too often, or support says so."""

    code = "cash_refused"


class NotConfirmed(Refusal):
    """The buyer has not yet said yes to this cash order."""

    code = "not_confirmed"


class WrongCode(Refusal):
    """Not the code that was sent, too late, or tried too often; then support calls."""

    code = "wrong_code"


def check_cash(*, phone: str, total_vnd: int, order_id: int, at: datetime) -> None:
    """This will refuse a cash order that may not stand, and hold the phone's row until its transaction ends.

    Asked last, when the order is written, so that the phone is held for a moment only; the order itself is not counted.

    Two orders of one phone at the same moment are counted one after the other. Units: ₫; `phone` in E.164; a setting of
    0 means no limit. Refuses: TooMuchCash, CashRefused, TooManyOpen. Costs: 4 queries.
    """
    if settings.CASH_MOST_VND and total_vnd > settings.CASH_MOST_VND:
        raise TooMuchCash(most_vnd=settings.CASH_MOST_VND, total_vnd=total_vnd)
    BuyerPhone.objects.bulk_create([BuyerPhone(phone=phone)], ignore_conflicts=True)
    row = BuyerPhone.objects.select_for_update(of=("self",)).get(phone=phone)
    since = at - timedelta(days=settings.CASH_REFUSALS_DAYS)
    refusals = row.refusals.filter(at__gt=since).count() if settings.CASH_MOST_REFUSALS else 0
    if row.is_blocked or (settings.CASH_MOST_REFUSALS and refusals >= settings.CASH_MOST_REFUSALS):
        raise CashRefused(refusals=refusals)
    if settings.CASH_MOST_OPEN and open_orders(phone=phone, at=at, but=order_id) >= settings.CASH_MOST_OPEN:
        raise TooManyOpen(most=settings.CASH_MOST_OPEN)


def open_orders(*, phone: str, at: datetime, but: int | None = None) -> int:
    """This will count the orders of a phone of which a parcel is still to be paid. Costs: one query."""
    parts = ProducerOrder.objects.in_states(*UNDER_WAY, at=at).exclude(order_id=but)
    return parts.filter(order__shipping_address__phone_number=phone).values("order_id").distinct().count()


def ask_confirmation(*, order: Any, at: datetime) -> CashConfirmation | None:
    """This will send a code to the buyer of an order for much cash; None where the sum needs none."""
    if not settings.CASH_CONFIRM_FROM_VND or order.total_incl_tax < settings.CASH_CONFIRM_FROM_VND:
        return None
    confirmation = CashConfirmation.objects.create(order=order, code=_code(), sent_at=at)
    tell_code(order=order, code=confirmation.code, minutes=_minutes(), at=at)
    return confirmation


def _code() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def _minutes() -> int:
    return int(CODE_HOLDS.total_seconds()) // 60


def check_confirmed(*, order_id: int) -> None:
    """This will refuse while the buyer has to say yes and has not. Refuses: NotConfirmed. Costs: one query."""
    if CashConfirmation.objects.filter(order_id=order_id, confirmed_at=None).exists():
        raise NotConfirmed


@transaction.atomic
def send_code(*, order: Any, at: datetime) -> CashConfirmation:
    """This will send a new code, at most one a minute; the same as before within that minute."""
    row = CashConfirmation.objects.select_for_update(of=("self",)).get(order=order)
    if row.confirmed_at is None and at - row.sent_at >= timedelta(minutes=1):
        row.code, row.sent_at, row.tries = _code(), at, 0
        row.save(update_fields=["code", "sent_at", "tries"])
        tell_code(order=order, code=row.code, minutes=_minutes(), at=at)
    return row


def confirm_by_code(*, order: Any, code: str, at: datetime) -> None:
    """This will confirm a cash order by the code sent. Twice is once. Refuses: WrongCode (five tries, 30 minutes).

    The try is written before it is judged: must not run inside a transaction that a refusal rolls back.
    """
    rows = CashConfirmation.objects.filter(order=order)
    with transaction.atomic():
        row = rows.select_for_update(of=("self",)).get()
        if row.confirmed_at is not None:
            return
        row.tries += 1
        row.save(update_fields=["tries"])
        is_right = hmac.compare_digest(code.strip().encode(), row.code.encode())
        if is_right and row.tries <= MOST_TRIES and at - row.sent_at < CODE_HOLDS:
            row.confirmed_at = at
            row.save(update_fields=["confirmed_at"])
            record(action="cash.confirmed", record=order, by=None, at=at, facts={"way": "code"})
            return
    raise WrongCode(left=max(0, MOST_TRIES - row.tries))


@transaction.atomic
def confirm_by_call(*, order: Any, by: Any, at: datetime, reason: str = "") -> None:
    """This will confirm a cash order because support reached its buyer. Twice is once."""
    rows = CashConfirmation.objects.filter(order=order, confirmed_at=None)
    if rows.update(confirmed_at=at, confirmed_by=by):
        record(action="cash.confirmed", record=order, by=by, at=at, facts={"way": "call", "reason": reason})


@transaction.atomic
def block_phone(*, phone: str, is_blocked: bool, by: Any, at: datetime, reason: str) -> None:
    """This will let support take no cash orders of a phone, or take them again."""
    row, _ = BuyerPhone.objects.get_or_create(phone=phone)
    row.is_blocked = is_blocked
    row.save(update_fields=["is_blocked"])
    facts = {"is_blocked": is_blocked, "reason": reason}
    record(action="cash.phone_blocked" if is_blocked else "cash.phone_freed", record=row, by=by, at=at, facts=facts)
