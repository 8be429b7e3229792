"""The filters beside a listing: what can be chosen, what is, and the address without it."""

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
from shop.primitives.money import format_vnd
from shop.primitives.vi_text import sort_key
from shop.storefront.filters import STARS, Filters, Pair


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a filter: its word in the address, its name, and the finer choices within it."""

    value: str
    name: str
    is_chosen: bool
    inner: list[Choice] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """This will tell whether the finer choices lie open: one of them is chosen."""
        return any(choice.is_chosen for choice in self.inner)


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
    """The provinces on offer, and the communes of those that are chosen; in Vietnamese order."""

    provinces: list[Any]
    communes: list[Any]

    @property
    def names(self) -> dict[str, str]:
        """This will return the names by code; provinces have two digits, communes five."""
        return {row.code: row.name for row in (*self.provinces, *self.communes)}

    def provinces_of(self, communes: Iterable[str]) -> dict[str, str]:
        """This will return the province of each of these communes, by codes."""
        return {row.code: row.province.code for row in self.communes if row.code in communes}


def _shown(at: datetime) -> Any:
    # An Exists stops at a place's first product, so it asks for what is shown, not around what is hidden.
    return Standing.objects.at(at).filter(product__is_public=True, product__parent=None)


def provinces_with_products(*, at: datetime, or_chosen: Q | None = None) -> list[Any]:
    """This will return the provinces with something certified now, in Vietnamese order. Costs: 1 query."""
    held = Q(Exists(_shown(at).filter(product__origin_commune__province=OuterRef("pk"))))
    provinces = get_model("places", "Province").objects.filter(held | or_chosen if or_chosen else held, valid_to=None)
    return _in_order(provinces.only("code", "name"))


def places_on_offer(*, filters: Filters, at: datetime) -> Places:
    """This will read the places to choose from: with something certified now, or chosen.

    Costs: 1 query; 1 more where a place is chosen.
    """
    if not filters.provinces and not filters.communes:
        return Places(provinces_with_products(at=at), [])
    communes = get_model("places", "Commune").objects.filter(valid_to=None)
    chosen = communes.filter(code__in=filters.communes)
    about = get_model("places", "Province").objects.filter(
        Q(code__in=filters.provinces) | Q(pk__in=chosen.values("province")), valid_to=None
    )
    held = Q(Exists(_shown(at).filter(product__origin_commune=OuterRef("pk"))))
    siblings = communes.filter(held | Q(pk__in=chosen.values("pk")), province__in=about.values("pk"))
    return Places(
        provinces_with_products(at=at, or_chosen=Q(pk__in=about.values("pk"))),
        _in_order(siblings.select_related("province").only("code", "name", "division_type", "province__code")),
    )


def _in_order(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (sort_key(row.short_name), row.code))


def star_choices(filters: Filters) -> list[Choice]:
    """This will return the grades to choose from. Costs: none."""
    return [Choice(str(n), gettext("%(stars)s stars") % {"stars": n}, n in filters.stars) for n in STARS]


def group_choices(filters: Filters) -> list[Choice]:
    """This will return the six groups, each with its sets where it has several. Costs: none."""
    language = get_language() or "vi"
    return [
        Choice(
            row.slug,
            row.name(language),
            row.slug in filters.groups,
            [Choice(str(n), criteria_sets()[n].name(language), n in filters.sets) for n in row.sets]
            if len(row.sets) > 1 or filters.sets.intersection(row.sets)
            else [],
        )
        for row in groups().values()
    ]


def province_choices(filters: Filters, places: Places) -> list[Choice]:
    """This will return the provinces to choose from, each chosen one with its communes. Costs: none."""
    inner: dict[str, list[Choice]] = {}
    for row in places.communes:
        choice = Choice(row.code, row.name, row.code in filters.communes)
        inner.setdefault(row.province.code, []).append(choice)
    return [
        Choice(row.code, row.name, row.code in filters.provinces, inner.get(row.code, [])) for row in places.provinces
    ]


def kind_choices(filters: Filters) -> list[Choice]:
    """This will return the kinds of producers. Costs: none."""
    return [Choice(value.lower(), str(name), value.lower() in filters.kinds) for value, name in ProducerKind.choices]


def chips(filters: Filters, places: Places) -> list[Chip]:
    """This will return every filter that is on, with the address that takes it off. Costs: none."""
    pairs = filters.pairs
    return [
        Chip(pair[0], name_of(pair, places), filters.address(pairs=[other for other in pairs if other != pair]))
        for pair in pairs
        if _narrows(pair, filters)
    ]


def _narrows(pair: Pair, filters: Filters) -> bool:
    low, high = filters.price_range
    return pair[0] not in {"sap_xep", "gia_tu", "gia_den"} or (
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
