"""Each engine by itself, asked directly, so that a test knows which one answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shop.discovery.asking import Ask, Hits
from shop.discovery.elastic import engine as elastic
from shop.discovery.elastic import index
from shop.discovery.embedded import engine as embedded
from tests.shop.discovery.elastic.server import quiet, shop_with_index

ENGINES = ["embedded", pytest.param("elastic", marks=pytest.mark.elastic)]


@contextmanager
def filled(request: Any) -> Iterator[None]:
    """This will have Elasticsearch hold what the database holds now, where the test is parametrised with it."""
    if request.param == "embedded":
        yield
        return
    with shop_with_index(request.getfixturevalue("elasticsearch")):
        index.rebuild(quiet)
        yield


@contextmanager
def asking(request: Any) -> Iterator[Callable[[Ask], Hits]]:
    """This will give the engine that the test is parametrised with, holding what the database holds now."""
    with filled(request):
        yield embedded.find if request.param == "embedded" else elastic.find
