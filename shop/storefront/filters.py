"""The words of a listing's address: q nguyen_van sao nhom bo tinh xa loai gia_tu gia_den con_hang sap_xep gan trang.

What is not known is left out; a price that cannot be read is kept as it was typed, so that its page can say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from catalogue_ext.certification.classification import criteria_sets, groups
from catalogue_ext.producers.models import ProducerKind
from shop.discovery.text import words as text_words
from shop.primitives.money import NotAnAmount, format_vnd, read_vnd

STARS = (5, 4, 3)
_MAX_TEXT = 100
_MAX_PRICE_TEXT = 20
_MAX_PAGE = 9_999

Pair = tuple[str, str]


class Order(StrEnum):
    """How results are laid out; the value stands in the address."""

    RELEVANCE = "lien_quan"
    NEWEST = "moi"
    STARS = "sao"
    CHEAPEST = "gia"
    DEAREST = "gia_giam"
    NAME = "ten"
    NEAREST = "gan"


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a range of prices: what it says, or what was typed and says nothing. Units: ₫."""

    vnd: int | None = None
    text: str = ""

    @property
    def is_wrong(self) -> bool:
        """This will tell whether what was typed is no sum."""
        return self.vnd is None and self.text != ""

    @property
    def word(self) -> str:
        """This will return how it stands in an address; empty when nothing was typed."""
        return self.text if self.vnd is None else str(self.vnd)

    @property
    def shown(self) -> str:
        """This will return how it stands in its field: 120.000, or what was typed."""
        return self.text if self.vnd is None else format_vnd(self.vnd).removesuffix("\u00a0₫")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a listing is asked for. Several values of one word: one of them is enough; several words: each must fit."""

    text: str = ""
    # The words are searched as they were typed, whatever they find.
    is_exact: bool = False
    stars: frozenset[int] = frozenset()
    groups: frozenset[str] = frozenset()
    sets: frozenset[int] = frozenset()
    provinces: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    # Values of ProducerKind in small letters, as on the producers' list.
    kinds: frozenset[str] = frozenset()
    price_from: Bound = Bound()
    price_to: Bound = Bound()
    in_stock: bool = False
    order: Order = Order.NEWEST
    # The commune that distances are measured from; it narrows nothing.
    near: str = ""
    page: int = 1
    # The word that the path says: nhom, bo, or none.
    fixed: str = ""

    @property
    def usual_order(self) -> Order:
        """This will return how results are laid out where nobody chose: what was typed decides, else what is new."""
        return Order.RELEVANCE if self.text else Order.NEWEST

    @property
    def nearest_to(self) -> str:
        """This will return the commune that results can be laid out around: the one named, else the only one chosen."""
        return self.near or (next(iter(self.communes)) if len(self.communes) == 1 else "")

    @property
    def all_sets(self) -> frozenset[int]:
        """This will return the criteria sets asked for, empty = all. A chosen set narrows its own group, no other."""
        whole = (row for row in groups().values() if row.slug in self.groups and not self.sets.intersection(row.sets))
        return self.sets | {number for row in whole for number in row.sets}

    @property
    def is_range_reversed(self) -> bool:
        """This will tell whether the lower price is above the upper one."""
        low, high = self.price_from.vnd, self.price_to.vnd
        return low is not None and high is not None and low > high

    @property
    def price_range(self) -> tuple[int | None, int | None]:
        """This will return the lowest and the highest price asked for. A range that cannot be is no range. Units: ₫."""
        return (None, None) if self.is_range_reversed else (self.price_from.vnd, self.price_to.vnd)

    @property
    def has_wrong_price(self) -> bool:
        """This will tell whether a price that was typed cannot be followed."""
        return self.is_range_reversed or self.price_from.is_wrong or self.price_to.is_wrong

    @property
    def pairs(self) -> list[Pair]:
        """This will return the words of the address that say the same, always in this order, without the page."""
        found = [("q", self.text)] if self.text else []
        found += [("nguyen_van", "1")] if self.text and self.is_exact else []
        found += [("sao", str(n)) for n in STARS if n in self.stars]
        found += [("nhom", row.slug) for row in groups().values() if row.slug in self.groups]
        found += [("bo", str(n)) for n in sorted(self.sets)]
        found += [("tinh", code) for code in sorted(self.provinces)]
        found += [("xa", code) for code in sorted(self.communes)]
        found += [("loai", kind.lower()) for kind in ProducerKind.values if kind.lower() in self.kinds]
        found += [("gia_tu", self.price_from.word)] if self.price_from.word else []
        found += [("gia_den", self.price_to.word)] if self.price_to.word else []
        found += [("con_hang", "1")] if self.in_stock else []
        found += [("sap_xep", self.order.value)] if self.order not in (self.usual_order, Order.RELEVANCE) else []
        found += [("gan", self.near)] if self.near else []
        return found

    @property
    def said_by_path(self) -> list[Pair]:
        """This will return the pair that stands in the path, if one does."""
        return [pair for pair in self.pairs if pair[0] == self.fixed]

    @property
    def query_pairs(self) -> list[Pair]:
        """This will return the pairs that stand behind the path."""
        return [pair for pair in self.pairs if pair[0] != self.fixed]

    def address(self, *, pairs: Sequence[Pair] | None = None, page: int = 1) -> str:
        """This will return the address of this listing, or of one that says other pairs, in the reader's language."""
        kept = self.pairs if pairs is None else list(pairs)
        path = reverse("storefront:products")
        for word, value in self.said_by_path:
            if (word, value) in kept:
                kept = [pair for pair in kept if pair != (word, value)]
                path = reverse({"nhom": "storefront:group", "bo": "storefront:set"}[word], args=[value])
        words = [*kept, ("trang", str(page))] if page > 1 else kept
        return path + ("?" + urlencode(words) if words else "")


