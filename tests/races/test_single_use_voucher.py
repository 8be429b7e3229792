"""One voucher for one order, two orders at once: one wins, the other is told why, and its basket is whole."""

import threading

import pytest
from oscar.core.loading import get_model

from shop.forks.order.placement import Buyer, place
from shop.promotions import operations
from shop.promotions.models import LineDiscount
from shop.promotions.refusals import OfferUsedUp, VoucherGone
from tests.conftest import NOW
from tests.factories.promotions import open_offer, open_voucher
from tests.factories.situations import basket_with, on_sale
from tests.races.conftest import together

pytestmark = [pytest.mark.django_db(transaction=True)]

WITH_IT, WITHOUT_IT = 130_000, 150_000


def buying(basket, cast, total=WITH_IT):
    buyer = Buyer(name="Hoa", phone="+84912345678", commune=cast.places.truong_xuan, street="Thôn 10")
    return lambda: place(
        basket_id=basket.pk, buyer=buyer, by=None, language="vi", expected_total_vnd=total, clock=lambda: NOW
    )


@pytest.fixture
def two_baskets(committed):
    """Two guests, each with a jar and the same code."""
    voucher = open_voucher(at=NOW, usage="Single use")
    jar = on_sale(committed, at=NOW, stock=10)
    baskets = [basket_with(jar, at=NOW) for _ in range(2)]
    for basket in baskets:
        basket.vouchers.add(voucher)
    return voucher, baskets


def outcome(results):
    orders = [r for r in results if isinstance(r, get_model("order", "Order"))]
    return orders, [r for r in results if not isinstance(r, get_model("order", "Order"))]


@pytest.mark.sqlite_too
def test_two_orders_and_one_voucher(committed, two_baskets):
    voucher, baskets = two_baskets

    orders, refused = outcome(together(*(buying(basket, committed) for basket in baskets)))

    assert len(orders) == 1, refused
    assert isinstance(refused[0], VoucherGone), refused
    assert refused[0].facts == {"why": "voucher_used_up", "voucher": "CHAOBAN"}
    assert voucher.applications.count() == LineDiscount.objects.count() == 1
    loser = next(basket for basket in baskets if basket.pk != orders[0].basket_id)
    loser.refresh_from_db()
    assert (loser.status, loser.lines.count(), loser.vouchers.count()) == ("Open", 1, 1)
    # At the price without it, which the page shows now, the same basket becomes an order.
    assert buying(loser, committed, WITHOUT_IT)().total_incl_tax == WITHOUT_IT
    voucher.refresh_from_db()
    assert (voucher.num_orders, voucher.total_discount) == (1, 20_000)


def test_without_the_lock_both_would_win(committed, two_baskets, monkeypatch):
    """The race is real: both asked before either had written that it used the code.

    On PostgreSQL only: SQLite holds the whole database from the first statement on.
    """
    voucher, baskets = two_baskets
    asked, held, state = threading.Barrier(2), operations.held_voucher, operations.voucher_state

    def ask_together(**words):
        answer = state(**words)
        asked.wait(timeout=20)
        return answer

    monkeypatch.setattr(operations, "held_voucher", lambda *, basket, lock: held(basket=basket))
    monkeypatch.setattr(operations, "voucher_state", ask_together)
    # Oscar asks once more, later; its answer would be an error page.
    monkeypatch.setattr(get_model("voucher", "Voucher"), "is_available_to_user", lambda self, user=None: (True, ""))

    orders, refused = outcome(together(*(buying(basket, committed) for basket in baskets)))

    assert len(orders) == 2, refused
    assert voucher.applications.count() == 2


@pytest.mark.sqlite_too
def test_ten_orders_and_an_offer_for_three(committed):
    made = open_offer(at=NOW, kind="Absolute", value=20_000, max_global_applications=3)
    jar = on_sale(committed, at=NOW, stock=50)
    baskets = [basket_with(jar, at=NOW) for _ in range(10)]

    orders, refused = outcome(together(*(buying(basket, committed) for basket in baskets)))

    assert len(orders) == 3, refused
    # Who came while the last was being written is refused by the count; who came later, because the total is another.
    assert {type(r).__name__ for r in refused} <= {OfferUsedUp.__name__, "TotalChanged"}
    made.refresh_from_db()
    assert (made.num_applications, made.num_orders, made.total_discount) == (3, 3, 60_000)
    assert LineDiscount.objects.count() == 3
