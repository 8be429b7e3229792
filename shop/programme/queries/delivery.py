"""What everybody has published of delivery: fees by zone, own delivery, pick-up points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from catalogue_ext.producers.models import Producer
from shop.carriers.models import ZONES, FeeTable, OwnDelivery, PickupPoint, Rate
from shop.carriers.queries import scales_of
from shop.carriers.rules import Scale, Zone
from shop.primitives.period import last_day, local_day

_NAMES = dict(ZONES)


@dataclass(frozen=True, slots=True)
class Table:
    """One fee table with its scales, the nearest zone first. `is_waiting`: announced, and not yet in force."""

    row: FeeTable
    is_waiting: bool
    begins: Any
    ends: Any
    scales: list[tuple[Any, Scale]]


@dataclass(frozen=True, slots=True)
class Ways:
    """The shop's own tables, those of producers, who brings goods itself, and where goods are fetched."""

    shop: list[Table]
    producers: list[Table]
    own: list[Any]
    points: list[PickupPoint]
    # For whom a table can be published.
    makers: list[Producer]


def ways(*, at: datetime) -> Ways:
    """This will return everything that goes on or waits, by owner. Costs: 7 queries."""
    goes_on = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    rows = list(
        FeeTable.objects.filter(goes_on).select_related("partner").order_by("partner__name", "valid_from", "pk")
    )
    scales = scales_of(Rate.objects.filter(tariff__table__in=rows), key=lambda tariff: tariff.table_id)
    # What was withdrawn before it began ends where it begins.
    tables = [_table(row, scales.get(row.pk, {}), at) for row in rows if row.valid_to != row.valid_from]
    own = OwnDelivery.objects.filter(goes_on).select_related("partner").order_by("partner__name", "valid_from", "pk")
    points = PickupPoint.objects.select_related("partner", "centre", "commune__province").order_by("code")
    return Ways(
        shop=[table for table in tables if table.row.partner_id is None],
        producers=[table for table in tables if table.row.partner_id is not None],
        own=list(own.prefetch_related("areas__commune", "areas__province")),
        points=list(points),
        makers=list(Producer.objects.only("slug", "name").order_by("name", "pk")),
    )


def _table(row: FeeTable, scales: dict[Zone, Scale], at: datetime) -> Table:
    return Table(
        row=row,
        is_waiting=row.valid_from > at,
        begins=local_day(row.valid_from),
        ends=last_day(row.valid_to) if row.valid_to else None,
        scales=[(_NAMES[zone.value], scales[zone]) for zone in Zone if zone in scales],
    )


def newest_scales(*, partner: Any | None, at: datetime) -> dict[Zone, Scale]:
    """This will return the scales of the table announced last, to begin a new one from; {} where there is none.

    None = the shop's own. Costs: 2 queries.
    """
    goes_on = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    row = FeeTable.objects.of(partner).filter(goes_on).order_by("-valid_from", "-pk").first()
    if row is None:
        return {}
    found = scales_of(Rate.objects.filter(tariff__table=row), key=lambda tariff: tariff.table_id)
    scales: dict[Zone, Scale] = found.get(row.pk, {})
    return scales
