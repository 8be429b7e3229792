"""What is asked of an engine and what it answers: the same for every engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

PAGE_SIZE = 24
# Upper ends of the bars of the price histogram, exclusive; the last bar has none. Units: ₫.
PRICE_STEPS = (50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000)


class Sort(StrEnum):
    """How results are laid out."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    STARS = "stars"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    NAME = "name"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Point:
    """Where distances are measured from. Units: degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What results must fit. Several values of one kind: one of them is enough; several kinds: each must fit.

    Codes of places are those of today; a commune narrows its own province and no other. Units: ₫.
    """

    stars: frozenset[int] = frozenset()
    sets: frozenset[int] = frozenset()
    provinces: frozenset[str] = frozenset()
    # Commune -> its province.
    communes: frozenset[tuple[str, str]] = frozenset()
    # Values of ProducerKind.
    kinds: frozenset[str] = frozenset()
    price_from: int | None = None
    price_to: int | None = None
    in_stock: bool = False

    @property
    def whole_provinces(self) -> frozenset[str]:
        """This will return the chosen provinces of which no commune is chosen."""
        return self.provinces - {province for _, province in self.communes}

    @property
    def commune_codes(self) -> frozenset[str]:
        """This will return the chosen communes."""
        return frozenset(code for code, _ in self.communes)


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be found: any of these phrases, each a row of folded words that stand together."""

    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to an engine.

    A product fits when it fits `narrowing` and either holds every word of `name` in its names, or every term of
    `terms` anywhere and `understood` as well: what words were taken to mean never hides what is called so.
    """

    at: datetime
    terms: tuple[Term, ...] = ()
    # All words that were typed, folded; empty when nothing was read out of them (then `terms` says it all).
    name: tuple[str, ...] = ()
    # The words with marks as typed, for the order only; empty when no mark was typed.
    as_typed: tuple[str, ...] = ()
    # The folded words that the order goes by: those of `terms` as typed, without synonyms.
    plain: tuple[str, ...] = ()
    narrowing: Narrowing = Narrowing()
    understood: Narrowing = Narrowing()
    sort: Sort = Sort.RELEVANCE
    near: Point | None = None
    page: int = 1
    # 0: nothing is shown, it is only counted.
    size: int = PAGE_SIZE
    # Nothing is counted beside the results: for suggestions and corrections.
    with_facets: bool = True


@dataclass(frozen=True, slots=True)
class Facets:
    """How many results each further choice would leave, all other choices kept: value -> count, none where 0.

    `prices` has one number for each bar of PRICE_STEPS and one for what is dearer.
    """

    stars: dict[int, int] = field(default_factory=dict)
    sets: dict[int, int] = field(default_factory=dict)
    provinces: dict[str, int] = field(default_factory=dict)
    # Communes of the chosen provinces only.
    communes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    prices: tuple[int, ...] = (0,) * (len(PRICE_STEPS) + 1)
    in_stock: int = 0
    # What the answer would hold without one kind of choice: "stars" "class" "place" "kind" "price" "stock" -> count.
    without: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hits:
    """What an engine found: the products of the page in their order, how many fit in all, and the counts beside."""

    ids: list[int]
    count: int
    facets: Facets = Facets()
    # The page that is shown: the last one when a later one was asked for.
    page: int = 1
