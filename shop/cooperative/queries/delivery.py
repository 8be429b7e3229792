"""How a producer's goods are sent, as its desk shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from catalogue_ext.certification.law import number
from shop.carriers.models import ZONES, FeeTable, OwnDelivery, PickupPoint
from shop.carriers.rules import Scale, Zone, fee
from shop.carriers.shown import ways_of
from shop.primitives.period import last_day, local_day

_WORDS = dict(ZONES)


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone of a table: what each weight costs. Units: ₫; days, 0 = not said."""

    words: str | Promise
    fees: list[int]
    further_vnd: int
    days_least: int
    days_most: int


@dataclass(frozen=True, slots=True)
class TableShown:
    """One fee table. Units: g. `last_on` is its last day, None while no end is known."""

    table: FeeTable
    weights: list[int]
    rows: list[ZoneRow]
    holds: bool
    last_on: Any


@dataclass(frozen=True, slots=True)
class OwnShown:
    """Own delivery, in force or announced."""

    delivery: OwnDelivery
    places: list[str]
    holds: bool
    last_on: Any


@dataclass(frozen=True, slots=True)
class PointShown:
    """One pick-up point."""

    point: PickupPoint
    name: str
    hours: str
    place: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """A producer's ways. `shop` is the shop's own table, which holds where the producer has none."""

    tables: list[TableShown]
    shop: list[TableShown]
    own: list[OwnShown]
    points: list[PointShown]
    notice: int


def delivery_page(*, producer: Any, at: datetime) -> DeliveryPage:
    """This will return how goods are sent. Costs: 8 queries at most, none for the law's number."""
    ways = ways_of(partner=producer.partner, at=at)
    tables = [_table(table, scales, at) for table, scales in ways.tables]
    shop = [] if any(row.holds for row in tables) else _of_the_shop(at)
    language = get_language() or "vi"
    return DeliveryPage(
        tables=tables,
        shop=shop,
        own=[
            OwnShown(row, [_area(area) for area in areas], row.holds_at(at), row.valid_to and last_day(row.valid_to))
            for row, areas in ways.own
        ],
        points=[
            PointShown(
                point,
                point.called(language),
                point.open_when(language),
                f"{point.address}, {point.commune.name}, {point.commune.province.label}",
            )
            for point in ways.points
        ],
        notice=notice_days(at=at),
    )


def _of_the_shop(at: datetime) -> list[TableShown]:
    shown = [_table(table, scales, at) for table, scales in ways_of(partner=None, at=at).tables]
    return [row for row in shown if row.holds]


def _table(table: FeeTable, scales: Mapping[Zone, Scale], at: datetime) -> TableShown:
    weights = sorted({bracket.up_to_g for scale in scales.values() for bracket in scale.brackets})
    rows = [
        ZoneRow(
            words=_WORDS[zone.value],
            fees=[fee(scale=scales[zone], weight_g=weight) for weight in weights],
            further_vnd=scales[zone].further_kg_vnd,
            days_least=scales[zone].days_least,
            days_most=scales[zone].days_most,
        )
        for zone in Zone
        if zone in scales
    ]
    return TableShown(table, weights, rows, table.holds_at(at), table.valid_to and last_day(table.valid_to))


def _area(area: Any) -> str:
    return f"{area.commune.name}, {area.commune.province.label}" if area.commune else area.province.name


def fees_that_hold(*, producer: Any, at: datetime) -> Mapping[Zone, Scale]:
    """This will return the fees a new table begins with: the producer's own newest, else the shop's. Costs: 7 queries
    at most."""
    for partner in (producer.partner, None):
        tables = ways_of(partner=partner, at=at).tables
        if tables:
            return tables[-1][1]
    return {}


def notice_days(*, at: datetime) -> int:
    """This will return how many days before it holds a changed fee is announced: the law's number."""
    return number(code="fee_notice", on=local_day(at))


def free_code(*, producer: Any) -> str:
    """This will return a code that no pick-up point has yet, made of the producer's name. Costs: one query."""
    stem = producer.slug[:50]
    taken = set(PickupPoint.objects.filter(code__startswith=stem).values_list("code", flat=True))
    codes = (stem if n == 1 else f"{stem}-{n}" for n in count(1))
    return next(code for code in codes if code not in taken)
