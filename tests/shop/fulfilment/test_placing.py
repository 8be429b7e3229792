"""Placing an order: what is copied, what is promised, what is refused, and that nothing is left behind."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from oscar.core.loading import get_model

from shop.channels.queries import WhyNot
from shop.forks.basket.models import NotForSale
from shop.forks.order.placement import BasketEmpty, Buyer, TotalChanged, Wishes, place
from shop.fulfilment.models import ProducerOrder, StateChange
from shop.fulfilment.placing import AgeNotSaid, NotCertified, PriceGone
from shop.outbox.models import Message
from shop.stock.models import Reservation
from shop.stock.operations import StockGone, set_price
from tests.factories.situations import UNSELLABLE, basket_with, certify, make_product, on_sale, put_up, revoke

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

DELIVERY = 30_000


@pytest.fixture
def buyer(places):
    return Buyer(name="Nguyễn Thị Hoa", phone="+84912345678", commune=places.truong_xuan, street="Thôn 10")


def order_of(basket, buyer, now, total, **kwargs):
    return place(
        basket_id=basket.pk,
        buyer=buyer,
        by=kwargs.pop("by", None),
        language="vi",
        expected_total_vnd=total,
        clock=lambda: now,
        **kwargs,
    )


def nothing_was_written():
    return (
        get_model("order", "Order").objects.count(),
        get_model("order", "Line").objects.count(),
        ProducerOrder.objects.count(),
        Reservation.objects.count(),
        get_model("order", "ShippingAddress").objects.count(),
        Message.objects.count(),
        sum(row.num_allocated or 0 for row in get_model("partner", "StockRecord").objects.all()),
    ) == (0, 0, 0, 0, 0, 0, 0)


def test_two_producers_are_one_order_of_two_parts(cast, buyer, now):
    oil = on_sale(cast, at=now, title="Dầu lạc", price_vnd=120_000)
    tea = on_sale(cast, at=now, title="Chè vằng", price_vnd=145_000, producer=cast.producers[1], stars=3)
    basket = basket_with(oil, tea, at=now, quantity=2)

    order = order_of(basket, buyer, now, 2 * 265_000 + 2 * DELIVERY, wishes=Wishes(note="Giao giờ hành chính"))

    assert (order.total_incl_tax, order.shipping_incl_tax, order.status) == (590_000, 60_000, "new")
    assert (order.note, order.language, order.payment_method) == ("Giao giờ hành chính", "vi", "cod")
    assert len(order.number) == 10
    parts = list(order.producer_orders.order_by("pk"))
    assert [p.number for p in parts] == [f"{order.number}-1", f"{order.number}-2"]
    assert [(p.goods_vnd, p.delivery_vnd, p.total_vnd) for p in parts] == [
        (240_000, 30_000, 270_000),
        (290_000, 30_000, 320_000),
    ]
    assert sum(p.total_vnd for p in parts) == order.total_incl_tax
    assert [p.partner.producer for p in parts] == cast.producers
    assert StateChange.objects.filter(target="new", actor="buyer").count() == 2


def test_the_line_keeps_the_certificate_it_was_sold_under(cast, buyer, now):
    product = on_sale(cast, at=now, stars=5, title="Miến dong")
    certificate = product.certificates.get()

    order = order_of(basket_with(product, at=now), buyer, now, 120_000 + DELIVERY)

    line = order.lines.get()
    assert line.certificate == certificate
    assert (line.stars, line.decision_number) == (5, certificate.decision.number)
    assert (line.commune_code, line.commune_name, line.province_name) == (
        "06811",
        "Phường Uông Bí",
        "Thành phố Quảng Ninh",
    )
    assert (line.certified_at, line.certificate_valid_to) == (now, certificate.valid_to)
    assert (line.channel.code, line.first_touch_channel.code) == ("national", "national")
    assert line.seller_of_record == cast.producers[0].partner
    assert line.location.kind == "PRODUCER"


def test_goods_are_promised_and_reserved(cast, buyer, now):
    product = on_sale(cast, at=now, stock=10)

    order = order_of(basket_with(product, at=now, quantity=3), buyer, now, 360_000 + DELIVERY)

    row = product.stockrecords.get()
    assert (row.num_in_stock, row.num_allocated) == (10, 3)
    reservation = order.lines.get().reservation
    assert (reservation.quantity, reservation.state, reservation.expires_at) == (3, "OPEN", None)


def test_a_second_completion_is_the_same_order(cast, buyer, now):
    basket = basket_with(on_sale(cast, at=now), at=now)

    first = order_of(basket, buyer, now, 150_000)
    second = order_of(basket, buyer, now, 150_000)

    assert first == second
    assert get_model("order", "Order").objects.count() == 1
    assert Reservation.objects.count() == 1


def test_the_database_refuses_two_orders_of_one_basket(cast, buyer, now):
    order = order_of(basket_with(on_sale(cast, at=now), at=now), buyer, now, 150_000)
    twin = get_model("order", "Order").objects.get(pk=order.pk)
    twin.pk, twin.number = None, "TWIN000000"

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_an_order_line_without_its_certificate_cannot_exist(cast, buyer, now):
    line = order_of(basket_with(on_sale(cast, at=now), at=now), buyer, now, 150_000).lines.get()
    lines = get_model("order", "Line").objects.filter(pk=line.pk)

    for change in (
        {"certificate": None},
        {"stars": 2},
        {"decision_number": ""},
        {"certified_at": line.certificate_valid_to},
        {"producer_order": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            lines.update(**change)


@pytest.mark.parametrize("situation", UNSELLABLE)
def test_what_is_not_certified_at_that_instant_is_refused(cast, buyer, now, situation):
    """Filled while the strategy still said yes, then committed at `now`."""
    good = on_sale(cast, at=now)
    bad = UNSELLABLE[situation](cast, at=now)
    basket = basket_with(good, at=now)
    row = bad.stockrecords.get()
    basket.lines.create(
        product=bad, stockrecord=row, line_reference="x", quantity=1, price_currency="VND", price_excl_tax=row.price
    )

    with pytest.raises(NotCertified) as refusal:
        order_of(basket, buyer, now, 150_000)

    assert refusal.value.facts["product"] == bad.pk
    assert refusal.value.facts["why_not"] == WhyNot.UNCERTIFIED
    assert nothing_was_written()
    basket.refresh_from_db()
    assert basket.status == "Open"
    assert basket.lines.count() == 2


def test_the_last_microsecond_sells_and_the_end_does_not(cast, buyer, now):
    product = make_product(producer=cast.producers[0])
    certify(product, cast, valid_from=now - timedelta(days=10), valid_to=now)
    put_up(product, at=now)
    before = now - timedelta(microseconds=1)
    basket = basket_with(product, at=before)

    with pytest.raises(NotCertified):
        order_of(basket, buyer, now, 150_000)

    assert order_of(basket, buyer, before, 150_000).lines.get().certified_at == before


def test_a_basket_filled_before_the_revocation_is_refused_after_it(cast, buyer, now):
    product = on_sale(cast, at=now)
    basket = basket_with(product, at=now)
    revoke(product, cast, at=now + timedelta(minutes=1))

    with pytest.raises(NotCertified):
        order_of(basket, buyer, now + timedelta(minutes=1), 150_000)

    assert nothing_was_written()


def test_a_past_order_keeps_its_copy_when_the_certificate_is_revoked(cast, buyer, now):
    product = on_sale(cast, at=now)
    order = order_of(basket_with(product, at=now), buyer, now, 150_000)

    revoke(product, cast, at=now + timedelta(days=1))

    line = order.lines.get()
    assert line.stars == 4
    assert line.certificate_valid_to == now + timedelta(days=700)


def test_more_than_there_is_is_refused_whole(cast, buyer, now):
    plenty = on_sale(cast, at=now, stock=10)
    scarce = on_sale(cast, at=now, stock=2, title="Lọ cuối")
    basket = basket_with(plenty, scarce, at=now, quantity=2)
    basket.lines.filter(product=scarce).update(quantity=3)

    with pytest.raises(StockGone) as refusal:
        order_of(basket, buyer, now, 0)

    assert refusal.value.facts == {"title": "Lọ cuối", "asked": 3, "free": 2}
    assert nothing_was_written()


def test_a_total_that_changed_is_asked_again(cast, buyer, now):
    product = on_sale(cast, at=now)
    basket = basket_with(product, at=now)
    set_price(stock_record=product.stockrecords.get(), price_vnd=130_000, by=None, at=now)

    with pytest.raises(TotalChanged) as refusal:
        order_of(basket, buyer, now, 150_000)

    assert refusal.value.facts["total_vnd"] == 160_000
    assert nothing_was_written()


def test_a_price_that_went_away_is_refused(cast, buyer, now):
    product = on_sale(cast, at=now)
    basket = basket_with(product, at=now)
    set_price(stock_record=product.stockrecords.get(), price_vnd=None, by=None, at=now)

    with pytest.raises(PriceGone):
        order_of(basket, buyer, now, 150_000)

    assert nothing_was_written()


def test_an_empty_basket_is_no_order(buyer, now, db):
    with pytest.raises(BasketEmpty):
        order_of(basket_with(at=now), buyer, now, 0)


@pytest.mark.parametrize(("criteria_set", "herbal_kind"), [(26, ""), (18, ""), (18, "MEDICINE"), (None, "")])
def test_kinds_without_rules_are_kept_out_of_baskets_and_orders(cast, buyer, now, criteria_set, herbal_kind):
    product = on_sale(cast, at=now, criteria_set=criteria_set, herbal_kind=herbal_kind)

    with pytest.raises(NotForSale) as refusal:
        basket_with(product, at=now)

    assert refusal.value.facts["why_not"] == WhyNot.KIND_NOT_SOLD
    basket = basket_with(at=now)
    row = product.stockrecords.get()
    basket.lines.create(product=product, stockrecord=row, line_reference="x", quantity=1, price_currency="VND")
    with pytest.raises(NotCertified):
        order_of(basket, buyer, now, 150_000)
    assert nothing_was_written()


@pytest.mark.parametrize("criteria_set", [14, 15])
def test_alcohol_is_ordered_by_who_says_to_be_of_age(cast, buyer, now, criteria_set):
    basket = basket_with(on_sale(cast, at=now, criteria_set=criteria_set), at=now)

    with pytest.raises(AgeNotSaid):
        order_of(basket, buyer, now, 150_000)
    assert nothing_was_written()

    assert order_of(basket, buyer, now, 150_000, wishes=Wishes(is_of_age=True)).agreement.is_of_age


def test_a_food_supplement_is_sold(cast, buyer, now):
    product = on_sale(cast, at=now, criteria_set=18, herbal_kind="SUPPLEMENT")

    assert order_of(basket_with(product, at=now), buyer, now, 150_000).lines.count() == 1


def test_a_pack_size_needs_its_own_cover(cast, buyer, now):
    parent = make_product(producer=cast.producers[0], structure="parent")
    certify(parent, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=10))
    child = get_model("catalogue", "Product").objects.create(
        structure="child", parent=parent, title=parent.title, pack_size="túi 5 kg"
    )
    put_up(child, at=now)

    with pytest.raises(NotForSale):
        basket_with(child, at=now)


def test_the_buyer_and_each_producer_are_told_once(cast, buyer, now):
    oil = on_sale(cast, at=now)
    tea = on_sale(cast, at=now, producer=cast.producers[1])

    order = order_of(basket_with(oil, tea, at=now), buyer, now, 240_000 + 2 * DELIVERY)

    told = Message.objects.filter(kind="notice").values_list("key", flat=True)
    assert sorted(told) == [
        f"order_placed:{order.number}",
        f"producer_order_placed:{order.number}-1",
        f"producer_order_placed:{order.number}-2",
    ]
    waiting = Message.objects.filter(kind="order_deadline").order_by("next_at").values_list("key", "next_at")
    assert list(waiting) == [
        (f"{order.number}:answer", now + timedelta(hours=48)),
        (f"{order.number}:expiry", now + timedelta(hours=72)),
    ]
