"""A line called off, another address, a parcel that is fetched."""

import pytest
from oscar.core.loading import get_model

from shop.carriers.models import PickupPoint
from shop.fulfilment import operations as verbs
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.states import Actor
from tests.factories.orders import PHONE, delivered, sent
from tests.shop.fulfilment.after.conftest import HOUR, line_of, stock, told

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


# ---------------------------------------------------------------- one line


def test_one_line_falls_away_and_the_rest_goes_on(part, goods, now):
    verbs.cancel_line(
        producer_order=part, line_id=line_of(part, goods[1]), actor=Actor.BUYER, by=None, at=now, reason="đổi ý"
    )

    part.refresh_from_db()
    assert (part.state, part.total_vnd, part.reduced_vnd, part.payable_vnd) == ("new", 230_000, 80_000, 150_000)
    assert [stock(product) for product in goods] == [(10, 1), (10, 0)]
    assert (told("line_cancelled"), told("producer_line_cancelled")) == (1, 1)
    delivered(part, at=now)
    part.refresh_from_db()
    assert part.collection.amount_vnd == 150_000
    assert [stock(product) for product in goods] == [(9, 0), (10, 0)]


def test_the_last_line_takes_its_part_with_it(part, goods, now):
    for product in goods:
        verbs.cancel_line(
            producer_order=part, line_id=line_of(part, product), actor=Actor.BUYER, by=None, at=now, reason="đổi ý"
        )

    part.refresh_from_db()
    assert (part.state, part.payable_vnd) == ("cancelled", 0)


def test_a_line_falls_once_and_not_after_packing(part, goods, now):
    wanted = {"producer_order": part, "actor": Actor.BUYER, "by": None, "at": now, "reason": "đổi ý"}
    verbs.cancel_line(line_id=line_of(part, goods[0]), **wanted)
    with pytest.raises(verbs.LineFell):
        verbs.cancel_line(line_id=line_of(part, goods[0]), **wanted)
    for verb in (verbs.accept, verbs.pack):
        verb(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)

    with pytest.raises(verbs.StepRefused):
        verbs.cancel_line(line_id=line_of(part, goods[1]), **wanted)


def test_a_producer_without_one_of_the_goods_says_so_for_that_line(part, goods, now):
    verbs.cancel_line(
        producer_order=part, line_id=line_of(part, goods[0]), actor=Actor.PRODUCER, by=None, at=now, reason="hết hàng"
    )

    part.refresh_from_db()
    assert part.payable_vnd == 110_000
    assert told("producer_line_cancelled") == 0


# ---------------------------------------------------------------- picked up


def test_a_parcel_is_given_for_its_code_only(cast, places, goods, part, now):
    point = PickupPoint.objects.create(
        code="hl", name="TTXT", partner=cast.producers[0].partner, commune=places.uong_bi, address="1", hours="8-17"
    )
    ProducerOrder.objects.filter(pk=part.pk).update(
        delivery_kind="pickup", pickup_point=point, pickup_code="AB12CD", cash_holder="centre"
    )
    part.refresh_from_db()
    sent(part, at=now)
    verbs.mark_ready(producer_order=part, actor=Actor.SUPPORT, by=None, at=now)
    verbs.mark_ready(producer_order=part, actor=Actor.SUPPORT, by=None, at=now + HOUR)
    part.refresh_from_db()
    assert (part.ready_at, told("part_ready")) == (now, 1)

    with pytest.raises(verbs.WrongPickupCode):
        verbs.deliver(producer_order=part, actor=Actor.SUPPORT, by=None, at=now, pickup_code="AB12CE")
    verbs.deliver(producer_order=part, actor=Actor.SUPPORT, by=None, at=now, pickup_code=" ab-12 cd ")
    part.refresh_from_db()
    assert (part.state, part.collection.holder) == ("delivered", "centre")


def test_only_a_parcel_that_waits_to_be_fetched_is_ready(part, now):
    sent(part, at=now)

    with pytest.raises(verbs.StepRefused):
        verbs.mark_ready(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)


# ---------------------------------------------------------------- another address


def move_to(part, commune, at):
    return verbs.change_address(
        order=part.order, commune=commune, street="Số 9", name="Lan", actor=Actor.BUYER, by=None, at=at
    )


def test_another_address_before_packing_keeps_fee_and_phone(part, places, now):
    old = part.order.shipping_address_id
    address = move_to(part, places.vang_danh, now)

    order = get_model("order", "Order").objects.get(pk=part.order_id)
    assert order.shipping_address == address
    assert (address.first_name, address.line1, address.commune, str(address.phone_number)) == (
        "Lan",
        "Số 9",
        places.vang_danh,
        PHONE,
    )
    assert get_model("order", "ShippingAddress").objects.get(pk=old).line1 == "Thôn 10"
    assert (told("address_changed"), told("producer_address_changed")) == (1, 1)


def test_a_packed_parcel_goes_where_it_was_to_go(part, places, now):
    for verb in (verbs.accept, verbs.pack):
        verb(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)

    with pytest.raises(verbs.TooLate):
        move_to(part, places.vang_danh, now)


def test_where_it_would_cost_more_the_address_stays(part, places, now, settings):
    settings.DELIVERY_FLAT_VND = 40_000

    with pytest.raises(verbs.AddressCostsMore):
        move_to(part, places.vang_danh, now)
    part.order.refresh_from_db()
    assert part.order.shipping_address.commune == places.truong_xuan
