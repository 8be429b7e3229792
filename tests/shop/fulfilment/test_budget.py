"""What placing an order asks of the database: three producers and six lines, and one line more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.forks.order.placement import Buyer, Wishes, place
from tests.factories.producers import make_producer
from tests.factories.situations import basket_with, on_sale

pytestmark = [pytest.mark.django_db]

MOST, MOST_A_LINE = 60, 3


@pytest.fixture
def makers(cast, places):
    return [*cast.producers[:2], make_producer(commune=places.vang_danh, name="HTX Thứ Ba")]


def asked(products, places, now, phone):
    """This will order one of each and return the statements."""
    basket = basket_with(*products, at=now)
    buyer = Buyer("Hoa", phone, places.truong_xuan, "Thôn 10")
    total = sum(int(line.line_price_incl_tax) for line in basket.all_lines())
    sellers = {line.stockrecord.partner_id for line in basket.all_lines()}
    with CaptureQueriesContext(connection) as statements:
        place(
            basket_id=basket.pk,
            buyer=buyer,
            by=None,
            language="vi",
            expected_total_vnd=total + 30_000 * len(sellers),
            wishes=Wishes(wordings={"giao-hang": "2026-01-01"}),
            clock=lambda: now,
        )
    return [row["sql"] for row in statements.captured_queries]


def test_three_producers_and_six_lines(cast, places, now, makers):
    products = [on_sale(cast, at=now, producer=makers[number % 3]) for number in range(7)]
    asked(products[:1], places, now, "+84912345670")

    six = asked(products[:6], places, now, "+84912345671")
    seven = asked(products, places, now, "+84912345672")

    assert len(six) <= MOST
    assert len(seven) - len(six) <= MOST_A_LINE
