"""Another address, and the buyer's yes to much cash."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup

from shop.fulfilment import operations
from shop.fulfilment.models import CashConfirmation
from shop.fulfilment.states import State
from tests.pages.after_sale.conftest import at, bring, refused, said

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- another address

THERE = {"name": "Lê Văn Nam", "street": "Ngõ 7", "place": "Phường Uông Bí", "province": "22", "commune": ""}


@pytest.mark.parametrize("state", list(State))
def test_the_address_changes_until_a_parcel_is_packed(state, buyer, order, parts, places, now):
    bring(parts[0], state, now)
    is_open = state not in {State.PACKED, State.HANDED_OVER}

    shown = buyer.get(at(order, "dia-chi/"))
    why_not = said(buyer, shown) if shown.status_code == 302 else ""
    answer = buyer.post(at(order, "dia-chi/"), THERE)

    order.refresh_from_db()
    address = order.shipping_address
    if is_open:
        assert shown.status_code == 200
        assert said(buyer, answer) == "Các kiện sẽ về địa chỉ mới. Người làm đã được báo."
        assert (address.first_name, address.line1, address.commune) == ("Lê Văn Nam", "Ngõ 7", places.uong_bi)
        assert str(address.phone_number) == "+84912345678"
    else:
        assert why_not.startswith("Đã có kiện gói xong")
        assert refused(answer).startswith("Đã có kiện gói xong")
        assert address.commune == places.truong_xuan


def test_a_place_that_is_not_clear_is_asked_for_and_keeps_what_was_typed(buyer, order):
    answer = buyer.post(at(order, "dia-chi/"), {**THERE, "place": "Nơi Không Có", "province": ""})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.select_one("[name=street]")["value"] == "Ngõ 7"
    assert page.select_one("[name=place]")["value"] == "Nơi Không Có"
    assert page.select_one("[name=phone]") is None


def test_an_address_that_costs_more_is_refused_with_a_way_on(buyer, order, parts, monkeypatch):
    def costs_more(**facts):
        raise operations.AddressCostsMore(part=parts[1].number)

    monkeypatch.setattr(operations, "change_address", costs_more)

    words = refused(buyer.post(at(order, "dia-chi/"), THERE))

    assert words.startswith(f"Kiện {parts[1].number} không gửi tới đó được với phí bạn đã đồng ý")
    assert words.endswith("Bạn có thể huỷ kiện đó rồi đặt lại về địa chỉ mới.")


# ---------------------------------------------------------------- yes to much cash


@pytest.fixture
def waiting(order, now):
    return CashConfirmation.objects.create(order=order, code="123456", sent_at=now)


def test_a_code_confirms_the_order(buyer, order, waiting, now):
    page = buyer.get(at(order)).content.decode()
    answer = buyer.post(at(order, "ma-xac-nhan/"), {"code": " 123456 "})

    assert "Bạn xác nhận đơn này nhé" in page
    assert said(buyer, answer) == "Cảm ơn bạn, đơn đã được xác nhận. Người làm bắt đầu gói được rồi."
    waiting.refresh_from_db()
    assert waiting.confirmed_at == now
    assert "Bạn xác nhận đơn này nhé" not in buyer.get(at(order)).content.decode()
    assert said(buyer, buyer.get(at(order, "ma-xac-nhan/"))).startswith("Đơn này đã xác nhận rồi")


def test_wrong_codes_are_counted_down_then_none_is_taken(buyer, order, waiting):
    words = [refused(buyer.post(at(order, "ma-xac-nhan/"), {"code": "000000"})) for _ in range(5)]

    assert words[0] == "Mã không đúng, hoặc đã quá 30 phút. Bạn còn 4 lần thử, hoặc xin gửi mã mới."
    assert words[4].startswith("Đã thử quá nhiều lần.")
    assert refused(buyer.post(at(order, "ma-xac-nhan/"), {"code": "123456"})).startswith("Đã thử quá nhiều lần.")
    assert buyer.post(at(order, "ma-xac-nhan/"), {"code": "12"}).status_code == 422
    waiting.refresh_from_db()
    assert waiting.confirmed_at is None


def test_a_new_code_once_a_minute(buyer, order, waiting, now):
    with time_machine.travel(now + timedelta(seconds=59), tick=False):
        soon = said(buyer, buyer.post(at(order, "ma-xac-nhan/gui-lai/")))
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        later = said(buyer, buyer.post(at(order, "ma-xac-nhan/gui-lai/")))

    assert soon.startswith("Mã vừa gửi chưa đầy một phút.")
    assert later == "Mã mới đang tới bạn. Mã dùng được trong 30 phút."
    waiting.refresh_from_db()
    assert waiting.sent_at == now + timedelta(minutes=1)


def test_an_order_that_needs_no_code_says_so(buyer, order):
    assert said(buyer, buyer.get(at(order, "ma-xac-nhan/"))).startswith("Đơn này đã xác nhận rồi")
    assert buyer.post(at(order, "ma-xac-nhan/gui-lai/")).status_code == 302
