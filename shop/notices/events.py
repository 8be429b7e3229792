"""The events a person is told of, and the facts each message needs. Texts: templates/notices/<event>/."""

from __future__ import annotations

# Lines are mappings: name, quantity, and for the buyer total_vnd. Amounts are whole dong.
EVENTS: dict[str, frozenset[str]] = {
    # To the buyer. look_up_url: where number and phone show the order again.
    "order_placed": frozenset({"number", "lines", "delivery_vnd", "total_vnd", "look_up_url"}),
    # To whoever forgot a password. url: the link that lets choose a new one.
    "password_reset": frozenset({"url"}),
    # To the producer. number is the producer order's.
    "producer_order_placed": frozenset({"number", "lines", "total_vnd"}),
}


class WrongFacts(ValueError):
    """A programmer's mistake: an unknown event, or facts its texts need are missing."""


def check(*, event: str, facts: dict[str, object]) -> None:
    """This will stop a caller whose message could not be written. Refuses: WrongFacts."""
    if event not in EVENTS:
        raise WrongFacts(f"unknown event “{event}”")
    missing = EVENTS[event] - facts.keys()
    if missing:
        raise WrongFacts(f"{event} needs {', '.join(sorted(missing))}")
