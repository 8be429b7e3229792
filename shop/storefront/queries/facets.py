"""The filters beside a listing: what can be chosen, how many each choice leaves, what is chosen, and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language, gettext
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import CriteriaSet, Group, criteria_sets, groups
from catalogue_ext.certification.models import Standing
from catalogue_ext.producers.models import ProducerKind
from shop.discovery.asking import Facets, Narrowing
from shop.primitives.money import format_vnd
from shop.primitives.vi_text import sort_key
from shop.storefront.filters import STARS, Filters, Pair


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a filter: its word in the address, its name, how many it leaves, and the finer choices within it."""

    value: str
    name: str
    is_chosen: bool
    count: int = 0
    inner: list[Choice] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """This will tell whether the finer choices lie open: one of them is chosen."""
        return any(choice.is_chosen for choice in self.inner)

    @property
    def is_idle(self) -> bool:
        """This will tell whether choosing it would add nothing."""
        return not self.count and not self.is_chosen


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it. Names of places are Vietnamese in every language."""

    word: str
    name: str
    address: str

    @property
    def is_vietnamese(self) -> bool:
        """This will tell whether the name is Vietnamese whatever the page's language."""
        return self.word in {"tinh", "xa"}


@dataclass(frozen=True, slots=True)
class Places:
    """The provinces of today, the communes of those that are chosen, in Vietnamese order, and where one is near to."""

    provinces: list[Any]
    communes: list[Any]
    near: Any = None

    @property
    def names(self) -> dict[str, str]:
        """This will return the names by code; provinces have two digits, communes five."""
        return {row.code: row.name for row in (*self.provinces, *self.communes)}

    def with_provinces(self, communes: Iterable[str]) -> frozenset[tuple[str, str]]:
        """This will return each of these communes with its province, by codes."""
        return frozenset((row.code, row.province.code) for row in self.communes if row.code in communes)


def provinces_with_products(*, at: datetime) -> list[Any]:
    """This will return the provinces with something certified now, in Vietnamese order. Costs: 1 query."""
    held = Exists(Standing.objects.listed(at).filter(product__origin_commune__province=OuterRef("pk")))
    provinces = get_model("places", "Province").objects.filter(held, valid_to=None)
    return _in_order(provinces.only("code", "name"))


def places_on_offer(*, filters: Filters) -> Places:
    """This will read the places to choose from. Costs: 1 query; 1 more where a place is chosen or named."""
    provinces = _in_order(get_model("places", "Province").objects.filter(valid_to=None).only("code", "name"))
    if not filters.provinces and not filters.communes and not filters.near:
        return Places(provinces, [])
    communes = get_model("places", "Commune").objects.filter(valid_to=None)
    about = Q(province__code__in=filters.provinces)
    about |= Q(province__in=communes.filter(code__in=filters.communes).values("province"))
    columns = ("code", "name", "division_type", "lat", "lon", "province__code")
    rows = communes.filter(about | Q(code=filters.near)).select_related("province").only(*columns)
    read = _in_order(rows)
    chosen = {row.province.code for row in read if row.code in filters.communes} | filters.provinces
    near = next((row for row in read if row.code == filters.nearest_to and row.lat is not None), None)
    return Places(provinces, [row for row in read if row.province.code in chosen], near)


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (sort_key(row.short_name), row.code))


def narrowing_of(filters: Filters, places: Places) -> Narrowing:
    """This will return what the filters ask of the search. Costs: none."""
    low, high = filters.price_range
    return Narrowing(
        stars=filters.stars,
        sets=filters.all_sets,
        provinces=filters.provinces,
        communes=places.with_provinces(filters.communes),
        kinds=frozenset(kind.upper() for kind in filters.kinds),
        price_from=low,
        price_to=high,
        in_stock=filters.in_stock,
    )


def star_choices(filters: Filters, counts: Facets) -> list[Choice]:
    """This will return the grades to choose from. Costs: none."""
    return [
        Choice(str(n), gettext("%(stars)s stars") % {"stars": n}, n in filters.stars, counts.stars.get(n, 0))
        for n in STARS
    ]


