"""Verbs that move a producer order: accept, refuse, pack, hand over, deliver, close, cancel, take back, dispute."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.locks import lock_parts
from shop.fulfilment.models import ProducerOrder, StateChange
from shop.fulfilment.states import STEP, Actor, State, Step, derive_order_state
from shop.primitives.refusal import Refusal
from shop.stock.operations import consume, release, take_back


class StepRefused(Refusal):
    """This move is not in the table, or not for this actor."""

    code = "step_refused"


class ReasonMissing(Refusal):
    """Whoever refuses, cancels, takes back or disputes says why."""

    code = "reason_missing"


_NEEDS_REASON = frozenset({State.REFUSED, State.CANCELLED, State.RETURNED, State.DISPUTED})


@transaction.atomic
def move(
    *, producer_order: ProducerOrder, target: State, actor: Actor, by: Any, at: datetime, reason: str = ""
) -> ProducerOrder:
    """This will move one part along the table, with what that does to the goods and to the order's state.

    Locks order, parts, then stock. Refuses: StepRefused, ReasonMissing. Costs: 6 queries + 3 per line where goods move.
    """
    parts = lock_parts(order_id=producer_order.order_id)
    part = next(part for part in parts if part.pk == producer_order.pk)
    source = State(part.state)
    step = _allowed(source, target, actor)
    if target in _NEEDS_REASON and not reason.strip():
        raise ReasonMissing(target=target)
    _move_goods(part, step, by, at, reason)
    part.state = target
    part.save(update_fields=["state"])
    StateChange.objects.create(
        producer_order=part, source=source, target=target, at=at, by=by, actor=actor, reason=reason.strip()
    )
    _derive(part.order, parts)
    record(action=f"part.{target}", record=part, by=by, at=at, facts={"from": source, "actor": actor, "reason": reason})
    return part


def _allowed(source: State, target: State, actor: Actor) -> Step:
    step = STEP.get((source, target))
    if step is None or actor not in step.actors:
        raise StepRefused(source=source, target=target, actor=actor)
    return step


def _move_goods(part: ProducerOrder, step: Step, by: Any, at: datetime, reason: str) -> None:
    if not step.stock:
        return
    for line in part.lines.select_related("reservation__stock_record").order_by("stockrecord_id", "pk"):
        if step.stock == "release":
            release(reservation=line.reservation, at=at)
            line.allocation_cancelled = True
            line.save(update_fields=["allocation_cancelled"])
        elif step.stock == "consume":
            consume(reservation=line.reservation, by=by, at=at)
        else:
            take_back(reservation=line.reservation, by=by, at=at, reason=reason)


def _derive(order: Any, parts: list[ProducerOrder]) -> None:
    order.status = derive_order_state(State(part.state) for part in parts).value
    order.save(update_fields=["status"])


def accept(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime) -> ProducerOrder:
    """This will say yes to a new part."""
    return move(producer_order=producer_order, target=State.ACCEPTED, actor=actor, by=by, at=at)


def refuse(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will say no and free the goods."""
    return move(producer_order=producer_order, target=State.REFUSED, actor=actor, by=by, at=at, reason=reason)


def pack(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime) -> ProducerOrder:
    """This will mark the part as boxed."""
    return move(producer_order=producer_order, target=State.PACKED, actor=actor, by=by, at=at)


@transaction.atomic
def hand_over(
    *, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, tracking_number: str = ""
) -> ProducerOrder:
    """This will give the box to the carrier; its goods leave the stock."""
    part = move(producer_order=producer_order, target=State.HANDED_OVER, actor=actor, by=by, at=at)
    if tracking_number:
        part.tracking_number = tracking_number
        part.save(update_fields=["tracking_number"])
    return part


def deliver(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime) -> ProducerOrder:
    """This will mark the part as received by the buyer."""
    return move(producer_order=producer_order, target=State.DELIVERED, actor=actor, by=by, at=at)


def close(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime) -> ProducerOrder:
    """This will end the part after the time to return."""
    return move(producer_order=producer_order, target=State.CLOSED, actor=actor, by=by, at=at)


def cancel(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will call the part off before it left and free the goods."""
    return move(producer_order=producer_order, target=State.CANCELLED, actor=actor, by=by, at=at, reason=reason)


def return_goods(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will take the goods back into stock after they had left."""
    return move(producer_order=producer_order, target=State.RETURNED, actor=actor, by=by, at=at, reason=reason)


def dispute(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will put a delivered part before support."""
    return move(producer_order=producer_order, target=State.DISPUTED, actor=actor, by=by, at=at, reason=reason)
