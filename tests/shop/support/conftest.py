"""An order of a guest, of which one part may be delivered."""

from __future__ import annotations

from typing import Any

import pytest

from shop.support.models import Kind, Ticket
from shop.support.operations import Asker, open_ticket
from tests.factories.orders import PHONE, placed
from tests.factories.situations import on_sale

HOA = Asker(name="Trần Thị  Hoa", phone=PHONE, email="hoa@example.test")


@pytest.fixture
def order(cast, places, now) -> Any:
    """An order of two producers, placed by a guest's phone."""
    goods = [on_sale(cast, at=now, producer=producer) for producer in cast.producers]
    return placed(*goods, commune=places.truong_xuan, at=now, email="hoa@example.test")


def opened(now: Any, **changes: Any) -> Ticket:
    """This will open a ticket: a question of Hoa's about nothing in particular."""
    facts = {
        "kind": Kind.QUESTION,
        "text": "Dầu lạc để được bao lâu?",
        "asker": HOA,
        "client_address": "10.0.0.1",
        "by": None,
        "at": now,
    }
    return open_ticket(**{**facts, **changes})
