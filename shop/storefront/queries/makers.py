"""Pages of producers: who they are, what of theirs is certified now, and what no longer is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from oscar.core.loading import get_model

from catalogue_ext.places.lands import Land
from catalogue_ext.places.queries import former_label_of, land_kind
from catalogue_ext.producers.models import Person, Producer, ProducerKind
from catalogue_ext.producers.queries import people_of
from shop.forks.partner.strategy import Strategy
from shop.primitives.paging import Pages, pages_of
from shop.storefront.machines import absolute
from shop.storefront.maker_filters import MakerFilters
from shop.storefront.queries.cards import Card
from shop.storefront.queries.facets import Chip
from shop.storefront.queries.gone import Gone, gone_of
from shop.storefront.queries.listing import cards_of, provinces_with_products, seen

MAKERS_A_PAGE = 48
CARDS_A_PAGE = 24
MOST_GONE = 50


@dataclass(frozen=True, slots=True)
class MakersPage:
    """One page of the producers with something certified now, and what it can be narrowed by."""

    filters: MakerFilters
    count: int
    producers: list[Any]
    provinces: list[Any]
    pages: Pages

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """This will return the kinds of producers: word of the address, name."""
        return [(value.lower(), str(name)) for value, name in ProducerKind.choices]

    @property
    def chips(self) -> list[Chip]:
        """This will return every filter that is on, with the address that takes it off."""
        pairs = self.filters.pairs
        return [
            Chip(
                word,
                self._name(word, value),
                reverse("storefront:producers") + "?" + urlencode([pair for pair in pairs if pair[0] != word]),
            )
            for word, value in pairs
        ]

    def _name(self, word: str, value: str) -> str:
        if word == "tinh":
            return next((row.name for row in self.provinces if row.code == value), value)
        return dict(self.kinds)[value] if word == "loai" else f"“{value}”"


@dataclass(frozen=True, slots=True)
class MakerPage:
    """A producer, its people, one page of what of theirs is certified now, and what no longer is."""

    producer: Producer
    land: Land
    # What the commune was called before 7/2025, inside a sentence; empty where nothing changed.
    former: str
    people: list[Person]
    cards: list[Card]
    count: int
    gone: list[Gone]
    pages: Pages


def makers_page(*, filters: MakerFilters, strategy: Strategy) -> MakersPage:
    """This will return producers with something certified now, most goods first, by page. Costs: 3 queries."""
    held = _narrow(filters, strategy).order_by().values("product__producer").annotate(n=Count("pk"))
    counts = dict(
        held.order_by("-n", "product__producer__name_fold", "product__producer").values_list("product__producer", "n")
    )
    pages = pages_of(count=len(counts), size=MAKERS_A_PAGE, page=filters.page)
    keys = list(counts)[(pages.page - 1) * MAKERS_A_PAGE : pages.page * MAKERS_A_PAGE]
    found = Producer.objects.select_related("commune__province").in_bulk(keys)
    for key, producer in found.items():
        producer.count = counts[key]  # type: ignore[attr-defined]
    return MakersPage(
        filters=filters,
        count=len(counts),
        producers=[found[key] for key in keys],
        provinces=provinces_with_products(at=strategy.at),
        pages=pages,
    )


def _narrow(filters: MakerFilters, strategy: Strategy) -> Any:
    held = seen(at=strategy.at)
    if filters.province:
        held = held.filter(product__producer__commune__province__code=filters.province)
    if filters.kind:
        held = held.filter(product__producer__kind=filters.kind.upper())
    if filters.text and not filters.words:
        return held.none()
    for word in filters.words:
        held = held.filter(product__producer__slug__contains=word)
    return held


def maker_page(*, slug: str, page: int, strategy: Strategy) -> MakerPage | None:
    """This will read a producer's page; None when there is no such producer.

    Costs: 10 queries; 2 more with pack sizes, 4 fewer where nothing is certified.
    """
    producer = Producer.objects.select_related("commune__province").filter(slug=slug).first()
    if producer is None:
        return None
    held = seen(at=strategy.at).filter(product__producer=producer).order_by("-valid_from", "-product_id")
    ids = list(held.values_list("product_id", flat=True))
    pages = pages_of(count=len(ids), size=CARDS_A_PAGE, page=page)
    shown = ids[(pages.page - 1) * CARDS_A_PAGE : pages.page * CARDS_A_PAGE]
    return MakerPage(
        producer=producer,
        land=land_kind(unit=producer.commune),
        former=former_label_of(commune=producer.commune),
        people=people_of(producer=producer),
        cards=cards_of(ids=shown, strategy=strategy),
        count=len(ids),
        gone=gone_of(
            products=get_model("catalogue", "Product").objects.filter(producer=producer),
            at=strategy.at,
            limit=MOST_GONE,
        ),
        pages=pages,
    )


def maker_data(page: MakerPage) -> dict[str, Any]:
    """This will return a producer as schema.org data, of what is known. Costs: none."""
    producer = page.producer
    address = {
        "@type": "PostalAddress",
        "streetAddress": producer.address,
        "addressLocality": producer.commune.name,
        "addressRegion": producer.commune.province.name,
        "addressCountry": "VN",
    }
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": producer.name,
        "url": absolute(reverse("storefront:producer", args=[producer.slug])),
        "description": producer.story,
        "telephone": producer.phone_link.removeprefix("tel:"),
        "email": producer.email,
        "taxID": producer.tax_code,
        "address": {name: value for name, value in address.items() if value},
    }
    return {name: value for name, value in data.items() if value}
