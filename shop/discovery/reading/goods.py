"""Other words for the same goods, from `data/synonyms.csv`, and goods that are called like a place. Pure."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shop.discovery.asking import Term
from shop.discovery.reading.typed import Typed
from shop.discovery.text import words

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Synonym:
    """What somebody types, with its marks, and what to look for as well."""

    typed: str
    also: tuple[tuple[str, ...], ...]


@cache
def synonyms() -> dict[tuple[str, ...], tuple[Synonym, ...]]:
    """This will return the rows of the file by what is typed, folded."""
    found: dict[tuple[str, ...], list[Synonym]] = defaultdict(list)
    with (DATA / "synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            also = tuple(tuple(words(phrase)) for phrase in row["also"].split(";"))
            found[tuple(words(row["typed"]))].append(Synonym(row["typed"], also))
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def like_places() -> dict[tuple[str, ...], tuple[str, ...]]:
    """This will return goods that are called like a place, by their folded words: thanh long, hoa vàng."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    with (DATA / "like_places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[tuple(words(row["words"]))].append(row["words"])
    return {key: tuple(rows) for key, rows in found.items()}


def alternatives(typed: Typed) -> Iterator[tuple[int, int, Term]]:
    """This will yield the words that have others for the same, the longest first, each word once."""
    at = 0
    while at < len(typed.words):
        end, also = _longest(typed, at)
        if also:
            own = tuple(word.folded for word in typed.words[at:end])
            yield at, end, Term(tuple(dict.fromkeys((own, *also))))
        at = max(at + 1, end)


def _longest(typed: Typed, begin: int) -> tuple[int, list[tuple[str, ...]]]:
    for end in range(min(begin + _most_words(), len(typed.words)), begin, -1):
        if typed.is_free(begin, end):
            key = tuple(word.folded for word in typed.words[begin:end])
            rows = [row for row in synonyms().get(key, ()) if typed.agrees(begin, row.typed, strictly=True)]
            if rows:
                return end, [phrase for row in rows for phrase in row.also]
    return begin, []


@cache
def _most_words() -> int:
    return max(map(len, synonyms()))


def rows_like_places(typed: Typed) -> Iterator[tuple[int, int]]:
    """This will yield the words that name goods, though a place is called so: no bare place is read there."""
    for length in {len(key) for key in like_places()}:
        for begin in range(len(typed.words) - length + 1):
            key = tuple(word.folded for word in typed.words[begin : begin + length])
            if any(typed.agrees(begin, spelling) for spelling in like_places().get(key, ())):
                yield begin, begin + length
