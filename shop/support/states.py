"""The life of a ticket: who is awaited, and which moves there are. Pure."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Whose turn it is."""

    OPEN = "open"  # waits for support
    ANSWERED = "answered"  # support has said something; the buyer may come back
    CLOSED = "closed"  # settled, or nobody came back


class Side(StrEnum):
    """Who writes."""

    BUYER = "buyer"
    PRODUCER = "producer"
    SUPPORT = "support"


# What a side's words do to a ticket. A producer's words change nothing: support still owes the answer.
AFTER_WORDS: dict[tuple[State, Side], State] = {
    (State.OPEN, Side.BUYER): State.OPEN,
    (State.OPEN, Side.PRODUCER): State.OPEN,
    (State.OPEN, Side.SUPPORT): State.ANSWERED,
    (State.ANSWERED, Side.BUYER): State.OPEN,
    (State.ANSWERED, Side.PRODUCER): State.ANSWERED,
    (State.ANSWERED, Side.SUPPORT): State.ANSWERED,
}
# A buyer closes what is settled; a producer never closes a complaint about itself.
MAY_CLOSE = frozenset({Side.BUYER, Side.SUPPORT})
MAY_REOPEN = MAY_CLOSE
