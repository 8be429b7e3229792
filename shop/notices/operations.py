"""One event, one message to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from shop.notices.events import EVENTS, about, facts_for
from shop.notices.models import Delivery
from shop.outbox.models import Message
from shop.outbox.operations import Task, enqueue, enqueue_all
from shop.primitives.refusal import Refusal

KIND = "notice"
# Between a message's key and how often it was sent again.
_AGAIN = "~"


class NotResendable(Refusal):
    """The message is void by now, or what it said has been forgotten. Facts: `event`."""

    code = "notice_not_resendable"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom to tell. Empty where not known; `language` is vi or en; `zalo`: agreed to be told by Zalo."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = "vi"
    zalo: bool = False


def notify(*, event: str, key: str, to: Recipient, facts: dict[str, Any], at: datetime) -> None:
    """This will tell one person of one event after the caller's transaction commits: by e-mail, else Zalo, else SMS.

    The same event and key is told once, so several people told of one event need several keys. A person without
    e-mail and phone is recorded as not reachable; that is no error. `events.EVENTS` names the facts each event needs
    and may have; others are left behind. Units: amounts `…_vnd` in ₫. Refuses: WrongFacts. Costs: one query.
    """
    notify_all(notices=[Notice(event, key, to, facts)], at=at)


@dataclass(frozen=True, slots=True)
class Notice:
    """One person to be told of one event, as `notify` takes it."""

    event: str
    key: str
    to: Recipient
    facts: dict[str, Any]


def notify_all(*, notices: Iterable[Notice], at: datetime) -> None:
    """This will tell several people as `notify` does each. Costs: one query."""
    enqueue_all(kind=KIND, tasks=[task_of(notice=notice) for notice in notices], at=at)


def task_of(*, notice: Notice) -> Task:
    """This will return what the outbox is given for a message. Refuses: WrongFacts. Costs: none."""
    told = facts_for(event=notice.event, facts=notice.facts)
    payload = {"event": notice.event, "about": about(facts=told), "to": asdict(notice.to), "facts": told}
    return Task(f"{notice.event}:{notice.key}", payload)


def resend(*, delivery: Delivery, at: datetime) -> None:
    """This will send a message once more, as it was written and to whom it went; the caller audits it.

    Pressed twice before it left, it is sent once. Refuses: NotResendable. Costs: three queries.
    """
    payload = Message.objects.filter(kind=KIND, key=delivery.key).values_list("payload", flat=True).first()
    if not payload or EVENTS[delivery.event].is_passing:
        raise NotResendable(event=delivery.event)
    first = re.sub(rf"{_AGAIN}\d+$", "", delivery.key)
    times = Delivery.objects.filter(key__startswith=first + _AGAIN).count() + 1
    enqueue(kind=KIND, key=f"{first}{_AGAIN}{times}", payload=payload, at=at)


def forget_notices(*, number: str) -> int:
    """This will empty what was written about an order, its parts or a ticket, and return how many messages that were.

    That something was sent, when and how stays; whom it reached stands there masked. What still waits is left alone.
    """
    over = Q(done_at__isnull=False) | Q(dead_at__isnull=False)
    its = Q(payload__about=number) | Q(payload__about__startswith=f"{number}-")
    return Message.objects.filter(over, its, kind=KIND).exclude(payload={}).update(payload={}, last_error="")


def forget_recipient(*, email: str, phone: str) -> int:
    """This will empty what was written to an address or a phone (E.164), and return how many messages that were.

    For who closes an account; what still waits is left alone.
    """
    over = Q(done_at__isnull=False) | Q(dead_at__isnull=False)
    to = Q(pk__in=[])
    if email:
        to |= Q(payload__to__email=email)
    if phone:
        to |= Q(payload__to__phone=phone)
    return Message.objects.filter(over, to, kind=KIND).update(payload={}, last_error="")
