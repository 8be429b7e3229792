"""What has happened to an order, and who has looked at it or done something with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from shop.audit.models import Entry
from shop.fulfilment.models import BuyerPhone, Outcome, ProducerOrder
from shop.fulfilment.operations.moving import UNANSWERED
from shop.fulfilment.states import Actor, State
from shop.primitives.money import format_vnd
from shop.programme.words import ACTION_WORDS, ACTOR_WORDS, EVENT_WORDS, STATE_WORDS, Words

MOST_TRACES = 100


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to a part: when, what, on whose side, by whom where known, and why."""

    at: datetime
    part: str
    what: str
    side: Words
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Traced:
    """One entry of the audit in words."""

    at: datetime
    by: str
    what: Words
    detail: str


def history_of(*, parts: Iterable[Any], at: datetime) -> list[Happened]:
    """This will return all that happened to parts whose relations are at hand, the newest first. Costs: none."""
    found = [event for part in parts for event in _of_part(part, at)]
    # Of one instant the later comes first too.
    found.reverse()
    return sorted(found, key=lambda event: event.at, reverse=True)


def _of_part(part: Any, at: datetime) -> Iterator[Happened]:
    for change in sorted(part.changes.all(), key=lambda change: change.pk):
        yield _move(part, change.at, State(change.target), change.actor, change.by, change.reason)
    state = part.state_at(at)
    if state is not State(part.state):
        # True by the clock, and not written yet.
        when = part.expires_at if state is State.REFUSED else part.returnable_until
        yield _move(part, when, state, Actor.SYSTEM, None, UNANSWERED if state is State.REFUSED else "")
    if part.ready_at is not None:
        yield Happened(part.ready_at, part.number, _("lies at the pick-up point"), "", "", "")
    collection = getattr(part, "collection", None)
    if collection is not None:
        said = _("%(sum)s taken: %(holder)s") % {
            "sum": format_vnd(collection.amount_vnd),
            "holder": collection.get_holder_display(),
        }
        yield Happened(collection.at, part.number, said, "", _name(collection.by), "")
    yield from _lines(part)
    yield from _money_and_returns(part)


def _move(part: Any, at: datetime, target: State, actor: str, by: Any, reason: str) -> Happened:
    why = _("no answer in time") if reason == UNANSWERED else reason
    words = _("ordered") if target is State.NEW else str(STATE_WORDS[target][0])
    return Happened(at, part.number, words, ACTOR_WORDS.get(actor, actor), _name(by), why)


def _lines(part: Any) -> Iterator[Happened]:
    whole = {change.at for change in part.changes.all()}
    for line in part.lines.all():
        outcome = getattr(line, "outcome", None)
        # A line that fell with its part is told by the part's own move.
        if outcome is None or outcome.at in whole:
            continue
        said = _("line called off: %(line)s") if outcome.kind == Outcome.CANCELLED else _("line taken back: %(line)s")
        name = f"{line.title} × {line.quantity}"
        side = ACTOR_WORDS.get(outcome.actor, outcome.actor)
        yield Happened(outcome.at, part.number, said % {"line": name}, side, _name(outcome.by), outcome.reason)


def _money_and_returns(part: Any) -> Iterator[Happened]:
    for refund in part.refunds.all():
        sum_ = {"sum": format_vnd(refund.amount_vnd)}
        yield Happened(refund.owed_at, part.number, _("%(sum)s owed back") % sum_, "", "", refund.reason)
        if refund.paid_at is not None:
            said = _("%(sum)s given back") % sum_
            yield Happened(refund.paid_at, part.number, said, "", _name(refund.paid_by), refund.paid_how)
    for request in part.return_requests.all():
        buyer = ACTOR_WORDS[Actor.BUYER]
        yield Happened(request.asked_at, part.number, _("return asked for"), buyer, "", request.text)
        if request.answered_at is not None:
            said = _("return declined") if request.state == "declined" else _("return accepted")
            yield Happened(request.answered_at, part.number, said, "", _name(request.answered_by), request.answer)
        if request.received_at is not None:
            yield Happened(request.received_at, part.number, _("returned goods are back"), "", "", "")


def _name(by: Any) -> str:
    return str(by) if by is not None else ""


def audit_of(*, order: Any, parts: list[ProducerOrder], tickets: list[Any], phone: BuyerPhone | None) -> list[Traced]:
    """This will return the newest entries of the audit about an order, its parts, its money, returns and tickets, and
    the phone it was placed with. Costs: one query."""
    records = {
        "order.Order": [order.pk],
        "fulfilment.ProducerOrder": [part.pk for part in parts],
        "fulfilment.Refund": [refund.pk for part in parts for refund in part.refunds.all()],
        "fulfilment.ReturnRequest": [row.pk for part in parts for row in part.return_requests.all()],
        "support.Ticket": [ticket.pk for ticket in tickets],
        "fulfilment.BuyerPhone": [phone.pk] if phone is not None else [],
    }
    return traces(records=records)


def traces(*, records: dict[str, list[int]]) -> list[Traced]:
    """This will return the newest entries about these records, by label and keys. Costs: one query."""
    wanted = Q()
    for label, keys in records.items():
        if keys:
            wanted |= Q(record_type=label, record_key__in=[str(key) for key in keys])
    rows = Entry.objects.filter(wanted).select_related("by").order_by("-at", "-pk")[:MOST_TRACES]
    return [Traced(row.at, _name(row.by), ACTION_WORDS.get(row.action, row.action), _detail(row)) for row in rows]


def _detail(row: Entry) -> str:
    facts = row.facts
    event = EVENT_WORDS.get(facts.get("event", ""), "")
    told = [event, *(facts.get(name) for name in ("part", "reason", "answer", "how"))]
    return " · ".join(str(fact) for fact in told if fact)
