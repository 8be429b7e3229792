"""The second page of the checkout: each parcel with the ways it may go, and the sums for those that are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from shop.carriers.base import Kind, Offered, Option
from shop.carriers.models import PickupPoint
from shop.fulfilment.delivery import DeliveryGone, choice_name, choose, offered_for
from shop.fulfilment.placing import needs_age
from shop.fulfilment.queries import split_preview
from shop.fulfilment.split import Part, PartKey
from shop.primitives.period import local_day
from shop.storefront.queries.baskets import BasketPage, BasketPart, page_of


@dataclass(frozen=True, slots=True)
class Way:
    """One way of a parcel. Units: ₫. Days are None where nobody has said how long it takes."""

    code: str
    name: str
    fee_vnd: int
    first_day: date | None
    last_day: date | None
    is_chosen: bool
    is_pickup: bool = False
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One part, the name its choice is sent under, and the ways it may go; none: `why_none` says why."""

    part: BasketPart
    choice: str
    ways: list[Way]
    why_none: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """What the second page shows. `page` has the sums of what is chosen."""

    page: BasketPage
    parcels: list[Parcel]
    needs_age: bool
    # A way that was chosen is not offered any more: the cheapest stands in its place.
    is_way_gone: bool

    @property
    def may_be_ordered(self) -> bool:
        """This will tell whether every line may be sold and every parcel sent."""
        return self.page.may_be_ordered and all(parcel.ways for parcel in self.parcels)


def delivery_page(*, basket: Any, commune: Any, choices: Mapping[str, str], at: datetime) -> DeliveryPage:
    """This will read a basket with its ways to a commune; a part without a choice goes the cheapest way to the door.

    Costs: 7 queries beyond the basket's lines, 1 more where parcels can be picked up.
    """
    parts = split_preview(lines=basket.all_lines())
    offered = offered_for(parts=parts, destination=commune, at=at)
    is_way_gone = _take(parts, offered, choices)
    points = _points(offered)
    page = page_of(parts, basket)
    return DeliveryPage(
        page=page,
        parcels=[
            _parcel(part, shown, offered[part.key], points, at) for part, shown in zip(parts, page.parts, strict=True)
        ],
        needs_age=needs_age(parts=parts),
        is_way_gone=is_way_gone,
    )


def _take(parts: list[Part], offered: Mapping[PartKey, Offered], choices: Mapping[str, str]) -> bool:
    sendable = [part for part in parts if offered[part.key].options]
    try:
        choose(parts=sendable, offered=offered, choices=choices)
    except DeliveryGone:
        choose(parts=sendable, offered=offered, choices={})
        return True
    return False


def _points(offered: Mapping[PartKey, Offered]) -> dict[int, PickupPoint]:
    ids = {way.pickup_point_id for answer in offered.values() for way in answer.options if way.pickup_point_id}
    return PickupPoint.objects.in_bulk(ids) if ids else {}


def _parcel(part: Part, shown: BasketPart, answer: Offered, points: Mapping[int, PickupPoint], at: datetime) -> Parcel:
    return Parcel(
        part=shown,
        choice=choice_name(part.key),
        ways=[_way(option, option == part.way, points, at) for option in answer.options],
        why_none=answer.why_none.code if answer.why_none else "",
    )


def _way(option: Option, is_chosen: bool, points: Mapping[int, PickupPoint], at: datetime) -> Way:
    language = get_language() or "vi"
    today, says = local_day(at), option.days_most > 0
    point = points.get(option.pickup_point_id or 0)
    most = settings.DELIVERY_PACKING_DAYS + option.days_most
    return Way(
        code=option.code,
        name=option.name(language),
        fee_vnd=option.fee_vnd,
        first_day=today + timedelta(days=option.days_least) if says else None,
        last_day=today + timedelta(days=most) if says else None,
        is_chosen=is_chosen,
        is_pickup=option.kind is Kind.PICKUP,
        address=point.address if point else "",
        hours=point.open_when(language) if point else "",
    )
