"""Forgetting: an account on its owner's wish, an order when the law no longer asks for its buyer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.accounts.forgetting import forget_account, forget_log_ins
from shop.accounts.models import User
from shop.audit.operations import record
from shop.consents.operations import forget_phone
from shop.fulfilment.locks import lock_parts
from shop.fulfilment.models import FailedLookup
from shop.fulfilment.operations.forgetting import forget_buyer, forget_extras
from shop.fulfilment.queries import orders_of
from shop.notices.operations import Recipient, forget_notices, forget_recipient, notify
from shop.opinions.operations import forget_name, forget_opinion
from shop.outbox.operations import enqueue
from shop.personal_data.models import Export, ForgottenOrder
from shop.personal_data.purposes import period
from shop.personal_data.queries import closed_at, keep_until, may_be_due, open_tickets, under_way, works_here
from shop.primitives.refusal import Refusal
from shop.promotions.models import FailedCode
from shop.shoppers.operations import forget_keeper
from shop.support.models import Opening, Ticket
from shop.support.operations import forget_asker
from shop.waits.operations import forget_waits
from shop.waits.operations import sweep as sweep_waits

ORDER, SESSIONS = "forget_order", "forget_sessions"


class UnderWay(Refusal):
    """Something of the person's is not over yet. Facts: `orders`, `tickets` (numbers)."""

    code = "data_under_way"


class WorksHere(Refusal):
    """The account has a role in the shop, for a producer or a centre; that ends first."""

    code = "data_works_here"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: orders whose buyer is gone, and those the law keeps, the last of them until."""

    gone: tuple[str, ...]
    kept: tuple[str, ...]
    keep_until: datetime | None


def plan_forgetting(*, order: Any, at: datetime) -> None:
    """This will have an order looked at when its legal time can be over at the earliest. Costs: 2 queries."""
    when = period(key="order", at=at).after(at)
    key = f"{order.number}:{when.isoformat()}"
    enqueue(kind=ORDER, key=key, payload={"order": order.pk}, at=at, not_before=when)


@transaction.atomic
def forget_order(*, order: Any, at: datetime, by: Any = None) -> bool:
    """This will take the buyer out of an order whose legal time is over, and tell whether it did. Twice is once.

    Sums, goods, certificates, communes, company and tax code stay. Of an opinion the name goes, the words stay.
    Costs: about 35 queries.
    """
    lock_parts(order_id=order.pk)
    row = get_model("order", "Order").objects.select_related("shipping_address").get(pk=order.pk)
    if ForgottenOrder.objects.filter(order=row).exists():
        return False
    closed = closed_at(order=row, at=at)
    if closed is None or period(key="order", at=at).after(closed) > at:
        return False
    tickets = list(Ticket.objects.filter(order=row).order_by("pk"))
    for ticket in tickets:
        forget_asker(ticket=ticket, by=by, at=at)
        forget_notices(number=ticket.number)
    forget_notices(number=row.number)
    forget_phone(order=row)
    for review in _opinions(row):
        forget_name(review=review)
    forget_buyer(order=row)
    ForgottenOrder.objects.create(order=row, at=at, closed_at=closed)
    record(action="order.forgotten", record=row, by=by, at=at, facts={"closed_at": closed.isoformat()})
    return True


def _opinions(order: Any) -> list[Any]:
    reviews = get_model("reviews", "ProductReview").objects.filter(proof__line__order=order)
    return list(reviews.order_by("pk"))


def forget_due(*, at: datetime, most: int | None = None) -> Iterator[tuple[str, bool]]:
    """This will forget guests' orders whose time is over, one transaction each, and yield number and whether it did.

    Stopped in the middle it goes on where it stood.
    """
    for order in may_be_due(at=at)[:most]:
        yield order.number, forget_order(order=order, at=at)


def sweep(*, at: datetime) -> int:
    """This will delete what is counted or kept for a short time only: tries, log-ins, waits that are over.

    Twice is once. Returns how many rows were deleted.
    """
    deleted = sweep_waits(at=at)
    oldest = at - (period(key="tries", at=at).after(at) - at)
    for model in (FailedLookup, Opening, FailedCode):
        deleted += model._default_manager.filter(at__lt=oldest).delete()[0]
    return deleted + forget_log_ins(before=at - (period(key="log_ins", at=at).after(at) - at), at=at)


@transaction.atomic
def forget_what_may_go(*, order: Any, by: Any, at: datetime) -> datetime:
    """This will forget at once what the law does not keep of an order that is over, and return until when it keeps the
    rest: e-mail, note, gift card, opinions and written messages go; name, phone, address and papers stay.

    Refuses: UnderWay. Twice is once. Costs: about 15 queries.
    """
    lock_parts(order_id=order.pk)
    until = keep_until(order=order, at=at)
    if until is None:
        raise UnderWay(orders=[order.number], tickets=[])
    for review in _opinions(order):
        forget_opinion(review=review, by=by, at=at)
    forget_extras(order=order)
    forget_notices(number=order.number)
    record(action="order.extras_forgotten", record=order, by=by, at=at)
    return until


@transaction.atomic
def delete_account(*, user: User, at: datetime) -> Forgotten:
    """This will close an account on its owner's wish and forget them, as far as the law lets us.

    Orders in their legal time lose the account and everything not needed, and their buyer when it is over. Log-in is
    impossible from now on, open sessions end. Refuses: WorksHere, UnderWay. Costs: about 40 queries an order.
    """
    row = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if works_here(user=row):
        raise WorksHere
    orders = list(orders_of(user=row))
    waiting, tickets = under_way(orders=orders, at=at), open_tickets(user=row)
    if waiting or tickets:
        raise UnderWay(orders=waiting, tickets=tickets)
    _tell(row, at)
    kept, untils = [], []
    for order in orders:
        untils.append(forget_what_may_go(order=order, by=row, at=at))
        get_model("order", "Order").objects.filter(pk=order.pk).update(user=None)
        plan_forgetting(order=order, at=at)
        if not forget_order(order=order, by=row, at=at):
            kept.append(order.number)
    _forget_rest(row, at)
    enqueue(kind=SESSIONS, key=str(row.pk), payload={"user": row.pk}, at=at)
    gone = tuple(order.number for order in orders if order.number not in kept)
    return Forgotten(gone, tuple(kept), max(untils) if kept else None)


def _forget_rest(user: User, at: datetime) -> None:
    for ticket in Ticket.objects.filter(user=user, order=None).order_by("pk"):
        forget_asker(ticket=ticket, by=user, at=at)
        forget_notices(number=ticket.number)
    for export in Export.objects.filter(user=user):
        drop_export(export=export)
    forget_recipient(email=user.email or "", phone=user.phone or "")
    forget_keeper(owner=user)
    forget_waits(user=user)
    forget_account(user=user, at=at)


def _tell(user: User, at: datetime) -> None:
    to = Recipient(name=user.get_full_name(), email=user.email or "", phone=user.phone or "", language=user.language)
    notify(event="data_deleted", key=str(user.pk), to=to, facts={}, at=at)


def drop_export(*, export: Export) -> None:
    """This will delete a copy and its file, after the commit."""
    file = export.file
    export.delete()
    if file:
        transaction.on_commit(lambda: file.storage.delete(str(file.name)))
