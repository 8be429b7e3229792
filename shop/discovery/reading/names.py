"""Names of places as the readings see them: what each means today. Pure; `gazetteer.py` fills it from the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

Communes = frozenset[tuple[str, str]]


class Level(IntEnum):
    """How large a place is. A place lies in a larger one only."""

    COMMUNE = 1
    DISTRICT = 2
    PROVINCE = 3


class Entry(NamedTuple):
    """One place of one name."""

    level: Level
    # Its type word as the tables have it; empty for an alias or another spelling.
    kind: str
    # The name without it, with marks.
    proper: str
    # As it stands on a label.
    full: str
    # The communes of today, each with its province; none where it is a whole province of today.
    communes: Communes
    province: str = ""
    # The first day on which it was called otherwise; None for a name of today.
    until: date | None = None
    # Can be nothing but a place, one word or not: Hanoi, Darlac, HCM.
    is_plain: bool = False

    def holds(self, other: Entry) -> bool:
        """This will tell whether a part of the other place lies in this one, which must be larger."""
        if self.level <= other.level:
            return False
        if self.province:
            return any(province == self.province for _, province in other.communes)
        return not self.communes.isdisjoint(other.communes)

    def within(self, larger: Entry) -> Entry:
        """This will return the part of the place that lies in the larger one."""
        inside = {pair for pair in self.communes if pair[1] == larger.province or pair in larger.communes}
        return self._replace(communes=frozenset(inside))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names as `place_key` compares them -> the places of that name: larger before smaller, today's before former."""

    places: Mapping[str, tuple[Entry, ...]]
    # Words of the longest name.
    longest: int

    def named(self, key: str) -> tuple[Entry, ...]:
        """This will return the places of that name."""
        return self.places.get(key, ())
