"""Writing what must happen after commit, and doing it: at least once outside, exactly once in the database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from shop.audit.operations import record
from shop.outbox.models import Message
from shop.outbox.registry import handler_for
from shop.outbox.rounds import go_rounds
from shop.outbox.rules import LEASE, MOST_ATTEMPTS, next_try
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from shop.accounts.models import User

log = logging.getLogger(__name__)
# One drain per thread: a handler that enqueues is served by the drain that is already running.
_running = threading.local()


class NotDead(Refusal):
    """Only a message that was given up can be tried again by hand."""

    code = "outbox_not_dead"


class LeaseLost(Exception):
    """Another worker took the message over while the handler ran; what the handler wrote is rolled back."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, as `enqueue` takes it."""

    key: str
    payload: dict[str, Any]
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Drained:
    """What one drain did."""

    done: int = 0
    failed: int = 0
    dead: int = 0

    @property
    def touched(self) -> int:
        """This will return how many messages were taken up."""
        return self.done + self.failed + self.dead


def enqueue(*, kind: str, key: str, payload: dict[str, Any], at: datetime, not_before: datetime | None = None) -> None:
    """This will write one thing to do, in the caller's transaction; the same kind and key is written once.

    What is to be done later waits until `not_before`. In the embedded default it is done in this process as soon as
    the transaction commits. `payload` must be JSON. Refuses: NoHandler for a kind nobody registered. Costs: one query.
    """
    enqueue_all(kind=kind, tasks=[Task(key, payload, not_before)], at=at)


def enqueue_all(*, kind: str, tasks: Iterable[Task], at: datetime) -> None:
    """This will write several things of one kind as `enqueue` does each. Costs: one query."""
    handler_for(kind=kind)
    Message.objects.bulk_create(
        [
            Message(kind=kind, key=task.key, payload=task.payload, created_at=at, next_at=task.not_before or at)
            for task in tasks
        ],
        ignore_conflicts=True,
    )
    _drain_after_commit()


def _drain_after_commit() -> None:
    """This will drain once after this transaction, however many messages it wrote."""
    waiting = transaction.get_connection().run_on_commit
    if settings.OUTBOX_EMBEDDED and not any(then[1] is drain_embedded for then in waiting):
        transaction.on_commit(drain_embedded, robust=True)


def drain(*, at: datetime, limit: int = 1) -> Drained:
    """This will do up to `limit` messages that are due, each claimed by one worker only.

    A message is claimed (committed) before it is done, so that a killed worker leaves a lease that runs out, and a
    message that kills its worker is given up as well. Doors that know the time call it again and again with
    `limit=1`, for leases count from `at`. Must not run inside another transaction. Costs: 3 queries a message.
    """
    if getattr(_running, "is_on", False):
        return Drained()
    _running.is_on = True
    outcomes = {"done": 0, "failed": 0, "dead": 0}
    try:
        for _ in range(limit):
            message = _claim(at)
            if message is None:
                break
            outcomes[_attempt(message, at)] += 1
    finally:
        _running.is_on = False
    return Drained(**outcomes)


def drain_embedded(*, most: int = 50) -> None:
    """This will do what is due now, after a commit in the same process, and go the rounds whose time has come.

    An error here never breaks the request.
    """
    try:
        for _ in range(most):
            if not drain(at=timezone.now()).touched:
                break
        if settings.OUTBOX_ROUNDS and not getattr(_running, "is_on", False):
            go_rounds(at=timezone.now())
    except Exception:
        log.exception("the outbox could not be drained after a commit; what waits is done at the next one")


def _waiting(at: datetime) -> Q:
    free = Q(locked_until__isnull=True) | Q(locked_until__lte=at)
    return free & Q(done_at__isnull=True, dead_at__isnull=True, next_at__lte=at)


def _claim(at: datetime) -> Message | None:
    # SQLite has one writer at a time (immediate transactions), so there is nothing to skip.
    lock: dict[str, Any] = (
        {"skip_locked": True, "of": ("self",)} if connection.features.has_select_for_update_skip_locked else {}
    )
    with transaction.atomic():
        message = Message.objects.select_for_update(**lock).filter(_waiting(at)).order_by("next_at", "pk").first()
        if message is None:
            return None
        message.attempts += 1
        message.locked_until = at + LEASE
        message.save(update_fields=["attempts", "locked_until"])
    return message


def _mine(message: Message) -> Any:
    """This will keep the row only while this worker's claim stands."""
    return Message.objects.filter(
        pk=message.pk, attempts=message.attempts, locked_until=message.locked_until, done_at__isnull=True
    )


def _attempt(message: Message, at: datetime) -> str:
    if message.attempts > MOST_ATTEMPTS:
        return _fail(message, at, message.last_error or "every worker that took it up died")
    try:
        with transaction.atomic():
            handler_for(kind=message.kind)(key=message.key, payload=message.payload, at=at)
            if not _mine(message).update(done_at=at, locked_until=None, last_error=""):
                raise LeaseLost(str(message))
    except LeaseLost:
        log.warning("outbox message %s was taken over by another worker", message)
        return "failed"
    except Exception as error:
        # The outermost border of a handler: whatever it raises becomes a later try, and stands in the log.
        log.exception("outbox message %s failed, try %d", message, message.attempts)
        return _fail(message, at, f"{type(error).__name__}: {error}")
    return "done"


def _fail(message: Message, at: datetime, error: str) -> str:
    again = next_try(attempts=message.attempts, at=at)
    changes: dict[str, Any] = {"locked_until": None, "last_error": error[:2000]}
    changes |= {"dead_at": at} if again is None else {"next_at": again}
    _mine(message).update(**changes)
    return "dead" if again is None else "failed"


@transaction.atomic
def retry_dead(*, message: Message, by: User, at: datetime) -> Message:
    """This will put a given-up message back in line, with all its tries. Refuses: NotDead."""
    changed = Message.objects.filter(pk=message.pk, dead_at__isnull=False).update(
        dead_at=None, attempts=0, next_at=at, locked_until=None
    )
    if not changed:
        raise NotDead(message=message.pk)
    record(action="outbox.retried", record=message, by=by, at=at, facts={"last_error": message.last_error})
    _drain_after_commit()
    message.refresh_from_db()
    return message
