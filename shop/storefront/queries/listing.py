"""The listing: what is certified now, narrowed and laid out, with counts beside each filter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import CriteriaSet, Group, criteria_sets, groups, sales_rule
from catalogue_ext.certification.models import Standing
from shop.forks.partner.strategy import Strategy
from shop.primitives.vi_text import sort_key
from shop.stock.models import LocationKind
from shop.storefront.filters import PAGE_SIZE, STARS, Filters, Order
from shop.storefront.queries.cards import Card, cards, for_cards


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a filter: its word in the address, its name, how many products it would leave."""

    value: str
    name: str
    count: int
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
        near = {1, self.pages, *range(self.page - 2, self.page + 3)}
        return sorted(number for number in near if 1 <= number <= self.pages)

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


def seen(*, at: datetime) -> QuerySet[Standing]:
    """This will return the standings of products that lists show at the instant: public, not a pack size."""
    return Standing.objects.at(at).filter(product__is_public=True, product__parent=None)


def listing(*, filters: Filters, strategy: Strategy) -> Listing:
    """This will return one page of results with its filters. Costs: 10 queries, 1 per chosen place; 3 for nothing."""
    at = strategy.at
    # Each filter counts what the others leave, so that its other choices keep their numbers.
    stars = _star_choices(_narrow(at, replace(filters, stars=frozenset())), filters)
    provinces = _province_choices(_narrow(at, replace(filters, province="")), filters)
    count = sum(choice.count for choice in stars if choice.is_chosen or not filters.stars)
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(filters.page, pages)
    return Listing(
        filters=filters,
        count=count,
        cards=cards_of(ids=_page_ids(_narrow(at, filters), filters, page), strategy=strategy) if count else [],
        page=page,
        pages=pages,
        stars=stars,
        groups=_group_choices(_narrow(at, replace(filters, groups=frozenset())), filters),
        provinces=provinces,
        place_names=_place_names(filters),
    )


def cards_of(*, ids: list[int], strategy: Strategy) -> list[Card]:
    """This will return the cards of these products, in this order. Costs: 6 queries, none for no product."""
    by_id = cards_by_id(ids=ids, strategy=strategy)
    return [by_id[pk] for pk in ids if pk in by_id]


def cards_by_id(*, ids: list[int], strategy: Strategy) -> dict[int, Card]:
    """This will return the cards of these products by key. Costs: 6 queries, none for no product."""
    if not ids:
        return {}
    products = for_cards(get_model("catalogue", "Product").objects.filter(pk__in=ids))
    return {card.product_id: card for card in cards(products=products, strategy=strategy)}


def priced() -> Q:
    """This will keep standings whose product, or one of its pack sizes, has a price at its producer's store."""
    records = get_model("partner", "StockRecord").objects.filter(
        price__isnull=False, location__kind=LocationKind.PRODUCER
    )
    packs = records.filter(product__parent__isnull=False)
    return Q(product__in=records.values("product")) | Q(product__in=packs.values("product__parent"))


def _narrow(at: datetime, filters: Filters) -> QuerySet[Standing]:
    found = seen(at=at)
    if filters.stars:
        found = found.filter(stars__in=filters.stars)
    if filters.all_sets:
        found = found.filter(product__criteria_set__in=filters.all_sets)
    if filters.province:
        found = found.filter(product__origin_commune__province__code=filters.province)
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


def _page_ids(found: QuerySet[Standing], filters: Filters, page: int) -> list[int]:
    start = (page - 1) * PAGE_SIZE
    orders: dict[Order, tuple[str, ...]] = {
        Order.NEWEST: ("-is_for_sale", "-valid_from", "-product_id"),
        Order.CHEAPEST: ("-is_for_sale", "price", "product_id"),
        Order.NAME: ("-is_for_sale", "product__title_sort", "product_id"),
    }
    is_for_sale = _as_flag(priced() & ~Q(product__criteria_set__in=_unsold_sets()))
    columns = {"is_for_sale": is_for_sale, "price": _lowest_price()}
    used = {name: column for name, column in columns.items() if name != "price" or filters.order is Order.CHEAPEST}
    rows = found.annotate(**used).order_by(*orders[filters.order])
    return list(rows.values_list("product_id", flat=True)[start : start + PAGE_SIZE])


def _unsold_sets() -> list[int]:
    return [number for number in criteria_sets() if not sales_rule(number).is_sold]


def _as_flag(condition: Q) -> Any:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _lowest_price() -> Subquery:
    records = get_model("partner", "StockRecord").objects.filter(
        Q(product=OuterRef("product")) | Q(product__parent=OuterRef("product")), location__kind=LocationKind.PRODUCER
    )
    return Subquery(records.order_by().values("location__kind").annotate(low=Min("price")).values("low"))


def _star_choices(found: QuerySet[Standing], filters: Filters) -> list[Choice]:
    counts = dict(found.order_by().values_list("stars").annotate(n=Count("pk")))
    return [Choice(str(n), str(n), counts.get(n, 0), n in filters.stars) for n in STARS]


def _group_choices(found: QuerySet[Standing], filters: Filters) -> list[Choice]:
    counts = dict(found.order_by().values_list("product__criteria_set").annotate(n=Count("pk")))
    language = get_language() or "vi"
    return [
        Choice(row.slug, row.name(language), sum(counts.get(n, 0) for n in row.sets), row.slug in filters.groups)
        for row in groups().values()
    ]


def _province_choices(found: QuerySet[Standing], filters: Filters) -> list[Choice]:
    province = "product__origin_commune__province"
    rows = found.order_by().values_list(f"{province}__code", f"{province}__name").annotate(n=Count("pk"))
    choices = [Choice(code, name, n, code == filters.province) for code, name, n in rows]
    return sorted(choices, key=lambda choice: (-choice.count, sort_key(choice.name)))


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
