"""The page of an order: who sees it, what is true of each parcel, what is paid and owed."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shop.carriers.models import PickupPoint
from shop.fulfilment import operations
from shop.fulfilment.models import InvoiceRequest, ProducerOrder, Refund
from shop.fulfilment.states import Actor
from tests.factories.orders import delivered, placed, sent
from tests.factories.situations import on_sale
from tests.pages.conftest import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

LOOK_UP = "/don-hang/tra-cuu/"
BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"


def proven(order, *, client=None):
    """A browser that has typed number and phone of the order."""
    client = client or Client()
    answer = client.post(LOOK_UP, {"number": order.number, "phone": "0912345678"})
    assert answer.headers["Location"] == f"/don-hang/{order.number}/"
    return client


def read(client, order, prefix=""):
    answer = client.get(f"{prefix}/don-hang/{order.number}/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def goods(cast, now):
    """Oil and tea of one maker, honey of another."""
    first, second = cast.producers
    return [
        on_sale(cast, at=now, producer=first, title="Dầu lạc"),
        on_sale(cast, at=now, producer=first, title="Trà hoa vàng"),
        on_sale(cast, at=now, producer=second, title="Mật ong"),
    ]


@pytest.fixture
def order(goods, places, now):
    """A guest's order of all three: two parcels, 120.000 ₫ a piece, 30.000 ₫ each parcel."""
    return placed(*goods, commune=places.truong_xuan, at=now)


@pytest.fixture
def parts(order):
    return list(order.producer_orders.order_by("pk"))


# ---------------------------------------------------------------- who sees it


def test_a_stranger_and_another_account_find_nothing(order, cast):
    signed_in = Client()
    signed_in.force_login(cast.shopper, backend=BACKEND)

    assert Client().get(f"/don-hang/{order.number}/").status_code == 404
    assert signed_in.get(f"/don-hang/{order.number}/").status_code == 404
    assert Client().get("/don-hang/0000000000/").status_code == 404


def test_number_and_phone_open_this_order_and_no_other(order, goods, places, now):
    other = placed(goods[0], commune=places.truong_xuan, at=now, phone="+84987654321")
    client = proven(order)

    assert client.get(f"/don-hang/{order.number}/").status_code == 200
    assert client.get(f"/don-hang/{other.number}/").status_code == 404


def test_the_proof_holds_twelve_hours_then_number_and_phone_are_asked_again(order, now):
    client = proven(order)

    with time_machine.travel(now + timedelta(hours=11, minutes=59), tick=False):
        assert client.get(f"/don-hang/{order.number}/").status_code == 200
    with time_machine.travel(now + timedelta(hours=12), tick=False):
        answer = client.get(f"/don-hang/{order.number}/")
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{LOOK_UP}?so={order.number}")
        assert client.post(f"/don-hang/{order.number}/huy/", {"choice": "late", "text": ""}).status_code == 302
    order.refresh_from_db()
    assert order.status == "new"


def test_its_account_sees_it_at_both_addresses(order, cast):
    type(order).objects.filter(pk=order.pk).update(user=cast.shopper)
    client = Client()
    client.force_login(cast.shopper, backend=BACKEND)

    here = read(client, order)
    there = client.get(f"/tai-khoan/don-hang/{order.number}/")

    assert len(here.select(".parcel")) == 2
    assert there.content.decode().count('<article class="parcel"') == 2


def test_the_page_is_for_no_index_and_no_cache(order):
    answer = proven(order).get(f"/don-hang/{order.number}/")

    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


# ---------------------------------------------------------------- what is true of each parcel


def test_a_new_order_says_by_when_each_maker_answers(order):
    page = read(proven(order), order)
    first = page.select_one("#kien-1")

    assert [words_of(step) for step in first.select(".progress li")] == [
        "đã đặt 10:00, 24/11/2026",
        "đã nhận đơn chưa tới bước này",
        "đã gói chưa tới bước này",
        "đang đi chưa tới bước này",
        "đã tới tay chưa tới bước này",
    ]
    assert words_of(first.select_one("[aria-current=step] .progress__name")) == "đã đặt"
    assert "Người làm có tới 10:00, 26/11/2026 để trả lời." in words_of(first)
    assert words_of(page.select_one(".summary .total")) == "Phải trả 420.000 ₫"
    assert "270.000 ₫ tiền mặt, trả cho bưu tá, khi bạn nhận hàng." in words_of(first)


