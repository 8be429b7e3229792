"""An offer of the dashboard is whole dong for the shopper, for each producer, and in the order's books."""

from __future__ import annotations

import pytest
from oscar.core.loading import get_model

from tests.factories.promotions import open_offer
from tests.factories.situations import on_sale
from tests.pages.conftest import words_of
from tests.pages.test_checkout import SECOND, second

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def filled(client, cast, oil, now):
    """Two jars of oil (120.000 ₫) and three of 33.333 ₫ of one producer, one of 77.777 ₫ of another."""
    jam = on_sale(cast, at=now, title="Mứt mẫu", price_vnd=33_333)
    herb = on_sale(cast, at=now, title="Cao mẫu", price_vnd=77_777, producer=cast.producers[1])
    for product, quantity in ((oil, 2), (jam, 3), (herb, 1)):
        client.post(f"/gio-hang/them/{product.pk}/", {"quantity": quantity})


@pytest.mark.parametrize(
    ("kind", "value", "discounts"),
    [
        # 24.000 + 9.999,9 and 7.777,7: cut line by line, so 41.776 and not the 41.777 of the sum.
        ("Percentage", "10", [33_999, 7_777]),
        # 574,5 + 239,4 and 186,2: by largest remainder.
        ("Absolute", "1000.50", [814, 186]),
        # Off each piece.
        ("Fixed", "5000", [25_000, 5_000]),
        # Each of the six pieces for 30.000.
        ("Fixed price", "30000", [189_999, 47_777]),
    ],
)
def test_a_discount_is_whole_dong_and_its_parts_equal_the_whole(client, page, filled, now, kind, value, discounts):
    made = open_offer(at=now, kind=kind, value=value)
    total = 339_999 + 77_777 + 60_000 - sum(discounts)

    sent = second(client)
    response = client.post(SECOND, sent)

    assert response.status_code == 302
    assert int(sent["expected_total_vnd"]) == total
    order = get_model("order", "Order").objects.get()
    assert order.total_incl_tax == total
    parts = order.producer_orders.order_by("pk")
    assert [(part.goods_vnd, part.discount_vnd) for part in parts] == [
        (339_999, discounts[0]),
        (77_777, discounts[1]),
    ]
    assert sum(line.line_price_incl_tax for line in order.lines.all()) + 60_000 == total
    assert [row.amount for row in order.discounts.all()] == [sum(discounts)]
    made.refresh_from_db()
    assert made.total_discount == sum(discounts)
    assert words_of(page(response.headers["Location"]).select_one(".summary .total dd")).startswith(
        f"{total:,}".replace(",", ".")
    )
