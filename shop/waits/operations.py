"""Being put down, confirming, taking back; telling when it is back; and the end of every wish."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from shop.accounts.client import network
from shop.audit.operations import record
from shop.outbox.operations import Task, enqueue, enqueue_all
from shop.waits.models import Asking, Wait
from shop.waits.queries import buyable, may_be_waited_for
from shop.waits.refusals import NothingToWaitFor, TooManyAskings, TooManyWaits, WaitOver
from shop.waits.wordings import asked

CONFIRM, TELL = "wait_confirm", "wait_tell"
WINDOW = timedelta(hours=1)
# More than anybody waits for; and wishes of one address that nobody has confirmed: each was a mail.
MOST_WAITS = 100
MOST_UNCONFIRMED = 3
# Products looked at with one question.
_AT_ONCE = 500


def ask(*, product: Any, user: Any, email: str, language: str, client_address: str, at: datetime) -> Wait | None:
    """This will put down who wants to be told: an account at once, a guest's e-mail after its owner has confirmed it.

    Asked twice is asked once, and written to once. None: the address is that of an account that waits already. It is
    counted before it is judged. Refuses: TooManyAskings, NothingToWaitFor, TooManyWaits. Costs: about 12 queries. Must
    not run inside a transaction that a refusal rolls back.
    """
    _count(client_address, at)
    if not may_be_waited_for(product=product, at=at):
        raise NothingToWaitFor
    with transaction.atomic():
        Wait.objects.filter(product=product, ends_at__lte=at).delete()
        if user.is_authenticated:
            return _put_down_account(product, user, language, at)
        return _put_down_guest(product, email.strip().lower(), language, at)


def _count(client_address: str, at: datetime) -> None:
    asking = Asking.objects.create(at=at, address=network(client_address))
    if Asking.objects.filter(at__gt=at - WINDOW, address=asking.address).count() > settings.WAITS_AN_HOUR:
        # A try that was not judged does not count: otherwise knocking would keep the door shut for ever.
        asking.delete()
        raise TooManyAskings


def _put_down_account(product: Any, user: Any, language: str, at: datetime) -> Wait:
    if user.email:
        # The same person asked before logging in.
        Wait.objects.filter(product=product, email=user.email).delete()
    if Wait.objects.of(user).exclude(product=product).count() >= MOST_WAITS:
        raise TooManyWaits(most=MOST_WAITS)
    facts = {**_said(language, at), "confirmed_at": at, "ends_at": at + timedelta(days=settings.WAIT_DAYS)}
    wait, is_new = Wait.objects.get_or_create(product=product, user=user, defaults=facts)
    if is_new:
        _note("wait.agreed", wait, user, at)
    return wait


def _put_down_guest(product: Any, email: str, language: str, at: datetime) -> Wait | None:
    if Wait.objects.filter(product=product, user__email=email).exists():
        return None
    others = Wait.objects.open(at).filter(email=email, confirmed_at=None).exclude(product=product)
    if others.count() >= MOST_UNCONFIRMED:
        raise TooManyAskings
    facts = {**_said(language, at), "ends_at": at + timedelta(hours=settings.WAIT_CONFIRM_HOURS)}
    wait, is_new = Wait.objects.get_or_create(product=product, email=email, defaults=facts)
    if is_new:
        enqueue(kind=CONFIRM, key=str(wait.pk), payload={"wait": wait.pk}, at=at)
    return wait


def _said(language: str, at: datetime) -> dict[str, Any]:
    return {"language": language, "wording": asked(language), "asked_at": at}


def _note(action: str, wait: Wait, by: Any, at: datetime) -> None:
    """The row goes; that somebody agreed, to what and when stays, and names no guest."""
    facts = {"product": wait.product_id, "language": wait.language, "wording": wait.wording}
    record(action=action, record=wait, by=by, at=at, facts=facts)


def _held(wait: Wait) -> Wait | None:
    return Wait.objects.select_for_update(of=("self",)).filter(pk=wait.pk).first()


@transaction.atomic
def confirm(*, wait: Wait, at: datetime) -> Wait:
    """This will put down a guest whose address it is; the holder of the signed link says so. Twice is once.

    Refuses: WaitOver. Costs: 4 queries.
    """
    row = _held(wait)
    if row is None or row.ends_at <= at:
        raise WaitOver
    if not row.is_confirmed:
        row.confirmed_at, row.ends_at = at, at + timedelta(days=settings.WAIT_DAYS)
        row.save(update_fields=["confirmed_at", "ends_at"])
        _note("wait.agreed", row, None, at)
    return row


@transaction.atomic
def take_back(*, wait: Wait, by: Any, at: datetime) -> None:
    """This will delete a wish on its owner's word: the account's, or who holds the signed link. Costs: 3 queries.

    Refuses: WaitOver, where nothing is left to take back.
    """
    row = _held(wait)
    if row is None:
        raise WaitOver
    _note("wait.withdrawn", row, by, at)
    row.delete()


def told(*, wait: Wait, at: datetime) -> None:
    """This will delete a wish that was told of; its handler holds the row. Costs: 2 queries."""
    _note("wait.told", wait, None, at)
    wait.delete()


def tell_who_waits(*, at: datetime) -> int:
    """This will have told everybody who waits for a product that can be bought at the instant; return how many.

    Only what somebody waits for is looked at, so a certificate that comes into force by itself is seen as well. Each is
    looked at once more right before the message leaves. Several may do this at once. Costs: 4 queries for each 500
    products, 1 where nobody waits; 3 more where something is back.
    """
    waited = list(Wait.objects.to_be_told(at).order_by("product_id").values_list("product_id", flat=True).distinct())
    back: set[int] = set()
    for first in range(0, len(waited), _AT_ONCE):
        back |= buyable(product_ids=waited[first : first + _AT_ONCE], at=at)
    return _call(back, at) if back else 0


def _call(product_ids: Iterable[int], at: datetime) -> int:
    # SQLite has one writer at a time (immediate transactions), so there is nothing to skip.
    lock: dict[str, Any] = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    with transaction.atomic():
        rows = Wait.objects.select_for_update(of=("self",), **lock).to_be_told(at).filter(product_id__in=product_ids)
        # Who asked first is told first.
        keys = [wait.pk for wait in rows.order_by("asked_at", "pk")]
        if keys:
            Wait.objects.filter(pk__in=keys).update(telling_since=at)
            since = at.isoformat()
            tasks = [Task(f"{key}:{since}", {"wait": key, "since": since}) for key in keys]
            enqueue_all(kind=TELL, tasks=tasks, at=at)
    return len(keys)


def forget_waits(*, user: Any) -> int:
    """This will delete what a person waits for, also as a guest of the same e-mail; return how many. Costs: 1 query."""
    mine = Q(user=user)
    if user.email:
        mine |= Q(email=user.email)
    return Wait.objects.filter(mine).delete()[0]


def sweep(*, at: datetime) -> int:
    """This will delete wishes whose time is over or that nobody confirmed, and counted askings after a day.

    Twice is once. Returns how many rows were deleted. Costs: 2 queries.
    """
    over = Wait.objects.filter(ends_at__lte=at).delete()[0]
    return over + Asking.objects.filter(at__lt=at - timedelta(days=1)).delete()[0]
