"""The demo's ways of delivery, all illustrations: fees, who brings its goods itself, where parcels are fetched."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction

from catalogue_ext.centres.models import Centre
from catalogue_ext.places.models import Commune, Province
from shop.carriers.loading import load_delivery_data
from shop.carriers.models import FeeTable, OwnDelivery, PickupPoint
from shop.carriers.operations import open_pickup_point, publish_fee_table, set_own_delivery
from shop.carriers.rules import Bracket, Scale, Zone
from shop.demo.makers import invented
from shop.demo.register import HERE, read
from shop.stock.operations import open_location, producer_location

_TOLD = ("code", "name", "name_en", "address", "hours", "hours_en")
_NUMBERS = ("fee_vnd", "days_least", "days_most")


@transaction.atomic
def offer_ways(*, at: datetime) -> None:
    """This will load regions and limits, and publish fees, own delivery and points once: what stands stays."""
    load_delivery_data()
    if not FeeTable.objects.of(None).exists():
        publish_fee_table(partner=None, scales=_scales(), valid_on=None, by=None, at=at, is_illustration=True)
    for row in read(HERE / "demo_own_delivery.csv"):
        _bring(row, at)
    for row in read(HERE / "demo_pickup_points.csv"):
        if not PickupPoint.objects.filter(code=row["code"]).exists():
            _open_point(row, at)


def _scales() -> list[Scale]:
    by_zone: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read(HERE / "demo_fees.csv"):
        by_zone[row["zone"]].append(row)
    return [
        Scale(
            zone=Zone(zone),
            brackets=tuple(Bracket(int(row["up_to_g"]), int(row["fee_vnd"])) for row in rows),
            further_kg_vnd=int(rows[0]["further_kg_vnd"]),
            days_least=int(rows[0]["days_least"]),
            days_most=int(rows[0]["days_most"]),
        )
        for zone, rows in by_zone.items()
    ]


def _bring(row: dict[str, str], at: datetime) -> None:
    partner = invented(row).partner
    if OwnDelivery.objects.of(partner).exists():
        return
    today: Any = {"valid_to": None}
    set_own_delivery(
        partner=partner,
        provinces=list(Province.objects.filter(code__in=row["provinces"].split(";"), **today)),
        communes=list(Commune.objects.filter(code__in=row["communes"].split(";"), **today)),
        is_illustration=True,
        by=None,
        at=at,
        **_numbers(row),
    )


def _open_point(row: dict[str, str], at: datetime) -> None:
    if row["centre"]:
        centre = Centre.objects.select_related("commune").get(code=row["centre"])
        place = open_location(code=f"centre.{centre.code}.shop", name=centre.name, kind="SHOP", centre=centre)
        of: dict[str, Any] = {"centre": centre, "location": place, "commune": centre.commune}
    else:
        producer = invented(row)
        place = producer_location(producer=producer)
        of = {"partner": producer.partner, "location": place, "commune": producer.commune}
    told: dict[str, Any] = {**{name: row[name] for name in _TOLD}, **_numbers(row)}
    open_pickup_point(**of, **told, is_illustration=True, by=None, at=at)


def _numbers(row: dict[str, str]) -> dict[str, Any]:
    return {name: int(row[name]) for name in _NUMBERS}
