"""Kinds of goods: "đồ uống", "nhóm gia vị", "handicrafts". Pure.

The names are those of the classification, and everyday words for them from `data/groups.csv`. A word that is the name
of goods too ("mật ong", "trà") means the class only after a word like "nhóm".
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue_ext.certification.classification import CriteriaSet, Group, criteria_sets, groups
from shop.discovery.reading.typed import Typed
from shop.discovery.text import words

DATA = Path(__file__).parent.parent / "data"
_HEADS = (
    "nhóm hàng",
    "nhóm",
    "loại",
    "ngành hàng",
    "ngành",
    "danh mục",
    "mặt hàng",
    "bộ sản phẩm",
    "category",
    "group",
)


@dataclass(frozen=True, slots=True)
class Class:
    """A name of a class and the criteria sets it means."""

    name: str
    sets: frozenset[int]
    # May be read without a word like "nhóm" before it.
    is_plain: bool


def find(typed: Typed, idle: frozenset[int]) -> tuple[int, int, frozenset[int]] | None:
    """This will return the words that name a class and its criteria sets, or None.

    `idle` are places of words that say nothing ("cho", "và"): a class may stand alone among them.
    """
    for spelling in _HEADS:
        length = len(spelling.split())
        for at in range(len(typed.words) - length):
            if typed.is_free(at, at + length) and typed.agrees(at, spelling):
                end, sets = _longest(typed, at + length)
                if sets:
                    return at, end, sets
    return _alone(typed, idle)


def _longest(typed: Typed, begin: int) -> tuple[int, frozenset[int]]:
    for end in range(min(begin + _most_words(), len(typed.words)), begin, -1):
        if typed.is_free(begin, end):
            for found in _named(typed, begin, end):
                return end, found.sets
    return begin, frozenset()


def _alone(typed: Typed, idle: frozenset[int]) -> tuple[int, int, frozenset[int]] | None:
    """The whole of what is left is a name."""
    left = [at for begin, end in typed.pieces() for at in range(begin, end) if at not in idle]
    if not left or left[-1] - left[0] + 1 != len(left):
        return None
    for found in _named(typed, left[0], left[-1] + 1):
        if found.is_plain:
            return left[0], left[-1] + 1, found.sets
    return None


def _named(typed: Typed, begin: int, end: int) -> Iterator[Class]:
    key = tuple(word.folded for word in typed.words[begin:end])
    for found in classes().get(key, ()):
        if typed.agrees(begin, found.name):
            yield found


@cache
def classes() -> dict[tuple[str, ...], tuple[Class, ...]]:
    """This will return every name of a class by its folded words; everyday words before the law's."""
    found: dict[tuple[str, ...], list[Class]] = {}
    for row in _everyday() + _official():
        name = " ".join(row.name.replace(",", " ").split())
        found.setdefault(tuple(words(name)), []).append(Class(name, row.sets, row.is_plain))
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def _most_words() -> int:
    return max(map(len, classes()))


def _everyday() -> list[Class]:
    with (DATA / "groups.csv").open(encoding="utf-8", newline="") as file:
        return [Class(row["words"], _sets(row), row["alone"] == "1") for row in csv.DictReader(file)]


def _sets(row: dict[str, str]) -> frozenset[int]:
    if row["group"]:
        return frozenset(groups()[row["group"]].sets)
    return frozenset(map(int, row["sets"].split(";")))


def _official() -> list[Class]:
    """Every name of a group and a set. One word is the name of goods too: the everyday words say which is not."""
    not_alone = {tuple(words(row.name)) for row in _everyday() if not row.is_plain}
    rows: list[tuple[frozenset[int], Group | CriteriaSet]] = [
        *((frozenset(row.sets), row) for row in groups().values()),
        *((frozenset([number]), row) for number, row in criteria_sets().items()),
    ]
    found = []
    for sets, row in rows:
        for name in (row.name_vi, row.name_en):
            key = tuple(words(name))
            found.append(Class(name, sets, len(key) > 1 and key not in not_alone))
    return found
