"""Two buyers, one last jar; fifty buyers, ten jars; a revocation against two shoppers. Real threads, real commits."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from oscar.core.loading import get_model

from shop.forks.order.placement import Buyer, place
from shop.fulfilment import placing
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.placing import NotCertified
from shop.stock.models import Reservation
from shop.stock.operations import StockGone
from tests.conftest import NOW
from tests.factories.situations import basket_with, on_sale, revoke
from tests.races.conftest import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite_too]


def buyer_of(basket, cast, phone=""):
    """Somebody with a phone of her own: of one phone only a few orders may be open."""
    phone = phone or f"+8491{basket.pk % 10_000_000:07d}"
    return Buyer(name="Hoa", phone=phone, commune=cast.places.truong_xuan, street="Thôn 10")


def buying(basket, cast, *, phone="", total_vnd=150_000, clock=lambda: NOW):
    return lambda: place(
        basket_id=basket.pk,
        buyer=buyer_of(basket, cast, phone),
        by=None,
        language="vi",
        expected_total_vnd=total_vnd,
        clock=clock,
    )


def sold(product):
    row = product.stockrecords.get()
    return get_model("order", "Order").objects.count(), row.num_in_stock, row.num_allocated


def test_two_buyers_and_one_last_jar(committed):
    jar = on_sale(committed, at=NOW, stock=1)
    baskets = [basket_with(jar, at=NOW) for _ in range(2)]

    results = together(*(buying(basket, committed) for basket in baskets))

    orders = [r for r in results if isinstance(r, get_model("order", "Order"))]
    refused = [r for r in results if isinstance(r, StockGone)]
    assert (len(orders), len(refused)) == (1, 1)
    assert refused[0].facts["free"] == 0
    assert sold(jar) == (1, 1, 1)
    assert Reservation.objects.count() == ProducerOrder.objects.count() == 1


def test_without_the_guard_both_would_win(committed, monkeypatch):
    """The race is real: both baskets asked while the jar was free; Oscar's allocate adds later without asking."""
    jar = on_sale(committed, at=NOW, stock=1)
    baskets = [basket_with(jar, at=NOW) for _ in range(2)]
    records = get_model("partner", "StockRecord").objects

    def add_without_asking(*, stock_record_id, quantity, at):
        records.filter(pk=stock_record_id).update(num_allocated=F("num_allocated") + quantity)

    monkeypatch.setattr(placing, "promise", add_without_asking)
    # The database would stop the second one, too; for this proof its constraint is taken away.
    meta = records.model._meta
    guarded = list(meta.constraints)
    constraint = next(c for c in guarded if c.name == "partner_stockrecord_not_oversold")
    # SQLite makes the table anew from what the model says.
    meta.constraints = [c for c in guarded if c is not constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(records.model, constraint)
    try:
        results = together(*(buying(basket, committed) for basket in baskets))

        assert [type(r).__name__ for r in results] == ["Order", "Order"], results
        assert sold(jar) == (2, 1, 2)
    finally:
        records.update(num_allocated=0)
        meta.constraints = guarded
        with connection.schema_editor() as editor:
            editor.add_constraint(records.model, constraint)


def test_fifty_buyers_and_ten_jars(committed):
    jar = on_sale(committed, at=NOW, stock=10)
    baskets = [basket_with(jar, at=NOW) for _ in range(50)]

    results = together(*(buying(basket, committed) for basket in baskets))

    orders = [r for r in results if isinstance(r, get_model("order", "Order"))]
    refused = [r for r in results if isinstance(r, StockGone)]
    assert (len(orders), len(refused)) == (10, 40), results
    assert sold(jar) == (10, 10, 10)
    assert len({order.number for order in orders}) == 10


def test_of_one_phone_no_more_than_three_orders_are_open(committed, settings):
    settings.CASH_MOST_OPEN = 3
    jar = on_sale(committed, at=NOW, stock=20)
    baskets = [basket_with(jar, at=NOW) for _ in range(8)]

    results = together(*(buying(basket, committed, phone="+84912345678") for basket in baskets))

    assert sorted(type(r).__name__ for r in results) == ["Order"] * 3 + ["TooManyOpen"] * 5
    assert sold(jar) == (3, 20, 3)


def test_a_double_click_is_one_order(committed):
    jar = on_sale(committed, at=NOW, stock=10)
    basket = basket_with(jar, at=NOW)

    results = together(*(buying(basket, committed) for _ in range(4)))

    assert {getattr(r, "pk", r) for r in results} == {get_model("order", "Order").objects.get().pk}
    assert sold(jar) == (1, 10, 1)


def test_baskets_of_the_same_two_goods_in_opposite_order_do_not_block_each_other(committed):
    first, second = (on_sale(committed, at=NOW, stock=20) for _ in range(2))
    baskets = [basket_with(*pair, at=NOW) for pair in [(first, second), (second, first)] * 4]

    results = together(*(buying(basket, committed, total_vnd=270_000) for basket in baskets))

    assert [type(r).__name__ for r in results] == ["Order"] * 8


def test_a_revocation_meets_two_shoppers_in_checkout(committed):
    """However the three interleave: no order is written after the revocation, and what is written was certified."""
    jar = on_sale(committed, at=NOW, stock=10)
    baskets = [basket_with(jar, at=NOW) for _ in range(2)]
    revoked_at = NOW + timedelta(seconds=1)
    is_revoked = threading.Event()

    def clock():
        return revoked_at + timedelta(microseconds=1) if is_revoked.is_set() else NOW

    def revoking():
        revoke(jar, committed, at=revoked_at)
        is_revoked.set()

    results = together(*(buying(basket, committed, clock=clock) for basket in baskets), revoking)

    assert results[2] is None, results[2]
    for result in results[:2]:
        assert isinstance(result, NotCertified) or result.lines.get().certified_at < revoked_at
    # From now on nobody buys it.
    late = basket_with(at=NOW)
    row = jar.stockrecords.get()
    late.lines.create(product=jar, stockrecord=row, line_reference="x", quantity=1, price_currency="VND")
    assert isinstance(together(buying(late, committed, clock=clock))[0], NotCertified)
