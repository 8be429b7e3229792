"""The law's numbers as dated data: what held on a day, and by which article."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from shop.primitives.refusal import Refusal

DATA = Path(__file__).parent / "data" / "law.csv"


class NoLawForDay(Refusal):
    """No row of the law's data covers the day."""

    code = "no_law_for_day"


@dataclass(frozen=True, slots=True)
class Provision:
    """One value of the law, the days it holds (end exclusive, none = in force) and its article."""

    code: str
    value: str
    unit: str
    valid_from: date
    valid_to: date | None
    article: str

    def holds_on(self, day: date) -> bool:
        """This will tell whether the value holds on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@cache
def _provisions() -> tuple[Provision, ...]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return tuple(
            Provision(
                code=row["code"],
                value=row["value"],
                unit=row["unit"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                article=row["article"],
            )
            for row in csv.DictReader(file)
        )


def provisions(*, code: str, on: date) -> list[Provision]:
    """This will return every value of a code that holds on the day.

    Refuses: NoLawForDay when none does. Source: data/law.csv, article by article.
    """
    found = [row for row in _provisions() if row.code == code and row.holds_on(on)]
    if not found:
        raise NoLawForDay(law=code, on=on)
    return found


def number(*, code: str, on: date) -> int:
    """This will return the law's number on the day, in the unit its row names (days or months).

    Refuses: NoLawForDay.
    """
    (provision,) = provisions(code=code, on=on)
    return int(provision.value)


def recognising_levels(*, stars: int, on: date) -> frozenset[str]:
    """This will return the levels that may certify so many stars on the day.

    Refuses: NoLawForDay. Source: QĐ 26/2026/QĐ-TTg, Điều 4.1.
    """
    return frozenset(row.value for row in provisions(code=f"recognised_by_{stars}", on=on))


def revoking_levels(*, stars: int, on: date) -> frozenset[str]:
    """This will return the levels that may revoke so many stars on the day.

    Refuses: NoLawForDay. Source: QĐ 26/2026/QĐ-TTg, Điều 8.2.
    """
    return frozenset(row.value for row in provisions(code=f"revoked_by_{stars}", on=on))
