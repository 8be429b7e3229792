"""One parcel of two goods, and what its stock and its people were told."""

from datetime import timedelta

import pytest

from shop.outbox.models import Message
from tests.factories.orders import placed
from tests.factories.situations import on_sale

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _terms(settings):
    settings.RETURN_DAYS = 7


@pytest.fixture
def goods(cast, now):
    """Two products of one producer: 120.000 and 80.000."""
    return [on_sale(cast, at=now, price_vnd=price) for price in (120_000, 80_000)]


@pytest.fixture
def part(goods, places, now):
    """One parcel of both, 230.000 with its delivery."""
    return placed(*goods, commune=places.truong_xuan, at=now).producer_orders.get()


def stock(product):
    row = product.stockrecords.get()
    return row.num_in_stock, row.num_allocated


def line_of(part, product):
    return part.lines.get(product=product).pk


def told(event):
    return Message.objects.filter(kind="notice", key__startswith=f"{event}:").count()
