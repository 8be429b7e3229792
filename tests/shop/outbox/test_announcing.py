"""Who keeps a copy hears of a change at once, in the same transaction, and of one act once."""

import pytest
from django.db import transaction

from shop.accounts.models import User
from shop.outbox import announcing
from shop.outbox.announcing import announce, announces_once, follows, together
from tests.factories.people import make_user


@pytest.fixture
def calls(monkeypatch):
    """What two kinds, “a” and “b”, were told."""
    said = []

    def follower_of(kind):
        return lambda *, keys, at: said.append((kind, keys, at))

    monkeypatch.setattr(announcing, "_followers", {kind: follower_of(kind) for kind in "ab"})
    return said


def test_a_follower_hears_at_once(calls, now):
    announce(kind="a", keys=[3, 1], at=now)

    assert calls == [("a", [3, 1], now)]


def test_nobody_is_told_of_nothing_or_of_what_nobody_follows(calls, now):
    announce(kind="a", keys=[], at=now)
    announce(kind="c", keys=[1], at=now)

    assert calls == []


def test_a_kind_has_one_follower(calls):
    known = announcing._followers["a"]
    assert follows("a")(known) is known

    with pytest.raises(ValueError, match="already has a follower"):
        follows("a")(lambda *, keys, at: None)


def test_of_one_act_each_kind_is_told_once_at_its_end_and_at_its_instant(calls, now):
    later = now.replace(year=2030)

    with together(at=now):
        announce(kind="b", keys=[7], at=later)
        announce(kind="a", keys=[3, 1], at=later)
        with together(at=later):
            announce(kind="a", keys=(2, 3), at=later)
        announce(kind="c", keys=[1], at=later)
        assert calls == []

    assert calls == [("b", [7], now), ("a", [1, 2, 3], now)]


def test_an_act_that_is_refused_says_nothing_and_the_next_one_speaks_again(calls, now):
    @announces_once
    def act(*, at):
        announce(kind="a", keys=[1], at=at)
        raise LookupError

    with pytest.raises(LookupError):
        act(at=now)

    assert calls == []
    announce(kind="a", keys=[2], at=now)
    assert calls == [("a", [2], now)]


def test_a_follower_that_announces_is_heard(calls, now, monkeypatch):
    monkeypatch.setitem(announcing._followers, "a", lambda *, keys, at: announce(kind="b", keys=keys, at=at))

    with together(at=now):
        announce(kind="a", keys=[5], at=now)

    assert calls == [("b", [5], now)]


def test_an_operation_announces_once_and_stays_what_it_is(calls, now):
    @announces_once
    def act(*, first, at):
        """This will act."""
        announce(kind="a", keys=[first], at=at)
        announce(kind="a", keys=[first + 1], at=at)
        return first

    assert act(first=4, at=now) == 4
    assert calls == [("a", [4, 5], now)]
    assert (act.__name__, act.__doc__) == ("act", "This will act.")


@pytest.mark.django_db
def test_a_follower_that_fails_ends_the_act(calls, now, monkeypatch):
    def fail(*, keys, at):
        raise OSError("full")

    monkeypatch.setitem(announcing._followers, "a", fail)

    with pytest.raises(OSError, match="full"), transaction.atomic(), together(at=now):
        announce(kind="a", keys=[make_user("hoa").pk], at=now)

    assert not User.objects.exists()
