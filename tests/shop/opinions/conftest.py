"""Lines that were bought and received."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from shop.opinions.operations import give_opinion
from tests.factories.orders import PHONE, delivered, placed
from tests.factories.situations import on_sale


def settled(product: Any, *, places: Any, at: datetime, **buyer: Any) -> Any:
    """This will have Hoa buy one of the product and get it; returns the order line."""
    order = placed(product, commune=places.truong_xuan, at=at, **buyer)
    delivered(order.producer_orders.get(), at=at)
    return order.lines.get()


def given(line: Any, at: datetime, **changes: Any) -> Any:
    """This will give an opinion about a line, as Hoa."""
    facts = {
        "score": 4,
        "title": "",
        "body": "Dầu thơm, chai kín.",
        "shown_as": "Hoa",
        "by": None,
        "phone": PHONE,
        "at": at,
    }
    return give_opinion(**{"line": line, **facts, **changes})


@pytest.fixture
def line(cast, places, now) -> Any:
    """A line that Hoa bought as a guest and received."""
    return settled(on_sale(cast, at=now), places=places, at=now)
