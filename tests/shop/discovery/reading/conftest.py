"""Every name of a place of the register, built from its files once for all tests of this folder."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest

from catalogue_ext.places.data_files import place_rows
from shop.discovery.reading import Reading, read
from shop.discovery.reading.building import build
from shop.discovery.reading.names import Gazetteer


@pytest.fixture(scope="session")
def names() -> Gazetteer:
    """What all readings go by; `test_gazetteer` proves that the tables say the same."""
    rows, key = place_rows(), count(1)
    provinces, communes = ({unit: next(key) for unit in units} for units in (rows.provinces, rows.communes))
    keys = {"province": provinces, "commune": communes}
    return build(
        provinces=[
            SimpleNamespace(pk=pk, code=unit[0], successor_id=provinces.get(row["successor"]), **row)
            for (unit, row), pk in zip(rows.provinces.items(), provinces.values(), strict=True)
        ],
        communes=[
            SimpleNamespace(pk=pk, code=unit[0], province_id=provinces[row["province"]], **row)
            for (unit, row), pk in zip(rows.communes.items(), communes.values(), strict=True)
        ],
        successions=[(communes[old], communes[new]) for old, new in rows.successions],
        former_names=[
            SimpleNamespace(
                name=name,
                province_id=keys[kind][unit] if kind == "province" else None,
                commune_id=keys[kind][unit] if kind == "commune" else None,
                **row,
            )
            for (kind, unit, name), row in rows.former_names.items()
        ],
        aliases=[],
    )


@pytest.fixture(scope="session")
def reading(names: Gazetteer):
    """`read` over every name."""

    def of(text: str, *literal: str) -> Reading:
        return read(text=text, literal=frozenset(literal), gazetteer=names)

    return of
