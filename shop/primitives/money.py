"""Whole dong. The one border where Oscar's two decimals become integers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from shop.primitives.refusal import Refusal


class FractionOfADong(Refusal):
    """An amount that is not a whole number of dong."""

    code = "fraction_of_a_dong"


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
