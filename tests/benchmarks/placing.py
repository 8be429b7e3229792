"""What placing one order costs alone: three producers, six lines. Run by `tests.benchmarks` against a filled database.

Prints one line of JSON: the statements of one order, those of an order with a line more, and the seconds of each order.
What follows after the commit (the mails) is the outbox's and not counted.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import django


def _goods() -> list[list[Any]]:
    """Seven things that can be bought, of three producers that sell at least three each."""
    from oscar.core.loading import get_class, get_model

    strategy = get_class("partner.strategy", "Strategy")()
    found: dict[int, list[Any]] = {}
    products = get_model("catalogue", "Product").objects.exclude(structure="child").exclude(structure="parent")
    for product in products.order_by("producer_id", "pk").iterator():
        if (
            len(found.get(product.producer_id, [])) < 3
            and strategy.fetch_for_product(product).availability.is_available_to_buy
        ):
            found.setdefault(product.producer_id, []).append(product)
        if sum(len(rows) == 3 for rows in found.values()) == 3:
            break
    return [rows for rows in found.values() if len(rows) == 3][:3]


def _order(products: list[Any], commune: Any, number: int) -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from oscar.core.loading import get_class, get_model

    from shop.forks.order.placement import Buyer, place
    from shop.fulfilment.delivery import choose, offered_for
    from shop.fulfilment.queries import split_preview, total_vnd

    basket = get_model("basket", "Basket").objects.create()
    strategy = basket.strategy = get_class("partner.strategy", "Strategy")()
    for product in products:
        basket.add_product(product, 1)
    parts = split_preview(lines=basket.all_lines())
    choose(parts=parts, offered=offered_for(parts=parts, destination=commune, at=strategy.at), choices={})
    buyer = Buyer("Nguyễn Thị Hoa", f"+849{number + 10_000_000}", commune, "Thôn 10")
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as statements:
        place(basket_id=basket.pk, buyer=buyer, by=None, language="vi", expected_total_vnd=total_vnd(parts))
    return time.perf_counter() - started, len(statements)


def main(orders: int) -> None:
    """This will place so many orders, one after the other."""
    django.setup()
    from django.conf import settings

    from catalogue_ext.places.models import Commune

    settings.OUTBOX_EMBEDDED = False
    commune = Commune.objects.filter(valid_to=None).select_related("province").earliest("pk")
    goods = _goods()
    six = [product for rows in goods for product in rows[:2]]
    _, statements = _order(six, commune, 0)
    _, more = _order([*six, goods[0][2]], commune, 1)
    seconds = [_order(six, commune, number)[0] for number in range(2, orders + 2)]
    print(json.dumps({"statements": statements, "more": more - statements, "seconds": seconds}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
