"""Who shows prices and what is free hears when either changed, and not of every piece that goes."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_model

from shop.fulfilment import operations
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.placing import commit_goods
from shop.fulfilment.states import Actor
from shop.primitives.refusal import Refusal
from shop.stock.models import LocationKind
from shop.stock.operations import (
    StockGone,
    adjust,
    consume,
    open_location,
    open_stock_record,
    promise,
    receive,
    release,
    set_price,
    take_back,
)
from tests.factories.orders import placed
from tests.factories.situations import basket_with, make_product, on_sale, put_up

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def jar(cast, now, heard):
    """Two pieces at the producer's."""
    row = on_sale(cast, at=now, stock=2).stockrecords.get()
    heard.changes()
    return row


def of(row, at):
    return [("product.changed", [row.product_id], at)]


@pytest.fixture
def booth(cast):
    return open_location(code="centre.shop", name="Quầy", kind=LocationKind.SHOP, centre=cast.centres[0])


def test_the_last_piece_is_announced_and_no_other(jar, now, heard):
    promise(stock_record_id=jar.pk, quantity=1, at=now)
    assert heard.changes() == []

    # The caller's transaction is the act's: an update and an announcement stand in it together.
    with transaction.atomic():
        promise(stock_record_id=jar.pk, quantity=1, at=now)
    assert heard.changes() == of(jar, now)

    with pytest.raises(Refusal):
        promise(stock_record_id=jar.pk, quantity=1, at=now)
    assert heard.changes() == []


def test_a_promise_that_leaves_a_piece_costs_one_statement(jar, now, heard):
    with CaptureQueriesContext(connection) as statements:
        promise(stock_record_id=jar.pk, quantity=1, at=now)

    assert [row["sql"].split()[0] for row in statements] == ["UPDATE"]


def test_goods_that_come_are_announced_where_none_were_free(jar, now, heard):
    receive(stock_record=jar, quantity=1, by=None, at=now)
    assert heard.changes() == []
    adjust(stock_record=jar, counted=2, by=None, at=now, reason="kiểm kho")
    assert heard.changes() == []

    adjust(stock_record=jar, counted=0, by=None, at=now, reason="kiểm kho")
    assert heard.changes() == of(jar, now)
    assert adjust(stock_record=jar, counted=0, by=None, at=now, reason="kiểm kho") is None
    with pytest.raises(Refusal):
        receive(stock_record=jar, quantity=0, by=None, at=now)
    assert heard.changes() == []

    receive(stock_record=jar, quantity=3, by=None, at=now)
    assert heard.changes() == of(jar, now)


def test_what_is_promised_is_not_free(cast, places, now, heard):
    oil = on_sale(cast, at=now, stock=1)
    placed(oil, commune=places.truong_xuan, at=now)
    row = oil.stockrecords.get()
    heard.changes()

    receive(stock_record=row, quantity=1, by=None, at=now)
    assert heard.changes() == of(row, now)
    adjust(stock_record=row, counted=1, by=None, at=now, reason="kiểm kho")
    assert heard.changes() == of(row, now)


def test_freed_goods_are_announced_where_none_were_free(cast, places, now, heard):
    oil = on_sale(cast, at=now, stock=2)
    first, second = (placed(oil, commune=places.truong_xuan, at=now).lines.get().reservation for _ in range(2))
    row = oil.stockrecords.get()
    heard.changes()

    release(reservation=first, at=now)
    assert heard.changes() == of(row, now)
    release(reservation=second, at=now)
    assert heard.changes() == []
    with pytest.raises(Refusal):
        release(reservation=first, at=now)
    assert heard.changes() == []
    row.refresh_from_db()
    assert (row.num_in_stock, row.num_allocated) == (2, 0)


