"""The average, and for how long a reply is open."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.opinions.rules import average, may_change_reply


@given(scores=st.lists(st.integers(1, 5), min_size=1, max_size=200))
def test_the_average_is_the_mean_to_a_tenth_half_up(scores):
    mean = average(total=sum(scores), count=len(scores))

    exact = Fraction(sum(scores), len(scores))
    assert mean.as_tuple().exponent == -1
    assert -Fraction(1, 20) <= exact - Fraction(mean) < Fraction(1, 20)
    assert min(scores) <= mean <= max(scores)


@pytest.mark.parametrize(
    ("total", "count", "mean"), [(93, 20, "4.7"), (13, 4, "3.3"), (5, 1, "5.0"), (14, 3, "4.7"), (9, 2, "4.5")]
)
def test_averages(total, count, mean):
    assert average(total=total, count=count) == Decimal(mean)


def test_nobody_s_opinion_is_no_average():
    with pytest.raises(ValueError, match="no average"):
        average(total=0, count=0)


def test_a_reply_is_open_for_a_week(now):
    assert may_change_reply(replied_at=now, at=now)
    assert may_change_reply(replied_at=now, at=now + timedelta(days=7, microseconds=-1))
    assert not may_change_reply(replied_at=now, at=now + timedelta(days=7))
