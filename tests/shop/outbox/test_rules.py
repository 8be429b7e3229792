from datetime import UTC, datetime, timedelta

import pytest

from shop.outbox.rules import LEASE, MOST_ATTEMPTS, next_try

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (1, timedelta(seconds=30)),
        (2, timedelta(minutes=1)),
        (3, timedelta(minutes=2)),
        (4, timedelta(minutes=4)),
        (8, timedelta(minutes=64)),
        (9, timedelta(minutes=128)),
    ],
)
def test_waits_double(attempts, wait):
    assert next_try(attempts=attempts, at=AT) == AT + wait


def test_the_tenth_failure_is_the_last():
    assert MOST_ATTEMPTS == 10
    assert next_try(attempts=10, at=AT) is None
    assert next_try(attempts=11, at=AT) is None


def test_all_tries_together_last_some_four_hours():
    total = sum((next_try(attempts=n, at=AT) - AT for n in range(1, MOST_ATTEMPTS)), timedelta())

    assert total == timedelta(seconds=30 * (2**9 - 1))
    assert timedelta(minutes=10) == LEASE