def test_every_step_has_its_instant(order, parts, now):
    sent(parts[0], at=now + timedelta(hours=2))
    ProducerOrder.objects.filter(pk=parts[0].pk).update(tracking_number="GHN8TRKXQ2")

    first = read(proven(order), order).select_one("#kien-1")

    steps = [words_of(step) for step in first.select(".progress__done")]
    assert steps == [
        "đã đặt 10:00, 24/11/2026",
        "đã nhận đơn 12:00, 24/11/2026",
        "đã gói 12:00, 24/11/2026",
        "đang đi 12:00, 24/11/2026",
    ]
    assert words_of(first.select_one(".tracking")) == "GHN8TRKXQ2"
    assert words_of(first.select_one(".status")) == "đang trên đường"


def test_late_answers_and_lapsed_parts_are_true_by_the_clock_alone(order, now):
    client = proven(order)

    with time_machine.travel(now + timedelta(hours=48), tick=False):
        client = proven(order, client=client)
        late = read(client, order)
        assert "nếu tới 10:00, 27/11/2026 vẫn chưa có trả lời, kiện sẽ tự huỷ" in words_of(late.select_one("#kien-1"))
    with time_machine.travel(now + timedelta(hours=72), tick=False):
        client = proven(order, client=client)
        lapsed = read(client, order)
    assert "Người làm không trả lời kịp nên kiện này tự huỷ. 10:00, 27/11/2026" in words_of(
        lapsed.select_one("#kien-1")
    )
    assert words_of(lapsed.select_one(".summary .total")) == "Còn phải trả 0 ₫"
    assert len(lapsed.select("#kien-1 .line h3 s")) == 2
    assert lapsed.select_one("#kien-1 a[href$='/huy/']") is None
    # Nobody has written any of it down.
    assert set(order.producer_orders.values_list("state", flat=True)) == {"new"}


def test_the_list_of_orders_is_true_by_the_clock_too(order, cast, now):
    type(order).objects.filter(pk=order.pk).update(user=cast.shopper)
    client = Client()
    with time_machine.travel(now + timedelta(hours=72), tick=False):
        client.force_login(cast.shopper, backend=BACKEND)
        page = BeautifulSoup(client.get("/tai-khoan/don-hang/").content, "html.parser")

    assert words_of(page.select_one(".order-row .status")) == "người làm không gửi được"


def test_a_refusal_says_why_in_the_producers_words(order, parts, now):
    operations.refuse(producer_order=parts[1], actor=Actor.PRODUCER, by=None, at=now, reason="Mật đã hết")

    page = read(proven(order), order)

    assert "Người làm không gửi được. 10:00, 24/11/2026 Lý do: Mật đã hết" in words_of(page.select_one("#kien-2"))
    assert words_of(page.select_one(".summary .total")) == "Còn phải trả 270.000 ₫"


def test_a_line_called_off_is_struck_through_and_the_sums_follow(order, parts, now):
    line = parts[0].lines.order_by("pk").first()
    operations.cancel_line(
        producer_order=parts[0], line_id=line.pk, actor=Actor.BUYER, by=None, at=now, reason="Tôi đặt nhầm"
    )

    first = read(proven(order), order).select_one("#kien-1")

    assert [words_of(struck) for struck in first.select("h3 s")] == ["Dầu lạc"]
    sums = [words_of(row) for row in first.select(".sums > div")]
    assert sums == [
        "Giao kiện này 30.000 ₫",
        "Cả kiện 270.000 ₫",
        "Đã huỷ hoặc trả lại −120.000 ₫",
        "Giờ phải trả cho kiện này 150.000 ₫",
    ]


def test_where_and_with_which_code_a_parcel_is_picked_up(order, parts, cast, places, now):
    point = PickupPoint.objects.create(
        code="ha-long",
        name="Quầy Hạ Long",
        centre=cast.centres[0],
        commune=places.uong_bi,
        address="Số 1 Lê Lợi",
        hours="8:00 đến 17:00",
    )
    ProducerOrder.objects.filter(pk=parts[1].pk).update(
        delivery_kind="pickup", pickup_point=point, pickup_code="K7M2QX", cash_holder="centre"
    )
    client = proven(order)
    before = words_of(read(client, order).select_one("#kien-2"))

    sent(parts[1], at=now + timedelta(hours=1))
    on_its_way = words_of(read(client, order).select_one("#kien-2"))
    operations.mark_ready(producer_order=parts[1], actor=Actor.SUPPORT, by=None, at=now + timedelta(hours=2))
    ready = read(client, order).select_one("#kien-2")

    assert "Nhận tại Quầy Hạ Long Số 1 Lê Lợi, Phường Uông Bí, TP Quảng Ninh Giờ mở cửa: 8:00 đến 17:00" in before
    assert "K7M2QX" not in before + on_its_way
    assert words_of(ready.select_one(".pickup__code")) == "Đọc mã này khi nhận: K7M2QX"
    assert words_of(ready.select_one(".status")) == "chờ bạn tới lấy"
    assert "150.000 ₫ tiền mặt, trả tại điểm nhận, khi bạn lấy hàng." in words_of(ready)