def test_goods_that_leave_were_promised_and_goods_that_come_back_are_free(cast, places, now, heard):
    oil = on_sale(cast, at=now, stock=1)
    reservation = placed(oil, commune=places.truong_xuan, at=now).lines.get().reservation
    heard.changes()

    consume(reservation=reservation, by=None, at=now)
    assert heard.changes() == []
    take_back(reservation=reservation, by=None, at=now, reason="trả lại")
    assert heard.changes() == of(oil.stockrecords.get(), now)


def test_a_price_is_announced_when_it_is_another_one(jar, now, heard):
    read_before = get_model("partner", "StockRecord").objects.get(pk=jar.pk)
    set_price(stock_record=jar, price_vnd=99_000, by=None, at=now)
    assert heard.changes() == of(jar, now)

    set_price(stock_record=jar, price_vnd=99_000, by=None, at=now)
    with pytest.raises(Refusal):
        set_price(stock_record=jar, price_vnd=0, by=None, at=now)
    assert heard.changes() == []

    set_price(stock_record=read_before, price_vnd=120_000, by=None, at=now)
    assert heard.changes() == of(jar, now)
    set_price(stock_record=jar, price_vnd=None, by=None, at=now)
    assert heard.changes() == of(jar, now)
    set_price(stock_record=jar, price_vnd=None, by=None, at=now)
    assert heard.changes() == []


def test_what_is_put_up_with_a_price_is_announced(cast, now, heard):
    priced, unpriced = (make_product(producer=cast.producers[0]) for _ in range(2))
    heard.changes()

    put_up(priced, at=now, stock=0)
    assert heard.changes() == [("product.changed", [priced.pk], now)]
    put_up(unpriced, at=now, price_vnd=None, stock=0)
    assert heard.changes() == []


def test_of_a_pack_size_its_own_key_is_said(cast, now, heard):
    listing = make_product(producer=cast.producers[0], structure="parent")
    pack = get_model("catalogue", "Product").objects.create(title="Gói", structure="child", parent=listing)
    heard.changes()

    row = put_up(pack, at=now, stock=0)
    assert heard.changes() == [("product.changed", [pack.pk], now)]
    receive(stock_record=row, quantity=1, by=None, at=now)
    assert heard.changes() == [("product.changed", [pack.pk], now)]


def test_what_lies_at_a_centre_is_nothing_of_the_listing(cast, booth, now, heard):
    listing = make_product(producer=cast.producers[0])
    heard.changes()

    row = open_stock_record(
        product=listing,
        location=booth,
        seller_of_record=listing.producer.partner,
        price_vnd=20_000,
        by=None,
        at=now,
    )
    receive(stock_record=row, quantity=1, by=None, at=now)
    set_price(stock_record=row, price_vnd=25_000, by=None, at=now)
    promise(stock_record_id=row.pk, quantity=1, at=now)

    assert heard.changes() == []


def test_an_order_that_takes_the_last_of_several_says_it_once(cast, places, now, heard):
    last = [on_sale(cast, at=now, stock=1, producer=producer) for producer in cast.producers]
    many = on_sale(cast, at=now, stock=10)
    heard.changes()

    order = placed(many, *last, commune=places.truong_xuan, at=now)

    both = [("product.changed", [product.pk for product in last], now)]
    assert heard.changes() == both
    for part, product in zip(ProducerOrder.objects.filter(order=order).order_by("pk"), last, strict=True):
        operations.refuse(producer_order=part, actor=Actor.PRODUCER, by=None, at=now, reason="hết hàng")
        assert heard.changes() == [("product.changed", [product.pk], now)]


def test_an_order_that_is_refused_says_nothing(cast, places, now, heard):
    last, gone = on_sale(cast, at=now, stock=1), on_sale(cast, at=now, stock=1)
    basket = basket_with(last, gone, at=now)
    placed(gone, commune=places.truong_xuan, at=now)
    heard.changes()

    with pytest.raises(StockGone), transaction.atomic():
        commit_goods(lines=basket.all_lines(), clock=lambda: now)

    # The first of the two had been promised, and was the last.
    assert heard.changes() == []
    assert last.stockrecords.get().net_stock_level == 1
