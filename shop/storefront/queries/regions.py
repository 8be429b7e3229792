"""Pages of places, producers and centres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from catalogue_ext.centres.models import Centre
from catalogue_ext.places import queries as places
from catalogue_ext.producers.models import Producer
from shop.forks.partner.strategy import Strategy
from shop.primitives.vi_text import sort_key
from shop.storefront.queries.cards import Card
from shop.storefront.queries.listing import cards_of, seen, turns

PAGE_LIMIT = 24
PRODUCERS_A_PAGE = 48


@dataclass(frozen=True, slots=True)
class CommunePage:
    """A commune with its former names, its people, its goods."""

    commune: Any
    former: list[Any]
    producers: list[Any]
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class ProvincePage:
    """A province, its communes that have goods, its goods, its centre."""

    province: Any
    communes: list[Any]
    cards: list[Card]
    count: int
    centres: list[Centre]


@dataclass(frozen=True, slots=True)
class ProducerPage:
    """A producer and what of theirs is certified now."""

    producer: Any
    cards: list[Card]


def commune_page(*, code: str, strategy: Strategy) -> CommunePage:
    """This will read a commune's page. Refuses: places.UnknownPlace. Costs: 12 queries."""
    commune = places.commune(code=code)
    held = seen(at=strategy.at).filter(product__origin_commune=commune)
    return CommunePage(
        commune=commune,
        former=places.former_names_of(commune=commune),
        producers=_producers(Producer.objects.filter(commune=commune), strategy),
        cards=cards_of(ids=_ids(held), strategy=strategy),
    )


def province_page(*, code: str, strategy: Strategy) -> ProvincePage:
    """This will read a province's page. Refuses: places.UnknownPlace. Costs: 11 queries."""
    province = places.province(code=code)
    held = seen(at=strategy.at).filter(product__origin_commune__province=province)
    counts = dict(held.order_by().values_list("product__origin_commune").annotate(n=Count("pk")))
    communes = get_model("places", "Commune").objects.filter(pk__in=counts)
    rows = sorted(communes, key=lambda row: (sort_key(row.short_name), row.code))
    return ProvincePage(
        province=province,
        communes=[(row, counts[row.pk]) for row in rows],
        cards=cards_of(ids=_ids(held), strategy=strategy),
        count=sum(counts.values()),
        centres=list(Centre.objects.filter(province=province).order_by("name", "pk")),
    )


def producer_page(*, slug: str, strategy: Strategy) -> ProducerPage | None:
    """This will read a producer's page; None when there is no such producer. Costs: 8 queries."""
    producer = Producer.objects.select_related("commune__province").filter(slug=slug).first()
    if producer is None:
        return None
    held = seen(at=strategy.at).filter(product__producer=producer)
    return ProducerPage(producer, cards_of(ids=_ids(held), strategy=strategy))


@dataclass(frozen=True, slots=True)
class ProducersPage:
    """One page of the producers with something certified now."""

    producers: list[Any]
    page: int
    pages: int

    @property
    def turns(self) -> list[int]:
        """This will return the page numbers to offer."""
        return turns(page=self.page, pages=self.pages)

    @property
    def previous(self) -> int:
        """This will return the number of the page before."""
        return self.page - 1

    @property
    def next(self) -> int:
        """This will return the number of the page after."""
        return self.page + 1


def producers_page(*, page: int, strategy: Strategy) -> ProducersPage:
    """This will return producers with something certified now, most goods first, by page. Costs: 2 queries."""
    held = seen(at=strategy.at).order_by().values("product__producer").annotate(n=Count("pk"))
    counts = dict(
        held.order_by("-n", "product__producer__name_fold", "product__producer").values_list("product__producer", "n")
    )
    pages = max(1, -(-len(counts) // PRODUCERS_A_PAGE))
    page = min(page, pages)
    keys = list(counts)[(page - 1) * PRODUCERS_A_PAGE : page * PRODUCERS_A_PAGE]
    found = Producer.objects.select_related("commune__province").in_bulk(keys)
    for key, producer in found.items():
        producer.count = counts[key]  # type: ignore[attr-defined]
    return ProducersPage([found[key] for key in keys], page, pages)


def centres() -> list[Centre]:
    """This will return the trade promotion centres in order of name. Costs: 1 query."""
    return list(Centre.objects.select_related("province", "commune").order_by("name", "pk"))


def centre(*, slug: str) -> Centre | None:
    """This will return the centre of that address word, or None. Costs: 1 query."""
    return Centre.objects.select_related("province", "commune").filter(slug=slug).first()


def places_like(*, text: str) -> list[places.Suggestion]:
    """This will return a few communes that the text may mean, old names included. Costs: 3 queries at most."""
    return places.suggest(text=text, limit=4) if text else []


def _ids(held: Any) -> list[int]:
    rows = held.order_by("-valid_from", "-product_id").values_list("product_id", flat=True)
    return list(rows[:PAGE_LIMIT])


def _producers(found: Any, strategy: Strategy) -> list[Any]:
    held = seen(at=strategy.at).filter(product__producer=OuterRef("pk")).order_by().values("product__producer")
    count = Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0)
    rows = found.select_related("commune__province").annotate(count=count).filter(count__gt=0)
    return sorted(rows, key=lambda row: (-row.count, sort_key(row.name), row.pk))
