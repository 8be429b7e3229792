"""Pages of places and centres, each with its map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from catalogue_ext.centres.models import Centre
from catalogue_ext.places import queries as places
from catalogue_ext.places.lands import Land
from catalogue_ext.places.maps import CountrySheet, ProvinceSheet, Unit, country_sheet, province_sheet
from catalogue_ext.places.rules import kilometres
from catalogue_ext.producers.models import Producer
from shop.forks.partner.strategy import Strategy
from shop.primitives.vi_text import sort_key
from shop.storefront.queries.cards import Card
from shop.storefront.queries.listing import cards_of, provinces_with_products, seen

COMMUNE_CARDS = 24
PROVINCE_CARDS = 12
NEIGHBOURS = 8
SUGGESTIONS = 16


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A commune near another one. Units: km as the crow flies."""

    commune: Any
    kilometres: int
    count: int


@dataclass(frozen=True, slots=True)
class CommunePage:
    """A commune with its former names, its people, its goods, where it lies and who is next to it."""

    commune: Any
    land: Land
    former: list[Any]
    producers: list[Any]
    cards: list[Card]
    count: int
    map: ProvinceSheet
    near: list[Neighbour]


@dataclass(frozen=True, slots=True)
class ProvincePage:
    """A province, what went into it, its communes that have goods, its goods, its centres."""

    province: Any
    land: Land
    former: list[Any]
    communes: list[tuple[Any, int]]
    cards: list[Card]
    count: int
    makers: int
    centres: list[Centre]
    map: ProvinceSheet


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """The country: its map, all provinces, and what a name means."""

    map: CountrySheet
    with_products: list[Any]
    provinces: list[Any]
    found: list[places.Suggestion]


@dataclass(frozen=True, slots=True)
class CentrePage:
    """A centre, and what its province has."""

    centre: Centre
    land: Land
    cards: list[Card]
    count: int
    makers: int
    map: ProvinceSheet


def commune_page(*, code: str, strategy: Strategy) -> CommunePage:
    """This will read a commune's page. Refuses: places.UnknownPlace. Costs: 12 queries, 2 more with pack sizes."""
    commune = places.commune(code=code)
    near = places.nearest(commune=commune, limit=NEIGHBOURS)
    around = Q(product__origin_commune__province=commune.province_id) | Q(product__origin_commune__in=near)
    counts = _counts(around, strategy)
    held = seen(at=strategy.at).filter(product__origin_commune=commune)
    return CommunePage(
        commune=commune,
        land=places.land_kind(unit=commune),
        former=places.former_names_of(commune=commune),
        producers=_producers(Producer.objects.filter(commune=commune), strategy),
        cards=cards_of(ids=_ids(held, COMMUNE_CARDS), strategy=strategy),
        count=counts.get(commune.pk, 0),
        map=_map(places.communes_of(province=commune.province), counts, here=commune.code),
        near=[Neighbour(unit, _between(commune, unit), counts.get(unit.pk, 0)) for unit in near],
    )


def province_page(*, code: str, strategy: Strategy) -> ProvincePage:
    """This will read a province's page. Refuses: places.UnknownPlace. Costs: 11 queries, 2 more with pack sizes."""
    province = places.province(code=code)
    communes = places.communes_of(province=province)
    here = Q(product__origin_commune__province=province)
    counts = _counts(here, strategy)
    return ProvincePage(
        province=province,
        land=places.land_kind(unit=province),
        former=places.former_provinces_of(province=province),
        communes=[(row, counts[row.pk]) for row in communes if row.pk in counts],
        cards=cards_of(ids=_ids(seen(at=strategy.at).filter(here), PROVINCE_CARDS), strategy=strategy),
        count=sum(counts.values()),
        makers=_makers(province, strategy),
        centres=list(Centre.objects.filter(province=province).select_related("province").order_by("name", "pk")),
        map=_map(communes, counts),
    )


def places_page(*, text: str, strategy: Strategy) -> PlacesPage:
    """This will read the country's page; `text` is a name to look up. Costs: 2 queries, 3 more with a text at most."""
    with_products = provinces_with_products(at=strategy.at)
    return PlacesPage(
        map=country_map(provinces=with_products),
        with_products=with_products,
        provinces=places.provinces(),
        found=places.suggest(text=text, limit=SUGGESTIONS) if text else [],
    )


def centres(*, limit: int | None = None) -> list[Centre]:
    """This will return the trade promotion centres in order of name. Costs: 1 query."""
    return list(Centre.objects.select_related("province", "commune").order_by("name", "pk")[:limit])


def centre_page(*, slug: str, strategy: Strategy) -> CentrePage | None:
    """This will read the page of the centre of that address word, or None. Costs: 9 queries, 2 more with pack sizes."""
    centre = Centre.objects.select_related("province", "commune__province").filter(slug=slug).first()
    if centre is None:
        return None
    goods = Q(product__origin_commune__province=centre.province_id)
    counts = _counts(goods, strategy)
    return CentrePage(
        centre=centre,
        land=places.land_kind(unit=centre.province),
        cards=cards_of(ids=_ids(seen(at=strategy.at).filter(goods), PROVINCE_CARDS), strategy=strategy),
        count=sum(counts.values()),
        makers=_makers(centre.province, strategy),
        map=_map(
            places.communes_of(province=centre.province), counts, here=centre.commune.code if centre.commune else ""
        ),
    )


def country_map(*, provinces: Iterable[Any]) -> CountrySheet:
    """This will return the country's map with a mark for each of these provinces. Costs: none."""
    return _country(tuple((row.code, row.short_name) for row in provinces))


# The marks follow from the provinces alone, and pushing them apart takes longer than all else on the start page.
@lru_cache(maxsize=32)
def _country(names: tuple[tuple[str, str], ...]) -> CountrySheet:
    return country_sheet(names=dict(names))


def _map(communes: Sequence[Any], counts: dict[int, int], *, here: str = "") -> ProvinceSheet:
    return province_sheet(
        units=[
            Unit(row.code, row.name, row.lat, row.lon, counts.get(row.pk, 0))
            for row in communes
            if row.lat is not None and row.lon is not None
        ],
        here=here,
    )


def _counts(where: Q, strategy: Strategy) -> dict[int, int]:
    """This will count what is certified now by commune of origin."""
    held = seen(at=strategy.at).filter(where).order_by()
    return dict(held.values_list("product__origin_commune").annotate(n=Count("pk")))


def _makers(province: Any, strategy: Strategy) -> int:
    held = seen(at=strategy.at).filter(product__producer__commune__province=province).order_by()
    return int(held.values("product__producer").distinct().count())


def _between(one: Any, other: Any) -> int:
    return kilometres(lat=one.lat, lon=one.lon, other_lat=other.lat, other_lon=other.lon)


def _ids(held: Any, limit: int) -> list[int]:
    rows = held.order_by("-valid_from", "-product_id").values_list("product_id", flat=True)
    return list(rows[:limit])


def _producers(found: Any, strategy: Strategy) -> list[Any]:
    held = seen(at=strategy.at).filter(product__producer=OuterRef("pk")).order_by().values("product__producer")
    count = Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0)
    rows = found.select_related("commune__province").annotate(count=count).filter(count__gt=0)
    return sorted(rows, key=lambda row: (-row.count, sort_key(row.name), row.pk))
