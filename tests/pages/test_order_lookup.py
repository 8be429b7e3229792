"""Finding an order again by number and phone."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages.conftest import words_of
from tests.pages.test_checkout import buy, orders

pytestmark = pytest.mark.django_db

ADDRESS = "/don-hang/tra-cuu/"


@pytest.fixture
def order(client, oil):
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    buy(client)
    return orders().get()


def ask(number, phone, **headers):
    return Client().post(ADDRESS, {"number": number, "phone": phone}, **headers)


def test_number_and_phone_open_it_however_they_are_written(order):
    typed = f" {order.number[:5].lower()}-{order.number[5:].lower()} "

    browser = Client()
    response = browser.post(ADDRESS, {"number": typed, "phone": "+84 91 234 56 78"})

    assert (response.status_code, response.headers["Location"]) == (302, f"/don-hang/{order.number}/")
    shown = browser.get(f"/don-hang/{order.number}/").content.decode()
    assert "12 ngõ 5" in shown


def test_wrong_phone_and_unknown_number_get_one_answer(order):
    wrong, unknown = ask(order.number, "0987654321"), ask("0000000000", "0912345678")

    assert wrong.status_code == unknown.status_code == 404
    sentence = "Không có đơn nào khớp cả mã đơn và số điện thoại này."
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_ten_failed_tries_then_429_even_for_the_right_phone(order):
    for number in range(10):
        assert ask(order.number, f"09876543{number:02}").status_code == 404

    assert ask(order.number, "0987654399").status_code == 429
    assert ask(order.number, "0912345678", REMOTE_ADDR="203.0.113.5").status_code == 429


def test_a_field_that_is_wrong_is_named(page, client, order):
    response = client.post(ADDRESS, {"number": "", "phone": "12"})

    assert response.status_code == 422
    assert "Bạn nhập mã đơn nhé, gồm 10 chữ và số." in response.content.decode()
    assert words_of(page(ADDRESS).h1) == "Tra cứu đơn"


def test_the_code_on_a_parcel_fills_the_number_and_nothing_else(client, page, order):
    found = page("/don-hang/tra-cuu/?so=" + order.producer_orders.get().number)

    assert found.select_one("[name=number]")["value"] == order.number
    assert not found.select_one("[name=phone]").get("value")
    assert "12 ngõ 5" not in found.get_text()
    assert page("/don-hang/tra-cuu/?so=%3Cb%3E").select_one("[name=number]")["value"] == "<b>"
