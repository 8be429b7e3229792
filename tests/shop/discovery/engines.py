"""Each engine by itself, asked directly, so that a test knows which one answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from shop.discovery.asking import Ask, Hits
from shop.discovery.elastic import engine as elastic
from shop.discovery.elastic import index
from shop.discovery.embedded import engine as embedded
from tests.shop.discovery.elastic.server import quiet, shop_with_index

ENGINES = ["embedded", "elastic"]


@contextmanager
def asking(request: Any) -> Iterator[Callable[[Ask], Hits]]:
    """This will give the engine that the test is parametrised with, holding what the database holds now."""
    if request.param == "embedded":
        yield embedded.find
        return
    with shop_with_index(request.getfixturevalue("elasticsearch")):
        index.rebuild(quiet)
        yield elastic.find
