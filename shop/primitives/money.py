"""Whole dong. The one border where Oscar's two decimals become integers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import fold

# How people write sums: 100000, 100.000, 100 000đ, 100k, 100 nghìn, 1,5 triệu.
_TIMES = {"k": 1_000, "nghin": 1_000, "ngan": 1_000, "tr": 1_000_000, "trieu": 1_000_000}
_GROUPED = re.compile(r"\d{1,3}(?:([. ,])\d{3})(?:\1\d{3})*|\d+")
_SHORTENED = re.compile(r"(\d{1,9})(?:[.,](\d{1,3}))? ?(k|nghin|ngan|tr|trieu)")
_CURRENCY = re.compile(r" ?(?:₫|d|dong|vnd)$")
_MOST_DIGITS = 12


class FractionOfADong(Refusal):
    """An amount that is not a whole number of dong."""

    code = "fraction_of_a_dong"


class NotAnAmount(Refusal):
    """A text that is not a sum of dong."""

    code = "not_an_amount"


def vnd(value: Decimal | int | str) -> int:
    """This will return the amount as whole dong.

    Units: ₫. Refuses: FractionOfADong for 0.5 ₫ and the like, and for floats, whose value nobody wrote.
    """
    if isinstance(value, bool | float):
        raise FractionOfADong(value=value)
    amount = Decimal(value)
    whole = int(amount)
    if amount != whole:
        raise FractionOfADong(value=str(value))
    return whole


def round_down_to_dong(amount: Decimal, currency: str | None = None) -> Decimal:
    """This will cut an offer's discount down to whole dong (never more than was promised to be paid).

    Oscar calls it with the basket's currency, which is always the dong.
    """
    return Decimal(amount).quantize(Decimal(1), rounding=ROUND_DOWN)


def split_shares(total: int, weights: Sequence[int]) -> list[int]:
    """This will split a total over weights so that the parts equal the whole, to the dong.

    Largest remainder; ties go to the earlier part. Units: ₫ in, ₫ out. All weights zero: equal shares.
    Refuses: ValueError for no weights or a negative one (a caller's mistake, not a person's).
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be given and not negative")
    if not any(weights):
        weights = [1] * len(weights)
    sign, amount, whole = (-1 if total < 0 else 1), abs(total), sum(weights)
    shares = [amount * weight // whole for weight in weights]
    remainders = [amount * weight % whole for weight in weights]
    missing = amount - sum(shares)
    for index in sorted(range(len(weights)), key=lambda i: (-remainders[i], i))[:missing]:
        shares[index] += 1
    return [sign * share for share in shares]


def format_vnd(amount: int | Decimal) -> str:
    """This will write an amount the Vietnamese way: 120.000 ₫, with no-break space."""
    return f"{vnd(amount):,}".replace(",", ".") + "\u00a0₫"


def read_vnd(text: str) -> int:
    """This will read a sum as people write it: 100000, 100.000 ₫, 100 000, 100k, 100 nghìn, 1,5 triệu.

    Units: ₫. Refuses: NotAnAmount, also for more than twelve digits and for fractions of a dong.
    """
    plain = _CURRENCY.sub("", fold(text))
    if shortened := _SHORTENED.fullmatch(plain):
        whole, fraction, word = shortened.groups(default="")
        amount = Decimal(f"{whole}.{fraction or 0}") * _TIMES[word]
    elif _GROUPED.fullmatch(plain):
        amount = Decimal(re.sub(r"\D", "", plain))
    else:
        raise NotAnAmount(text=text)
    if amount != int(amount) or len(str(int(amount))) > _MOST_DIGITS:
        raise NotAnAmount(text=text)
    return int(amount)
