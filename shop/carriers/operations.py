"""Publishing fees, saying where a producer brings its goods itself, opening and closing pick-up points.

A changed fee is announced days before it holds (the law's number); a first one may hold at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.certification.law import number
from shop.audit.operations import record
from shop.carriers.models import Area, FeeTable, OwnDelivery, PickupPoint, Published, Rate, Tariff
from shop.carriers.permission import may_act_for
from shop.carriers.rules import Scale, checked
from shop.policies import rules as policies
from shop.primitives.period import day_start, local_day
from shop.primitives.plain_text import plain
from shop.primitives.refusal import Refusal

P = TypeVar("P", bound=Published)

if TYPE_CHECKING:
    from catalogue_ext.centres.models import Centre
    from catalogue_ext.places.models import Commune, Province
    from shop.accounts.models import User
    from shop.stock.models import Location


class NotYours(Refusal):
    """The person neither works for this producer or centre, nor for the programme or support."""

    code = "carriers_not_yours"


class DayPassed(Refusal):
    """A fee does not begin in the past. Facts: `day`."""

    code = "carriers_day_passed"


class NoticeTooShort(Refusal):
    """A changed fee is announced days before it holds. Facts: `days`, `earliest`."""

    code = "carriers_notice_too_short"


class AnotherWaits(Refusal):
    """Something else was announced already; it is withdrawn first. Facts: `valid_from`."""

    code = "carriers_another_waits"


class EndIsSet(Refusal):
    """It has ended, or its end is announced. Facts: `valid_to`."""

    code = "carriers_end_is_set"


class NoAreas(Refusal):
    """Own delivery names one commune or province at least."""

    code = "carriers_no_areas"


class AreaOfThePast(Refusal):
    """Goods are brought to places of today. Facts: `place`."""

    code = "carriers_area_past"


class NumberOdd(Refusal):
    """A fee is not below zero, and the most days are not fewer than the least."""

    code = "carriers_number_odd"


class NothingToStop(Refusal):
    """The producer brings nothing itself."""

    code = "carriers_nothing_to_stop"


class PointCodeTaken(Refusal):
    """Another pick-up point has the code. Facts: `taken`."""

    code = "carriers_point_code_taken"


class PointUnclear(Refusal):
    """A pick-up point is one producer's or one centre's, in a commune of today, with name, address and hours."""

    code = "carriers_point_unclear"


class PointElsewhere(Refusal):
    """The place where the goods lie belongs to somebody else."""

    code = "carriers_point_elsewhere"


class PointShut(Refusal):
    """The pick-up point is closed already."""

    code = "carriers_point_shut"


class PointOpen(Refusal):
    """The pick-up point is open already."""

    code = "carriers_point_open"


@transaction.atomic
def publish_fee_table(
    *,
    partner: Any | None,
    scales: Sequence[Scale],
    valid_on: date | None,
    by: User | None,
    at: datetime,
    is_illustration: bool = False,
) -> FeeTable:
    """This will publish a producer's fees (None = the shop's own) from a day on; without one, as soon as may be.

    The table before it ends where this one begins. Refuses: NotYours, NoRates, ZoneTwice, RateOdd, FeeFalls,
    AnotherWaits, DayPassed, NoticeTooShort.
    """
    _ask(by=by, partner=partner)
    found = checked(scales=scales)
    before = _turn(model=FeeTable, partner=partner, at=at)
    begins = _begins(wanted=valid_on, is_changed=before is not None, at=at)
    _end(before, begins)
    table = FeeTable.objects.create(
        partner=partner, valid_from=begins, published_at=at, published_by=by, is_illustration=is_illustration
    )
    for scale in found.values():
        _store(table, scale)
    facts = {"partner": partner and partner.pk, "valid_from": begins.isoformat(), "fees": _told(found.values())}
    record(action="delivery.fees_published", record=table, by=by, at=at, facts=facts)
    return table


@transaction.atomic
def withdraw_fee_table(*, table: FeeTable, by: User | None, at: datetime) -> FeeTable:
    """This will take a table back: one that waits never begins, one in force ends after the law's notice.

    The one before a withdrawn waiting table goes on. Refuses: NotYours, EndIsSet.
    """
    _ask(by=by, partner=table.partner)
    locked = FeeTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if locked.valid_to is not None:
        raise EndIsSet(valid_to=locked.valid_to)
    if locked.valid_from > at:
        _take_back(locked)
    else:
        _end(locked, _begins(wanted=None, is_changed=True, at=at))
    facts = {"valid_to": locked.valid_to and locked.valid_to.isoformat()}
    record(action="delivery.fees_withdrawn", record=locked, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def set_own_delivery(
    *,
    partner: Any,
    fee_vnd: int,
    communes: Sequence[Commune] = (),
    provinces: Sequence[Province] = (),
    days_least: int = 0,
    days_most: int = 0,
    valid_on: date | None = None,
    by: User | None,
    at: datetime,
    is_illustration: bool = False,
) -> OwnDelivery:
    """This will say where a producer brings its goods itself, for which fee and within how many days.

    Other places or days for the same fee hold at once. Refuses: NotYours, NoAreas, AreaOfThePast, NumberOdd,
    AnotherWaits, DayPassed, NoticeTooShort.
    """
    _ask(by=by, partner=partner)
    if fee_vnd < 0 or days_least < 0 or days_most < days_least:
        raise NumberOdd
    _check_areas([*communes, *provinces])
    before = _turn(model=OwnDelivery, partner=partner, at=at)
    is_changed = before is not None and before.fee_vnd != fee_vnd
    begins = _begins(wanted=valid_on, is_changed=is_changed, at=at)
    _end(before, begins)
    delivery = OwnDelivery.objects.create(
        partner=partner,
        fee_vnd=fee_vnd,
        days_least=days_least,
        days_most=days_most,
        valid_from=begins,
        published_at=at,
        published_by=by,
        is_illustration=is_illustration,
    )
    areas = [Area(delivery=delivery, commune=unit) for unit in communes]
    Area.objects.bulk_create([*areas, *(Area(delivery=delivery, province=unit) for unit in provinces)])
    facts = {
        "partner": partner.pk,
        "fee_vnd": fee_vnd,
        "valid_from": begins.isoformat(),
        "communes": [unit.code for unit in communes],
        "provinces": [unit.code for unit in provinces],
    }
    record(action="delivery.own_set", record=delivery, by=by, at=at, facts=facts)
    return delivery


@transaction.atomic
def stop_own_delivery(*, partner: Any, by: User | None, at: datetime) -> None:
    """This will end a producer's own delivery now, also one that is only announced: other ways are left, at their fee.

    Refuses: NotYours, NothingToStop.
    """
    _ask(by=by, partner=partner)
    running = [row for row in _rows(OwnDelivery, partner) if row.valid_to is None or row.valid_to > at]
    if not running:
        raise NothingToStop
    for row in running:
        _end(row, max(at, row.valid_from))
        record(action="delivery.own_stopped", record=row, by=by, at=at, facts={"partner": partner.pk})


@transaction.atomic
def open_pickup_point(
    *,
    code: str,
    name: str,
    commune: Commune,
    address: str,
    hours: str,
    by: User | None,
    at: datetime,
    partner: Any | None = None,
    centre: Centre | None = None,
    location: Location | None = None,
    name_en: str = "",
    hours_en: str = "",
    fee_vnd: int = 0,
    days_least: int = 0,
    days_most: int = 0,
    is_illustration: bool = False,
) -> PickupPoint:
    """This will open a place where buyers fetch parcels: a producer's own, or a centre parcels are sent to.

    Refuses: NotYours, PointUnclear, PointElsewhere, NumberOdd, PointCodeTaken.
    """
    if (partner is None) == (centre is None):
        raise PointUnclear
    _ask(by=by, partner=partner, centre=centre)
    texts = {"name": name, "name_en": name_en, "address": address, "hours": hours, "hours_en": hours_en}
    told = {field: plain(text) for field, text in texts.items()}
    if commune.valid_to is not None or not (told["name"] and told["address"] and told["hours"]):
        raise PointUnclear
    if location is not None and (location.partner_id, location.centre_id) != (_key(partner), _key(centre)):
        raise PointElsewhere
    if fee_vnd < 0 or days_least < 0 or days_most < days_least:
        raise NumberOdd
    if PickupPoint.objects.filter(code=code).exists():
        raise PointCodeTaken(taken=code)
    point = PickupPoint.objects.create(
        code=code,
        partner=partner,
        centre=centre,
        location=location,
        commune=commune,
        fee_vnd=fee_vnd,
        days_least=days_least,
        days_most=days_most,
        is_illustration=is_illustration,
        **told,
    )
    record(action="delivery.point_opened", record=point, by=by, at=at, facts={"code": code, "fee_vnd": fee_vnd})
    return point


@transaction.atomic
def close_pickup_point(*, point: PickupPoint, by: User | None, at: datetime) -> PickupPoint:
    """This will offer the point no more; parcels on their way to it are still fetched there.

    Refuses: NotYours, PointShut.
    """
    return _swing(point, to_open=False, by=by, at=at)


@transaction.atomic
def reopen_pickup_point(*, point: PickupPoint, by: User | None, at: datetime) -> PickupPoint:
    """This will offer a closed point again. Refuses: NotYours, PointOpen."""
    return _swing(point, to_open=True, by=by, at=at)


def _swing(point: PickupPoint, *, to_open: bool, by: User | None, at: datetime) -> PickupPoint:
    _ask(by=by, partner=point.partner, centre=point.centre)
    if not PickupPoint.objects.filter(pk=point.pk, is_open=not to_open).update(is_open=to_open):
        raise PointOpen if to_open else PointShut
    action = "delivery.point_reopened" if to_open else "delivery.point_closed"
    record(action=action, record=point, by=by, at=at, facts={"code": point.code})
    point.refresh_from_db(fields=["is_open"])
    return point


def _ask(*, by: User | None, partner: Any | None = None, centre: Centre | None = None) -> None:
    if not may_act_for(by=by, partner=partner, centre=centre):
        raise NotYours


def _key(row: Any | None) -> int | None:
    return None if row is None else row.pk


def _rows(model: type[P], partner: Any | None) -> list[P]:
    """This will return what one owner ever announced, in order, locked with the owner."""
    if partner is not None:
        get_model("partner", "Partner").objects.select_for_update(of=("self",)).get(pk=partner.pk)
    rows: Any = model.objects.of(partner).select_for_update(of=("self",)).order_by("valid_from", "pk")
    # What was withdrawn before it began never was.
    return [row for row in rows if row.valid_to != row.valid_from]


def _turn(*, model: type[P], partner: Any | None, at: datetime) -> P | None:
    rows = _rows(model, partner)
    if rows and rows[-1].valid_from > at:
        raise AnotherWaits(valid_from=rows[-1].valid_from)
    return rows[-1] if rows else None


def _begins(*, wanted: date | None, is_changed: bool, at: datetime) -> datetime:
    today = local_day(at)
    notice = number(code="fee_notice", on=today) if is_changed else 0
    try:
        day = policies.first_day(wanted=wanted, today=today, notice_days=notice)
    except policies.DayPassed as refusal:
        raise DayPassed(**refusal.facts) from refusal
    except policies.NoticeTooShort as refusal:
        raise NoticeTooShort(**refusal.facts) from refusal
    return at if day == today else day_start(day)


def _end(row: Published | None, at: datetime) -> None:
    if row is not None and (row.valid_to is None or row.valid_to > at):
        row.valid_to = at
        row.save(update_fields=["valid_to"])


def _take_back(table: FeeTable) -> None:
    before = FeeTable.objects.of(table.partner).filter(valid_to=table.valid_from, valid_from__lt=table.valid_from)
    begins = table.valid_from
    table.valid_to = begins
    table.save(update_fields=["valid_to"])
    before.update(valid_to=None)


def _store(table: FeeTable, scale: Scale) -> None:
    tariff = Tariff.objects.create(
        table=table,
        zone=scale.zone.value,
        further_kg_vnd=scale.further_kg_vnd,
        days_least=scale.days_least,
        days_most=scale.days_most,
    )
    Rate.objects.bulk_create(
        Rate(tariff=tariff, up_to_g=bracket.up_to_g, fee_vnd=bracket.fee_vnd) for bracket in scale.brackets
    )


def _told(scales: Any) -> dict[str, Any]:
    return {
        scale.zone.value: {
            "up_to_g": {str(bracket.up_to_g): bracket.fee_vnd for bracket in scale.brackets},
            "further_kg_vnd": scale.further_kg_vnd,
            "days": [scale.days_least, scale.days_most],
        }
        for scale in scales
    }


def _check_areas(units: Sequence[Any]) -> None:
    if not units:
        raise NoAreas
    for unit in units:
        if unit.valid_to is not None:
            raise AreaOfThePast(place=unit.name)
