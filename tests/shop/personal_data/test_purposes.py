"""How long, by the rule of the day, from data with a source."""

from datetime import UTC, date, datetime

import pytest

from shop.personal_data import purposes
from shop.personal_data.purposes import ENDS, GROUNDS, Period, kept, period

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_three_years_for_an_order():
    row = period(key="order", at=NOW)

    assert (row.count, row.unit) == (3, "year")
    assert "122/2025/QH15" in row.source("vi")
    assert row.after(NOW) == datetime(2029, 11, 24, 3, 0, tzinfo=UTC)
    assert row.after(datetime(2028, 2, 29, tzinfo=UTC)) == datetime(2031, 3, 1, tzinfo=UTC)


def test_the_rule_of_the_day_counts(monkeypatch):
    rows = (
        Period("order", date(2026, 1, 1), 3, "year", "cũ", "old"),
        Period("order", date(2027, 7, 1), 5, "year", "mới", "new"),
    )
    monkeypatch.setattr(purposes, "_periods", lambda: rows)

    assert period(key="order", at=datetime(2027, 6, 30, 16, 59, tzinfo=UTC)).count == 3
    assert period(key="order", at=datetime(2027, 6, 30, 17, 0, tzinfo=UTC)).count == 5
    assert period(key="order", at=datetime(2020, 1, 1, tzinfo=UTC)).count == 3
    with pytest.raises(KeyError):
        period(key="nothing", at=NOW)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_thing_says_what_why_who_and_until_when(language):
    rows = kept(language=language, at=NOW)

    assert len(rows) == 11
    for row in rows:
        assert all(str(value) for value in (row.what, row.why, row.who, row.ground, row.until)), row.key
        assert "{" not in row.who
    assert {str(row.ground) for row in rows} <= {str(words) for words in GROUNDS.values()}
    assert sum(bool(row.source) for row in rows) == len(rows) - sum(
        str(row.until) in {str(words) % {"wait_days": 180} for words in ENDS.values()} for row in rows
    )
