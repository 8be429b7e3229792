"""The prices of what is found, as bars, each a way to that span of prices."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from shop.discovery.asking import PRICE_STEPS, Facets
from shop.primitives.money import format_vnd
from shop.storefront.filters import Bound, Filters

# Of the drawing. Units: its own, 1 px at the usual size.
TALLEST, LEAST = 40, 3


@dataclass(frozen=True, slots=True)
class PriceBar:
    """How many results cost so much, and the address that keeps those alone, or all again. Units: ₫."""

    price_from: int
    # The first price that is too high; None for the last bar.
    below: int | None
    count: int
    height: int
    is_chosen: bool
    address: str

    @property
    def top(self) -> int:
        """This will return where the bar begins, from above."""
        return TALLEST - self.height

    @property
    def words(self) -> str:
        """This will say the span of prices."""
        if not self.price_from:
            return gettext("Under %(price)s") % {"price": format_vnd(self.below or 0)}
        if self.below is None:
            return gettext("%(price)s and more") % {"price": format_vnd(self.price_from)}
        prices = {"low": format_vnd(self.price_from), "high": format_vnd(self.below)}
        return gettext("%(low)s to under %(high)s") % prices

    @property
    def mark(self) -> str:
        """This will say where the span begins, as short as it stands under a bar: 50k, 1 tr."""
        if self.price_from >= 1_000_000:
            return gettext("%(millions)sm") % {"millions": self.price_from // 1_000_000}
        return gettext("%(thousands)sk") % {"thousands": self.price_from // 1_000} if self.price_from else "0"


def price_bars(filters: Filters, counts: Facets) -> list[PriceBar]:
    """This will return the bars from the cheapest up, empty where nothing has a price. Costs: none."""
    most = max(counts.prices)
    if not most:
        return []
    ends = [0, *PRICE_STEPS]
    return [
        _bar(filters, begin, below, count, most)
        for begin, below, count in zip(ends, [*PRICE_STEPS, None], counts.prices, strict=True)
    ]


def _bar(filters: Filters, begin: int, below: int | None, count: int, most: int) -> PriceBar:
    is_chosen = filters.price_range == (begin or None, below - 1 if below else None)
    low, high = (Bound(), Bound()) if is_chosen else (Bound(begin or None), Bound(below - 1 if below else None))
    return PriceBar(
        price_from=begin,
        below=below,
        count=count,
        height=max(LEAST, round(TALLEST * count / most)) if count else 0,
        is_chosen=is_chosen,
        address=replace(filters, price_from=low, price_to=high).address(),
    )
