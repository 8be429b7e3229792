"""Days and periods. On paper the last day counts; in the database an end is exclusive."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
_MONTHS_EN = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def day_start(day: date) -> datetime:
    """This will return 00:00 of the day in Vietnam."""
    return datetime.combine(day, time.min, LOCAL)


def day_after(day: date) -> datetime:
    """This will return the exclusive end for a last day in force: 00:00 of the next day in Vietnam."""
    return day_start(day + timedelta(days=1))


def local_day(at: datetime) -> date:
    """This will return the calendar day in Vietnam at an instant."""
    return at.astimezone(LOCAL).date()


def last_day(valid_to: datetime) -> date:
    """This will return the last day in force for an exclusive end."""
    return local_day(valid_to - timedelta(microseconds=1))


def written_day(day: date, language: str) -> str:
    """This will write a day: 19/06/2028 as on papers; 19 Jun 2028 in English, which nobody takes for another day."""
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}" if language == "en" else f"{day:%d/%m/%Y}"


def written_instant(at: datetime, language: str) -> str:
    """This will write an instant as it was in Vietnam: 10:05, 24/11/2026."""
    return f"{at.astimezone(LOCAL):%H:%M}, {written_day(local_day(at), language)}"


def add_months(day: date, months: int) -> date:
    """This will return the same day that many months later (31/08 + 6 months = the last day of February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, end exclusive; no end = open."""

    valid_from: datetime
    valid_to: datetime | None = None

    def __post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("a period ends after it begins")

    def contains(self, at: datetime) -> bool:
        """This will tell whether the instant lies in the period."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)
