"""The life of a producer order: states, their meaning, one transition table.

The order's state is derived from its parts. Pure: read by settings before Django is ready.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where one producer's part of an order is."""

    NEW = "new"  # placed, the producer has not answered
    ACCEPTED = "accepted"  # the producer said yes
    PACKED = "packed"  # in its box, waits for the carrier
    HANDED_OVER = "handed_over"  # on the way; stock is consumed here
    DELIVERED = "delivered"  # the buyer has it
    CLOSED = "closed"  # the time to return is over
    REFUSED = "refused"  # the producer said no, or did not answer in time
    CANCELLED = "cancelled"  # the buyer or support called it off before it left
    RETURNED = "returned"  # goods came back (refused at the door, or sent back)
    DISPUTED = "disputed"  # buyer and producer disagree; support decides


class Actor(StrEnum):
    """Who may move a part."""

    PRODUCER = "producer"
    BUYER = "buyer"
    SUPPORT = "support"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed move, and what it does to the goods: frees the promise, ships them, or takes them back."""

    source: State
    target: State
    actors: frozenset[Actor]
    stock: str = ""  # "" | "release" | "consume" | "return"


P, B, S, Y = Actor.PRODUCER, Actor.BUYER, Actor.SUPPORT, Actor.SYSTEM


def _step(source: State, target: State, actors: Iterable[Actor], stock: str = "") -> Step:
    return Step(source, target, frozenset(actors), stock)


STEPS: tuple[Step, ...] = (
    _step(State.NEW, State.ACCEPTED, {P, S}),
    _step(State.NEW, State.REFUSED, {P, S, Y}, "release"),
    _step(State.NEW, State.CANCELLED, {B, S, Y}, "release"),
    _step(State.ACCEPTED, State.PACKED, {P, S}),
    _step(State.ACCEPTED, State.REFUSED, {P, S}, "release"),
    _step(State.ACCEPTED, State.CANCELLED, {B, S}, "release"),
    _step(State.PACKED, State.HANDED_OVER, {P, S}, "consume"),
    _step(State.PACKED, State.CANCELLED, {S}, "release"),
    _step(State.HANDED_OVER, State.DELIVERED, {P, S, Y}),
    _step(State.HANDED_OVER, State.RETURNED, {P, S, Y}, "return"),
    _step(State.HANDED_OVER, State.DISPUTED, {B, S}),
    _step(State.DELIVERED, State.CLOSED, {S, Y}),
    _step(State.DELIVERED, State.DISPUTED, {B, S}),
    _step(State.DELIVERED, State.RETURNED, {P, S}, "return"),
    _step(State.DISPUTED, State.CLOSED, {S}),
    _step(State.DISPUTED, State.RETURNED, {S}, "return"),
    # Lost on the way: nothing comes back, and nothing is owed.
    _step(State.DISPUTED, State.CANCELLED, {S}),
)
STEP: dict[tuple[State, State], Step] = {(step.source, step.target): step for step in STEPS}

INITIAL = State.NEW
ENDED = frozenset({State.CLOSED, State.REFUSED, State.CANCELLED, State.RETURNED})
# Of these nothing is owed any more.
FELL_AWAY = frozenset({State.REFUSED, State.CANCELLED, State.RETURNED})
# Nothing has left yet: a buyer may still change the address, and call lines off.
NOT_PACKED = frozenset({State.NEW, State.ACCEPTED})
UNDER_WAY = frozenset({State.NEW, State.ACCEPTED, State.PACKED, State.HANDED_OVER})
ORDER_STATES = tuple(State)


def state_at(
    *, stored: State, expires_at: datetime, returnable_until: datetime | None, has_open_return: bool, at: datetime
) -> State:
    """This will return the state true at an instant: what nobody answered is refused, what nobody gave back is closed.

    True by time, so that no job has to run in time. Ends are exclusive: at the instant itself it has happened.
    """
    if stored is State.NEW and at >= expires_at:
        return State.REFUSED
    is_over = returnable_until is not None and at >= returnable_until
    if stored is State.DELIVERED and is_over and not has_open_return:
        return State.CLOSED
    return stored


# The least advanced living part speaks for the order; a dispute speaks first.
_PROGRESS = (
    State.NEW,
    State.ACCEPTED,
    State.PACKED,
    State.HANDED_OVER,
    State.DELIVERED,
    State.CLOSED,
)


def derive_order_state(parts: Iterable[State]) -> State:
    """This will return the state of an order from the states of its parts.

    A dispute speaks first; then the least advanced part still under way; when none is: returned before closed
    before refused before cancelled. Refuses: ValueError for an order without parts.
    """
    states = set(parts)
    if not states:
        raise ValueError("an order has at least one part")
    if State.DISPUTED in states:
        return State.DISPUTED
    for state in _PROGRESS:
        if state in states and state is not State.CLOSED:
            return state
    for state in (State.RETURNED, State.CLOSED, State.REFUSED, State.CANCELLED):
        if state in states:
            return state
    raise ValueError("unknown state")
