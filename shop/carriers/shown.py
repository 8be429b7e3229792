"""What is published, for pages: a product's fees by zone, and what a producer's desk shows of its own ways."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from shop.carriers.models import Area, FeeTable, OwnDelivery, PickupPoint, Rate
from shop.carriers.queries import limits_of, scales_in_force, scales_of
from shop.carriers.rules import Scale, Zone, fee, keeps, scale_for, strictest


@dataclass(frozen=True, slots=True)
class ZoneFee:
    """What a parcel costs in one zone, the lightest and the heaviest. Units: whole dong; days, 0 = nobody has said."""

    zone: Zone
    fee_vnd: int
    most_fee_vnd: int
    days_least: int
    days_most: int
    # No table is in force: one fee, whatever a parcel weighs.
    is_flat: bool = False


def zone_fees(
    *,
    partner_id: int | None,
    lightest_g: int,
    heaviest_g: int,
    at: datetime,
    criteria_sets: frozenset[int] = frozenset(),
) -> list[ZoneFee]:
    """This will say what a producer's parcels cost, by zone from the nearest; to zones that are absent none is sent.

    The same scales and limits as `delivery_options`, without a buyer's address: what own delivery and carriers add is
    known at checkout only. None = the shop's own table. Costs: one query, one more with `criteria_sets`.
    """
    limit = strictest(limits_of(criteria_sets, at).values()) if criteria_sets else None
    fees = _of_scales(partner_id, lightest_g, heaviest_g, at)
    return [row for row in fees if keeps(limit=limit, zone=row.zone, days_most=row.days_most)]


def _of_scales(partner_id: int | None, lightest_g: int, heaviest_g: int, at: datetime) -> list[ZoneFee]:
    by_owner = scales_in_force(partners=set() if partner_id is None else {partner_id}, at=at)
    scales = by_owner.get(partner_id) or by_owner.get(None)
    if scales is None:
        most = settings.DELIVERY_DAYS_MOST
        fee_vnd, least = settings.DELIVERY_FLAT_VND, min(settings.DELIVERY_DAYS_LEAST, most)
        return [ZoneFee(zone, fee_vnd, fee_vnd, least, most, is_flat=True) for zone in Zone]
    found = ((zone, scale_for(scales=scales, zone=zone)) for zone in Zone)
    return [
        ZoneFee(
            zone,
            fee(scale=scale, weight_g=lightest_g),
            fee(scale=scale, weight_g=heaviest_g),
            scale.days_least,
            scale.days_most,
        )
        for zone, scale in found
        if scale is not None
    ]


@dataclass(frozen=True, slots=True)
class Ways:
    """What one owner has published: the table in force and the one that waits, each with its scales, and the rest."""

    tables: list[tuple[FeeTable, dict[Zone, Scale]]]
    own: list[tuple[OwnDelivery, list[Area]]]
    points: list[PickupPoint]


def ways_of(*, partner: Any | None, at: datetime) -> Ways:
    """This will return what an owner's desk shows: nothing that has ended, the earliest first. None = the shop itself.

    Costs: five queries at most.
    """
    goes_on = Q(valid_to__isnull=True) | Q(valid_to__gt=at)
    tables = list(FeeTable.objects.of(partner).filter(goes_on).order_by("valid_from", "pk"))
    scales = scales_of(Rate.objects.filter(tariff__table__in=tables), key=lambda tariff: tariff.table_id)
    own = list(OwnDelivery.objects.of(partner).filter(goes_on).order_by("valid_from", "pk"))
    areas = list(Area.objects.filter(delivery__in=own).select_related("commune__province", "province").order_by("pk"))
    points = [] if partner is None else list(_points(partner))
    return Ways(
        # What was withdrawn before it began ends where it begins.
        tables=[(table, scales.get(table.pk, {})) for table in tables if table.valid_to != table.valid_from],
        own=[
            (row, [area for area in areas if area.delivery_id == row.pk])
            for row in own
            if row.valid_to != row.valid_from
        ],
        points=points,
    )


def _points(partner: Any) -> Any:
    return PickupPoint.objects.filter(partner=partner).select_related("commune__province").order_by("code")
