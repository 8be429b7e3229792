"""A listing's certificates and pack sizes as pieces of time in which nothing changes. Pure: no Django, no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from shop.discovery.asking import PRICE_STEPS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
# Bits that a beginning takes in a key of order: since 1970 (lasts until 2112), and since its year began. Units: µs.
_SINCE_1970, _IN_YEAR = 52, 45


@dataclass(frozen=True, slots=True)
class Period:
    """Certified with these stars. End exclusive."""

    stars: int
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack size that is covered in this period. End exclusive. Units: ₫."""

    price_vnd: int
    is_free: bool
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of time, and what is true in all of it. `since` is when its certificate began. Units: ₫."""

    begins: datetime
    ends: datetime
    stars: int
    since: datetime
    price_vnd: int | None
    is_free: bool


def spans_of(
    *, periods: Iterable[Period], price_vnd: int | None, is_free: bool, packs: Iterable[Pack] | None
) -> list[Span]:
    """This will cut the periods where a pack size begins or ceases to be covered.

    `packs` None: there are no pack sizes, price and stock are the listing's own.
    """
    packs = None if packs is None else list(packs)
    found = []
    for period in sorted(periods, key=lambda period: period.begins):
        if packs is None:
            found.append(Span(period.begins, period.ends, period.stars, period.begins, price_vnd, is_free))
        else:
            found += _cut(period, packs)
    return found


def _cut(period: Period, packs: list[Pack]) -> Iterator[Span]:
    instants = {end for pack in packs for end in (pack.begins, pack.ends) if period.begins < end < period.ends}
    cuts = sorted({period.begins, period.ends, *instants})
    for begins, ends in pairwise(cuts):
        covered = [pack for pack in packs if pack.begins <= begins and pack.ends >= ends]
        price = min((pack.price_vnd for pack in covered), default=None)
        is_free = any(pack.is_free for pack in covered)
        yield Span(begins, ends, period.stars, period.begins, price, is_free)


def micros(at: datetime) -> int:
    """This will return an instant as a whole number, as exact as the database keeps it. Units: µs since 1970."""
    return (at - EPOCH) // timedelta(microseconds=1)


def bar_of(price_vnd: int) -> int:
    """This will return the number of the price's bar in the histogram."""
    return sum(price_vnd >= step for step in PRICE_STEPS)


def whens(spans: list[Span]) -> dict[str, list[dict[str, int]]]:
    """This will return when what is true: name -> ranges, none of what never is."""
    found: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        for name in _true_of(span):
            found[name].append(span)
    return {name: _ranges(those) for name, those in found.items()}


def _true_of(span: Span) -> Iterator[str]:
    yield "certified"
    yield f"stars_{span.stars}"
    if span.is_free:
        yield "in_stock"
    if span.price_vnd is not None:
        yield f"bar_{bar_of(span.price_vnd)}"


def _ranges(spans: Iterable[Span]) -> list[dict[str, int]]:
    found: list[dict[str, int]] = []
    for span in spans:
        begins, ends = micros(span.begins), micros(span.ends)
        if found and found[-1]["lt"] == begins:
            found[-1]["lt"] = ends
        else:
            found.append({"gte": begins, "lt": ends})
    return found


def rows(spans: list[Span]) -> list[dict[str, Any]]:
    """This will return the spans as they are kept, with a key for each order: a row is sorted by one number."""
    return [_row(span) for span in spans]


def _row(span: Span) -> dict[str, Any]:
    sold = int(span.price_vnd is not None)
    stars = sold * 8 + span.stars
    local = span.since.astimezone(VIETNAM)
    in_year = micros(local) - micros(datetime(local.year, 1, 1, tzinfo=VIETNAM))
    since = max(0, micros(span.since))
    row = {
        "begins": micros(span.begins),
        "ends": micros(span.ends),
        "is_sold": sold,
        "by_relevance": ((((stars << 9) + local.year - 1970) * 2 + int(span.is_free)) << _IN_YEAR) + in_year,
        "by_newest": (sold << _SINCE_1970) + since,
        "by_stars": (stars << _SINCE_1970) + since,
    }
    return row | ({} if span.price_vnd is None else {"price": span.price_vnd})
