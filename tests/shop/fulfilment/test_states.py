import itertools

import pytest

from shop.carriers.base import CashHolder, Kind
from shop.fulfilment.models import DeliveryKind, Holder
from shop.fulfilment.states import ENDED, INITIAL, STEP, STEPS, Actor, State, derive_order_state


def test_every_pair_is_either_in_the_table_or_not_allowed():
    allowed = set(STEP)

    assert len(allowed) == len(STEPS) == 17
    for pair in itertools.product(State, State):
        assert (pair in allowed) == any((s.source, s.target) == pair for s in STEPS)


def test_ended_states_lead_nowhere():
    assert {step.source for step in STEPS} & ENDED == set()


def test_every_state_can_be_reached_and_can_end():
    reached = {INITIAL}
    while more := {s.target for s in STEPS if s.source in reached} - reached:
        reached |= more
    assert reached == set(State)
    for state in set(State) - ENDED:
        assert any(step.source == state for step in STEPS), state


def test_goods_move_once_on_every_way_to_an_end():
    """On every path the promise is freed or shipped exactly once, and only shipped goods come back."""

    def walk(state, moves):
        onward = [step for step in STEPS if step.source == state]
        if not onward:
            yield moves
        for step in onward:
            yield from walk(step.target, [*moves, step.stock] if step.stock else moves)

    paths = list(walk(INITIAL, []))

    assert len(paths) >= 10
    assert {tuple(path) for path in paths} == {("release",), ("consume",), ("consume", "return")}


def test_the_buyer_never_moves_a_part_forward():
    targets = {step.target for step in STEPS if Actor.BUYER in step.actors}

    assert targets == {State.CANCELLED, State.DISPUTED}


@pytest.mark.parametrize(
    ("parts", "order"),
    [
        ({State.NEW}, State.NEW),
        ({State.NEW, State.DELIVERED}, State.NEW),
        ({State.ACCEPTED, State.CANCELLED}, State.ACCEPTED),
        ({State.HANDED_OVER, State.PACKED}, State.PACKED),
        ({State.DELIVERED, State.CLOSED}, State.DELIVERED),
        ({State.DISPUTED, State.NEW}, State.DISPUTED),
        ({State.CLOSED, State.CANCELLED}, State.CLOSED),
        ({State.RETURNED, State.CLOSED}, State.RETURNED),
        ({State.REFUSED, State.CANCELLED}, State.REFUSED),
        ({State.CANCELLED}, State.CANCELLED),
    ],
)
def test_the_orders_state_follows_from_its_parts(parts, order):
    assert derive_order_state(parts) == order


def test_an_order_without_parts_has_no_state():
    with pytest.raises(ValueError, match="at least one part"):
        derive_order_state([])


def test_every_set_of_parts_has_an_order_state():
    for size in (1, 2, 3):
        for parts in itertools.combinations(State, size):
            assert derive_order_state(parts) in State


def test_what_a_carrier_can_answer_has_words_here():
    assert {kind.value for kind in Kind} == set(DeliveryKind.values)
    assert {holder.value for holder in CashHolder} == set(Holder.values)
