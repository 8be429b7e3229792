"""Working days, and by when a ticket is answered and settled. Pure: days in, days out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shop.primitives.period import day_after, local_day

SATURDAY = 5


def is_working_day(day: date, *, holidays: Collection[date]) -> bool:
    """This will tell whether people work on the day: Monday to Friday, and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(day: date, *, days: int, holidays: Collection[date]) -> date:
    """This will return the working day that many working days after the day, which does not count itself.

    Units: `days` ≥ 0; 0 = the day itself, whatever day it is. Refuses: ValueError for less.
    """
    if days < 0:
        raise ValueError("working days are counted forwards")
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, holidays=holidays)
    return day


@dataclass(frozen=True, slots=True)
class Due:
    """Until when the first answer and the settling were promised; exclusive. None = not promised."""

    first_answer: datetime | None
    resolve: datetime | None


def due(*, opened_at: datetime, first_answer_days: int, resolve_days: int, holidays: Collection[date]) -> Due:
    """This will return both ends: the whole last day counts, in Vietnam.

    Units: working days after the day of opening, 0 = not promised. Source: NĐ 248/2026/NĐ-CP Điều 7 asks for the
    times of the first answer and of the settling, and leaves their length to whoever runs the shop.
    """
    opened_on = local_day(opened_at)

    def end(days: int) -> datetime | None:
        return day_after(add_working_days(opened_on, days=days, holidays=holidays)) if days else None

    return Due(end(first_answer_days), end(resolve_days))
