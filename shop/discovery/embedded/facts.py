"""What a document is narrowed and laid out by, as SQL over `d` (its facts) and `s` (its standing at the instant)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import cos, radians
from typing import Any

from django.conf import settings
from django.db import connection

from shop.discovery.asking import PRICE_STEPS, Ask, Narrowing, Point, Sort
from shop.discovery.embedded.words import Sql, holds, is_sqlite
from shop.discovery.text import padded
from shop.discovery.weights import IN_NAME, IN_NAME_AS_TYPED, IN_NAME_TOGETHER, IN_WHO_AND_WHERE, NAME_BEGINS
from shop.stock.models import LocationKind

# Pack sizes that are on show and covered at the instant, with a price at the producer's store.
_PACKS = f"""
    FROM partner_stockrecord r
    JOIN stock_location l ON l.id = r.location_id AND l.kind = '{LocationKind.PRODUCER.value}'
    JOIN catalogue_product c ON c.id = r.product_id AND c.is_public
    JOIN certification_standing cs ON cs.product_id = c.id AND cs.valid_from <= %s AND cs.valid_to > %s
    WHERE c.parent_id = d.product_id AND r.price IS NOT NULL
"""
# Nothing costs as much, and SQLite takes no larger number. Units: ₫.
_MOST_VND = 2**63 - 1


def instant(at: datetime) -> Any:
    """This will return an instant as the database keeps it."""
    return connection.ops.adapt_datetimefield_value(at)


def counts(standing: str) -> str:
    """This will return what else is asked of a standing, as `StandingQuerySet.at`: demo evidence counts in a demo."""
    return "" if settings.DEMO else f" AND NOT {standing}.is_demo"


def price(at: datetime) -> Sql:
    """This will return the price that a card shows, NULL where none is. Units: ₫."""
    cheapest = f"(SELECT MIN(CAST(r.price AS bigint)) {_PACKS}{counts('cs')})"
    return Sql(f"CASE WHEN d.has_packs THEN {cheapest} ELSE d.price_vnd END", [instant(at)] * 2)


def is_free(at: datetime) -> Sql:
    """This will tell whether a piece can be bought."""
    free = f"EXISTS (SELECT 1 {_PACKS}{counts('cs')} AND r.num_in_stock > COALESCE(r.num_allocated, 0))"
    return Sql(f"CASE WHEN d.has_packs THEN {free} ELSE d.is_free END", [instant(at)] * 2)


def is_sold(at: datetime) -> Sql:
    """This will tell whether there is a price to show."""
    shown = price(at)
    return Sql(f"({shown.text}) IS NOT NULL", shown.parameters)


def conditions(narrowing: Narrowing, at: datetime) -> dict[str, Sql]:
    """This will return what each kind of choice asks; only of those that ask for something."""
    found = {
        "stars": _one_of("s.stars", narrowing.stars),
        "class": _one_of("d.set_no", narrowing.sets),
        "place": _of_place(narrowing),
        "kind": _one_of("d.kind", narrowing.kinds),
        "price": _in_range(narrowing, at),
        "stock": is_free(at) if narrowing.in_stock else None,
    }
    return {name: condition for name, condition in found.items() if condition is not None}


def _one_of(column: str, values: Iterable[Any]) -> Sql | None:
    ordered = sorted(values)
    return Sql(f"{column} IN ({', '.join(['%s'] * len(ordered))})", ordered) if ordered else None


def _of_place(narrowing: Narrowing) -> Sql | None:
    """A chosen commune narrows its own province and no other."""
    communes = _one_of("d.commune_code", narrowing.commune_codes)
    provinces = _one_of("d.province_code", narrowing.whole_provinces)
    pieces = [piece for piece in (communes, provinces) if piece is not None]
    return Sql.either(pieces) if pieces else None


def _in_range(narrowing: Narrowing, at: datetime) -> Sql | None:
    ends = [(">=", narrowing.price_from), ("<=", narrowing.price_to)]
    shown = price(at)
    pieces = [
        Sql(f"({shown.text}) {sign} %s", [*shown.parameters, max(-_MOST_VND, min(vnd, _MOST_VND))])
        for sign, vnd in ends
        if vnd is not None
    ]
    return Sql.every(pieces) if pieces else None


def bar(column: str) -> str:
    """This will return the number of the price's bar in the histogram."""
    steps = " ".join(f"WHEN {column} < {end} THEN {number}" for number, end in enumerate(PRICE_STEPS))
    return f"CASE WHEN {column} IS NULL THEN NULL {steps} ELSE {len(PRICE_STEPS)} END"


