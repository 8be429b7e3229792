"""One question, two statements: all counts together, then the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection

from shop.discovery.asking import PRICE_STEPS, Ask, Facets, Hits, Sort
from shop.discovery.embedded.facts import bar, conditions, counts, instant, is_free, order, price
from shop.discovery.embedded.words import Sql, fitting, in_names
from shop.primitives.paging import pages_of

# The register itself is asked what is certified, and the listing what is hidden: an index could be late.
_SHOWN = """
    FROM discovery_document d
    JOIN certification_standing s ON s.product_id = d.product_id AND s.valid_from <= %s AND s.valid_to > %s
"""
_NOT_HIDDEN = (
    "d.product_id NOT IN (SELECT p.id FROM catalogue_product p WHERE (NOT p.is_public OR p.parent_id IS NOT NULL))"
)
_WORDS = "JOIN discovery_documentwords w ON w.product_id = d.product_id"
# What is counted by: the column of a found row, and the kind of choice that a choice of it belongs to.
_COUNTED = {
    "stars": ("stars", "stars"),
    "sets": ("set_no", "class"),
    "provinces": ("province_code", "place"),
    "kinds": ("kind", "kind"),
    "prices": (bar("price"), "price"),
    "in_stock": ("is_free", "stock"),
}


def find(ask: Ask) -> Hits:
    """This will return the page that is asked for, how many fit in all, and what each further choice would leave.

    Costs: 2 queries; 1 where nothing is counted beside, or nothing is shown.
    """
    if not ask.with_facets:
        ids = _page(ask)
        return Hits(ids=ids, count=len(ids))
    count, facets = _counted(ask)
    stands = pages_of(count=count, size=ask.size or 1, page=ask.page)
    ids = _page(replace(ask, page=stands.page)) if count and ask.size else []
    return Hits(ids=ids, count=count, facets=facets, page=stands.page)


def begin(*, words: Sequence[str], at: datetime, limit: int) -> list[int]:
    """This will return products whose names hold the words, the last one still being typed. Costs: 1 query."""
    ask = Ask(at=at, plain=tuple(words), sort=Sort.RELEVANCE, size=limit, with_facets=False)
    source = _source(ask, with_words=True)
    where = Sql.every([Sql(_NOT_HIDDEN), in_names(words, is_begun=True)])
    return _ids(ask, source, where)


def _rows(sql: Sql) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.parameters)
        return cursor.fetchall()


def _reads_words(ask: Ask) -> bool:
    return bool(ask.terms or ask.name)


def _source(ask: Ask, *, with_words: bool) -> Sql:
    return Sql(f"{_SHOWN}{counts('s')} {_WORDS if with_words else ''}", [instant(ask.at)] * 2)


def _wanted(ask: Ask) -> Sql:
    """The words and what was read out of them: a name that holds them all needs no reading."""
    read = [*conditions(ask.understood, ask.at).values()]
    if ask.terms:
        read.append(fitting(ask.terms))
    ways = [Sql.every(read)] if read else []
    if ask.name:
        ways.append(in_names(ask.name))
    return Sql.either(ways) if ways else Sql("1 = 1")


def _where(ask: Ask) -> Sql:
    return Sql.every([Sql(_NOT_HIDDEN), _wanted(ask), *conditions(ask.narrowing, ask.at).values()])


def _page(ask: Ask) -> list[int]:
    with_words = _reads_words(ask) or ask.sort is Sort.NAME
    return _ids(ask, _source(ask, with_words=with_words), _where(ask))


def _ids(ask: Ask, source: Sql, where: Sql) -> list[int]:
    by = order(ask)
    text = f"SELECT d.product_id {source.text} WHERE {where.text} ORDER BY {by.text} LIMIT %s OFFSET %s"
    parameters = [*source.parameters, *where.parameters, *by.parameters, ask.size, (ask.page - 1) * ask.size]
    return [row[0] for row in _rows(Sql(text, parameters))]


def _counted(ask: Ask) -> tuple[int, Facets]:
    """Every kind of choice is counted under all the others: rows are found once, with a mark for each kind."""
    asked = conditions(ask.narrowing, ask.at)
    shown, free = price(ask.at), is_free(ask.at)
    marks = [Sql(f"({piece.text}) AS fits_{name}", piece.parameters) for name, piece in asked.items()]
    columns = [
        Sql("s.stars, d.set_no, d.province_code, d.commune_code, d.kind"),
        Sql(f"({shown.text}) AS price", shown.parameters),
        Sql(f"({free.text}) AS is_free", free.parameters),
        *marks,
    ]
    source = _source(ask, with_words=_reads_words(ask))
    where = Sql.every([Sql(_NOT_HIDDEN), _wanted(ask)])
    found = Sql(
        f"SELECT {', '.join(piece.text for piece in columns)} {source.text} WHERE {where.text}",
        [*(each for piece in columns for each in piece.parameters), *source.parameters, *where.parameters],
    )
    counts = [_count("all", "", asked, but="")]
    counts += [_count(name, column, asked, but=kind) for name, (column, kind) in _COUNTED.items()]
    parameters = list(found.parameters)
    if provinces := sorted(ask.narrowing.provinces | {province for _, province in ask.narrowing.communes}):
        within = f"province_code IN ({', '.join(['%s'] * len(provinces))})"
        counts.append(_count("communes", "commune_code", asked, but="place", within=within))
        parameters += provinces
    rows = _rows(Sql(f"WITH found AS MATERIALIZED ({found.text}) {' UNION ALL '.join(counts)}", parameters))
    return _facets(rows)


def _count(name: str, column: str, asked: dict[str, Sql], *, but: str, within: str = "") -> str:
    fits = [f"fits_{kind}" for kind in asked if kind != but] + ([within] if within else [])
    where = f"WHERE {' AND '.join(fits)}" if fits else ""
    value, grouped = (f"CAST({column} AS text)", f"GROUP BY {column}") if column else ("NULL", "")
    return f"SELECT '{name}', {value}, COUNT(*) FROM found {where} {grouped}"  # noqa: S608  # our own names only


def _facets(rows: list[Any]) -> tuple[int, Facets]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    sums: dict[str, int] = defaultdict(int)
    for name, value, number in rows:
        sums[name] += number
        if value is not None and number:
            counts[name][value] = number
    facets = Facets(
        stars={int(value): number for value, number in counts["stars"].items()},
        sets={int(value): number for value, number in counts["sets"].items()},
        provinces=counts["provinces"],
        communes=counts["communes"],
        kinds=counts["kinds"],
        prices=tuple(counts["prices"].get(str(step), 0) for step in range(len(PRICE_STEPS) + 1)),
        in_stock=counts["in_stock"].get("1", 0) + counts["in_stock"].get("true", 0),
        without={kind: sums[name] for name, (_, kind) in _COUNTED.items()},
    )
    return sums["all"], facets
