"""Why somebody is not put down. Sentences for people stand at the door."""

from __future__ import annotations

from shop.primitives.refusal import Refusal


class NothingToWaitFor(Refusal):
    """The product can be bought now, or was never to be had here."""

    code = "nothing_to_wait_for"


class TooManyAskings(Refusal):
    """`WAITS_AN_HOUR` wishes came from this client address within an hour, or an address has too many to confirm."""

    code = "too_many_askings"


class TooManyWaits(Refusal):
    """The account waits for `most` products already."""

    code = "too_many_waits"


class WaitOver(Refusal):
    """The wish was told of, taken back or is over: nothing is kept of it."""

    code = "wait_over"
