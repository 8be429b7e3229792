"""How much is in it: "1kg", "1 kg", "500 gram", "0,5 lít" find a number however it was printed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shop.discovery.asking import Term
from shop.discovery.reading.typed import BEGIN, END, Typed
from shop.discovery.text import words

# Spellings of a unit, the printed one first; the unit it is a thousandth of, and the one it is a thousand of.
_SPELLINGS = {
    "g": ("g", "gr", "gram", "gam"),
    "kg": ("kg", "kilogram", "kilo", "ky", "ki"),
    "ml": ("ml", "mililit"),
    "l": ("l", "lit", "liter", "litre"),
}
_SMALLER = {"kg": "g", "l": "ml"}
_LARGER = {small: large for large, small in _SMALLER.items()}
_UNIT_OF = {spelling: unit for unit, spellings in _SPELLINGS.items() for spelling in spellings}
_PATTERN = re.compile(rf"{BEGIN}(?P<number>\d{{1,5}}(?:[.,]\d{{1,3}})?) ?(?P<unit>{'|'.join(_UNIT_OF)}){END}")
_MOST = 10_000


def find(typed: Typed) -> Iterator[tuple[int, int, Term]]:
    """This will yield the words that say an amount, and what to look for: as typed first, then as others print it."""
    for match, begin, end in typed.matches(_PATTERN):
        own = tuple(word.folded for word in typed.words[begin:end])
        number, unit = Decimal(match["number"].replace(",", ".")), _UNIT_OF[match["unit"]]
        phrases = [own, *_printed(number, unit)]
        if unit in _SMALLER and number * 1_000 < _MOST:
            phrases += _printed(number * 1_000, _SMALLER[unit])
        if unit in _LARGER and number >= 100:
            phrases += _printed(number / 1_000, _LARGER[unit])
        yield begin, end, Term(tuple(dict.fromkeys(phrases)))


def _printed(number: Decimal, unit: str) -> Iterator[tuple[str, ...]]:
    digits = f"{number.normalize():f}"
    for spelling in _SPELLINGS[unit][:3]:
        yield tuple(words(f"{digits}{spelling}"))
        yield tuple(words(f"{digits} {spelling}"))
