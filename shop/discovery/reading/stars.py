"""Stars: "4 sao", "bốn sao", "trên 3 sao", "3-4 stars", "4*". Pure."""

from __future__ import annotations

import re

from shop.discovery.reading.typed import BEGIN, END, Typed

STARS = frozenset({3, 4, 5})
_NUMBERS = {
    "3": (3, ""),
    "4": (4, ""),
    "5": (5, ""),
    "ba": (3, "ba"),
    "bon": (4, "bốn"),
    "nam": (5, "năm"),
    "three": (3, ""),
    "four": (4, ""),
    "five": (5, ""),
}
_NUMBER = rf"(?:{'|'.join(_NUMBERS)})"
_SPELLINGS = {
    "tu": "từ",
    "tren": "trên",
    "hon": "hơn",
    "duoi": "dưới",
    "va": "và",
    "den": "đến",
    "sao": "sao",
}
_LINK = r"(?:,|-|–|/|va|hoac|hay|den|toi|or|and|to)"
_RANGE_WORDS = {"den", "toi", "to", "-", "–"}
_PATTERN = re.compile(
    rf"{BEGIN}(?:(?:ocop|hang|dat|chuan) ){{0,2}}"
    r"(?:(?P<op>tu|tren|hon|it nhat|toi thieu|duoi|toi da|from|over|above|more than|at least|under|below|up to) )?"
    rf"(?<!viet )(?<!\bo )(?<!\btai )(?P<numbers>{_NUMBER}(?: ?{_LINK} ?{_NUMBER}){{0,2}})"
    rf"(?P<plus>\+)?(?: ?-? ?(?:sao|stars?){END}| ?[*★⭐]\ufe0f?{END})"
    rf"(?P<after> (?:tro len|tro xuong|and up|or more|or less){END})?(?: ocop{END})?"
)
_MORE = {"tren", "hon", "over", "above", "more than"}
_AT_LEAST = {"tu", "it nhat", "toi thieu", "from", "at least", "tro len", "and up", "or more", "+"}
_LESS = {"duoi", "under", "below"}
_AT_MOST = {"toi da", "up to", "tro xuong", "or less"}


def find(typed: Typed) -> tuple[int, int, frozenset[int]] | None:
    """This will return the first words that name stars and which they are, or None where there are none (any more)."""
    refused = 0
    for match, begin, end in typed.matches(_PATTERN):
        stars = _stars(match)
        if not stars:
            # "trên 5 sao" is not "5 sao".
            refused = end
        elif begin >= refused and _is_spelt(typed, begin, end):
            return begin, end, stars
    return None


def _stars(match: re.Match[str]) -> frozenset[int]:
    parts = re.findall(rf"{_NUMBER}|den|toi|to|-|–", match["numbers"])
    numbers = [_NUMBERS[part][0] for part in parts if part in _NUMBERS]
    if len(numbers) > 1:
        is_range = bool(_RANGE_WORDS.intersection(parts))
        return frozenset(range(min(numbers), max(numbers) + 1) if is_range else numbers)
    op = match["op"] or match["plus"] or (match["after"] or "").strip()
    (number,) = numbers
    if op in _MORE:
        return frozenset(n for n in STARS if n > number)
    if op in _AT_LEAST:
        return frozenset(n for n in STARS if n >= number)
    if op in _LESS:
        return frozenset(n for n in STARS if n < number)
    if op in _AT_MOST:
        return frozenset(n for n in STARS if n <= number)
    return frozenset(numbers)


def _is_spelt(typed: Typed, begin: int, end: int) -> bool:
    """Whether the marks say the same: "nấm sao" are no five stars."""
    for at in range(begin, end):
        word = typed.words[at].folded
        number = _NUMBERS.get(word, (0, ""))[1]
        if not typed.agrees(at, number or _SPELLINGS.get(word, typed.words[at].marked), strictly=bool(number)):
            return False
    return True
