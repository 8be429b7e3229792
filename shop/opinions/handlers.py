"""Asking a buyer who agreed to be asked, once, after the goods have been tried."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shop.consents.models import Purpose
from shop.consents.queries import has_agreed
from shop.fulfilment.messages import ASK_OPINION
from shop.fulfilment.models import ProducerOrder
from shop.opinions.messages import ask
from shop.opinions.operations import RECEIVED
from shop.outbox.registry import handles


@handles(ASK_OPINION)
def ask_opinion(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will ask about what the buyer kept and has not spoken of, if they still agree and nothing is in dispute."""
    parts = ProducerOrder.objects.select_related("order__shipping_address", "order__user", "partner__producer")
    part = parts.get(pk=payload["part"])
    lines = list(part.lines.filter(outcome=None, opinion=None).select_related("product").order_by("pk"))
    is_asked = lines and part.state_at(at) in RECEIVED and not part.has_open_return
    if is_asked and has_agreed(order=part.order, purpose=Purpose.OPINION):
        ask(part=part, lines=lines, at=at)
