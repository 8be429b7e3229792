"""Two pack sizes of one listing are priced at one moment: neither notes a price that the other has just left."""

import contextlib
import threading

import pytest
from oscar.core.loading import get_model

from shop.stock import operations
from tests.conftest import NOW
from tests.factories.situations import make_product, put_up
from tests.races.conftest import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def priced_at_once(committed, monkeypatch):
    """Raises both prices, 10.000 to 50.000 and 60.000, each waiting for the other before it notes the lowest."""
    products = get_model("catalogue", "Product").objects
    listing = make_product(producer=committed.producers[0], structure="parent")
    packs = [products.create(title="Hũ", structure="child", parent=listing) for _ in range(2)]
    rows = [put_up(pack, at=NOW, price_vnd=10_000) for pack in packs]
    gate, note = threading.Barrier(2), operations._note_lowest_price

    def note_late(key):
        # Broken: the other one waits for the listing, as it should.
        with contextlib.suppress(threading.BrokenBarrierError):
            gate.wait(timeout=1)
        note(key)

    monkeypatch.setattr(operations, "_note_lowest_price", note_late)

    def act():
        together(
            *(
                lambda row=row, price=price: operations.set_price(stock_record=row, price_vnd=price, by=None, at=NOW)
                for row, price in zip(rows, (50_000, 60_000), strict=True)
            )
        )
        return products.get(pk=listing.pk).lowest_price_vnd

    return act


def test_the_lowest_price_of_two_that_change_at_once(priced_at_once):
    assert priced_at_once() == 50_000


def test_without_the_lock_the_old_price_would_stay(priced_at_once, monkeypatch):
    products = get_model("catalogue", "Product").objects
    monkeypatch.setattr(operations, "_lock_listing", lambda key: products.values_list("parent", flat=True).get(pk=key))

    assert priced_at_once() == 10_000
