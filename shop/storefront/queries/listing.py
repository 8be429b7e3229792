"""The listing: what is certified now, narrowed and laid out, with counts beside each filter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import get_language, gettext
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import CriteriaSet, Group, criteria_sets, groups, sales_rule
from catalogue_ext.certification.models import Standing
from shop.forks.partner.strategy import Strategy
from shop.primitives.vi_text import sort_key
from shop.stock.models import LocationKind
from shop.storefront.filters import PAGE_SIZE, STARS, Filters, Order
from shop.storefront.queries.cards import Card, cards, for_cards

# Up to here a page is found by looking up row after row.
FIRST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a filter: its word in the address, its name."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of results and the filters beside it."""

    filters: Filters
    count: int
    cards: list[Card]
    page: int
    pages: int
    stars: list[Choice]
    groups: list[Choice]
    provinces: list[Choice]
    # Names of the chosen province and commune, by code.
    place_names: dict[str, str]

    @property
    def chosen_place(self) -> str:
        """This will return the name of the smallest place chosen, or ""."""
        return next(iter(self.place_names.values()), "")

    @property
    def turns(self) -> list[int]:
        """This will return the page numbers to offer: the first, the last, and those around this one."""
        return turns(page=self.page, pages=self.pages)

    @property
    def previous(self) -> int:
        """This will return the number of the page before."""
        return self.page - 1

    @property
    def next(self) -> int:
        """This will return the number of the page after."""
        return self.page + 1

    @property
    def kept_words(self) -> list[tuple[str, str]]:
        """This will return the words that another order keeps."""
        return [pair for pair in self.filters.pairs if pair[0] != "sap_xep"]

    @property
    def chips(self) -> list[Chip]:
        """This will return every filter that is on, with the address that takes it off."""
        pairs = self.filters.pairs
        return [
            Chip(self._name(word, value), "?" + urlencode([pair for pair in pairs if pair != (word, value)]))
            for word, value in self.kept_words
        ]

    @property
    def heading(self) -> str:
        """This will return the name of the one group or set the listing is about, or ""."""
        about = chosen_class(self.filters)
        return about.name(get_language() or "vi") if about else ""

    def _name(self, word: str, value: str) -> str:
        language = get_language() or "vi"
        if word == "sao":
            return gettext("%(stars)s stars") % {"stars": value}
        if word == "nhom":
            return next(row.name(language) for row in groups().values() if row.slug == value)
        if word == "bo":
            return criteria_sets()[int(value)].name(language)
        if word in ("tinh", "xa"):
            return self.place_names.get(value) or value
        return gettext("In stock") if word == "con_hang" else f"“{value}”"


def turns(*, page: int, pages: int) -> list[int]:
    """This will return the page numbers to offer: the first, the last, and those around this one."""
    near = {1, pages, *range(page - 2, page + 3)}
    return sorted(number for number in near if 1 <= number <= pages)


def seen(*, at: datetime) -> QuerySet[Standing]:
    """This will return the standings of products that lists show at the instant: public, not a pack size."""
    # Asked the other way round: what is hidden is little and has an index, what is seen is nearly all.
    hidden = get_model("catalogue", "Product").objects.filter(Q(is_public=False) | Q(parent__isnull=False))
    return Standing.objects.at(at).exclude(product__in=hidden.values("pk"))


def listing(*, filters: Filters, strategy: Strategy) -> Listing:
    """This will return one page of results with its filters. Costs: 7 queries, 1 per chosen place; 2 more at the end.

    How many each filter would leave is not counted here: that is the search's work, and cost half of this page.
    """
    found = _narrow(strategy.at, filters)
    count = found.order_by().count()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(filters.page, pages)
    language = get_language() or "vi"
    return Listing(
        filters=filters,
        count=count,
        cards=cards_of(ids=_page_ids(found, filters, page, count), strategy=strategy),
        page=page,
        pages=pages,
        stars=[Choice(str(n), str(n), n in filters.stars) for n in STARS],
        groups=[Choice(row.slug, row.name(language), row.slug in filters.groups) for row in groups().values()],
        provinces=[
            Choice(row.code, row.name, row.code == filters.province) for row in provinces_with_products(at=strategy.at)
        ],
        place_names=_place_names(filters),
    )


def provinces_with_products(*, at: datetime) -> list[Any]:
    """This will return the provinces with something certified now, in Vietnamese order. Costs: 1 query."""
    # Stops at a province's first product, so it asks for what is shown, not around what is hidden.
    shown = Standing.objects.at(at).filter(product__is_public=True, product__parent=None)
    held = shown.filter(product__origin_commune__province=OuterRef("pk"))
    found = get_model("places", "Province").objects.filter(Exists(held), valid_to=None).only("code", "name")
    return sorted(found, key=lambda row: (sort_key(row.short_name), row.code))


def cards_of(*, ids: list[int], strategy: Strategy) -> list[Card]:
    """This will return the cards of these products, in this order. Costs: as `cards_by_id`."""
    by_id = cards_by_id(ids=ids, strategy=strategy)
    return [by_id[pk] for pk in ids if pk in by_id]


