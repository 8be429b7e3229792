"""The verbs that move a part: accept, refuse, pack, hand over, deliver, refuse at the door, cancel, close, dispute."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.messages import set_asking, set_closing, tell_ready, tell_refused_at_door
from shop.fulfilment.models import BuyerPhone, DeliveryKind, DoorRefusal, ProducerOrder
from shop.fulfilment.operations.cash import check_confirmed
from shop.fulfilment.operations.money import collect
from shop.fulfilment.operations.moving import StepRefused, locked, move
from shop.fulfilment.states import STEP, Actor, State
from shop.primitives.codes import normalise_code
from shop.primitives.refusal import Refusal


class WrongPickupCode(Refusal):
    """Whoever picks a parcel up says its code."""

    code = "wrong_pickup_code"


@transaction.atomic
def accept(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str = "") -> ProducerOrder:
    """This will say yes to a new part. Refuses: StepRefused; NotConfirmed while its buyer has not said yes."""
    check_confirmed(order_id=producer_order.order_id)
    return move(producer_order=producer_order, target=State.ACCEPTED, actor=actor, by=by, at=at, reason=reason)


def refuse(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will say no and free the goods."""
    return move(producer_order=producer_order, target=State.REFUSED, actor=actor, by=by, at=at, reason=reason)


def pack(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str = "") -> ProducerOrder:
    """This will mark the part as boxed."""
    return move(producer_order=producer_order, target=State.PACKED, actor=actor, by=by, at=at, reason=reason)


@transaction.atomic
def hand_over(
    *, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, tracking_number: str = "", reason: str = ""
) -> ProducerOrder:
    """This will give the box to whoever brings it; its goods leave the stock."""
    part, _ = locked(producer_order, at)
    # Before the move: the buyer's message tells the number.
    part.tracking_number = tracking_number.strip()[:60]
    part.save(update_fields=["tracking_number"])
    return move(producer_order=part, target=State.HANDED_OVER, actor=actor, by=by, at=at, reason=reason)


@transaction.atomic
def mark_ready(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime) -> ProducerOrder:
    """This will tell the buyer that the parcel lies at its pick-up point. Twice is once.

    Refuses: StepRefused unless it is a handed-over parcel to be picked up, for anybody but producer and support.
    """
    part, _ = locked(producer_order, at)
    is_there = part.delivery_kind == DeliveryKind.PICKUP and part.state == State.HANDED_OVER
    if not is_there or actor not in {Actor.PRODUCER, Actor.SUPPORT}:
        raise StepRefused(source=part.state, target="ready", actor=actor)
    if part.ready_at is None:
        part.ready_at = at
        part.save(update_fields=["ready_at"])
        record(action="part.ready", record=part, by=by, at=at, facts={"actor": actor})
        tell_ready(part=part, at=at)
    return part


@transaction.atomic
def deliver(
    *, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, pickup_code: str = "", reason: str = ""
) -> ProducerOrder:
    """This will mark the part as received and record the cash taken for it; the time to give back begins.

    A parcel to be picked up is given for its code only. Refuses: WrongPickupCode, StepRefused.
    """
    part, _ = locked(producer_order, at)
    # What the table refuses is said first: a code is no help there.
    is_fetched = (State(part.state), State.DELIVERED) in STEP and part.delivery_kind == DeliveryKind.PICKUP
    if is_fetched and not hmac.compare_digest(normalise_code(pickup_code).encode(), part.pickup_code.encode()):
        raise WrongPickupCode
    part.returnable_until = at + timedelta(days=settings.RETURN_DAYS) if settings.RETURN_DAYS else None
    part.save(update_fields=["returnable_until"])
    part = move(producer_order=part, target=State.DELIVERED, actor=actor, by=by, at=at, reason=reason)
    collect(part=part, by=by, at=at)
    set_closing(part=part, at=at)
    set_asking(part=part, at=at)
    return part


@transaction.atomic
def refuse_at_door(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will take back what was brought and not taken: goods in stock, nothing owed, the refusal remembered."""
    part, _ = locked(producer_order, at)
    if State(part.state) is not State.HANDED_OVER:
        raise StepRefused(source=part.state, target=State.RETURNED, actor=actor)
    part = move(producer_order=part, target=State.RETURNED, actor=actor, by=by, at=at, reason=reason)
    phone, _ = BuyerPhone.objects.get_or_create(phone=str(part.order.shipping_address.phone_number))
    DoorRefusal.objects.create(phone=phone, producer_order=part, at=at, reason=reason.strip()[:300])
    tell_refused_at_door(part=part, at=at)
    return part


def close(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str = "") -> ProducerOrder:
    """This will end the part after the time to return."""
    return move(producer_order=producer_order, target=State.CLOSED, actor=actor, by=by, at=at, reason=reason)


def cancel(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will call the part off before it left and free the goods."""
    return move(producer_order=producer_order, target=State.CANCELLED, actor=actor, by=by, at=at, reason=reason)


@transaction.atomic
def cancel_order(*, order: Any, actor: Actor, by: Any, at: datetime, reason: str) -> list[ProducerOrder]:
    """This will call off every part of an order that the actor may still call off, and return those.

    Refuses: StepRefused when there is none; ReasonMissing.
    """
    called_off = []
    for row in order.producer_orders.order_by("pk"):
        part, _ = locked(row, at)
        step = STEP.get((State(part.state), State.CANCELLED))
        if step is not None and actor in step.actors and State(part.state) is not State.DISPUTED:
            called_off.append(cancel(producer_order=part, actor=actor, by=by, at=at, reason=reason))
    if not called_off:
        raise StepRefused(target=State.CANCELLED, actor=actor)
    return called_off


def dispute(*, producer_order: ProducerOrder, actor: Actor, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will put a part that was sent or received before support."""
    return move(producer_order=producer_order, target=State.DISPUTED, actor=actor, by=by, at=at, reason=reason)


@transaction.atomic
def lose(*, producer_order: ProducerOrder, by: Any, at: datetime, reason: str) -> ProducerOrder:
    """This will end a disputed part that never arrived: the goods are gone, nothing is owed. Support only.

    Refuses: StepRefused for a part that is not disputed; ReasonMissing.
    """
    part = _disputed(producer_order, State.CANCELLED, at)
    return move(producer_order=part, target=State.CANCELLED, actor=Actor.SUPPORT, by=by, at=at, reason=reason)


def _disputed(producer_order: ProducerOrder, target: State, at: datetime) -> ProducerOrder:
    part, _ = locked(producer_order, at)
    if State(part.state) is not State.DISPUTED:
        raise StepRefused(source=part.state, target=target, actor=Actor.SUPPORT)
    return part


@transaction.atomic
def settle_dispute(*, producer_order: ProducerOrder, by: Any, at: datetime, reason: str = "") -> ProducerOrder:
    """This will end a dispute in that the buyer keeps the goods: paid for by now, and closed. Support only.

    Refuses: StepRefused for a part that is not disputed.
    """
    support = Actor.SUPPORT
    part = _disputed(producer_order, State.CLOSED, at)
    part = move(producer_order=part, target=State.CLOSED, actor=support, by=by, at=at, reason=reason)
    collect(part=part, by=by, at=at)
    return part
