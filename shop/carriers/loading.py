"""The files of `data/` into the tables: regions, and limits of goods that spoil. A second run changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models, transaction

from catalogue_ext.places.models import Province
from shop.carriers.models import DeliveryLimit, ProvinceRegion
from shop.carriers.rules import Region, Zone
from shop.primitives.refusal import Refusal

DATA = Path(__file__).parent / "data"


class DeliveryDataBroken(Refusal):
    """The files do not fit the provinces of today. Facts: `what`."""

    code = "carriers_data_broken"


@dataclass(slots=True)
class Loaded:
    """How many rows were made or changed; the rest stood already."""

    regions: int = 0
    limits: int = 0


@transaction.atomic
def load_delivery_data() -> Loaded:
    """This will load regions and limits. Refuses: DeliveryDataBroken for a province of today without a region.

    Costs: about 80 queries.
    """
    return Loaded(regions=sum(_load_regions()), limits=sum(_load_limits()))


def _load_regions() -> Iterator[bool]:
    provinces = {province.code: province for province in Province.objects.filter(valid_to__isnull=True)}
    rows = {row["province"]: Region(row["region"]) for row in _rows("regions.csv")}
    if provinces.keys() != rows.keys():
        raise DeliveryDataBroken(what=sorted(provinces.keys() ^ rows.keys()))
    for code, region in rows.items():
        yield _put(ProvinceRegion, {"province": provinces[code]}, {"region": region.value})


def _load_limits() -> Iterator[bool]:
    for row in _rows("limits.csv"):
        key = {"criteria_set": int(row["criteria_set"]), "valid_from": date.fromisoformat(row["valid_from"])}
        yield _put(
            DeliveryLimit,
            key,
            {
                "farthest_zone": Zone(row["farthest_zone"]).value,
                "most_days": int(row["most_days"]),
                "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                "basis": row["basis"],
            },
        )


def _put(model: type[models.Model], key: dict[str, Any], facts: dict[str, Any]) -> bool:
    """This will write a row only where it differs, and tell whether it did."""
    row = model._default_manager.filter(**key).first()
    if row is not None and all(getattr(row, name) == fact for name, fact in facts.items()):
        return False
    model._default_manager.update_or_create(**key, defaults=facts)
    return True


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
