"""Which goods the shop sells of a product, and how many of them are free."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from oscar.core.loading import get_model

from shop.stock.models import LocationKind


def record_sold(*, records: Iterable[Any]) -> Any:
    """This will pick the producer's own goods: priced before unpriced, then the oldest row. None where there are none.

    Costs: none where the records were read with their locations.
    """
    rows = [row for row in records if row.location.kind == LocationKind.PRODUCER]
    return min(rows, key=lambda row: (row.price is None, row.pk), default=None)


def free_pieces(*, product_ids: Iterable[int]) -> dict[int, int]:
    """This will return how many pieces of each product are free; what has no price is absent. Costs: 1 query."""
    records = get_model("partner", "StockRecord").objects.filter(product_id__in=set(product_ids))
    of: dict[int, list[Any]] = {}
    for record in records.select_related("location").order_by("pk"):
        of.setdefault(record.product_id, []).append(record)
    sold = {product: record_sold(records=rows) for product, rows in of.items()}
    return {
        product: record.net_stock_level
        for product, record in sold.items()
        if record is not None and record.price is not None
    }
