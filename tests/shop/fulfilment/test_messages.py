"""What people are told carries the real sums, and leads to the page where they can do something about it."""

import pytest

from shop.fulfilment import operations as verbs
from shop.fulfilment.states import Actor
from shop.outbox.models import Message
from tests.factories.orders import placed
from tests.factories.situations import on_sale

pytestmark = [pytest.mark.django_db]


def facts(event):
    return Message.objects.get(key__startswith=f"{event}:").payload["facts"]


def test_a_new_order_tells_fees_one_by_one(cast, places, now, settings):
    settings.CASH_FEE_VND = 5_000
    order = placed(on_sale(cast, at=now), commune=places.truong_xuan, at=now)

    told = facts("order_placed")

    assert (told["delivery_vnd"], told["cod_fee_vnd"], told["discount_vnd"]) == (30_000, 5_000, 0)
    assert told["total_vnd"] == int(order.total_incl_tax) == 155_000


def test_a_producer_is_led_to_its_own_desk(cast, places, now, settings):
    settings.SITE_URL = "https://shop.example.vn"
    part = placed(on_sale(cast, at=now), commune=places.truong_xuan, at=now).producer_orders.get()
    desk = f"https://shop.example.vn/lam-viec/chu-the/{cast.producers[0].slug}/don/{part.number}/"
    assert facts("producer_order_placed")["desk_url"] == desk

    verbs.cancel(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="đổi ý")

    assert facts("producer_cancelled")["desk_url"] == desk


def test_the_desk_of_a_message_is_a_page(client, cast, places, now):
    part = placed(on_sale(cast, at=now), commune=places.truong_xuan, at=now).producer_orders.get()
    client.force_login(cast.producer)
    address = facts("producer_order_placed")["desk_url"].removeprefix("http://127.0.0.1:8000")

    answer = client.get(address)

    assert answer.status_code == 200
    assert part.number in answer.content.decode()
