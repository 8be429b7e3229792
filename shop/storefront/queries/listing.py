"""The listing, which is the search page too: what fits, the filters beside it, and the ways out of nothing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import get_language, gettext
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Standing
from shop.discovery.asking import PAGE_SIZE, Facets, Narrowing, Point, Sort
from shop.discovery.queries import Found, search, without
from shop.discovery.reading import Understood
from shop.forks.partner.strategy import Strategy
from shop.primitives.paging import Turner, pages_of
from shop.storefront.filters import Filters, Order
from shop.storefront.queries.cards import Card, cards, for_cards
from shop.storefront.queries.facets import (
    Chip,
    Choice,
    Places,
    chips,
    chosen_class,
    group_choices,
    kind_choices,
    narrowing_of,
    places_on_offer,
    province_choices,
    provinces_with_products,
    star_choices,
)
from shop.storefront.queries.price_bars import PriceBar, price_bars

# What other pages ask of lists, wherever it is worked out.
__all__ = ["Listing", "cards_by_id", "cards_of", "listing", "provinces_with_products", "seen"]

SORTS: dict[Order, Sort] = {
    Order.RELEVANCE: Sort.RELEVANCE,
    Order.NEWEST: Sort.NEWEST,
    Order.STARS: Sort.STARS,
    Order.CHEAPEST: Sort.CHEAPEST,
    Order.DEAREST: Sort.DEAREST,
    Order.NAME: Sort.NAME,
    Order.NEAREST: Sort.NEAREST,
}


@dataclass(frozen=True, slots=True)
class Listing(Turner):
    """One page of results and the filters beside it."""

    filters: Filters
    count: int
    cards: list[Card]
    page: int
    pages: int
    places: Places
    counts: Facets
    # What was read out of the words, each with the address that takes those words out.
    understood: list[Chip] = field(default_factory=list)
    # Words that were searched instead of those typed, and words that would find more.
    corrected: str = ""
    did_you_mean: str = ""
    parts: tuple[Understood, ...] = ()
    # Of an empty answer: as `Found` has them.
    without_text: int = 0
    without_parts: dict[str, int] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """This will return the address of this page, its words in their one order."""
        return self.filters.address(page=self.page)

    @property
    def unfiltered_address(self) -> str:
        """This will return the address that keeps nothing but the order."""
        order = Order.NEWEST if self.filters.order is self.filters.usual_order else self.filters.order
        return Filters(order=order, near=self.filters.near).address()

    @property
    def exact_address(self) -> str:
        """This will return the address that searches the words as they were typed, and no others."""
        return replace(self.filters, is_exact=True).address()

    @property
    def loose_address(self) -> str:
        """This will return the address that looks for similar words too."""
        return replace(self.filters, is_exact=False).address()

    @property
    def meant_address(self) -> str:
        """This will return the address that searches what was perhaps meant; what was read beside the words stays."""
        text = " ".join([self.did_you_mean, *(part.typed for part in self.parts)])
        return replace(self.filters, text=text).address()

    @property
    def around_address(self) -> str:
        """This will return the address of the same without its commune, laid out around that, "" without just one."""
        if len(self.filters.communes) != 1 or self.places.near is None:
            return ""
        wide = replace(self.filters, provinces=frozenset(), communes=frozenset())
        return replace(wide, order=Order.NEAREST, near=self.places.near.code).address()

    @property
    def words(self) -> list[tuple[str, str]]:
        """This will return the words that every page of these results has behind its path."""
        return self.filters.query_pairs

    @property
    def is_of_words_alone(self) -> bool:
        """This will tell whether nothing but the words narrows the list."""
        return bool(self.filters.text) and narrowing_of(self.filters, self.places) == Narrowing()

    @property
    def orders(self) -> list[tuple[Order, str]]:
        """This will return the ways to lay results out that can be chosen here, each with its name."""
        near = self.places.near.label if self.places.near is not None else ""
        names = {
            Order.RELEVANCE: gettext("What fits best first") if self.filters.text else "",
            Order.NEWEST: gettext("Newest certificate first"),
            Order.STARS: gettext("Most stars first"),
            Order.CHEAPEST: gettext("Lowest price first"),
            Order.DEAREST: gettext("Highest price first"),
            Order.NAME: gettext("Name, A to Z"),
            Order.NEAREST: gettext("Nearest to %(place)s first") % {"place": near} if near else "",
        }
        return [(order, name) for order, name in names.items() if name]

    @property
    def stars(self) -> list[Choice]:
        """This will return the grades to choose from."""
        return star_choices(self.filters, self.counts)

    @property
    def groups(self) -> list[Choice]:
        """This will return the groups to choose from, with their sets."""
        return group_choices(self.filters, self.counts)

    @property
    def provinces(self) -> list[Choice]:
        """This will return the provinces to choose from, with the communes of the chosen ones."""
        return province_choices(self.filters, self.places, self.counts)

    @property
    def kinds(self) -> list[Choice]:
        """This will return the kinds of producers to choose from."""
        return kind_choices(self.filters, self.counts)

    @property
    def price_bars(self) -> list[PriceBar]:
        """This will return how prices lie, from the cheapest up."""
        return price_bars(self.filters, self.counts)

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

    Costs: 1 query for places, 1 more where one is chosen; what `search` costs; 4 for the cards, 2 more with pack sizes.
    """
    places = places_on_offer(filters=filters)
    filters = _known(filters, places)
    found = search(
        text=filters.text,
        at=strategy.at,
        narrowing=narrowing_of(filters, places),
        sort=SORTS[filters.order],
        page=filters.page,
        near=Point(places.near.lat, places.near.lon) if places.near else None,
        is_exact=filters.is_exact,
    )
    stands = pages_of(count=found.count, size=PAGE_SIZE, page=found.page)
    return Listing(
        filters=filters,
        count=found.count,
        cards=cards_of(ids=found.ids, strategy=strategy),
        page=stands.page,
        pages=stands.pages,
        places=places,
        counts=found.facets,
        understood=_understood(filters, found),
        corrected=found.corrected,
        did_you_mean=found.did_you_mean,
        parts=found.parts,
        without_text=found.without_text,
        without_parts=found.without_parts,
    )


def _known(filters: Filters, places: Places) -> Filters:
    """The filters without places that there are not; where nothing is known to be near, nothing is laid out by it."""
    known = places.names.keys()
    near = places.near.code if places.near and filters.near else ""
    order = filters.usual_order if filters.order is Order.NEAREST and places.near is None else filters.order
    return replace(
        filters,
        provinces=filters.provinces & known,
        communes=filters.communes & known,
        near=near,
        order=order,
    )


def _understood(filters: Filters, found: Found) -> list[Chip]:
    language = get_language() or "vi"
    return [
        Chip(
            "xa" if part.is_vietnamese else part.kind,
            part.label(language),
            replace(filters, text=without(text=filters.text, part=part)).address(),
        )
        for part in found.parts
    ]


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
