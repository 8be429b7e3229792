"""The one place that locks. Order: order → producer orders → stock records → standings, each by key, once, late."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oscar.core.loading import get_model

from shop.fulfilment.models import ProducerOrder


def lock_stock_records(*, ids: Iterable[int]) -> list[Any]:
    """This will hold these stock records until the transaction ends (SQLite: the whole database). Costs: one query."""
    rows = get_model("partner", "StockRecord").objects.filter(pk__in=set(ids)).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def lock_parts(*, order_id: int) -> list[ProducerOrder]:
    """This will hold an order and its producer orders. Costs: two queries."""
    list(get_model("order", "Order").objects.filter(pk=order_id).select_for_update(of=("self",)).values_list("pk"))
    parts = ProducerOrder.objects.filter(order_id=order_id).order_by("pk").select_for_update(of=("self",))
    return list(parts)
