"""The breaker by itself: when it opens, whom it lets try, and what it writes."""

from __future__ import annotations

import logging

import pytest

from shop.discovery import breaker as breaking
from shop.discovery.breaker import Breaker


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(breaking, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def breaker(clock):
    return Breaker("The server", logging.getLogger("shop.discovery"))


def test_closed_it_lets_everybody_through_and_writes_nothing(breaker, caplog):
    assert [breaker.lets_through() for _ in range(3)] == [True] * 3
    breaker.works()

    assert caplog.messages == []


def test_waits_double_up_to_a_minute_and_begin_anew_after_it_worked(breaker, clock):
    breaker.fails("gone")
    waits = []
    for _ in range(6):
        began = clock[0]
        while not breaker.is_closed:
            clock[0] += 0.5
        waits.append(clock[0] - began)
        assert breaker.lets_through()
        breaker.fails("gone")
    assert waits == [5, 10, 20, 40, 60, 60]

    clock[0] += 60
    assert breaker.lets_through()
    breaker.works()
    breaker.fails("gone")
    clock[0] += 5
    assert breaker.is_closed


def test_one_tries_and_the_others_wait(breaker, clock):
    breaker.fails("gone")
    clock[0] = 5

    assert [breaker.lets_through() for _ in range(4)] == [True, False, False, False]


def test_one_who_never_says_how_it_went_does_not_lock_it(breaker, clock):
    """A worker that is killed while it tries."""
    breaker.fails("gone")
    clock[0] = 5
    assert breaker.lets_through()
    clock[0] = 9.9
    assert not breaker.lets_through()
    clock[0] = 10

    assert breaker.lets_through()


def test_late_failures_of_those_let_through_before_change_nothing(breaker, clock, caplog):
    for _ in range(20):
        breaker.fails("gone")
    clock[0] = 5

    assert breaker.is_closed
    assert caplog.messages == ["The server does not answer (gone); the database answers instead"]


def test_one_line_when_it_opens_and_one_when_it_closes(breaker, clock, caplog):
    breaker.fails("gone")
    clock[0] = 5
    breaker.lets_through()
    breaker.fails("still gone")
    clock[0] = 15
    breaker.lets_through()
    breaker.works()
    breaker.works()

    assert caplog.messages == [
        "The server does not answer (gone); the database answers instead",
        "The server answers again after 15 s",
    ]
