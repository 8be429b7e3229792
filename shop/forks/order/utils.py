"""Door three's plug: Oscar writes the order; before its first line our rooms lock, ask and promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from oscar.apps.order.utils import *  # noqa: F403
from oscar.apps.order.utils import OrderCreator as OscarOrderCreator

from shop.fulfilment.placing import commit_goods, line_copy, open_producer_orders, reserve_lines
from shop.fulfilment.split import Part
from shop.primitives.codes import crockford
from shop.primitives.money import vnd
from shop.promotions.operations import keep_line_discounts, use_offer, use_voucher


class OrderNumberGenerator:
    """Ten random characters, base 32: not guessable, short enough for the telephone."""

    def order_number(self, basket: Any = None) -> str:
        """This will return a number that no order has."""
        # Of 2^50 none comes twice; if one does, the database refuses it and the shopper presses again.
        return crockford(10)


class OrderCreator(OscarOrderCreator):
    """One use per order: it holds the parts and what was committed while Oscar calls its hooks."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._basket_parts = parts

    def place_order(self, basket: Any, *args: Any, clock: Callable[[], datetime] = timezone.now, **kwargs: Any) -> Any:
        """This will place the order of a basket; refusals of the rooms go through to the caller.

        Refuses: NotCertified, PriceGone, StockGone, OfferUsedUp.
        """
        self._user = kwargs.get("user")
        self._given: list[tuple[Any, Any]] = []
        self._lines: list[Any] = []
        with transaction.atomic(savepoint=False):
            self._committed = commit_goods(lines=list(basket.all_lines()), clock=clock)
            order = super().place_order(basket, *args, **kwargs)
            reserve_lines(lines=self._lines, at=self._committed.at)
            keep_line_discounts(given=self._given, at=self._committed.at)
            for row in basket.grouped_voucher_discounts:
                use_voucher(voucher=row["voucher"], order=order, amount_vnd=vnd(row["discount"]), by=self._user)
            return order

    def create_order_model(self, user: Any, basket: Any, *args: Any, **kwargs: Any) -> Any:
        order = super().create_order_model(user, basket, *args, date_placed=self._committed.at, **kwargs)
        self._parts = open_producer_orders(order=order, parts=self._basket_parts, by=user, at=self._committed.at)
        return order

    def create_line_models(self, order: Any, basket_line: Any, extra_line_fields: Any = None) -> Any:
        copy = line_copy(line=basket_line, committed=self._committed, parts=self._parts)
        return super().create_line_models(order, basket_line, {**(extra_line_fields or {}), **copy})

    def create_additional_line_models(self, order: Any, order_line: Any, basket_line: Any) -> None:
        self._lines.append(order_line)

    def create_line_price_models(self, order: Any, order_line: Any, basket_line: Any) -> None:
        """This will do nothing: a line has one price, and it stands on the line."""

    def create_line_discount_models(self, order: Any, order_line: Any, basket_line: Any) -> None:
        """This will note what the line got: our rows, which name who bears it, stand for Oscar's."""
        self._given.append((order_line, basket_line))

    def record_discount(self, discount: Any) -> None:
        """This will count an offer as used, within its limits."""
        use_offer(offer=discount["offer"], times=discount["freq"], amount_vnd=vnd(discount["discount"]), by=self._user)

    def record_voucher_usage(self, order: Any, voucher: Any, user: Any) -> None:
        """This will do nothing: a voucher that took nothing off is not used; the other is counted in `place_order`."""

    def update_stock_records(self, line: Any) -> None:
        """This will do nothing: the pieces were promised before the first line was written."""