def test_refunds_say_by_whom_and_when(order, parts, cast, now):
    delivered(parts[0], at=now)
    operations.owe_refund(producer_order=parts[0], amount_vnd=20_000, by=cast.support, at=now, reason="Một chai bị móp")
    client = proven(order)
    owed = words_of(read(client, order).select_one("#kien-1 .parcel__refund"))
    operations.pay_refund(refund=Refund.objects.get(), by=cast.support, at=now, how="chuyển khoản")
    paid = words_of(read(client, order).select_one("#kien-1 .parcel__refund"))

    seller = parts[0].seller_of_record.name
    assert owed == f"{seller} còn phải hoàn cho bạn 20.000 ₫ , từ ngày 24/11/2026"
    assert paid == f"{seller} đã hoàn 20.000 ₫ ngày 24/11/2026 · chuyển khoản"
    total = read(client, order)
    assert [words_of(row) for row in total.select(".summary .sums > div")][2:] == [
        "Đã huỷ hoặc trả lại −20.000 ₫",
        "Đã trả −250.000 ₫",
        "Còn phải trả 150.000 ₫",
    ]


def test_invoice_and_gift_card_stand_there(order):
    InvoiceRequest.objects.create(
        order=order, company="Công ty Minh Hoạ", tax_code="0101234567", address="12 Lê Lợi", email="kt@example.com"
    )
    type(order).objects.filter(pk=order.pk).update(gift_note="Mừng sinh nhật mẹ")

    text = words_of(read(proven(order), order))

    assert "Xuất hoá đơn cho Công ty Minh Hoạ 12 Lê Lợi Mã số thuế 0101234567 kt@example.com" in text
    assert "Trên thiệp tặng: Mừng sinh nhật mẹ" in text


def test_an_order_made_anonymous_still_has_a_page(order, cast):
    type(order).objects.filter(pk=order.pk).update(user=cast.shopper)
    address = order.shipping_address
    type(address).objects.filter(pk=address.pk).update(
        first_name="", line1="", phone_number="", commune_name="", province_name=""
    )
    client = Client()
    client.force_login(cast.shopper, backend=BACKEND)

    assert "Tên, số điện thoại và địa chỉ đã được xoá." in words_of(read(client, order))


def test_in_english(order):
    page = read(proven(order), order, "/en")

    assert words_of(page.select_one("#kien-1 .progress__now")) == "ordered 10:00, 24 Nov 2026"
    assert "The producer has until 10:00, 26 Nov 2026 to answer." in words_of(page.select_one("#kien-1"))
    assert page.select_one("#kien-1 .parcel__title [lang=vi]").get_text() == "HTX Nông nghiệp Hải Yến"


# ---------------------------------------------------------------- papers


def test_the_contract_is_for_who_proved_the_order(order):
    address = f"/don-hang/{order.number}/hop-dong.pdf"

    answer = proven(order).get(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert order.number in answer.headers["Content-Disposition"]
    assert Client().get(address).status_code == 404


def test_a_receipt_is_there_once_the_cash_was_taken(order, parts, now):
    client, address = proven(order), f"/don-hang/{order.number}/kien/1/bien-nhan.pdf"
    before = client.get(address).status_code
    delivered(parts[0], at=now)

    answer = client.get(address)

    assert (before, answer.status_code, answer.content[:5]) == (404, 200, b"%PDF-")
    assert Client().get(address).status_code == 404
    assert client.get(f"/don-hang/{order.number}/kien/2/bien-nhan.pdf").status_code == 404
    assert client.get(f"/don-hang/{order.number}/kien/3/bien-nhan.pdf").status_code == 404


# ---------------------------------------------------------------- costs


def test_it_costs_the_same_however_many_parts_and_lines(cast, places, goods, now, settings):
    settings.RETURN_DAYS = 7
    few = placed(goods[0], commune=places.truong_xuan, at=now)
    many = placed(*goods, commune=places.truong_xuan, at=now)
    for part in many.producer_orders.all():
        delivered(part, at=now)
    for part in many.producer_orders.all():
        operations.ask_return(
            producer_order=part,
            line_ids=[part.lines.first().pk],
            reason="changed_mind",
            text="Nhiều quá",
            pictures=[],
            by=None,
            at=now,
        )

    def count(order):
        client = proven(order)
        client.get(f"/don-hang/{order.number}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/don-hang/{order.number}/").status_code == 200
        assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in captured)
        return len(captured)

    # Session, order, parts with lines, pictures, moves, refunds and returns, tickets.
    assert (count(few), count(many)) == (9, 11)
