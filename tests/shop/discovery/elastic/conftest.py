"""A shop that searches in a real Elasticsearch, through a gate that a test can close."""

from __future__ import annotations

from time import sleep

import pytest
from django.utils import timezone

from shop.discovery.asking import Ask, Term
from shop.discovery.elastic import index
from shop.discovery.elastic.client import alias, client
from shop.outbox.operations import drain
from tests.factories.situations import on_sale
from tests.shop.discovery.elastic.gate import gate
from tests.shop.discovery.elastic.server import quiet, searching, shop_with_index


@pytest.fixture
def engine(elasticsearch):
    """An empty index of its own, and no gate before it."""
    with shop_with_index(elasticsearch):
        yield


@pytest.fixture
def door(elasticsearch):
    """An empty index of its own behind a gate; half a second to answer, as in life."""
    with gate(elasticsearch) as made, shop_with_index(elasticsearch), searching(made.url, ELASTICSEARCH_MS=500):
        yield made


@pytest.fixture
def honey(cast, now):
    """A product on sale that no index knows yet."""
    return on_sale(cast, at=now, title="Mật ong Bình Liêu", title_en="Binh Lieu honey", price_vnd=150_000)


@pytest.fixture
def ask(now):
    """What is asked for by words, at the tests' instant."""

    def asking(*words: str, **asked) -> Ask:
        terms = tuple(Term((tuple(word.split()),)) for word in words)
        plain = tuple(part for word in words for part in word.split())
        return Ask(**{"at": now, "terms": terms, "plain": plain, **asked})

    return asking


@pytest.fixture
def build(honey):
    """What is there so far is in the index, and nothing waits."""

    def building() -> None:
        index.rebuild(quiet)
        work()

    return building


def work(at=None, most: int = 100) -> None:
    """This will do what the outbox holds, as a worker does."""
    for _ in range(most):
        if not drain(at=at or timezone.now()).touched:
            return


def lose(product_id: int) -> None:
    """Somebody else deletes a document. The server forgets its version at the first refresh that comes later."""
    client().delete(index=alias(), id=str(product_id))
    sleep(0.5)
    client().indices.refresh(index=alias())
