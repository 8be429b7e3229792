"""The ways out of an empty list: one condition less, places around, the same kind of goods, what once had the name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from catalogue_ext.certification.classification import CriteriaSet, Group, criteria_sets, groups
from catalogue_ext.places import queries as places
from shop.discovery.queries import search, without
from shop.forks.partner.strategy import Strategy
from shop.storefront.filters import Filters, Order
from shop.storefront.queries.facets import Chip, chips, chosen_class, narrowing_of
from shop.storefront.queries.gone import Gone, gone_named
from shop.storefront.queries.listing import Listing

# What a listing is narrowed by, in the words of the address; words of one kind belong together.
KINDS_OF_WORDS = {
    "stars": ("sao",),
    "class": ("nhom", "bo"),
    "place": ("tinh", "xa"),
    "kind": ("loai",),
    "price": ("gia_tu", "gia_den"),
    "stock": ("con_hang",),
}
# Readings of these kinds are places.
PLACES = frozenset({"noi"})
NEIGHBOURS = 12
# A former district became a few communes; what became more is no place to be near to.
MOST_OF_A_NAME = 8
A_FEW = 4


@dataclass(frozen=True, slots=True)
class WayOut:
    """What an empty list would hold without some of what it was asked for, and where that is."""

    taken_off: list[Chip]
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Around:
    """A commune near by that has something, how many, and where that is."""

    commune: Any
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Rescue:
    """All that an empty list offers in its stead."""

    ways_out: list[WayOut]
    # The commune that was asked for, and those around it that have something.
    place: Any
    around: list[Around]
    # Everything laid out around the commune.
    around_address: str
    # Communes the text may mean where it was read as none.
    meant: list[places.Suggestion]
    # The group or set that was asked for, and its page.
    about: Group | CriteriaSet | None
    about_address: str
    # What bore the name and is certified no more.
    gone: list[Gone]

    @property
    def about_name(self) -> str:
        """This will return the name of the group or set in the reader's language."""
        return self.about.name(get_language() or "vi") if self.about else ""


def rescue(*, listing: Listing, strategy: Strategy) -> Rescue:
    """This will return what to do where nothing fits.

    Costs: 1 query for what is gone; at most 3 for places of that name, or 3 around the place that was asked for.
    """
    filters = listing.filters
    place = _place(listing)
    about = _about(listing)
    plain = _plain(listing)
    meant = places.suggest(text=filters.text, limit=A_FEW) if plain and plain == filters.text and place is None else []
    return Rescue(
        ways_out=_ways_out(listing),
        place=place,
        around=_around(listing, place, strategy) if place is not None else [],
        around_address=Filters(order=Order.NEAREST, near=place.code).address() if place is not None else "",
        meant=meant,
        about=about,
        about_address=_address_of(about),
        gone=gone_named(text=plain, at=strategy.at, limit=A_FEW),
    )


def _plain(listing: Listing, kinds: frozenset[str] | None = None) -> str:
    """The text without what was read out of it, or without readings of some kinds."""
    text = listing.filters.text
    for part in listing.parts:
        if kinds is None or part.kind in kinds:
            text = without(text=text, part=part)
    return text


def _ways_out(listing: Listing) -> list[WayOut]:
    """One thing read out of the words less, the words less, one kind of choice less: each that leads to something."""
    filters = listing.filters
    all_chips = chips(filters, listing.places)
    ways = [
        WayOut([chip], listing.without_parts[part.typed], chip.address)
        for chip, part in zip(listing.understood, listing.parts, strict=True)
        if listing.without_parts.get(part.typed)
    ]
    chip = next((chip for chip in all_chips if chip.word == "q"), None)
    if listing.without_text and chip and chip.address not in {way.address for way in ways}:
        ways.append(WayOut([chip], listing.without_text, chip.address))
    for kind, said in KINDS_OF_WORDS.items():
        taken_off = [chip for chip in all_chips if chip.word in said]
        if taken_off and (count := listing.counts.without.get(kind)):
            kept = [pair for pair in filters.pairs if pair[0] not in said]
            ways.append(WayOut(taken_off, count, filters.address(pairs=kept)))
    # Without its one condition it is all there is, which has a link of its own.
    return [way for way in ways if way.address != listing.unfiltered_address]


def _place(listing: Listing) -> Any:
    """The commune that was asked for, by choice or in words; of a former district the first of those it became.

    Costs: 1 query where it was in words.
    """
    if listing.places.near is not None:
        return listing.places.near
    read = {code for part in listing.parts for code in part.narrowing.commune_codes}
    is_near = 0 < len(read) <= MOST_OF_A_NAME and not listing.filters.communes and not listing.filters.provinces
    return places.commune(code=min(read)) if is_near else None


def _around(listing: Listing, place: Any, strategy: Strategy) -> list[Around]:
    """Communes around that have what was asked for. Costs: 2 queries."""
    near = places.nearest(commune=place, limit=NEIGHBOURS)
    there = frozenset((row.code, row.province.code) for row in near)
    kept = replace(listing.filters, text=_plain(listing, PLACES), provinces=frozenset(), communes=frozenset())
    asked = replace(narrowing_of(kept, listing.places), communes=there)
    found = search(text=kept.text, at=strategy.at, narrowing=asked, size=0, is_exact=True)
    counts = found.facets.communes
    kept = replace(kept, order=kept.usual_order, near="")
    return [
        Around(row, counts[row.code], replace(kept, communes=frozenset({row.code})).address())
        for row in near
        if found.count and counts.get(row.code)
    ][:A_FEW]


def _about(listing: Listing) -> Group | CriteriaSet | None:
    """The group or set that was asked for, by choice or in words."""
    if listing.filters.all_sets:
        return chosen_class(listing.filters)
    read = next((part.narrowing.sets for part in listing.parts if part.narrowing.sets), frozenset())
    if len(read) == 1:
        return criteria_sets()[next(iter(read))]
    return next((row for row in groups().values() if read == frozenset(row.sets)), None)


def _address_of(about: Group | CriteriaSet | None) -> str:
    if about is None:
        return ""
    if isinstance(about, Group):
        return reverse("storefront:group", args=[about.slug])
    return reverse("storefront:set", args=[about.number])
