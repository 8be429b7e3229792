"""What of all that is certified a listing asks for, and in which order. Works on standings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Standing
from catalogue_ext.producers.models import Producer
from shop.channels.queries import of_a_sold_kind
from shop.stock.models import LocationKind
from shop.storefront.filters import PAGE_SIZE, Filters, Order

# Every order ends in the key: no product on two pages, none on no page.
ORDERS: dict[Order, tuple[str, ...]] = {
    Order.NEWEST: ("-valid_from", "-product_id"),
    Order.STARS: ("-stars", "-valid_from", "-product_id"),
    Order.CHEAPEST: ("price", "product_id"),
    Order.DEAREST: ("-price", "-product_id"),
    Order.NAME: ("product__title_sort", "product_id"),
}
# What a listing is narrowed by, in the words of the address; words of one kind belong together.
KINDS_OF_WORDS = {
    "text": ("q",),
    "stars": ("sao",),
    "class": ("nhom", "bo"),
    "place": ("tinh", "xa"),
    "kind": ("loai",),
    "price": ("gia_tu", "gia_den"),
    "stock": ("con_hang",),
}


def conditions(*, filters: Filters, provinces_of_communes: Mapping[str, str], at: datetime) -> dict[str, Q]:
    """This will return what each kind of words asks of a standing; only of those that ask for something.

    `provinces_of_communes` tells the province of each chosen commune.
    """
    found = {
        "text": Q(*(_has_word(word) for word in filters.words)),
        "stars": Q(stars__in=filters.stars) if filters.stars else Q(),
        "class": Q(product__criteria_set__in=filters.all_sets) if filters.all_sets else Q(),
        "place": _of_place(filters, provinces_of_communes),
        "kind": Q(product__producer__kind__in=[kind.upper() for kind in filters.kinds]) if filters.kinds else Q(),
        "price": _of_price(filters, at),
        "stock": _can_be_bought(at) if filters.in_stock else Q(),
    }
    return {name: condition for name, condition in found.items() if condition}


def page_ids(*, found: QuerySet[Standing], order: Order, page: int, count: int, at: datetime) -> list[int]:
    """This will return the products of one page: what is for sale first, then what is certified and has no price.

    Costs: 1 query; 2 more where the second part begins.
    """
    start = (page - 1) * PAGE_SIZE
    if order in (Order.CHEAPEST, Order.DEAREST):
        found = found.annotate(price=_shown_price(at))
    rows = found.order_by(*ORDERS[order]).values_list("product_id", flat=True)
    sold = _is_sold(at)
    ids = list(rows.filter(sold)[start : start + PAGE_SIZE])
    missing = min(PAGE_SIZE, count - start) - len(ids)
    if missing > 0:
        begin = max(0, start - found.order_by().filter(sold).count())
        # Not "exclude": what has no set or no price is neither sold nor its opposite in SQL.
        sold_ids = found.order_by().filter(sold).values("product_id")
        ids += list(rows.exclude(product_id__in=sold_ids)[begin : begin + missing])
    return ids


def _has_word(word: str) -> Q:
    """Makers and places are few: they are looked through once, not once for each product."""
    # A folded name has no legal form; its address word has: "HTX Hải Yến" is found by each of its words.
    makers = Producer.objects.filter(Q(name_fold__contains=word) | Q(slug__contains=word))
    communes = get_model("places", "Commune").objects.filter(valid_to=None)
    named = Q(name_fold__contains=word) | Q(province__name_fold__contains=word)
    return (
        Q(product__title_fold__contains=word)
        | Q(product__title_en__icontains=word)
        | Q(product__producer__in=makers.values("pk"))
        | Q(product__origin_commune__in=communes.filter(named).values("pk"))
    )


def _of_place(filters: Filters, provinces_of_communes: Mapping[str, str]) -> Q:
    """A chosen commune narrows its own province and no other."""
    whole = filters.provinces - set(provinces_of_communes.values())
    found = Q()
    if filters.communes:
        found |= Q(product__origin_commune__code__in=filters.communes)
    if whole:
        found |= Q(product__origin_commune__province__code__in=whole)
    return found


def _priced_packs(at: datetime) -> QuerySet[Any]:
    """Prices of pack sizes that are on show and covered at the instant; others are nobody's business."""
    return _prices().filter(
        product__parent__isnull=False,
        product__is_public=True,
        product__in=Standing.objects.at(at).values("product"),
    )


def _prices() -> QuerySet[Any]:
    return get_model("partner", "StockRecord").objects.filter(price__isnull=False, location__kind=LocationKind.PRODUCER)


def _shown_price(at: datetime) -> Case:
    """The price by which a product stands: its own, or that of its cheapest covered pack size."""
    packs = _priced_packs(at).filter(product__parent=OuterRef("product")).order_by("price").values("price")[:1]
    return Case(
        When(product__structure="parent", then=Cast(Subquery(packs), BigIntegerField())),
        default=F("product__lowest_price_vnd"),
        output_field=BigIntegerField(),
    )


def _is_sold(at: datetime) -> Q:
    """Has a price that may be shown, and is of a kind that is sold."""
    has_pack = ~Q(product__structure="parent") | Q(product__in=_priced_packs(at).values("product__parent"))
    return Q(product__lowest_price_vnd__isnull=False) & of_a_sold_kind() & has_pack


def _of_price(filters: Filters, at: datetime) -> Q:
    """By the price that a card shows; what is not sold shows none."""
    low, high = filters.price_range
    if low is None and high is None:
        return Q()
    found = of_a_sold_kind()
    if low is not None:
        found &= Q(GreaterThanOrEqual(_shown_price(at), low))
    if high is not None:
        found &= Q(LessThanOrEqual(_shown_price(at), high))
    return found


def _can_be_bought(at: datetime) -> Q:
    """The set form of what the strategy answers: priced, free, of a sold kind; a pack size by its own certificate."""
    is_free = Q(num_in_stock__gt=Coalesce(F("num_allocated"), Value(0)))
    packs = _priced_packs(at).filter(is_free)
    has_free = Q(product__in=_prices().filter(is_free).values("product")) | Q(
        product__in=packs.values("product__parent")
    )
    return has_free & of_a_sold_kind()
