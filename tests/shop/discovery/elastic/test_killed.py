"""A node of its own is really killed: while it is asked, while it is built, and started again with nothing left."""

from __future__ import annotations

import threading
import time

import pytest
from django.test import override_settings

from shop.discovery import engines
from shop.discovery.elastic import engine as elastic
from shop.discovery.elastic import index
from shop.discovery.elastic.client import alias, client
from shop.discovery.elastic.difference import differences
from shop.discovery.elastic.feeding import look
from shop.discovery.elastic.refusals import Unavailable
from tests.factories.situations import on_sale
from tests.postgres_server import free_port
from tests.shop.discovery.elastic.conftest import work
from tests.shop.discovery.elastic.server import fresh, indices, quiet, searching, start, stop

pytestmark = [pytest.mark.django_db, pytest.mark.elastic, pytest.mark.slow]


@pytest.fixture(scope="module")
def port():
    """A node that nobody else asks; small, for it lives for minutes."""
    found = str(free_port())
    start(found, heap="256m")
    yield found
    stop(found, "--kill", "--wipe")


@pytest.fixture
def node(port):
    """The shop asks that node, with half a second's patience."""
    url = start(port, heap="256m")
    with searching(url, ELASTICSEARCH_MS=500):
        yield port


@pytest.fixture
def shelf(node, cast, now, monkeypatch):
    monkeypatch.setattr(index, "CHUNK", 2)
    products = [on_sale(cast, at=now, title=f"Bánh {number}") for number in range(6)]
    index.rebuild(quiet)
    work()
    return [product.pk for product in products]


def warm(question):
    """A node that has just begun takes longer than in life."""
    with override_settings(ELASTICSEARCH_MS=20_000):
        return elastic.find(question)


def test_killed_while_it_is_asked(node, shelf, ask, caplog):
    """Question after question: each is answered in full, before, in the middle and afterwards."""
    for _ in range(5):
        warm(ask("banh"))
    answers = []
    killer = threading.Timer(0.3, stop, (node, "--kill"))
    killer.start()
    until = time.monotonic() + 3
    while time.monotonic() < until:
        hits, engine = engines.find(ask("banh"))
        answers.append((engine, sorted(hits.ids)))
    killer.join()

    assert {ids == sorted(shelf) for _, ids in answers} == {True}
    assert [engine for engine, _ in answers] == sorted((engine for engine, _ in answers), key="elastic embedded".find)
    assert {engine for engine, _ in answers} == {"elastic", "embedded"}
    assert sum(line.startswith("Elasticsearch does not answer") for line in caplog.messages) == 1


def test_killed_while_an_index_is_built(node, shelf, ask):
    (old,) = indices()

    def kill(done, total):
        if done == 4:
            stop(node, "--kill")

    with pytest.raises(Unavailable):
        index.rebuild(kill)
    start(node, heap="256m")
    fresh()

    client().cluster.health(index=alias(), wait_for_status="yellow", timeout="60s")

    assert indices()[old] == [alias()]
    assert len(indices()) == 2
    assert sorted(warm(ask("banh")).ids) == sorted(shelf)

    index.rebuild(quiet)
    assert list(indices().values()) == [[alias()]]
    assert list(differences()) == []


def test_started_again_with_nothing_left(node, shelf, ask, now):
    stop(node, "--kill", "--wipe")
    assert engines.find(ask("banh"))[1] == "embedded"

    start(node, heap="256m")
    fresh()
    hits, engine = engines.find(ask("banh"))
    assert (sorted(hits.ids), engine) == (sorted(shelf), "embedded")

    look(at=now)
    work(now)
    fresh()
    warm(ask("banh"))

    hits, engine = engines.find(ask("banh"))
    assert (sorted(hits.ids), engine) == (sorted(shelf), "elastic")
    assert list(indices().values()) == [[alias()]]
    assert list(differences()) == []
