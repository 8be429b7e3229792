"""Door three's plug: Oscar writes the order; before its first line our rooms lock, ask and promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.utils import *  # noqa: F403
from oscar.apps.order.utils import OrderCreator as OscarOrderCreator
from oscar.core.loading import get_model

from shop.fulfilment.placing import commit_goods, line_copy, open_producer_orders, reserve_line
from shop.fulfilment.split import Part
from shop.primitives.codes import crockford


class OrderNumberGenerator:
    """Ten random characters, base 32: not guessable, short enough for the telephone."""

    def order_number(self, basket: Any = None) -> str:
        """This will return a number that no order has."""
        orders = get_model("order", "Order").objects
        number = crockford(10)
        while orders.filter(number=number).exists():
            number = crockford(10)
        return number


class OrderCreator(OscarOrderCreator):
    """One use per order: it holds the parts and what was committed while Oscar calls its hooks."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._basket_parts = parts

    def place_order(self, basket: Any, *args: Any, clock: Callable[[], datetime] = timezone.now, **kwargs: Any) -> Any:
        """This will place the order of a basket; refusals of the rooms go through to the caller.

        Refuses: NotCertified, PriceGone, StockGone.
        """
        self._basket = basket
        with transaction.atomic():
            self._committed = commit_goods(lines=list(basket.all_lines()), clock=clock)
            return super().place_order(basket, *args, **kwargs)

    def create_order_model(self, user: Any, basket: Any, *args: Any, **kwargs: Any) -> Any:
        order = super().create_order_model(user, basket, *args, date_placed=self._committed.at, **kwargs)
        self._parts = open_producer_orders(order=order, parts=self._basket_parts, by=user, at=self._committed.at)
        return order

    def create_line_models(self, order: Any, basket_line: Any, extra_line_fields: Any = None) -> Any:
        copy = line_copy(line=basket_line, committed=self._committed, parts=self._parts)
        return super().create_line_models(order, basket_line, {**(extra_line_fields or {}), **copy})

    def create_additional_line_models(self, order: Any, order_line: Any, basket_line: Any) -> None:
        reserve_line(line=order_line, at=self._committed.at)

    def create_discount_model(self, order: Any, discount: Any) -> None:
        """This will record an offer's discount as the sum of what its lines got: rounded together it can be more."""
        if discount["result"].affects_basket:
            given = [row for line in self._basket.all_lines() for row in line.discounts if row.offer]
            discount["discount"] = sum(row.amount for row in given if row.offer.pk == discount["offer"].pk)
        super().create_discount_model(order, discount)

    def update_stock_records(self, line: Any) -> None:
        """This will do nothing: the pieces were promised before the first line was written."""
