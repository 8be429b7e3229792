"""A guest's order into an account: offered where it was placed and where it is looked up, by number and phone."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from shop.audit.models import Entry
from tests.pages.conftest import words_of
from tests.pages.test_checkout import buy, orders

pytestmark = pytest.mark.django_db

CLAIM, LOOK_UP = "/tai-khoan/don-hang/nhan/", "/don-hang/tra-cuu/"
PHONE = "091 234 5678"
NOT_FOUND = "Không có đơn nào khớp cả mã đơn và số điện thoại này. Bạn xem lại hai số giúp nhé."


@pytest.fixture
def order(client, oil):
    """An order that this browser placed without logging in."""
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    buy(client)
    return orders().get()


def form_of(page):
    return {field["name"]: field["value"] for field in page.select(f'form[action="{CLAIM}"] input[name]')}


def test_a_guest_who_registers_afterwards_is_offered_the_order(client, order, page):
    done = f"/don-hang/{order.number}/xong/"
    guest = page(done)
    assert guest.select_one(f'form[action="{CLAIM}"]') is None
    assert (
        guest.select_one('main a[href*="dang-ky"]')["href"]
        == f"/tai-khoan/dang-ky/?next=/don-hang/{order.number}/xong/"
    )

    form = {"full_name": "Hà", "phone": PHONE, "password": "mot mat khau dai", "next": done}
    assert client.post("/tai-khoan/dang-ky/", form).headers["Location"] == done
    offered = form_of(page(done))
    assert (offered["number"], offered["phone"]) == (order.number, PHONE)

    answer = client.post(CLAIM, offered)

    assert answer.headers["Location"] == f"/tai-khoan/don-hang/{order.number}/"
    shown = page(answer.headers["Location"])
    assert f"Đơn {order.number} đã vào tài khoản của bạn." in words_of(shown.select_one(".notice--good"))
    assert form_of(shown) == {}
    assert [words_of(link) for link in page("/tai-khoan/don-hang/").select(".order-number")] == [order.number]


def test_who_looks_it_up_signed_in_is_offered_it_and_a_guest_is_not(client, cast, order):
    client.logout()
    found = client.post(LOOK_UP, {"number": order.number, "phone": PHONE}, follow=True)
    assert form_of(BeautifulSoup(found.content, "html.parser")) == {}

    client.force_login(cast.shopper)
    found = client.post(LOOK_UP, {"number": order.number, "phone": PHONE}, follow=True)
    client.post(CLAIM, form_of(BeautifulSoup(found.content, "html.parser")))

    order.refresh_from_db()
    assert order.user == cast.shopper
    assert Entry.objects.get(action="order.claimed").by == cast.shopper


@pytest.mark.parametrize("changes", [{"phone": "098 765 4321"}, {"number": "ABCDEFGHJK"}])
def test_one_answer_for_a_wrong_number_and_a_wrong_phone(client, cast, order, changes):
    client.force_login(cast.shopper)

    answer = client.post(CLAIM, {"number": order.number, "phone": PHONE, **changes})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 404
    assert words_of(page.select_one(".notice--danger")) == NOT_FOUND
    order.refresh_from_db()
    assert order.user is None


def test_an_order_of_another_account_is_refused(client, cast, order):
    client.force_login(cast.support)
    client.post(CLAIM, {"number": order.number, "phone": PHONE})
    client.force_login(cast.shopper)

    answer = client.post(CLAIM, {"number": order.number, "phone": PHONE})

    assert answer.status_code == 409
    assert "Đơn này đã ở trong một tài khoản khác." in answer.content.decode()
    assert client.get(f"/tai-khoan/don-hang/{order.number}/").status_code == 404


def test_tries_are_counted_with_those_of_the_look_up(client, cast, order, settings):
    settings.LOOKUP_TRIES_AN_HOUR = 2
    client.force_login(cast.shopper)
    client.post(LOOK_UP, {"number": order.number, "phone": "098 765 4321"})
    client.post(CLAIM, {"number": order.number, "phone": "098 765 4321"})

    answer = client.post(CLAIM, {"number": order.number, "phone": PHONE})

    assert answer.status_code == 429
    assert "Đã thử sai quá nhiều lần." in answer.content.decode()
    order.refresh_from_db()
    assert order.user is None


def test_nobody_claims_without_logging_in(client, order):
    answer = client.post(CLAIM, {"number": order.number, "phone": PHONE})

    assert answer.headers["Location"].startswith("/tai-khoan/dang-nhap/")
    order.refresh_from_db()
    assert order.user is None


def test_an_empty_form_names_what_is_missing(client, cast):
    client.force_login(cast.shopper)

    answer = client.post(CLAIM, {"number": ""})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert [error["id"] for error in page.select(".error")] == ["id_number_error", "id_phone_error"]
