"""The listing: what is certified now, narrowed and laid out, with counts beside each filter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
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
    return Standing.objects.at(at).filter(product__is_public=True, product__parent=None)


def listing(*, filters: Filters, strategy: Strategy) -> Listing:
    """This will return one page of results with its filters. Costs: 8 queries, 1 per chosen place; 1 for nothing."""
    counts = _counts(at=strategy.at, filters=filters)
    count = sum(cell.count for cell in counts if _fits(cell, filters))
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(filters.page, pages)
    ids = _page_ids(_narrow(strategy.at, filters), filters, page) if count else []
    return Listing(
        filters=filters,
        count=count,
        cards=cards_of(ids=ids, strategy=strategy),
        page=page,
        pages=pages,
        stars=_star_choices(counts, filters),
        groups=_group_choices(counts, filters),
        provinces=_province_choices(counts, filters),
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
    found = _found(at, filters)
    if filters.stars:
        found = found.filter(stars__in=filters.stars)
    if filters.all_sets:
        found = found.filter(product__criteria_set__in=filters.all_sets)
    if filters.province:
        found = found.filter(product__origin_commune__province__code=filters.province)
    return found


def _found(at: datetime, filters: Filters) -> QuerySet[Standing]:
    """What text, commune and stock leave; stars, class and province are counted."""
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


@dataclass(frozen=True, slots=True)
class _Cell:
    """How many products have these stars, this set, this province."""

    stars: int
    criteria_set: int | None
    province: str
    province_name: str
    count: int


def _counts(*, at: datetime, filters: Filters) -> list[_Cell]:
    province = "product__origin_commune__province"
    keys = ("stars", "product__criteria_set", f"{province}__code", f"{province}__name")
    rows = _found(at, filters).order_by().values_list(*keys).annotate(n=Count("pk"))
    return [_Cell(*row) for row in rows]


def _fits(cell: _Cell, filters: Filters, *, but: str = "") -> bool:
    """Whether the cell passes the filters, `but` one: each filter counts what the others leave."""
    return (
        (but == "stars" or not filters.stars or cell.stars in filters.stars)
        and (but == "sets" or not filters.all_sets or cell.criteria_set in filters.all_sets)
        and (but == "province" or filters.province in ("", cell.province))
    )


def _star_choices(counts: list[_Cell], filters: Filters) -> list[Choice]:
    left = [cell for cell in counts if _fits(cell, filters, but="stars")]
    return [
        Choice(str(n), str(n), sum(cell.count for cell in left if cell.stars == n), n in filters.stars) for n in STARS
    ]


def _group_choices(counts: list[_Cell], filters: Filters) -> list[Choice]:
    left = [cell for cell in counts if _fits(cell, filters, but="sets")]
    language = get_language() or "vi"
    return [
        Choice(
            row.slug,
            row.name(language),
            sum(cell.count for cell in left if cell.criteria_set in row.sets),
            row.slug in filters.groups,
        )
        for row in groups().values()
    ]


def _province_choices(counts: list[_Cell], filters: Filters) -> list[Choice]:
    totals: Counter[tuple[str, str]] = Counter()
    for cell in counts:
        if _fits(cell, filters, but="province"):
            totals[cell.province, cell.province_name] += cell.count
    choices = [Choice(code, name, n, code == filters.province) for (code, name), n in totals.items()]
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