def order(ask: Ask) -> Sql:
    """This will return what results are laid out by, as `weights.py` says it; the key last, so no two are alike."""
    sold = is_sold(ask.at)
    sold_first = Sql(f"({sold.text}) DESC", sold.parameters)
    shown = price(ask.at)
    if ask.sort is Sort.CHEAPEST:
        return _listed([sold_first, Sql(f"({shown.text})", shown.parameters), Sql("d.product_id")])
    if ask.sort is Sort.DEAREST:
        return _listed([sold_first, Sql(f"({shown.text}) DESC", shown.parameters), Sql("d.product_id DESC")])
    if ask.sort is Sort.NAME:
        return _listed([sold_first, Sql("w.name_sort"), Sql("d.product_id")])
    newest = [Sql("s.valid_from DESC"), Sql("d.product_id DESC")]
    if ask.sort is Sort.NEWEST:
        return _listed([sold_first, *newest])
    if ask.sort is Sort.STARS:
        return _listed([sold_first, Sql("s.stars DESC"), *newest])
    if ask.sort is Sort.NEAREST and ask.near is not None:
        return _listed([sold_first, _distance(ask.near), *newest])
    free = is_free(ask.at)
    points = [_points(ask)] if ask.plain else []
    return _listed(
        [
            *points,
            sold_first,
            Sql("s.stars DESC"),
            Sql(f"{_year()} DESC"),
            Sql(f"({free.text}) DESC", free.parameters),
            *newest,
        ]
    )


def _listed(keys: list[Sql]) -> Sql:
    return Sql(", ".join(key.text for key in keys), [each for key in keys for each in key.parameters])


def _year() -> str:
    if is_sqlite():
        return "CAST(strftime('%%Y', s.valid_from, '+7 hours') AS integer)"
    return "EXTRACT(year FROM s.valid_from AT TIME ZONE 'Asia/Ho_Chi_Minh')"


def _distance(near: Point) -> Sql:
    """On a flat map around the point, as `places.queries.nearest`; what has no place comes last."""
    east = cos(radians(near.lat))
    squared = "(d.lat - %s) * (d.lat - %s) + (d.lon - %s) * (d.lon - %s) * %s"
    return Sql(f"COALESCE({squared}, 1e9)", [near.lat, near.lat, near.lon, near.lon, east * east])


def _points(ask: Ask) -> Sql:
    plain = list(ask.plain)
    in_name = [_held(["w.names"], term.phrases) for term in ask.terms]
    between = [_held(["w.names", "w.who_and_where"], term.phrases) for term in ask.terms]
    ways = [
        (IN_NAME_TOGETHER.points, holds(column="w.names", words=plain)),
        (IN_NAME.points, Sql.every(in_name)),
        (NAME_BEGINS.points, Sql(f"substr(w.names, 1, {len(padded(plain))}) = %s", [padded(plain)])),
        (IN_WHO_AND_WHERE.points, Sql.every(between)),
    ]
    if ask.as_typed:
        ways.append((IN_NAME_AS_TYPED.points, holds(column="w.names_marked", words=ask.as_typed)))
    text = " + ".join(f"CASE WHEN {way.text} THEN {points} ELSE 0 END" for points, way in ways)
    return Sql(f"({text}) DESC", [each for _, way in ways for each in way.parameters])


def _held(columns: list[str], phrases: Iterable[tuple[str, ...]]) -> Sql:
    return Sql.either([holds(column=column, words=phrase) for phrase in phrases for column in columns])
