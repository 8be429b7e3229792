"""The listing: what is certified now, narrowed and laid out, with the filters beside it and the ways out of nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Standing
from shop.forks.partner.strategy import Strategy
from shop.primitives.paging import Turner, pages_of
from shop.storefront.filters import PAGE_SIZE, Filters
from shop.storefront.queries.cards import Card, cards, for_cards
from shop.storefront.queries.facets import (
    Chip,
    Choice,
    Places,
    chips,
    chosen_class,
    group_choices,
    kind_choices,
    places_on_offer,
    province_choices,
    provinces_with_products,
    star_choices,
)
from shop.storefront.queries.narrowing import KINDS_OF_WORDS, conditions, page_ids

# What other pages ask of lists, wherever it is worked out.
__all__ = ["Listing", "WayOut", "cards_by_id", "cards_of", "listing", "provinces_with_products", "seen"]


@dataclass(frozen=True, slots=True)
class WayOut:
    """What an empty listing would hold without one of its filters, and where that is."""

    taken_off: list[Chip]
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Listing(Turner):
    """One page of results and the filters beside it."""

    filters: Filters
    count: int
    cards: list[Card]
    page: int
    pages: int
    places: Places
    ways_out: list[WayOut] = field(default_factory=list)

    @property
    def address(self) -> str:
        """This will return the address of this page, its words in their one order."""
        return self.filters.address(page=self.page)

    @property
    def unfiltered_address(self) -> str:
        """This will return the address that keeps nothing but the order."""
        return Filters(order=self.filters.order).address()

    @property
    def words(self) -> list[tuple[str, str]]:
        """This will return the words that every page of these results has behind its path."""
        return self.filters.query_pairs

    @property
    def stars(self) -> list[Choice]:
        """This will return the grades to choose from."""
        return star_choices(self.filters)

    @property
    def groups(self) -> list[Choice]:
        """This will return the groups to choose from, with their sets."""
        return group_choices(self.filters)

    @property
    def provinces(self) -> list[Choice]:
        """This will return the provinces to choose from, with the communes of the chosen ones."""
        return province_choices(self.filters, self.places)

    @property
    def kinds(self) -> list[Choice]:
        """This will return the kinds of producers to choose from."""
        return kind_choices(self.filters)

    @property
    def chips(self) -> list[Chip]:
        """This will return every filter that is on, with the address that takes it off."""
        return chips(self.filters, self.places)

    @property
    def chosen_place(self) -> str:
        """This will return the name of the one place that is chosen, the commune before its province, or ""."""
        chosen = self.filters.communes or self.filters.provinces
        return self.places.names[next(iter(chosen))] if len(chosen) == 1 else ""

    @property
    def heading(self) -> str:
        """This will return the name of the one group or set the listing is about, or ""."""
        about = chosen_class(self.filters)
        return about.name(get_language() or "vi") if about else ""


def seen(*, at: datetime) -> QuerySet[Standing]:
    """This will return the standings of products that lists show at the instant: public, not a pack size."""
    # Asked the other way round: what is hidden is little and has an index, what is seen is nearly all.
    hidden = get_model("catalogue", "Product").objects.filter(Q(is_public=False) | Q(parent__isnull=False))
    return Standing.objects.at(at).exclude(product__in=hidden.values("pk"))


def listing(*, filters: Filters, strategy: Strategy) -> Listing:
    """This will return one page of results with its filters.

    Costs: 7 queries; 1 more where a place is chosen, 2 where what has no price begins, 2 with pack sizes. Nothing: 3.
    How many each filter would leave is not counted here: that is the search's work, and cost half of this page.
    """
    places = places_on_offer(filters=filters, at=strategy.at)
    filters = replace(
        filters,
        provinces=filters.provinces & places.names.keys(),
        communes=filters.communes & places.names.keys(),
    )
    asked = conditions(filters=filters, provinces_of_communes=places.provinces_of(filters.communes), at=strategy.at)
    everything = seen(at=strategy.at)
    found = everything.filter(*asked.values())
    count = found.order_by().count()
    stands = pages_of(count=count, size=PAGE_SIZE, page=filters.page)
    ids = page_ids(found=found, order=filters.order, page=stands.page, count=count, at=strategy.at) if count else []
    return Listing(
        filters=filters,
        count=count,
        cards=cards_of(ids=ids, strategy=strategy),
        page=stands.page,
        pages=stands.pages,
        places=places,
        ways_out=[] if count else _ways_out(everything, asked, filters, places),
    )


def _ways_out(everything: QuerySet[Standing], asked: dict[str, Q], filters: Filters, places: Places) -> list[WayOut]:
    """Which one filter to take off, what it is called, and what would be there: one query for all of them."""
    if len(asked) < 2:
        return []
    others = {name: Q(*(q for other, q in asked.items() if other != name)) for name in asked}
    counts = everything.aggregate(**{f"without_{name}": Count("pk", filter=q) for name, q in others.items()})
    found = []
    for name, words in KINDS_OF_WORDS.items():
        if count := counts.get(f"without_{name}"):
            taken_off = [chip for chip in chips(filters, places) if chip.word in words]
            kept = [pair for pair in filters.pairs if pair[0] not in words]
            found.append(WayOut(taken_off, count, filters.address(pairs=kept)))
    return found


def cards_of(*, ids: list[int], strategy: Strategy) -> list[Card]:
    """This will return the cards of these products, in this order. Costs: as `cards_by_id`."""
    by_id = cards_by_id(ids=ids, strategy=strategy)
    return [by_id[pk] for pk in ids if pk in by_id]


def cards_by_id(*, ids: list[int], strategy: Strategy) -> dict[int, Card]:
    """This will return the cards of these products by key. Costs: 4 queries, 2 more where pack sizes are among them."""
    if not ids:
        return {}
    products = for_cards(get_model("catalogue", "Product").objects.filter(pk__in=ids).order_by())
    return {card.product_id: card for card in cards(products=products, strategy=strategy)}
