"""Which ways a parcel may go, and for how much."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, QuerySet

from shop.carriers import names, quoting
from shop.carriers.base import CashHolder, Kind, NotHere, Offered, Option, Parcel, TooFar
from shop.carriers.models import Area, DeliveryLimit, PickupPoint, ProvinceRegion, Rate, Tariff
from shop.carriers.rules import Bracket, Limit, Scale, Spot, Zone, fee, in_order, keeps, scale_for, strictest, zone_of
from shop.primitives.period import local_day

if TYPE_CHECKING:
    from catalogue_ext.places.models import Commune
    from shop.carriers.models import OwnDelivery

_NAME_LENGTH = 200
Scales = dict[Zone, Scale]


def delivery_options(*, parcels: Sequence[Parcel], at: datetime) -> dict[Hashable, Offered]:
    """This will say for each parcel how it may reach its buyer, or why it may not.

    A producer without a fee table sends at the shop's; where the shop has none either, at the one fee of the settings.
    Goods that spoil keep only the ways that are near and quick enough. A carrier that does not answer is left out.
    Costs: five queries, however many parcels, and one for each carrier that is switched on.
    """
    if not parcels:
        return {}
    known = _look_up(parcels, at)
    quoted = quoting.quotes(parcels=parcels)
    return {parcel.key: _offered(parcel, known, quoted.get(parcel.key, [])) for parcel in parcels}


@dataclass(frozen=True, slots=True)
class _Way:
    """An option, and how far the parcel travels for it."""

    option: Option
    zone: Zone


@dataclass(slots=True)
class _Known:
    """What the tables say of all the parcels that were asked for."""

    regions: dict[int, str]
    # Of a producer's table, or under None of the shop's own.
    scales: dict[int | None, Scales] = field(default_factory=dict)
    areas: dict[int, list[Area]] = field(default_factory=lambda: defaultdict(list))
    points: list[PickupPoint] = field(default_factory=list)
    limits: dict[int, Limit] = field(default_factory=dict)

    def spot(self, commune: Commune) -> Spot:
        """This will return where a commune lies."""
        return Spot(commune.pk, commune.province_id, self.regions.get(commune.province_id))

    def zone(self, origin: Commune | None, destination: Commune) -> Zone:
        """This will return how far it is between two communes."""
        return zone_of(origin=None if origin is None else self.spot(origin), destination=self.spot(destination))


def _in_force(at: datetime, prefix: str) -> Q:
    begun = Q(**{f"{prefix}__valid_from__lte": at})
    return begun & (Q(**{f"{prefix}__valid_to__isnull": True}) | Q(**{f"{prefix}__valid_to__gt": at}))


def _look_up(parcels: Sequence[Parcel], at: datetime) -> _Known:
    partners = {parcel.partner_id for parcel in parcels}
    there = {parcel.destination.province_id for parcel in parcels}
    # Points of centres lie in the buyer's province, and those of producers in that of the goods: their regions too.
    provinces = there | {parcel.origin.province_id for parcel in parcels if parcel.origin is not None}
    regions = ProvinceRegion.objects.filter(province_id__in=provinces).values_list("province_id", "region")
    known = _Known(regions=dict(regions))
    known.scales = scales_in_force(partners=partners, at=at)
    for area in _areas(parcels, partners, there, at):
        known.areas[area.delivery.partner_id].append(area)
    known.points = list(
        PickupPoint.objects.filter(is_open=True)
        .filter(Q(partner_id__in=partners) | Q(centre__isnull=False, commune__province_id__in=there))
        .select_related("commune")
        .order_by("code")
    )
    known.limits = _limits(parcels, at)
    return known


def scales_in_force(*, partners: set[int], at: datetime) -> dict[int | None, Scales]:
    """This will return the scales of these producers' tables, and of the shop's own under None. Costs: one query."""
    owner = Q(tariff__table__partner_id__in=partners) | Q(tariff__table__partner__isnull=True)
    return scales_of(Rate.objects.filter(_in_force(at, "tariff__table"), owner), key=lambda row: row.table.partner_id)


def scales_of(rates: QuerySet[Rate], *, key: Callable[[Tariff], Any]) -> dict[Any, Scales]:
    """This will put rates together to scales by zone, under a key of their tariff. Costs: one query."""
    grouped: dict[Tariff, list[Rate]] = defaultdict(list)
    for rate in rates.select_related("tariff__table").order_by("tariff_id", "up_to_g"):
        grouped[rate.tariff].append(rate)
    found: dict[Any, Scales] = defaultdict(dict)
    for tariff, of_tariff in grouped.items():
        zone = Zone(tariff.zone)
        found[key(tariff)][zone] = Scale(
            zone=zone,
            brackets=tuple(Bracket(rate.up_to_g, rate.fee_vnd) for rate in of_tariff),
            further_kg_vnd=tariff.further_kg_vnd,
            days_least=tariff.days_least,
            days_most=tariff.days_most,
        )
    return dict(found)


def _areas(parcels: Sequence[Parcel], partners: set[int], provinces: set[int], at: datetime) -> list[Area]:
    communes = {parcel.destination.pk for parcel in parcels}
    return list(
        Area.objects.filter(_in_force(at, "delivery"), delivery__partner_id__in=partners)
        .filter(Q(commune_id__in=communes) | Q(province_id__in=provinces))
        .select_related("delivery")
        .order_by("pk")
    )


def short_lived(*, sets: frozenset[int], at: datetime) -> frozenset[int]:
    """This will return those of the criteria sets whose goods keep for a short time only. Costs: one query."""
    return frozenset(limits_of(sets, at))


def _limits(parcels: Sequence[Parcel], at: datetime) -> dict[int, Limit]:
    return limits_of(frozenset[int]().union(*(parcel.criteria_sets for parcel in parcels)), at)


def limits_of(sets: frozenset[int], at: datetime) -> dict[int, Limit]:
    """This will return the limits in force of those of the criteria sets that have one. Costs: one query."""
    day = local_day(at)
    rows = DeliveryLimit.objects.filter(criteria_set__in=sets, valid_from__lte=day).order_by("valid_from")
    return {row.criteria_set: Limit(Zone(row.farthest_zone), row.most_days) for row in rows if row.holds_on(day)}


def _offered(parcel: Parcel, known: _Known, quoted: Sequence[Option]) -> Offered:
    ways = list(_ways(parcel, known, quoted))
    limited = sorted(number for number in parcel.criteria_sets if number in known.limits)
    limit = strictest(known.limits[number] for number in limited)
    kept = [way.option for way in ways if keeps(limit=limit, zone=way.zone, days_most=way.option.days_most)]
    if kept:
        return Offered(options=in_order(kept))
    if limit is None or not ways:
        zone = known.zone(parcel.origin, parcel.destination)
        return Offered(options=(), why_none=NotHere(partner_id=parcel.partner_id, zone=zone.value))
    why = TooFar(criteria_sets=limited, zone=limit.farthest.value, days=limit.most_days)
    return Offered(options=(), why_none=why)


def _ways(parcel: Parcel, known: _Known, quoted: Sequence[Option]) -> Iterator[_Way]:
    zone = known.zone(parcel.origin, parcel.destination)
    own = _own(parcel, known.areas.get(parcel.partner_id, ()))
    if own is not None:
        yield _Way(_brought(own), zone)
    table = _sent(parcel, known, zone)
    if table is not None:
        yield _Way(table, zone)
    for option in quoted:
        yield _Way(option, zone)
    for point in known.points:
        if point.partner_id == parcel.partner_id:
            # Whoever fetches at the producer's carries the goods; a parcel does not travel.
            yield _Way(_fetched(point), Zone.COMMUNE)
        elif point.centre_id is not None and point.commune.province_id == parcel.destination.province_id:
            lies_there = point.location_id == parcel.location_id
            yield _Way(_fetched(point), Zone.COMMUNE if lies_there else known.zone(parcel.origin, point.commune))


def _own(parcel: Parcel, areas: Sequence[Area]) -> OwnDelivery | None:
    for area in areas:
        if parcel.destination.pk == area.commune_id or parcel.destination.province_id == area.province_id:
            return area.delivery
    return None


def _brought(delivery: OwnDelivery) -> Option:
    name_vi, name_en = names.both(names.OWN)
    return Option(
        code=Kind.OWN.value,
        kind=Kind.OWN,
        name_vi=name_vi,
        name_en=name_en,
        fee_vnd=delivery.fee_vnd,
        days_least=delivery.days_least,
        days_most=delivery.days_most,
        pickup_point_id=None,
        cash_holder=CashHolder.PRODUCER,
    )


def _sent(parcel: Parcel, known: _Known, zone: Zone) -> Option | None:
    scales = known.scales.get(parcel.partner_id) or known.scales.get(None)
    if scales is None:
        most = settings.DELIVERY_DAYS_MOST
        return _table(settings.DELIVERY_FLAT_VND, min(settings.DELIVERY_DAYS_LEAST, most), most)
    scale = scale_for(scales=scales, zone=zone)
    if scale is None:
        return None
    return _table(fee(scale=scale, weight_g=parcel.weight_g), scale.days_least, scale.days_most)


def _table(fee_vnd: int, days_least: int, days_most: int) -> Option:
    name_vi, name_en = names.both(names.TABLE)
    return Option(
        code=Kind.TABLE.value,
        kind=Kind.TABLE,
        name_vi=name_vi,
        name_en=name_en,
        fee_vnd=fee_vnd,
        days_least=days_least,
        days_most=days_most,
        pickup_point_id=None,
        cash_holder=CashHolder.CARRIER,
    )


def _fetched(point: PickupPoint) -> Option:
    name_vi, name_en = names.both(names.PICKUP, vi=point.called("vi"), en=point.called("en"))
    return Option(
        code=f"{Kind.PICKUP.value}.{point.code}",
        kind=Kind.PICKUP,
        name_vi=name_vi[:_NAME_LENGTH],
        name_en=name_en[:_NAME_LENGTH],
        fee_vnd=point.fee_vnd,
        days_least=point.days_least,
        days_most=point.days_most,
        pickup_point_id=point.pk,
        cash_holder=CashHolder.PRODUCER if point.partner_id is not None else CashHolder.CENTRE,
    )
