"""Every pair of states tried through the real operation, with stock, movements and the order's state."""

import itertools

import pytest

from shop.forks.order.placement import Buyer, place
from shop.fulfilment import operations
from shop.fulfilment.operations import ReasonMissing, StepRefused, move
from shop.fulfilment.states import STEP, STEPS, Actor, State
from shop.stock.operations import ReservationClosed, release
from tests.factories.situations import basket_with, on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def placed(cast, places, now):
    product = on_sale(cast, at=now, stock=10)
    buyer = Buyer(name="Hoa", phone="+84912345678", commune=places.truong_xuan, street="Thôn 10")
    return place(
        basket_id=basket_with(product, at=now, quantity=3).pk,
        buyer=buyer,
        by=None,
        language="vi",
        expected_total_vnd=390_000,
        clock=lambda: now,
    )


def walk_to(part, target, now):
    """Follow the table from new to the target."""
    paths = {State.NEW: []}
    while target not in paths:
        for step in STEPS:
            if step.source in paths and step.target not in paths:
                paths[step.target] = [*paths[step.source], step]
    for step in paths[target]:
        actor = sorted(step.actors)[0]
        move(producer_order=part, target=step.target, actor=actor, by=None, at=now, reason="thử")
    part.refresh_from_db()
    return part


def stock_of(order):
    row = order.lines.get().stockrecord
    return row.num_in_stock, row.num_allocated


STOCK_AFTER = {
    State.NEW: (10, 3),
    State.ACCEPTED: (10, 3),
    State.PACKED: (10, 3),
    State.HANDED_OVER: (7, 0),
    State.DELIVERED: (7, 0),
    State.DISPUTED: (7, 0),
    State.CLOSED: (7, 0),
    State.REFUSED: (10, 0),
    State.CANCELLED: (10, 0),
    State.RETURNED: (10, 0),
}


@pytest.mark.parametrize("target", State)
def test_goods_money_and_state_agree_in_every_state(placed, now, target):
    part = walk_to(placed.producer_orders.get(), target, now)

    placed.refresh_from_db()
    row = placed.lines.get().stockrecord
    assert part.state == placed.status == target
    assert stock_of(placed) == STOCK_AFTER[target]
    assert sum(movement.quantity for movement in row.movements.all()) == row.num_in_stock
    assert part.changes.latest("pk").target == target


@pytest.mark.parametrize(("source", "target"), list(itertools.product(State, State)))
def test_every_pair_and_every_actor(placed, now, source, target):
    part = walk_to(placed.producer_orders.get(), source, now)
    step = STEP.get((source, target))
    before = stock_of(placed)

    for actor in Actor:
        if step is None or actor not in step.actors:
            with pytest.raises(StepRefused):
                move(producer_order=part, target=target, actor=actor, by=None, at=now, reason="thử")
    part.refresh_from_db()
    assert part.state == source
    assert stock_of(placed) == before


@pytest.mark.parametrize("target", [State.REFUSED, State.CANCELLED, State.RETURNED, State.DISPUTED])
def test_who_stops_an_order_says_why(placed, now, target):
    step = next(step for step in STEPS if step.target is target)
    part = walk_to(placed.producer_orders.get(), step.source, now)

    with pytest.raises(ReasonMissing):
        move(producer_order=part, target=target, actor=sorted(step.actors)[0], by=None, at=now, reason="  ")


def test_the_verbs_lead_to_the_buyer(placed, cast, now):
    part = placed.producer_orders.get()
    for verb in (operations.accept, operations.pack):
        verb(producer_order=part, actor=Actor.PRODUCER, by=cast.producer, at=now)
    operations.hand_over(producer_order=part, actor=Actor.PRODUCER, by=cast.producer, at=now, tracking_number="VN123")
    operations.deliver(producer_order=part, actor=Actor.SYSTEM, by=None, at=now)
    operations.close(producer_order=part, actor=Actor.SYSTEM, by=None, at=now)

    part.refresh_from_db()
    assert (part.state, part.tracking_number) == ("closed", "VN123")
    assert [c.target for c in part.changes.order_by("pk")] == [
        "new",
        "accepted",
        "packed",
        "handed_over",
        "delivered",
        "closed",
    ]


def test_a_promise_is_freed_once(placed, now):
    part = placed.producer_orders.get()
    operations.cancel(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="đổi ý")

    with pytest.raises(ReservationClosed):
        release(reservation=placed.lines.get().reservation, at=now)
    assert stock_of(placed) == (10, 0)
