"""Rounds: each gone when its time has come, in this process, whatever another one raises."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from shop.outbox import rounds
from shop.outbox.operations import enqueue
from shop.outbox.rounds import go_rounds, goes_round

MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def gone(monkeypatch):
    """Two rounds of a test and no others: one a minute, one an hour. What they were called with."""
    monkeypatch.setattr(rounds, "_rounds", {})
    seen = []

    @goes_round("often", every=MINUTE)
    def often(*, at):
        seen.append(("often", at))

    @goes_round("seldom", every=60 * MINUTE)
    def seldom(*, at):
        seen.append(("seldom", at))

    return seen


def test_each_is_gone_at_its_time(gone, now):
    assert go_rounds(at=now) == 2
    assert go_rounds(at=now + MINUTE - MOMENT) == 0
    assert go_rounds(at=now + MINUTE) == 1
    assert go_rounds(at=now + 60 * MINUTE) == 2

    assert gone == [
        ("often", now),
        ("seldom", now),
        ("often", now + MINUTE),
        ("often", now + 60 * MINUTE),
        ("seldom", now + 60 * MINUTE),
    ]


def test_a_clock_that_was_put_back_stops_nothing(gone, now):
    go_rounds(at=now)

    assert go_rounds(at=now - 10 * MINUTE) == 2


def test_one_that_fails_ends_no_other(gone, now, caplog):
    def broken(*, at):
        raise ZeroDivisionError

    rounds._rounds["often"].go = broken

    assert go_rounds(at=now) == 2
    assert gone == [("seldom", now)]
    assert "round often failed" in caplog.text


def test_a_round_is_not_gone_inside_of_a_round(gone, now):
    def nested(*, at):
        gone.append(go_rounds(at=at + 120 * MINUTE))

    rounds._rounds["often"].go = nested
    go_rounds(at=now)

    assert gone == [0, ("seldom", now)]


def test_a_name_belongs_to_one_round(gone):
    with pytest.raises(ValueError, match="often"):
        goes_round("often", every=MINUTE)(lambda *, at: None)


@pytest.mark.django_db
def test_the_worker_goes_them(gone):
    call_command("worker", "--once", stdout=StringIO())

    assert [name for name, _ in gone] == ["often", "seldom"]


@pytest.mark.django_db(transaction=True)
def test_the_embedded_default_goes_them_after_a_commit(gone, deeds, settings):
    settings.OUTBOX_ROUNDS = True
    for key in "ab":
        with transaction.atomic():
            enqueue(kind="test", key=key, payload={}, at=timezone.now())
            assert len(gone) == (0 if key == "a" else 2)

    assert [key for key, _ in deeds.done] == ["a", "b"]
    assert [name for name, _ in gone] == ["often", "seldom"]


@pytest.mark.django_db(transaction=True)
def test_where_they_are_turned_off_a_commit_goes_none(gone, deeds, settings):
    settings.OUTBOX_ROUNDS = False
    enqueue(kind="test", key="a", payload={}, at=timezone.now())

    assert (len(deeds.done), gone) == (1, [])
