"""Orders that were placed by the real operation, and parts that have come some way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shop.forks.order.placement import Buyer, place
from shop.fulfilment import operations
from shop.fulfilment.queries import split_preview, total_vnd
from shop.fulfilment.states import Actor
from tests.factories.situations import basket_with

PHONE = "+84912345678"
OTHER_PHONE = "+84987654321"


def placed(*products: Any, commune: Any, at: datetime, by: Any = None, language: str = "vi", **buyer: Any) -> Any:
    """This will place an order of one piece of each product, for cash, by a guest unless somebody is named."""
    basket = basket_with(*products, at=at)
    facts = {"name": "Trần Thị Hoa", "phone": PHONE, "commune": commune, "street": "Thôn 10", **buyer}
    return place(
        basket_id=basket.pk,
        buyer=Buyer(**facts),
        by=by,
        language=language,
        expected_total_vnd=total_vnd(split_preview(lines=basket.all_lines())),
        clock=lambda: at,
    )


def sent(part: Any, *, at: datetime, by: Any = None) -> Any:
    """This will bring a new part on its way."""
    for verb in (operations.accept, operations.pack, operations.hand_over):
        part = verb(producer_order=part, actor=Actor.PRODUCER, by=by, at=at)
    return part


def delivered(part: Any, *, at: datetime, by: Any = None) -> Any:
    """This will bring a new part to its buyer's door."""
    part = sent(part, at=at, by=by)
    return operations.deliver(producer_order=part, actor=Actor.PRODUCER, by=by, at=at)
