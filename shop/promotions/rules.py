"""What an offer takes off, in whole dong, line by line. Pure: the same for a page, an order and ten thousand baskets.

Which goods no offer may touch stands in `data/never_promoted.csv`, dated, with the law that says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from shop.primitives.money import split_shares
from shop.primitives.period import local_day

DATA = Path(__file__).parent / "data"
MOST_PIECES = 10_000


class Kind(StrEnum):
    """The incentives this shop offers, by Oscar's own codes. What is not here takes nothing off."""

    PERCENTAGE = "Percentage"
    ABSOLUTE = "Absolute"  # a sum off all goods together
    UNIT = "Fixed"  # a sum off each piece
    MULTIBUY = "Multibuy"  # the cheapest piece is free
    FIXED_PRICE = "Fixed price"  # the pieces of the condition for one price


@dataclass(frozen=True, slots=True)
class Goods:
    """A basket line as an offer sees it. Units: ₫ with VAT, pieces.

    `free` pieces no offer has taken; `taken` ones this very offer has; `left_vnd` is still to be paid for the line.
    """

    price_vnd: int
    free: int
    left_vnd: int
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What one line gets: which of the goods, how much, for how many pieces. Units: ₫, pieces.

    Of a small sum a cheap line may get 0 ₫: its pieces are taken all the same, or the sum would be given twice.
    """

    index: int
    amount_vnd: int
    pieces: int


@dataclass(frozen=True, slots=True)
class _Forbidden:
    valid_from: date
    valid_to: date | None  # exclusive


@cache
def _never() -> dict[int | None, tuple[_Forbidden, ...]]:
    with (DATA / "never_promoted.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[int | None, tuple[_Forbidden, ...]] = {}
    for row in rows:
        number = None if row["criteria_set"] == "none" else int(row["criteria_set"])
        end = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        found[number] = (*found.get(number, ()), _Forbidden(date.fromisoformat(row["valid_from"]), end))
    return found


def may_be_promoted(*, criteria_sets: Iterable[int | None], at: datetime) -> bool:
    """This will tell whether goods of these sets may get a discount, or count towards one, at that instant.

    A pack size names its own set and its listing's: one forbidden set is enough. Source: data/never_promoted.csv.
    """
    day = local_day(at)
    return not any(
        row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
        for number in criteria_sets
        for row in _never().get(number, ())
    )


def never_promoted(*, at: datetime) -> frozenset[int | None]:
    """This will return the sets that may not be promoted at that instant (None = not classified)."""
    return frozenset(number for number in _never() if not may_be_promoted(criteria_sets=[number], at=at))


def shares(
    *,
    kind: str,
    value: Decimal,
    goods: Sequence[Goods],
    most: int | None = None,
    pieces: int = 0,
    distinct: bool = False,
) -> list[Share]:
    """This will say what one application of an offer takes off each line. Nothing = an empty list.

    `value` is a percentage or ₫; `most` how many pieces at most get something, over all applications; `pieces` and
    `distinct` are what a fixed price asks for: so many, each of another line. Every share is whole dong and no more
    than is left to pay for its line; a sum that is spread is spread by largest remainder.
    """
    cheapest_first = sorted(range(len(goods)), key=lambda index: goods[index].price_vnd)
    if kind == Kind.MULTIBUY:
        return _cheapest_free(goods, cheapest_first)
    if kind == Kind.FIXED_PRICE:
        return _bundle(value, goods, cheapest_first, pieces, distinct)
    if kind not in {Kind.PERCENTAGE, Kind.ABSOLUTE, Kind.UNIT}:
        return []
    touched = _pieces_of(goods, cheapest_first, most)
    if kind == Kind.ABSOLUTE:
        return _spread(_whole(value), goods, touched)
    worth = (lambda price: _whole(price * min(value, Decimal(100)) / 100)) if kind == Kind.PERCENTAGE else None
    found = []
    for index, count in touched:
        price = goods[index].price_vnd
        amount = worth(price * count) if worth else min(price, _whole(value)) * count
        found.append(Share(index, min(amount, goods[index].left_vnd), count))
    return _if_any(found)


def _whole(amount: Decimal | int) -> int:
    # Never more than was promised to be paid.
    return int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_DOWN))


def _pieces_of(goods: Sequence[Goods], order: Sequence[int], most: int | None) -> list[tuple[int, int]]:
    room = (most or MOST_PIECES) - sum(row.taken for row in goods)
    found = []
    for index in order:
        count = min(goods[index].free, room)
        if count > 0:
            found.append((index, count))
            room -= count
    return found


def _spread(amount: int, goods: Sequence[Goods], touched: Sequence[tuple[int, int]]) -> list[Share]:
    weights = [min(goods[index].price_vnd * count, goods[index].left_vnd) for index, count in touched]
    total = min(amount, sum(weights))
    if total <= 0:
        return []
    # No share is more than its weight, for the total is no more than all weights together.
    parts = split_shares(total, weights)
    return [Share(index, part, count) for (index, count), part in zip(touched, parts, strict=True)]


def _cheapest_free(goods: Sequence[Goods], order: Sequence[int]) -> list[Share]:
    for index in order:
        row = goods[index]
        if row.free > 0 and row.left_vnd > 0:
            return [Share(index, min(row.price_vnd, row.left_vnd), 1)]
    return []


def _bundle(value: Decimal, goods: Sequence[Goods], order: Sequence[int], pieces: int, distinct: bool) -> list[Share]:
    wanted, touched = pieces, []
    for index in order:
        count = min(goods[index].free, wanted, 1 if distinct else wanted)
        if count > 0:
            touched.append((index, count))
            wanted -= count
    if wanted or not touched:
        return []
    worth = sum(goods[index].price_vnd * count for index, count in touched)
    # A price is never cut up: the bundle costs no less than was said.
    price = int(value) + (value != int(value))
    return _spread(worth - price, goods, touched)


def _if_any(found: list[Share]) -> list[Share]:
    return found if any(share.amount_vnd for share in found) else []
