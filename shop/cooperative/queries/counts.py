"""What waits at a desk, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from shop.fulfilment.models import Refund, ReturnRequest, ReturnState
from shop.fulfilment.queries import parts_of_producer
from shop.fulfilment.states import State

# What the clock has made of a state that is behind it.
_TRUE = {State.NEW: State.REFUSED, State.DELIVERED: State.CLOSED}


@dataclass(frozen=True, slots=True)
class Counts:
    """Parts by the state true now; returns that wait for the producer; refunds it still owes."""

    states: dict[State, int]
    returns: int
    refunds: int

    def of(self, state: State) -> int:
        """This will return how many parts are in a state."""
        return self.states.get(state, 0)

    @property
    def waiting(self) -> int:
        """This will return how many wait for an answer."""
        return self.of(State.NEW)

    @property
    def to_pack(self) -> int:
        """This will return how many are promised and not packed yet."""
        return self.of(State.ACCEPTED)

    @property
    def to_hand_over(self) -> int:
        """This will return how many are packed and not handed over yet."""
        return self.of(State.PACKED)

    @property
    def total(self) -> int:
        """This will return how many parts there are."""
        return sum(self.states.values())


def counts_of(*, producer: Any, at: datetime) -> Counts:
    """This will count what a producer has. Costs: 4 queries."""
    parts = parts_of_producer(producer=producer).order_by()
    states = {State(state): count for state, count in _by_state(parts)}
    for state, count in _by_state(parts.overdue(at=at)):  # type: ignore[attr-defined]
        true = _TRUE[State(state)]
        states[State(state)] -= count
        states[true] = states.get(true, 0) + count
    return Counts(states, open_returns(producer=producer).count(), owed_refunds(producer=producer).count())


def _by_state(parts: Any) -> Any:
    return parts.values_list("state").annotate(count=Count("pk"))


def open_returns(*, producer: Any) -> Any:
    """This will return the returns that wait for the producer: to be answered, or for the goods to come back."""
    waiting = (ReturnState.ASKED, ReturnState.ACCEPTED)
    return ReturnRequest.objects.filter(producer_order__partner_id=producer.partner_id, state__in=waiting)


def owed_refunds(*, producer: Any) -> Any:
    """This will return the refunds that the producer still owes, as the seller of record."""
    return refunds_of(producer=producer).filter(paid_at=None)


def refunds_of(*, producer: Any) -> Any:
    """This will return all refunds of the producer's parts of which it is the payee: another's money is not its own."""
    mine = {"producer_order__partner_id": producer.partner_id, "payment__payee_id": producer.partner_id}
    return Refund.objects.filter(**mine)
