"""What can be told of a label by itself: a GTIN's digits, a quantity, a trace link, a unit price. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from shop.primitives.refusal import Refusal


class BadGtin(Refusal):
    """Not a number of goods. Facts: `text`, `why` = length | check_digit."""

    code = "bad_gtin"


class BadNetQuantity(Refusal):
    """Not a net quantity. Facts: `why` = unit | both | range, `most`."""

    code = "bad_net_quantity"


class BadTraceLink(Refusal):
    """Not an address where goods are traced. Facts: `text`, `why` = scheme | host."""

    code = "bad_trace_link"


# Lengths of a GTIN, the shortest first. Source: GS1 General Specifications, 7.9 and Table 3.4-1.
GTIN_LENGTHS = (8, 12, 13, 14)
_LONGEST = GTIN_LENGTHS[-1]
# Prefixes of numbers that mean something inside one company or country only (GS1 General Specifications, 1.4): a
# machine must not take them for a number of the world.
_RESTRICTED = ("02", "04", "2")

UNITS = ("g", "ml", "piece")
MEASURED = frozenset({"g", "ml"})
# A tonne of anything is no pack.
MOST = 1_000_000
# What a unit price is told for, in the unit of the pack.
PER = 100
_THOUSANDS = {"g": "kg", "ml": "l"}


def gtin(text: str) -> str:
    """This will return a GTIN as it is stored: its digits in the shortest of the four forms, so that it has only one.

    Refuses: BadGtin for another length, a sign that is no digit, or a check digit that does not fit.
    """
    digits = re.sub(r"[\s.-]", "", text)
    if len(digits) not in GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()):
        raise BadGtin(text=text, why="length")
    if digits[-1] != gtin_check_digit(digits[:-1]):
        raise BadGtin(text=text, why="check_digit")
    whole = digits.zfill(_LONGEST)
    length = next(length for length in GTIN_LENGTHS if not whole[: _LONGEST - length].strip("0"))
    return whole[_LONGEST - length :]


def gtin_check_digit(before: str) -> str:
    """This will return the last digit for those before it. Source: GS1 General Specifications, 7.9.

    From the right the digits weigh 3, 1, 3, …; the check digit fills the sum up to the next ten.
    """
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(before)))
    return str(-total % 10)


def is_worldwide(number: str) -> bool:
    """This will tell whether a stored GTIN names the goods anywhere, not inside one company only."""
    if len(number) == GTIN_LENGTHS[0]:
        return not number.startswith(("0", "2"))
    return bool(number) and not number.zfill(_LONGEST)[1:].startswith(_RESTRICTED)


def net_quantity(*, quantity: int | None, unit: str) -> tuple[int | None, str]:
    """This will return a net quantity as it is stored: a whole number with its unit, or neither.

    Units: g, ml, pieces. Refuses: BadNetQuantity for another unit, one without the other, or a number out of range.
    """
    if unit and unit not in UNITS:
        raise BadNetQuantity(why="unit")
    if (quantity is None) == bool(unit):
        raise BadNetQuantity(why="both")
    if quantity is not None and not 0 < quantity <= MOST:
        raise BadNetQuantity(why="range", most=MOST)
    return quantity, unit


def trace_link(text: str) -> str:
    """This will return the address where goods are traced. Refuses: BadTraceLink unless https with a host of names."""
    parts = urlsplit(text)
    if parts.scheme != "https":
        raise BadTraceLink(text=text, why="scheme")
    if "." not in (parts.hostname or "") or parts.username is not None or re.search(r"\s", text):
        raise BadTraceLink(text=text, why="host")
    return text


def in_larger_unit(*, quantity: int, unit: str) -> tuple[Decimal, str]:
    """This will return the quantity as it is said: 500 g, 1.5 kg, 1 l. Units: g, kg, ml, l, piece."""
    if quantity >= 1000 and unit in _THOUSANDS:
        return Decimal(quantity) / 1000, _THOUSANDS[unit]
    return Decimal(quantity), unit


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What so much of the goods costs. Units: whole ₫ for `per` g or ml."""

    vnd: int
    per: int
    unit: str


def unit_price(*, price_vnd: int | None, quantity: int | None, unit: str) -> UnitPrice | None:
    """This will return the price of 100 g or 100 ml, half a dong up; None where there is no price or no measure.

    Units: ₫ with VAT; g, ml.
    """
    if price_vnd is None or quantity is None or unit not in MEASURED:
        return None
    return UnitPrice((2 * price_vnd * PER + quantity) // (2 * quantity), PER, unit)