def cards_by_id(*, ids: list[int], strategy: Strategy) -> dict[int, Card]:
    """This will return the cards of these products by key. Costs: 4 queries, 2 more where pack sizes are among them."""
    if not ids:
        return {}
    products = for_cards(get_model("catalogue", "Product").objects.filter(pk__in=ids))
    return {card.product_id: card for card in cards(products=products, strategy=strategy)}


def _for_sale(*, is_deep: bool) -> Q:
    """This will keep standings whose product, or one of its pack sizes, has a price and is of a kind that is sold.

    PostgreSQL answers an Exists by reading all prices first, and a scalar look-up row by row. The first pages stop
    after a few rows, so they look up; a deep page has passed all rows before, so it reads.
    """
    records = get_model("partner", "StockRecord").objects.filter(
        price__isnull=False, location__kind=LocationKind.PRODUCER
    )
    own, packs = records.filter(product=OuterRef("product")), records.filter(product__parent=OuterRef("product"))
    if is_deep:
        has_price = Q(Exists(own)) | Q(Exists(packs))
    else:
        has_price = Q(IsNull(Subquery(own.values("pk")[:1]), False)) | Q(
            IsNull(Subquery(packs.values("pk")[:1]), False)
        )
    return has_price & ~Q(product__criteria_set__in=_unsold_sets())


def _narrow(at: datetime, filters: Filters) -> QuerySet[Standing]:
    found = _found(at, filters)
    if filters.stars:
        found = found.filter(stars__in=filters.stars)
    if filters.all_sets:
        found = found.filter(product__criteria_set__in=filters.all_sets)
    if filters.province:
        found = found.filter(product__origin_commune__province__code=filters.province)
    return found


def _found(at: datetime, filters: Filters) -> QuerySet[Standing]:
    """This will keep what text, commune and stock leave."""
    found = seen(at=at)
    if filters.commune:
        found = found.filter(product__origin_commune__code=filters.commune)
    if filters.in_stock:
        found = found.filter(_in_stock())
    for word in filters.words:
        found = found.filter(_has_word(word))
    return found


def _has_word(word: str) -> Q:
    return (
        Q(product__title_fold__contains=word)
        | Q(product__title_en__icontains=word)
        | Q(product__producer__name_fold__contains=word)
        | Q(product__origin_commune__name_fold__contains=word)
        | Q(product__origin_commune__province__name_fold__contains=word)
    )


def _in_stock() -> Q:
    records = get_model("partner", "StockRecord").objects.filter(
        price__isnull=False,
        location__kind=LocationKind.PRODUCER,
        num_in_stock__gt=Coalesce(F("num_allocated"), Value(0)),
    )
    packs = records.filter(product__parent__isnull=False)
    return Q(product__in=records.values("product")) | Q(product__in=packs.values("product__parent"))


def _page_ids(found: QuerySet[Standing], filters: Filters, page: int, count: int) -> list[int]:
    """What is for sale first, then what is certified and has no price. Two reads by an index, not one sort of all."""
    start = (page - 1) * PAGE_SIZE
    orders: dict[Order, tuple[str, ...]] = {
        Order.NEWEST: ("-valid_from", "-product_id"),
        Order.CHEAPEST: ("price", "product_id"),
        Order.NAME: ("product__title_sort", "product_id"),
    }
    if filters.order is Order.CHEAPEST:
        found = found.annotate(price=_lowest_price())
    rows = found.order_by(*orders[filters.order]).values_list("product_id", flat=True)
    sold = _for_sale(is_deep=page > FIRST_PAGES)
    ids = list(rows.filter(sold)[start : start + PAGE_SIZE])
    missing = min(PAGE_SIZE, count - start) - len(ids)
    if missing > 0:
        all_sold = _for_sale(is_deep=True)
        begin = max(0, start - rows.filter(all_sold).order_by().count())
        ids += list(rows.exclude(all_sold)[begin : begin + missing])
    return ids


def _unsold_sets() -> list[int]:
    return [number for number in criteria_sets() if not sales_rule(number).is_sold]


def _lowest_price() -> Coalesce:
    # Two look-ups by key: one with "or" reads the whole table for each row.
    own, packs = (
        get_model("partner", "StockRecord")
        .objects.filter(**{field: OuterRef("product")}, location__kind=LocationKind.PRODUCER)
        .order_by()
        .values("location__kind")
        .annotate(low=Min("price"))
        .values("low")
        for field in ("product", "product__parent")
    )
    return Coalesce(Subquery(own), Subquery(packs))


def _place_names(filters: Filters) -> dict[str, str]:
    found = {}
    for code, model in ((filters.commune, "Commune"), (filters.province, "Province")):
        if code:
            names = get_model("places", model).objects.filter(code=code, valid_to=None).values_list("name", flat=True)
            found[code] = names.first() or code
    return found


def chosen_class(filters: Filters) -> Group | CriteriaSet | None:
    """This will return the one group or set a listing is about, for its heading."""
    if len(filters.sets) == 1:
        return criteria_sets()[next(iter(filters.sets))]
    if len(filters.groups) == 1 and not filters.sets:
        return next(row for row in groups().values() if row.slug in filters.groups)
    return None
