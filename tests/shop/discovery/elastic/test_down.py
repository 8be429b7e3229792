"""A server that is gone, slow or wrong costs one visitor half a second: the database answers, and one line says so."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from shop.discovery import breaker as breaking
from shop.discovery import engines
from shop.discovery.asking import Narrowing
from shop.discovery.elastic import index
from shop.discovery.elastic.client import alias, client
from shop.discovery.elastic.feeding import look
from shop.discovery.elastic.refusals import NoIndex, Unavailable
from shop.discovery.operations import rebuild
from tests.shop.discovery.elastic.conftest import work
from tests.shop.discovery.elastic.server import drop_all, indices, quiet

pytestmark = [pytest.mark.django_db, pytest.mark.elastic]

WAYS = {
    "the connection is cut": lambda passing: passing.cut(),
    "not one byte comes": lambda passing: bool(time.sleep(1)) or passing.cut(),
    "it is overloaded": lambda passing: passing.say(429, {"error": {"type": "es_rejected_execution"}, "status": 429}),
    "it has no master": lambda passing: passing.say(503, {"error": {"type": "master_not_discovered"}, "status": 503}),
    "it does not know us": lambda passing: passing.say(401, {"error": {"type": "security_exception"}, "status": 401}),
    "half of it answers": lambda passing: passing.say(
        200, {"timed_out": True, "_shards": {"failed": 0}, "hits": {"total": {"value": 0}, "hits": []}}
    ),
    "a part of it failed": lambda passing: passing.say(
        200, {"timed_out": False, "_shards": {"failed": 1}, "hits": {"total": {"value": 0}, "hits": []}}
    ),
}


@pytest.fixture
def clock(monkeypatch):
    """The breaker's own clock, to be moved."""
    now = [1000.0]
    monkeypatch.setattr(breaking, "monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize("way", WAYS)
def test_the_database_answers_in_its_place(door, build, honey, ask, caplog, way):
    """One line in all: the client of the server adds none of its own."""
    caplog.set_level(logging.WARNING)
    build()
    door.act = WAYS[way]
    began = time.monotonic()
    hits, engine = engines.find(ask("mat ong"))
    took = time.monotonic() - began

    assert (hits.ids, engine) == ([honey.pk], "embedded")
    assert took < 0.9, "half a second, and what the database takes"
    assert len(caplog.messages) == 1
    assert caplog.messages[0].startswith("Elasticsearch does not answer (")


def test_it_is_left_alone_and_tried_again_by_one_visitor(door, build, ask, caplog, clock):
    build()
    door.act = WAYS["the connection is cut"]
    door.seen.clear()
    tried_at = []
    for _ in range(400):
        before = door.searches()
        assert engines.find(ask("mat ong"))[1] == "embedded"
        if door.searches() > before:
            tried_at.append(clock[0] - 1000)
        clock[0] += 1

    # 5, 10, 20, 40 seconds, then a minute each time.
    assert tried_at == [0, 5, 15, 35, 75, 135, 195, 255, 315, 375]
    assert len(caplog.messages) == 1

    door.act = lambda passing: False
    clock[0] += 60
    assert engines.find(ask("mat ong"))[1] == "elastic"
    assert engines.find(ask("mat ong"))[1] == "elastic"
    assert [line.split(" (")[0] for line in caplog.messages] == [
        "Elasticsearch does not answer",
        "Elasticsearch answers again after 460 s",
    ]


def test_many_who_wait_at_once_open_it_once(door, build, ask, caplog, clock):
    """What was asked before it opened fails later: no second line, no longer wait."""
    for _ in range(5):
        engines.breaker.fails("too slow")
    clock[0] += 5

    assert engines.breaker.lets_through()
    assert not engines.breaker.lets_through(), "one visitor tries, not all"
    assert len(caplog.messages) == 1


def test_a_question_that_it_refuses_is_answered_and_shuts_nobody_out(door, build, honey, ask, caplog):
    build()
    door.act = lambda passing: passing.say(400, {"error": {"type": "too_many_clauses"}, "status": 400})
    assert engines.find(ask("mat ong"))[1] == "embedded"

    door.act = lambda passing: False
    assert engines.find(ask("mat ong"))[1] == "elastic"


def test_cut_in_the_middle_of_an_answer(door, build, honey, ask, caplog):
    build()

    def half(passing):
        passing.send_response(200)
        passing.send_header("Content-Type", "application/json")
        passing.send_header("X-Elastic-Product", "Elasticsearch")
        passing.send_header("Content-Length", "1000")
        passing.end_headers()
        passing.wfile.write(b'{"hits": {"total"')
        return passing.cut()

    door.act = half
    hits, engine = engines.find(ask("mat ong"))

    assert (hits.ids, engine) == ([honey.pk], "embedded")
    assert len(caplog.messages) == 1


def test_without_an_index_the_database_answers_and_the_worker_makes_one(door, build, honey, ask, now, elasticsearch):
    build()
    drop_all(elasticsearch)
    assert engines.find(ask("mat ong"))[1] == "embedded"

    look(at=now)
    assert indices() == {}, "nobody is sent to an index that is not full"
    work(now)

    engines.breaker.reset()
    hits, engine = engines.find(ask("mat ong"))
    assert (hits.ids, engine) == ([honey.pk], "elastic")
    assert list(indices().values()) == [[alias()]]


def test_a_change_makes_no_index_of_its_own(door, build, honey, ask, now, elasticsearch):
    """The first one would be the only one in it."""
    drop_all(elasticsearch)
    rebuild(at=now, progress=quiet)
    with pytest.raises(NoIndex):
        index.write(product_ids=[honey.pk])

    assert indices() == {}


def test_each_process_has_a_connection_of_its_own(door, monkeypatch):
    """A worker that was forked must not share its parent's."""
    mine = client()
    assert client() is mine
    monkeypatch.setattr("shop.discovery.elastic.client.os.getpid", lambda: 1)

    assert client() is not mine


def test_one_connection_is_kept(door, build, ask):
    build()
    opened = []
    accept = door.get_request
    door.get_request = lambda: opened.append(1) or accept()
    for _ in range(5):
        assert engines.find(ask("mat ong"))[1] == "elastic"

    assert len(opened) <= 1


def test_threads_ask_at_the_same_time(door, build, honey, ask):
    build()
    answers: list[list[int]] = []

    def one() -> None:
        from shop.discovery.elastic import engine

        answers.append(engine.find(ask("mat ong")).ids)

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [[honey.pk]] * 6


def test_one_engine_alone_is_asked_by_name(door, build, ask, settings):
    build()
    with engines.only("embedded"):
        assert engines.find(ask("mat ong"))[1] == "embedded"
    door.act = WAYS["the connection is cut"]
    with engines.only("elastic"), pytest.raises(Unavailable):
        engines.find(ask("mat ong"))
    settings.ELASTICSEARCH_URL = ""
    with pytest.raises(engines.NoSuchEngine), engines.only("elastic"):
        pass


@pytest.mark.parametrize("asked", [{"price_from": -(10**30)}, {"price_to": 10**30}, {"stars": frozenset({99, -1})}])
def test_absurd_choices_are_answered_by_the_index(door, build, ask, asked):
    build()

    assert engines.find(ask("mat ong", narrowing=Narrowing(**asked)))[1] == "elastic"


@pytest.mark.parametrize("page", [2, 10**4, 10**7, 10**18])
def test_absurd_pages_are_the_last_one(door, build, honey, ask, page):
    build()
    hits, engine = engines.find(ask("mat ong", page=page))

    assert (hits.ids, hits.page, engine) == ([honey.pk], 1, "elastic")


@pytest.mark.parametrize("page", [1, 7])
def test_a_question_for_a_number_alone_is_one_request(door, build, ask, page):
    build()
    door.seen.clear()
    hits, _ = engines.find(ask("mat ong", size=0, page=page))

    assert (hits.ids, hits.count, hits.facets.stars) == ([], 1, {4: 1})
    assert door.searches() == 1


def test_thousands_of_words_are_answered(door, build, ask, caplog):
    """By whichever engine, without an error, and soon."""
    began = time.monotonic()
    engines.find(ask(*(f"tu{number}" for number in range(3000))))

    assert time.monotonic() - began < 2
