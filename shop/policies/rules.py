"""When a wording may begin."""

from __future__ import annotations

from datetime import date, timedelta

from shop.primitives.refusal import Refusal


class DayPassed(Refusal):
    """A wording does not begin in the past. Facts: `day`."""

    code = "policy_day_passed"


class NoticeTooShort(Refusal):
    """A changed fee is published days before it holds. Facts: `days`, `earliest`."""

    code = "policy_notice_too_short"


def first_day(*, wanted: date | None, today: date, notice_days: int) -> date:
    """This will return the first day of a wording: the one wanted, else the first one possible.

    Units: `notice_days` between publishing and the first day, 0 where no fee changes.
    Refuses: DayPassed, NoticeTooShort. Source: NĐ 248/2026/NĐ-CP Điều 8.
    """
    earliest = today + timedelta(days=notice_days)
    day = wanted or earliest
    if day < today:
        raise DayPassed(day=day)
    if day < earliest:
        raise NoticeTooShort(days=notice_days, earliest=earliest)
    return day
