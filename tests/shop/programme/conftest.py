"""The support desk at one frozen instant: an order of two makers, and who works there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.orders import placed
from tests.factories.situations import on_sale

BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"
HOME = "/lam-viec/chuong-trinh/"


@pytest.fixture(autouse=True)
def _frozen(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def desk(cast) -> Client:
    """A browser in which support is logged in."""
    client = Client()
    client.force_login(cast.support, backend=BACKEND)
    return client


@pytest.fixture
def oil(cast, now):
    return on_sale(cast, at=now, title="Dầu lạc Hải Yến")


@pytest.fixture
def tea(cast, now):
    return on_sale(cast, at=now, title="Trà hoa vàng", producer=cast.producers[1], price_vnd=350_000)


@pytest.fixture
def order(oil, tea, places, now):
    """One order of two parts: 120.000 + 30.000 and 350.000 + 30.000 ₫, by a guest called Trần Thị Hoa."""
    return placed(oil, tea, commune=places.truong_xuan, at=now)


@pytest.fixture
def part(order):
    """Its first part, the oil."""
    return order.producer_orders.order_by("pk")[0]


@pytest.fixture
def other_part(order):
    """Its second part, the tea."""
    return order.producer_orders.order_by("pk")[1]


@pytest.fixture
def count(desk) -> Callable[[str], int]:
    """Counts the queries of a page."""

    def counted(address: str) -> int:
        desk.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = desk.get(address)
        assert response.status_code == 200
        return len(captured)

    return counted


def read(response: Any, status: int = 200) -> BeautifulSoup:
    """This will read a page after looking at its status."""
    assert response.status_code == status, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def words(node: Any) -> str:
    """This will return the visible words of a piece of a page, spaces made single."""
    return " ".join(node.get_text(" ").split())


def errors(response: Any) -> str:
    """This will return what a refused form says on top."""
    return words(read(response, 422).select_one('main [role="alert"]'))