def group_choices(filters: Filters, counts: Facets) -> list[Choice]:
    """This will return the six groups, each with its sets that hold something where it has several. Costs: none."""
    language = get_language() or "vi"
    return [
        Choice(
            row.slug,
            row.name(language),
            row.slug in filters.groups,
            sum(counts.sets.get(n, 0) for n in row.sets),
            _set_choices(row, filters, counts, language)
            if len(row.sets) > 1 or filters.sets.intersection(row.sets)
            else [],
        )
        for row in groups().values()
    ]


def _set_choices(row: Group, filters: Filters, counts: Facets, language: str) -> list[Choice]:
    choices = (
        Choice(str(n), criteria_sets()[n].name(language), n in filters.sets, counts.sets.get(n, 0)) for n in row.sets
    )
    return [choice for choice in choices if not choice.is_idle]


def province_choices(filters: Filters, places: Places, counts: Facets) -> list[Choice]:
    """This will return the provinces that hold something, each chosen one with its communes. Costs: none."""
    inner: dict[str, list[Choice]] = {}
    for row in places.communes:
        choice = Choice(row.code, row.name, row.code in filters.communes, counts.communes.get(row.code, 0))
        if not choice.is_idle:
            inner.setdefault(row.province.code, []).append(choice)
    choices = (
        Choice(
            row.code,
            row.name,
            row.code in filters.provinces,
            counts.provinces.get(row.code, 0),
            inner.get(row.code, []),
        )
        for row in places.provinces
    )
    return [choice for choice in choices if not choice.is_idle or choice.inner]


def kind_choices(filters: Filters, counts: Facets) -> list[Choice]:
    """This will return the kinds of producers. Costs: none."""
    return [
        Choice(value.lower(), str(name), value.lower() in filters.kinds, counts.kinds.get(value, 0))
        for value, name in ProducerKind.choices
    ]


def chips(filters: Filters, places: Places) -> list[Chip]:
    """This will return every filter that is on, with the address that takes it off. Costs: none."""
    return [
        Chip(pair[0], name_of(pair, places), filters.address(pairs=without_pair(filters, pair)))
        for pair in filters.pairs
        if _narrows(pair, filters)
    ]


def without_pair(filters: Filters, pair: Pair) -> list[Pair]:
    """This will return what an address says without this; how words are meant goes with the words."""
    gone = {"q", "nguyen_van"} if pair[0] == "q" else set()
    return [other for other in filters.pairs if other != pair and other[0] not in gone]


def _narrows(pair: Pair, filters: Filters) -> bool:
    low, high = filters.price_range
    return pair[0] not in {"sap_xep", "gan", "nguyen_van", "gia_tu", "gia_den"} or (
        (pair[0] == "gia_tu" and low is not None) or (pair[0] == "gia_den" and high is not None)
    )


def name_of(pair: Pair, places: Places) -> str:
    """This will return what a pair of the address is called."""
    word, value = pair
    language = get_language() or "vi"
    if word == "sao":
        return gettext("%(stars)s stars") % {"stars": value}
    if word == "nhom":
        return next(row.name(language) for row in groups().values() if row.slug == value)
    if word == "bo":
        return criteria_sets()[int(value)].name(language)
    if word in {"tinh", "xa"}:
        return places.names[value]
    if word == "loai":
        return str(ProducerKind(value.upper()).label)
    if word == "gia_tu":
        return gettext("From %(price)s") % {"price": format_vnd(int(value))}
    if word == "gia_den":
        return gettext("Up to %(price)s") % {"price": format_vnd(int(value))}
    return gettext("In stock") if word == "con_hang" else f"“{value}”"


def chosen_class(filters: Filters) -> Group | CriteriaSet | None:
    """This will return the one group or set a listing is about, for its heading."""
    if len(filters.sets) == 1 and len(filters.groups) <= 1 and filters.all_sets == filters.sets:
        return criteria_sets()[next(iter(filters.sets))]
    if len(filters.groups) == 1 and not filters.sets:
        return next(row for row in groups().values() if row.slug in filters.groups)
    return None
