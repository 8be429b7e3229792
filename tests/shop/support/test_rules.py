"""Working days, counted one way here and another way there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.primitives.period import LOCAL
from shop.support.calendar import holidays
from shop.support.rules import add_working_days, due, is_working_day

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
OFF = st.sets(DAYS, max_size=60)


@given(day=DAYS, days=st.integers(0, 30), off=OFF)
def test_so_many_working_days_lie_after_the_day_and_up_to_the_result(day, days, off):
    result = add_working_days(day, days=days, holidays=off)

    between = [day + timedelta(days=n) for n in range(1, (result - day).days + 1)]
    assert sum(one.weekday() < 5 and one not in off for one in between) == days
    assert result == day or (result.weekday() < 5 and result not in off)


@given(day=DAYS, first=st.integers(0, 15), second=st.integers(0, 15), off=OFF)
def test_counting_on_is_counting_at_once(day, first, second, off):
    then = add_working_days(day, days=first, holidays=off)

    assert add_working_days(then, days=second, holidays=off) == add_working_days(day, days=first + second, holidays=off)


@given(day=DAYS, later=st.integers(0, 40), days=st.integers(0, 20), off=OFF)
def test_who_begins_later_is_not_done_sooner(day, later, days, off):
    done = add_working_days(day, days=days, holidays=off)

    assert add_working_days(day + timedelta(days=later), days=days, holidays=off) >= done


@given(day=DAYS, days=st.integers(0, 20), off=OFF, more=OFF)
def test_another_holiday_never_makes_it_sooner(day, days, off, more):
    assert add_working_days(day, days=days, holidays=off | more) >= add_working_days(day, days=days, holidays=off)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 3, date(2026, 11, 27)),  # Tuesday to Friday
        (date(2026, 11, 24), 4, date(2026, 11, 30)),  # over a weekend
        (date(2026, 11, 28), 0, date(2026, 11, 28)),  # a Saturday, of which nothing is asked
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 4, 29), 1, date(2026, 5, 4)),  # 30/4, 1/5, Saturday, Sunday
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết
        (date(2027, 4, 29), 1, date(2027, 5, 4)),  # 1/5 is a Saturday, Monday is given instead
    ],
)
def test_on_the_calendar_of_vietnam(day, days, expected):
    assert add_working_days(day, days=days, holidays=holidays()) == expected


def test_nobody_counts_backwards():
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 11, 24), days=-1, holidays=())


def test_the_whole_last_day_counts_in_vietnam():
    # 23:30 on Tuesday 24/11 in Vietnam is still that day, 16:30 UTC.
    promised = due(
        opened_at=datetime(2026, 11, 24, 16, 30, tzinfo=UTC), first_answer_days=3, resolve_days=7, holidays=holidays()
    )

    assert promised.first_answer == datetime(2026, 11, 28, tzinfo=LOCAL)
    assert promised.resolve == datetime(2026, 12, 4, tzinfo=LOCAL)


def test_half_an_hour_later_it_is_another_day():
    promised = due(
        opened_at=datetime(2026, 11, 24, 17, 0, tzinfo=UTC), first_answer_days=3, resolve_days=0, holidays=holidays()
    )

    assert promised.first_answer == datetime(2026, 12, 1, tzinfo=LOCAL)
    assert promised.resolve is None


def test_the_data_file_names_each_day_once_in_order_and_only_what_is_certain():
    days = sorted(holidays())

    assert len(days) == 20
    assert {day.year for day in days} == {2026, 2027}
    # Chosen each year, or not law yet: see data/README.md.
    for uncertain in (date(2026, 11, 24), date(2026, 9, 1), date(2026, 9, 3), date(2027, 2, 9), date(2027, 9, 1)):
        assert uncertain not in holidays()
    assert not is_working_day(date(2027, 2, 8), holidays=holidays())
    assert is_working_day(date(2026, 11, 24), holidays=holidays())
