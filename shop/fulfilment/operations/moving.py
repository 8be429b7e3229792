"""One part along the table: the goods, the money owed and the order's state in the same moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.locks import lock_parts
from shop.fulfilment.messages import tell_of_move
from shop.fulfilment.models import LineOutcome, Outcome, ProducerOrder, ReturnState, StateChange
from shop.fulfilment.models.returns import OPEN
from shop.fulfilment.operations.money import reduce
from shop.fulfilment.states import ENDED, FELL_AWAY, STEP, Actor, State, Step, derive_order_state
from shop.outbox.announcing import together
from shop.primitives.refusal import Refusal
from shop.stock.operations import consume, release, take_back


class StepRefused(Refusal):
    """This move is not in the table, or not for this actor."""

    code = "step_refused"


class ReasonMissing(Refusal):
    """Whoever refuses, cancels, takes back or disputes says why."""

    code = "reason_missing"


_NEEDS_REASON = frozenset({State.REFUSED, State.CANCELLED, State.RETURNED, State.DISPUTED})
# The reason of what happened by the clock; the pages have words for it.
UNANSWERED = "unanswered"


@transaction.atomic
def move(
    *,
    producer_order: ProducerOrder,
    target: State,
    actor: Actor,
    by: Any,
    at: datetime,
    reason: str = "",
    restock: bool = True,
) -> ProducerOrder:
    """This will move one part along the table, with what that does to goods, money and the order's state.

    What the clock has done already is written first. `restock` False: goods that came back are not sold again.
    Locks order, parts, then stock. Refuses: StepRefused, ReasonMissing. Costs: 8 queries + 4 per line that moves.
    """
    part, parts = locked(producer_order, at)
    _step(part, parts, target, actor, by, at, reason, restock)
    return part


def locked(producer_order: ProducerOrder, at: datetime) -> tuple[ProducerOrder, list[ProducerOrder]]:
    """This will hold a part with its siblings and write down first what the clock has done to it."""
    parts = lock_parts(order_id=producer_order.order_id)
    part = next(part for part in parts if part.pk == producer_order.pk)
    _settle(part, parts, at)
    return part, parts


def settle(*, producer_order: ProducerOrder, at: datetime) -> ProducerOrder:
    """This will write down what the clock has done to a part, as of the instant it happened; nothing when nothing."""
    with transaction.atomic():
        part, _ = locked(producer_order, at)
    return part


def settle_overdue(*, parts: Any, at: datetime) -> int:
    """This will settle those of these parts (a queryset) that are behind the clock. Costs: one query when none is."""
    late = list(parts.overdue(at=at).order_by("order_id", "pk"))
    for part in late:
        settle(producer_order=part, at=at)
    return len(late)


def _settle(part: ProducerOrder, parts: list[ProducerOrder], at: datetime) -> None:
    true = part.state_at(at)
    if true is State(part.state):
        return
    when = part.expires_at if true is State.REFUSED else part.returnable_until
    assert when is not None
    reason = UNANSWERED if true is State.REFUSED else ""
    _step(part, parts, true, Actor.SYSTEM, None, when, reason, True)


def _step(
    part: ProducerOrder,
    parts: list[ProducerOrder],
    target: State,
    actor: Actor,
    by: Any,
    at: datetime,
    reason: str,
    restock: bool,
) -> None:
    source = State(part.state)
    step = _allowed(source, target, actor)
    reason = reason.strip()[:300]
    if target in _NEEDS_REASON and not reason:
        raise ReasonMissing(target=target)
    with together(at=at):
        _move_goods(part, step, by, at, reason, restock)
    part.state, part.moved_at = target, at
    if target in FELL_AWAY:
        _drop_lines(part, Outcome.RETURNED if target is State.RETURNED else Outcome.CANCELLED, actor, by, at, reason)
        reduce(part=part, amount_vnd=part.payable_vnd, reason=reason, at=at)
    if part.has_open_return and target in ENDED:
        _end_return(part, target, by, at)
    part.save(update_fields=["state", "moved_at", "reduced_vnd", "has_open_return"])
    StateChange.objects.create(
        producer_order=part, source=source, target=target, at=at, by=by, actor=actor, reason=reason
    )
    derive(part.order, parts)
    # A buyer's own words stand in the change alone, where they can be forgotten; the audit forgets nothing.
    facts = {"from": source, "actor": actor, "reason": "" if actor is Actor.BUYER else reason}
    record(action=f"part.{target}", record=part, by=by, at=at, facts=facts)
    tell_of_move(part=part, source=source, actor=actor, reason=reason, at=at)


def _end_return(part: ProducerOrder, target: State, by: Any, at: datetime) -> None:
    """What support decides of a disputed part answers the buyer's open wish to give something back, too."""
    wishes = part.return_requests.filter(state__in=OPEN)
    if target is State.RETURNED:
        wishes.update(state=ReturnState.RECEIVED, received_at=at)
    else:
        wishes.update(state=ReturnState.DECLINED)
        if by is not None:
            part.return_requests.filter(state=ReturnState.DECLINED, answered_at=None).update(
                answered_at=at, answered_by=by
            )
    part.has_open_return = False


def _allowed(source: State, target: State, actor: Actor) -> Step:
    step = STEP.get((source, target))
    if step is None or actor not in step.actors:
        raise StepRefused(source=source, target=target, actor=actor)
    return step


def kept_lines(part: ProducerOrder) -> Any:
    """This will return the lines of a part that have not fallen away, in the order in which stock is locked."""
    lines = part.lines.filter(outcome=None).select_related("reservation__stock_record")
    return lines.order_by("stockrecord_id", "pk")


def _move_goods(part: ProducerOrder, step: Step, by: Any, at: datetime, reason: str, restock: bool) -> None:
    if not step.stock or (step.stock == "return" and not restock):
        return
    for line in kept_lines(part):
        if step.stock == "release":
            free(line=line, at=at)
        elif step.stock == "consume":
            consume(reservation=line.reservation, by=by, at=at)
        else:
            take_back(reservation=line.reservation, by=by, at=at, reason=reason[:200])


def free(*, line: Any, at: datetime) -> None:
    """This will free the goods that were promised for a line."""
    release(reservation=line.reservation, at=at)
    line.allocation_cancelled = True
    line.save(update_fields=["allocation_cancelled"])


def _drop_lines(part: ProducerOrder, kind: str, actor: Actor, by: Any, at: datetime, reason: str) -> None:
    LineOutcome.objects.bulk_create(outcome_of(part, line, kind, actor, by, at, reason) for line in kept_lines(part))


def outcome_of(
    part: ProducerOrder, line: Any, kind: str, actor: Actor, by: Any, at: datetime, reason: str
) -> LineOutcome:
    """This will return the unsaved outcome of one line."""
    return LineOutcome(
        line=line,
        producer_order=part,
        kind=kind,
        amount_vnd=int(line.line_price_incl_tax),
        at=at,
        by=by,
        actor=actor,
        reason=reason,
    )


def derive(order: Any, parts: list[ProducerOrder]) -> None:
    """This will write the order's state from its parts'."""
    order.status = derive_order_state(State(part.state) for part in parts).value
    order.save(update_fields=["status"])
