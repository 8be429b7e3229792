"""What is collected, why and for how long, from the data files; what is asked of people stands in shop/consents."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shop.primitives.period import local_day

DATA = Path(__file__).parent / "data"

GROUNDS: dict[str, str | Promise] = {
    "contract": _("needed for your order or account"),
    "law": _("the law asks for it"),
    "consent": _("your consent, taken back at any time"),
    "interest": _("security of the shop"),
}
# Ends that are no number of days.
ENDS: dict[str, str | Promise] = {
    "account": _("until you delete the account"),
    "opinion": _("until you have it deleted"),
    "consent": _("until you take it back"),
    "wait": _("until you are told or take it back, %(wait_days)s days at most"),
    "trace": _("as long as the shop keeps its books; nobody is named in them"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """For how long something is kept, from a day on. `unit` is day or year."""

    key: str
    valid_from: date
    count: int
    unit: str
    source_vi: str
    source_en: str

    def source(self, language: str) -> str:
        """This will return where the number comes from."""
        return self.source_en if language == "en" else self.source_vi

    def after(self, start: datetime) -> datetime:
        """This will return the instant at which the period that began at `start` is over."""
        if self.unit == "day":
            return start + timedelta(days=self.count)
        try:
            return start.replace(year=start.year + self.count)
        except ValueError:  # 29 February
            return start.replace(year=start.year + self.count, month=3, day=1)

    @property
    def words(self) -> str:
        """This will return the length as people say it, in the language of the page."""
        if self.unit == "day":
            return ngettext("%(count)s day", "%(count)s days", self.count) % {"count": self.count}
        return ngettext("%(count)s year", "%(count)s years", self.count) % {"count": self.count}


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of the list: what, why, on which ground, who sees it, for how long, by whose rule."""

    key: str
    what: str
    why: str
    who: str
    ground: str | Promise
    until: str | Promise
    source: str


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _periods() -> tuple[Period, ...]:
    return tuple(
        Period(
            row["key"],
            date.fromisoformat(row["valid_from"]),
            int(row["count"]),
            row["unit"],
            row["source_vi"],
            row["source_en"],
        )
        for row in _rows("periods")
    )


def period(*, key: str, at: datetime) -> Period:
    """This will return how long something is kept by the rule of the day. Refuses: KeyError. Costs: none.

    Before the first row the first one holds: nothing was kept under another.
    """
    known = sorted((row for row in _periods() if row.key == key), key=lambda row: row.valid_from)
    if not known:
        raise KeyError(key)
    begun = [row for row in known if row.valid_from <= local_day(at)]
    return (begun or known[:1])[-1]


def kept(*, language: str, at: datetime) -> list[Kept]:
    """This will return the whole list, in a language, with the periods of the day. Costs: none."""
    return [_kept(row, language, at) for row in _rows("purposes")]


def _kept(row: dict[str, str], language: str, at: datetime) -> Kept:
    end = None if row["period"] in ENDS else period(key=row["period"], at=at)
    return Kept(
        key=row["key"],
        what=row[f"what_{language}"],
        why=row[f"why_{language}"],
        who=row[f"who_{language}"].format(visible=settings.BUYER_VISIBLE_DAYS),
        ground=GROUNDS[row["ground"]],
        until=_until(end) if end else str(ENDS[row["period"]]) % {"wait_days": settings.WAIT_DAYS},
        source=end.source(language) if end else "",
    )


def _until(end: Period) -> str:
    return gettext("%(time)s after the order is over") % {"time": end.words} if end.key == "order" else end.words
