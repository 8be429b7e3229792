"""The files of `data/` as rows for the tables. Pure but for reading the files; nothing is written here."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from catalogue_ext.places.refusals import PlacesDataBroken
from catalogue_ext.places.rules import TWO_LEVELS_SINCE, place_key, search_words, split_type, without_type

DATA = Path(__file__).parent / "data"
# The files know the state of June 2025, nothing earlier: "known from", see data/README.md.
FORMER_FROM = date(2025, 1, 1)

# What the law counts; the loader refuses files that say otherwise.
COUNTS = {"provinces": 34, "communes": 3_321, "former_provinces": 63, "former_communes": 10_040, "successions": 10_575}

UnitKey = tuple[str, date]


@dataclass(slots=True)
class PlaceRows:
    """All rows the tables shall hold, by key. Foreign keys are keys of other rows."""

    provinces: dict[UnitKey, dict[str, Any]] = field(default_factory=dict)
    communes: dict[UnitKey, dict[str, Any]] = field(default_factory=dict)
    successions: dict[tuple[UnitKey, UnitKey], bool] = field(default_factory=dict)
    # ("commune" | "province", key of the unit, name) -> the other columns
    former_names: dict[tuple[str, UnitKey, str], dict[str, Any]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """This will count the rows as the law does."""
        return {
            "provinces": sum(since == TWO_LEVELS_SINCE for _, since in self.provinces),
            "communes": sum(since == TWO_LEVELS_SINCE for _, since in self.communes),
            "former_provinces": sum(since == FORMER_FROM for _, since in self.provinces),
            "former_communes": sum(since == FORMER_FROM for _, since in self.communes),
            "successions": len(self.successions),
        }


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = DATA / name
    written = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(written.decode("utf-8").splitlines())


@dataclass(frozen=True, slots=True)
class Point:
    """Where a commune of today lies."""

    code: str
    province: str
    lat: float
    lon: float


def points() -> list[Point]:
    """This will return one point for each commune of today, in the order of the file."""
    return [
        Point(row["code"], row["province_code"], float(row["lat"]), float(row["lon"]))
        for row in _rows("communes.csv.gz")
    ]


def place_rows() -> PlaceRows:
    """This will read the files. Refuses: PlacesDataBroken when they do not count as the law does."""
    rows = PlaceRows()
    _read_provinces(rows)
    _read_communes(rows)
    _read_former(rows)
    _read_spellings(rows)
    for what, expected in COUNTS.items():
        if rows.counts()[what] != expected:
            raise PlacesDataBroken(what=what, expected=expected, found=rows.counts()[what])
    return rows


def _province(
    name: str, division_type: str, since: date, until: date | None, successor: UnitKey | None
) -> dict[str, Any]:
    return {
        "name": name,
        "division_type": division_type,
        "name_fold": place_key(split_type(name, level="province")[1]),
        "valid_to": until,
        "successor": successor,
    }


def _renamed(row: dict[str, str], kind: str, key: UnitKey, rows: PlaceRows) -> None:
    if row["type_changed_on"]:
        level = "province" if kind == "province" else "commune"
        rows.former_names[kind, key, row["name_2025"]] = {
            "name_fold": place_key(split_type(row["name_2025"], level=level)[1]),
            "until": date.fromisoformat(row["type_changed_on"]),
            "basis": row["type_change_basis"],
        }


def _read_provinces(rows: PlaceRows) -> None:
    for row in _rows("provinces.csv"):
        key = (row["code"], TWO_LEVELS_SINCE)
        rows.provinces[key] = _province(row["name"], row["type"], TWO_LEVELS_SINCE, None, None)
        _renamed(row, "province", key, rows)


def _read_communes(rows: PlaceRows) -> None:
    for row in _rows("communes.csv.gz"):
        key, province = (row["code"], TWO_LEVELS_SINCE), (row["province_code"], TWO_LEVELS_SINCE)
        proper = without_type(row["name"], row["division_type"])
        rows.communes[key] = {
            "name": row["name"],
            "division_type": row["division_type"],
            "name_fold": place_key(proper),
            "province": province,
            "district_name": "",
            "district_fold": "",
            "search_words": search_words(proper, split_type(rows.provinces[province]["name"], level="province")[1]),
            "lat": float(row["lat"]),
            "lon": float(row["lon"]),
            "valid_to": None,
        }
        _renamed(row, "commune", key, rows)


def _read_former(rows: PlaceRows) -> None:
    for row in _rows("former_communes.csv.gz"):
        new = (row["new_code"], TWO_LEVELS_SINCE)
        today = rows.communes[new]["province"]
        province = (row["old_province_code"], FORMER_FROM)
        known = rows.provinces.setdefault(
            province,
            _province(row["old_province"], _former_type(row["old_province"]), FORMER_FROM, TWO_LEVELS_SINCE, today),
        )
        if known["successor"] != today:
            raise PlacesDataBroken(what=f"successor of {row['old_province']}", expected=known["successor"], found=today)
        key = (row["old_code"] or row["old_district_code"], FORMER_FROM)
        rows.communes.setdefault(key, _former_commune(row, province, rows.provinces[today]["name"]))
        rows.successions[key, new] = row["is_default"] == "1"


def _former_type(name: str) -> str:
    return "tỉnh" if split_type(name, level="province")[0] == "tỉnh" else "thành phố trực thuộc trung ương"


def _former_commune(row: dict[str, str], province: UnitKey, today: str) -> dict[str, Any]:
    # An island district without communes is its own unit.
    name = row["old_name"] or row["old_district"]
    kind = row["old_type"] or split_type(name, level="district")[0]
    proper, district = without_type(name, kind), split_type(row["old_district"], level="district")[1]
    provinces = [split_type(text, level="province")[1] for text in (row["old_province"], today)]
    return {
        "name": name,
        "division_type": kind,
        "name_fold": place_key(proper),
        "province": province,
        "district_name": row["old_district"],
        "district_fold": place_key(district),
        "search_words": search_words(proper, district, *provinces),
        "lat": None,
        "lon": None,
        "valid_to": TWO_LEVELS_SINCE,
    }


def _read_spellings(rows: PlaceRows) -> None:
    for row in _rows("other_spellings.csv"):
        for key in [key for key in rows.provinces if key[0] == row["province_code"]]:
            rows.former_names["province", key, row["text"]] = {
                "name_fold": place_key(row["text"]),
                "until": None,
                "basis": row["why"],
            }
