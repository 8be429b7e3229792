"""A producer's desk: who works there, and parts that have come some way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup

from shop.forks.order.placement import Buyer, Invoice, Wishes, place
from shop.fulfilment import operations
from shop.fulfilment.queries import split_preview, total_vnd
from shop.fulfilment.states import Actor
from tests.factories.orders import PHONE
from tests.factories.situations import basket_with, on_sale

BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"
HOME = "/lam-viec/chu-the/htx-nong-nghiep-hai-yen/"
OTHER_HOME = "/lam-viec/chu-the/htx-duoc-lieu-xanh-dong-trieu/"


@pytest.fixture
def tea(cast: Any, now: Any) -> Any:
    """Another product of HTX Hải Yến: 80.000 ₫."""
    return on_sale(cast, at=now, title="Chè dây", price_vnd=80_000)


@pytest.fixture
def order(oil: Any, tea: Any, places: Any, now: Any) -> Any:
    """Oil and tea of one producer: 120.000 + 80.000 + 30.000 ₫, with all that can be wished."""
    basket = basket_with(oil, tea, at=now)
    return place(
        basket_id=basket.pk,
        buyer=Buyer("Trần Thị Hoa", PHONE, places.truong_xuan, "Thôn 10"),
        by=None,
        language="vi",
        expected_total_vnd=total_vnd(split_preview(lines=basket.all_lines())),
        clock=lambda: now,
        wishes=Wishes(
            note="Gọi trước khi giao",
            gift_note="Chúc mẹ vui",
            invoice=Invoice("Công ty Minh hoạ", "0101234567", "3 Lê Lợi", "ketoan@example.vn"),
        ),
    )


@pytest.fixture
def part(order: Any) -> Any:
    """The one part of the order, new."""
    return order.producer_orders.get()


@pytest.fixture
def member(client: Any, cast: Any) -> Any:
    """The producer's owner, logged in."""
    client.force_login(cast.producer, backend=BACKEND)
    return client


@pytest.fixture
def step(cast: Any, now: Any) -> Callable[..., Any]:
    """Moves a part by the producer's verbs, at the frozen instant."""

    def move(part: Any, *verbs: str, **more: Any) -> Any:
        for verb in verbs:
            facts = more if verb == verbs[-1] else {}
            part = getattr(operations, verb)(
                producer_order=part, actor=Actor.PRODUCER, by=cast.producer, at=now, **facts
            )
        return part

    return move


def soup(response: Any) -> BeautifulSoup:
    """This will read an answer."""
    return BeautifulSoup(response.content, "html.parser")
