"""Which kind of land stands for a unit that has no photograph: one of six drawn landscapes.

A ward (phường) is a town where its ground is a plain or a river, and in the six old cities; on a mountain, a plateau
or a coast it looks like its ground. A special zone (đặc khu) is an island. No Django here.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from catalogue_ext.places.data_files import DATA


class Land(StrEnum):
    """The kinds of land that are drawn; the value is the name of the drawing."""

    MOUNTAINS = "nui"
    SEA = "bien"
    PLATEAU = "cao-nguyen"
    PLAIN = "dong-bang"
    RIVERS = "song-nuoc"
    TOWN = "thanh-thi"


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies from one commune's code to the next row's: the land of its communes and of its wards."""

    first_code: str
    commune: Land
    ward: Land


@cache
def grounds() -> tuple[Ground, ...]:
    """This will return the ground of the country by code. Source: data/lands.csv, our own judgement."""
    return tuple(
        Ground(row["first_code"], Land(row["commune"]), Land(row["ward"])) for row in _rows("lands.csv")
    )  # fmt: skip


@cache
def lands_of_provinces() -> dict[str, Land]:
    """This will return the land that stands for each of today's provinces. Source: data/lands_of_provinces.csv."""
    return {row["code"]: Land(row["land"]) for row in _rows("lands_of_provinces.csv")}


def land_of_commune(*, code: str, division_type: str) -> Land:
    """This will return the land of a unit of today: codes of one old district stand together and tell the ground."""
    if division_type == "đặc khu":
        return Land.SEA
    ground = grounds()[bisect_right(grounds(), code, key=lambda row: row.first_code) - 1]
    return ground.ward if division_type == "phường" else ground.commune


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))
