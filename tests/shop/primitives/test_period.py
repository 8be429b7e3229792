from datetime import UTC, date, datetime, timedelta

import pytest

from shop.primitives.codes import ALPHABET, crockford, normalise_code
from shop.primitives.period import (
    LOCAL,
    Period,
    add_months,
    day_after,
    day_start,
    last_day,
    local_day,
    written_day,
    written_instant,
)


def test_a_last_day_on_paper_is_an_exclusive_end_in_vietnam():
    end = day_after(date(2028, 6, 19))

    assert end == datetime(2028, 6, 19, 17, 0, tzinfo=UTC)
    assert end.astimezone(LOCAL).hour == 0
    assert last_day(end) == date(2028, 6, 19)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2025, 6, 19), 36, date(2028, 6, 19)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_same_day_months_later(day, months, result):
    assert add_months(day, months) == result


def test_a_period_holds_its_beginning_and_not_its_end():
    begin, end = day_start(date(2026, 1, 1)), day_start(date(2026, 2, 1))
    period = Period(begin, end)

    assert period.contains(begin)
    assert period.contains(end - timedelta(microseconds=1))
    assert not period.contains(end)
    assert not period.contains(begin - timedelta(microseconds=1))
    assert Period(begin).contains(end)


def test_a_period_ends_after_it_begins():
    with pytest.raises(ValueError, match="ends after"):
        Period(day_start(date(2026, 1, 1)), day_start(date(2026, 1, 1)))


def test_the_day_is_vietnams():
    assert local_day(datetime(2026, 11, 24, 17, 30, tzinfo=UTC)) == date(2026, 11, 25)


def test_a_day_is_written_as_on_papers_and_so_that_no_reader_of_english_takes_it_for_another():
    assert written_day(date(2028, 6, 9), "vi") == "09/06/2028"
    assert written_day(date(2028, 6, 9), "en") == "9 Jun 2028"
    assert [written_day(date(2028, month, 1), "en")[2:5] for month in (1, 5, 9, 12)] == ["Jan", "May", "Sep", "Dec"]


def test_an_instant_is_written_in_vietnams_time():
    assert written_instant(datetime(2026, 11, 24, 17, 5, tzinfo=UTC), "vi") == "00:05, 25/11/2026"
    assert written_instant(datetime(2026, 11, 24, 3, 0, tzinfo=UTC), "en") == "10:00, 24 Nov 2026"


def test_codes_are_read_as_typed():
    assert normalise_code(" k7-o1l ") == "K7011"
    code = crockford(10)
    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert normalise_code(code.lower()) == code
