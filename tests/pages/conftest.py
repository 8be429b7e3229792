"""Pages are tried at one frozen instant, with what the factories put on show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.situations import on_sale

Page = Callable[..., BeautifulSoup]


@pytest.fixture(autouse=True)
def _frozen(now: datetime) -> Iterator[None]:
    """The doors take the clock once; here it stands still."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def page(client: Client) -> Page:
    """Fetches a page, checks its status, and reads it."""

    def read(address: str, *, status: int = 200, **words: Any) -> BeautifulSoup:
        response = client.get(address, words)
        assert response.status_code == status, (address, response.status_code)
        return BeautifulSoup(response.content, "html.parser")

    return read


@pytest.fixture
def queries(client: Client) -> Callable[[str], int]:
    """Counts the queries of a page."""

    def count(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            response = client.get(address)
        assert response.status_code == 200
        return len(captured)

    return count


@pytest.fixture
def oil(cast: Any, now: datetime) -> Any:
    """A jar of groundnut oil of HTX Hải Yến that can be bought: 120.000 ₫, ten pieces."""
    return on_sale(cast, at=now, title="Dầu lạc Hải Yến", title_en="Hải Yến groundnut oil", pack_size="chai 500 ml")


def words_of(node: Any) -> str:
    """This will return the visible words of a piece of a page, spaces made single."""
    return " ".join(node.get_text(" ").split())
