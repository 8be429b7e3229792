"""What a search should answer, worked out in plain Python from rows: the slowest engine, and the one that is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import cos, radians
from typing import Any
from zoneinfo import ZoneInfo

from shop.discovery.asking import PRICE_STEPS, Ask, Facets, Narrowing, Sort
from shop.discovery.text import padded
from shop.discovery.weights import IN_NAME, IN_NAME_AS_TYPED, IN_NAME_TOGETHER, IN_WHO_AND_WHERE, NAME_BEGINS
from tests.shop.discovery.shelf import Row

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def found(rows: Iterable[Row], ask: Ask, *, but: str = "") -> list[Row]:
    """This will return the rows that fit; `but` names one kind of choice that is not asked."""
    return [row for row in rows if row.is_found(ask.at) and wanted(row, ask) and narrowed(row, ask.narrowing, but=but)]


def wanted(row: Row, ask: Ask) -> bool:
    """This will tell whether a row holds the words and fits what was read out of them, or is called by them all."""
    if ask.name and all(word in row.names for word in ask.name):
        return True
    fits = all(any(_together(row, phrase) for phrase in term.phrases) for term in ask.terms)
    return fits and narrowed(row, ask.understood) if ask.terms or _asks(ask.understood) else not ask.name


def _asks(narrowing: Narrowing) -> bool:
    return narrowing != Narrowing()


def _together(row: Row, phrase: tuple[str, ...]) -> bool:
    return any(padded(list(phrase)) in padded(text) for text in (row.names, row.who_and_where, row.story))


def narrowed(row: Row, narrowing: Narrowing, *, but: str = "") -> bool:
    """This will tell whether a row fits every kind of choice."""
    places = narrowing.communes or narrowing.provinces
    fits = {
        "stars": not narrowing.stars or row.stars in narrowing.stars,
        "class": not narrowing.sets or row.set_no in narrowing.sets,
        "place": not places or row.commune in narrowing.commune_codes or row.province in narrowing.whole_provinces,
        "kind": not narrowing.kinds or row.kind in narrowing.kinds,
        "price": _in_range(row.price, narrowing),
        "stock": not narrowing.in_stock or row.is_free,
    }
    return all(value for kind, value in fits.items() if kind != but)


def _in_range(price: int | None, narrowing: Narrowing) -> bool:
    if narrowing.price_from is None and narrowing.price_to is None:
        return True
    if price is None:
        return False
    return (narrowing.price_from is None or price >= narrowing.price_from) and (
        narrowing.price_to is None or price <= narrowing.price_to
    )


def facets(rows: list[Row], ask: Ask) -> Facets:
    """This will count every choice under all the others."""
    under = {kind: found(rows, ask, but=kind) for kind in ("stars", "class", "place", "kind", "price", "stock")}
    chosen = ask.narrowing.provinces | {province for _, province in ask.narrowing.communes}
    bars = Counter(bar(row.price) for row in under["price"] if row.price is not None)
    return Facets(
        stars=dict(Counter(row.stars for row in under["stars"])),
        sets=dict(Counter(row.set_no for row in under["class"])),
        provinces=dict(Counter(row.province for row in under["place"])),
        communes=dict(Counter(row.commune for row in under["place"] if row.province in chosen)),
        kinds=dict(Counter(row.kind for row in under["kind"])),
        prices=tuple(bars.get(number, 0) for number in range(len(PRICE_STEPS) + 1)),
        in_stock=sum(row.is_free for row in under["stock"]),
        without={kind: len(held) for kind, held in under.items()},
    )


def bar(price: int) -> int:
    """This will return the number of the bar; its upper end is the next one's."""
    return sum(price >= end for end in PRICE_STEPS)


def points(row: Row, ask: Ask) -> int:
    """This will add up what weights.py gives for the words."""
    names, both = padded(row.names), [padded(row.names), padded(row.who_and_where)]
    plain = padded(list(ask.plain))
    phrases = [[padded(list(phrase)) for phrase in term.phrases] for term in ask.terms]
    ways = {
        IN_NAME_AS_TYPED: bool(ask.as_typed) and padded(list(ask.as_typed)) in padded(row.names_marked),
        IN_NAME_TOGETHER: plain in names,
        IN_NAME: all(any(phrase in names for phrase in term) for term in phrases),
        NAME_BEGINS: names.startswith(plain),
        IN_WHO_AND_WHERE: all(any(phrase in text for phrase in term for text in both) for term in phrases),
    }
    return sum(weight.points for weight, holds in ways.items() if holds)


def place_in_order(row: Row, ask: Ask) -> tuple[Any, ...]:
    """This will return what a row is laid out by, the lowest first, to the second; keys, which no reader sees, are
    left out."""
    is_sold = row.price is not None
    begins = int(row.found_from.timestamp()) if row.found_from else 0
    match ask.sort:
        case Sort.CHEAPEST:
            return (not is_sold, row.price or 0)
        case Sort.DEAREST:
            return (not is_sold, -(row.price or 0))
        case Sort.NAME:
            return (not is_sold, row.name_sort)
        case Sort.NEWEST:
            return (not is_sold, -begins)
        case Sort.STARS:
            return (not is_sold, -row.stars, -begins)
        case Sort.NEAREST if ask.near is not None:
            return (not is_sold, round(_distance(row, ask), 9), -begins)
    year = row.found_from.astimezone(VIETNAM).year if row.found_from else 0
    first = -points(row, ask) if ask.plain else 0
    return (first, not is_sold, -row.stars, -year, not row.is_free, -begins)


def _distance(row: Row, ask: Ask) -> float:
    if row.lat is None or row.lon is None or ask.near is None:
        return 1e9
    return (row.lat - ask.near.lat) ** 2 + ((row.lon - ask.near.lon) * cos(radians(ask.near.lat))) ** 2
