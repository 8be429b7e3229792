"""What an order's deadlines do when their hour has come. States are true without; these tell people and free goods."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shop.fulfilment.messages import DEADLINE, tell_overdue
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.operations.moving import settle_overdue
from shop.fulfilment.states import State
from shop.outbox.registry import handles


@handles(DEADLINE)
def deadline(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will tell of parts unanswered after the first deadline, and write down what the others have ended."""
    parts = ProducerOrder.objects.filter(order_id=payload["order"])
    if payload["deadline"] != "answer":
        settle_overdue(parts=parts, at=at)
        return
    waiting = parts.in_states(State.NEW, at=at).select_related("partner__producer", "order__shipping_address")
    for part in waiting.order_by("pk"):
        tell_overdue(part=part, at=at)
