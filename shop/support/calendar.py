"""The holidays of the data file."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "holidays.csv"


@cache
def holidays() -> frozenset[date]:
    """This will return the days on which nobody works, besides weekends. Source: data/holidays.csv, day by day."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return frozenset(date.fromisoformat(row["day"]) for row in csv.DictReader(file))
