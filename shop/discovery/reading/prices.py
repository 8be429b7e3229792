"""Prices: "dưới 200k", "từ 100 đến 300 nghìn", "khoảng 1tr", "1tr2". Pure. Units: ₫."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shop.discovery.reading.typed import BEGIN, END, Typed
from shop.primitives.money import NotAnAmount, read_vnd

# Somebody who says "about" means this share less or more. Units: %.
ABOUT = 20
# A number without a unit is a price from here on; below it may be anything.
_PLAIN_FROM = 10_000
_UNITS = {"thousand": "nghin", "million": "trieu"}
_NEXT = {"k": 1_000, "nghin": 1_000, "ngan": 1_000}
# What is counted and no price: "1 triệu 2 hộp".
_COUNTED = r"(?! ?(?:kg|g|gr|l|lit|ml|sao|hop|chai|goi|tui|lo|hu)\b)"


def _amount(name: str) -> str:
    return (
        rf"(?<!\d[.,])(?P<number{name}>\d{{1,3}}(?P<sep{name}>[. ,])\d{{3}}(?:(?P=sep{name})\d{{3}})*(?!\d)"
        r"|\d{1,9}(?:[.,]\d{1,3})?)"
        rf"(?: ?(?P<unit{name}>k|nghin|ngan|tr|trieu|thousand|million)"
        rf"(?: ?(?P<tail{name}>ruoi|\d{{1,3}}(?!\d){_COUNTED}(?: ?(?:k|nghin|ngan))?))?)?"
        rf"(?: ?(?P<currency{name}>d|dong|vnd|₫))?{END}"
    )


_LEAD = rf"{BEGIN}(?P<lead>(?:muc gia|gia|prices?) )?"
_LINK = r" ?(?:->|den|toi|-|–|—|~|va|to|and) ?"
_RANGE = re.compile(
    rf"{_LEAD}(?:(?P<op>tu|khoang|tam|giua|trong khoang|between|from) )?"
    + _amount("1")
    + f"(?P<link>{_LINK})"
    + _amount("2")
)
_OPS = {
    "max": (
        *("nho hon", "it hon", "re hon", "thap hon", "khong qua", "toi da", "duoi", "den"),
        *("less than", "cheaper than", "no more than", "at most", "up to", "under", "below", "max", "<=", "<", "≤"),
    ),
    "min": (
        *("lon hon", "nhieu hon", "cao hon", "it nhat", "toi thieu", "tren", "hon", "tu"),
        *("more than", "at least", "over", "above", "from", "min", ">=", ">", "≥"),
    ),
    "about": ("xap xi", "khoang", "chung", "tam", "around", "about", "~", "≈"),
}
_KINDS = {word: kind for kind, words in _OPS.items() for word in words}
_ONE = re.compile(
    rf"{_LEAD}(?:(?P<op>{'|'.join(_KINDS)}) ?)?"
    + _amount("1")
    + rf"(?: (?P<after>tro len|tro xuong|do lai|and up|or more|or less){END})?"
)
_AFTER = {"tro len": "min", "and up": "min", "or more": "min"}
_SPELLINGS = {
    "duoi": "dưới",
    "tren": "trên",
    "tu": "từ",
    "den": "đến",
    "khoang": "khoảng",
    "tam": "tầm",
    "gia": "giá",
    "hon": "hơn",
    "nghin": "nghìn",
    "ngan": "ngàn",
    "trieu": "triệu",
    "dong": "đồng",
    "ruoi": "rưỡi",
    "va": "và",
    "giua": "giữa",
}
# Without their marks these are rather other words: đen, tám.
_STRICT = {"den", "tam"}
# After these they are other words too: nước khoáng.
_OTHERWISE = {"khoang": {"nuoc", "muoi"}}


@dataclass(frozen=True, slots=True)
class Price:
    """A range of prices, either end open. Units: ₫, both ends inclusive."""

    low: int | None = None
    high: int | None = None

    def and_also(self, other: Price) -> Price:
        """This will return what fits both; the one said first counts where both say the same end."""
        return Price(other.low if self.low is None else self.low, other.high if self.high is None else self.high)

    @property
    def is_possible(self) -> bool:
        """This will tell whether something can cost that."""
        return self.high != 0 and (self.low is None or self.high is None or self.low <= self.high)


def find(typed: Typed, said: Price) -> tuple[int, int, Price] | None:
    """This will return the first words that name a price and add to what is said already, or None (any more)."""
    for pattern, price_of in ((_RANGE, _between), (_ONE, _single)):
        for match, begin, end in typed.matches(pattern):
            price = price_of(match)
            if price is None or not _is_spelt(typed, begin, end):
                continue
            both = said.and_also(price)
            if both != said and both.is_possible:
                return begin, end, price
    return None


def _vnd(match: re.Match[str], name: str, *, unit: str = "") -> int:
    """This will read one amount, 0 for none. `unit` is the one it takes over where it has none."""
    number, tail, currency = match[f"number{name}"], match[f"tail{name}"], match[f"currency{name}"]
    unit = match[f"unit{name}"] or ("" if currency else unit)
    unit = _UNITS.get(unit, unit)
    if tail:
        # "1tr2", "1tr250k", "2 triệu rưỡi": the tail is what comes after the comma of millions.
        digits = "5" if tail == "ruoi" else re.sub(r"\D", "", tail)
        if unit in _NEXT or re.search(r"\D", number):
            return 0
        number = f"{number},{digits}"
    try:
        return read_vnd(f"{number} {unit or 'dong'}")
    except NotAnAmount:
        return 0


def _between(match: re.Match[str]) -> Price | None:
    unit = match["unit2"] or ""
    first, second = _vnd(match, "1", unit=unit), _vnd(match, "2")
    if unit and unit not in _NEXT and first > second and not match["unit1"]:
        # "từ 500 đến 1tr" are not 500 million.
        first = _vnd(match, "1", unit="k")
    if match["link"].strip() in {"va", "and"} and match["op"] not in {"giua", "between", "tu", "from"}:
        return None
    has_unit = unit or match["currency2"] or match["unit1"]
    least = 1 if has_unit else _PLAIN_FROM
    if min(first, second) < least or (not has_unit and not (match["op"] or match["lead"])):
        return None
    return Price(min(first, second), max(first, second))


def _single(match: re.Match[str]) -> Price | None:
    vnd, has_unit = _vnd(match, "1"), bool(match["unit1"])
    op = _KINDS.get(match["op"] or "", "")
    if match["after"]:
        op = _AFTER.get(match["after"], "max")
    is_said = op or match["lead"] or match["currency1"]
    if not vnd or not (has_unit or (is_said and vnd >= (1_000 if match["currency1"] else _PLAIN_FROM))):
        return None
    if op == "max":
        return Price(high=vnd)
    if op == "min":
        return Price(low=vnd)
    return Price(vnd * (100 - ABOUT) // 100, vnd * (100 + ABOUT) // 100)


def _is_spelt(typed: Typed, begin: int, end: int) -> bool:
    """Whether the marks say the same: "khoáng 20k" is water, "đen 20k" is black."""
    for at in range(begin, end):
        word = typed.words[at]
        right = _SPELLINGS.get(word.folded, word.marked)
        if not typed.agrees(at, right, strictly=word.folded in _STRICT):
            return False
        if at == begin and word.folded in _OTHERWISE and not word.has_marks:
            before = typed.words[at - 1].folded if at else ""
            if before in _OTHERWISE[word.folded]:
                return False
    return True