def read_filters(words: QueryDict, *, group: str = "", criteria_set: int | None = None) -> Filters:
    """This will read the address; a group's or set's own page fixes that word."""
    slugs = {row.slug for row in groups().values()}
    text = " ".join(words.get("q", "").split())[:_MAX_TEXT].strip()
    # Signs alone ask for nothing.
    text = text if text_words(text) else ""
    found = Filters(
        text=text,
        is_exact=bool(text) and words.get("nguyen_van") == "1",
        stars=frozenset(_numbers(words, "sao") & set(STARS)),
        groups=frozenset([group] if group else set(words.getlist("nhom")) & slugs),
        sets=frozenset([criteria_set] if criteria_set else _numbers(words, "bo") & set(criteria_sets())),
        provinces=_codes(words, "tinh", 2),
        communes=_codes(words, "xa", 5),
        kinds=frozenset(kind.lower() for kind in ProducerKind.values) & frozenset(words.getlist("loai")),
        price_from=_bound(words.get("gia_tu", "")),
        price_to=_bound(words.get("gia_den", "")),
        in_stock=words.get("con_hang") == "1",
        near=min(_codes(words, "gan", 5), default=""),
        page=page_number(words),
        fixed="nhom" if group else "bo" if criteria_set else "",
    )
    order = _order(words.get("sap_xep", ""), found)
    return replace(found, order=order, near=found.nearest_to if order is Order.NEAREST else found.near)


def page_number(words: QueryDict) -> int:
    """This will return the page of a list that the address asks for; the first where it names none."""
    return next(iter(_numbers(words, "trang")), 1)


def _numbers(words: QueryDict, name: str) -> set[int]:
    texts = (text for text in words.getlist(name) if text.isascii() and text.isdigit() and len(text) <= 4)
    return {number for text in texts if 1 <= (number := int(text)) <= _MAX_PAGE}


def _codes(words: QueryDict, name: str, length: int) -> frozenset[str]:
    return frozenset(t for t in words.getlist(name) if t.isascii() and t.isdigit() and len(t) == length)


def _bound(typed: str) -> Bound:
    text = " ".join(typed.split())[:_MAX_PRICE_TEXT]
    if not text:
        return Bound()
    try:
        return Bound(read_vnd(text), text)
    except NotAnAmount:
        return Bound(None, text)


def _order(text: str, found: Filters) -> Order:
    """What was chosen, where it can be: nothing typed is like nothing, and nothing is near nowhere."""
    can_be = {*Order} - ({Order.RELEVANCE} if not found.text else set())
    can_be -= {Order.NEAREST} if not found.nearest_to else set()
    return Order(text) if text in can_be else found.usual_order
