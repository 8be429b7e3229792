"""Ordering as a guest: one page, one order, and only its buyer sees it."""

from __future__ import annotations

import pytest
from django.test import Client
from oscar.core.loading import get_model

from shop.stock.operations import set_price
from tests.factories.situations import on_sale, revoke
from tests.pages.conftest import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

TYPED = {
    "name": "Nguyễn Thị Hà",
    "phone": "091 234 5678",
    "street": "12 ngõ 5",
    "place": "Phường Uông Bí",
    "province": "22",
    "commune": "",
    "email": "",
    "note": "Gọi trước khi giao",
}


def orders():
    return get_model("order", "Order").objects.order_by("pk")


@pytest.fixture
def form(client, oil, page):
    """A basket with two jars of oil, and the hidden words of its checkout."""
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 2})
    hidden = page("/thanh-toan/").select("form.with-summary > input[type=hidden]")
    return {**TYPED, **{row["name"]: row["value"] for row in hidden if row["name"] != "csrfmiddlewaretoken"}}


def test_an_empty_basket_leads_back(client, db):
    assert client.get("/thanh-toan/").headers["Location"] == "/gio-hang/"


def test_a_guest_orders_with_cash_on_delivery(client, page, form, oil, places):
    response = client.post("/thanh-toan/", form)

    order = orders().get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/don-hang/{order.number}/xong/")
    assert len(order.number) == 10
    assert int(order.total_incl_tax) == 270_000
    assert (order.user, order.note, order.language) == (None, "Gọi trước khi giao", "vi")
    address = order.shipping_address
    assert (address.commune, str(address.phone_number)) == (places.uong_bi, "+84912345678")

    done = page(f"/don-hang/{order.number}/xong/")
    assert f"Đã nhận đơn {order.number}." in words_of(done.select_one(".notice--good"))
    assert words_of(done.select_one(".summary .total dd")) == "270.000 ₫"
    line = order.lines.get()
    assert f"OCOP 4 sao · QĐ {line.decision_number} · đến" in words_of(done.select_one(".line"))
    assert page("/gio-hang/").select(".line") == []


def test_a_second_click_is_the_same_order(client, form):
    first = client.post("/thanh-toan/", form)
    second = client.post("/thanh-toan/", form)

    assert orders().count() == 1
    assert second.headers["Location"] == first.headers["Location"]


def test_a_stranger_does_not_see_it(client, form, cast):
    location = client.post("/thanh-toan/", form).headers["Location"]
    stranger, signed_in = Client(), Client()
    signed_in.force_login(cast.shopper)

    assert client.get(location).status_code == 200
    assert stranger.get(location).status_code == 404
    assert signed_in.get(location).status_code == 404


def test_a_shopper_sees_an_order_again_after_logging_in_elsewhere(client, page, oil, cast, form):
    shopper, elsewhere = Client(), Client()
    shopper.force_login(cast.shopper)
    shopper.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    hidden = _hidden(shopper)
    location = shopper.post("/thanh-toan/", {**TYPED, **hidden}).headers["Location"]
    elsewhere.force_login(cast.shopper)

    assert orders().get().user == cast.shopper
    assert elsewhere.get(location).status_code == 200


def _hidden(client):
    from bs4 import BeautifulSoup

    page = BeautifulSoup(client.get("/thanh-toan/").content, "html.parser")
    rows = page.select("form.with-summary > input[type=hidden]")
    return {row["name"]: row["value"] for row in rows if row["name"] != "csrfmiddlewaretoken"}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Bạn cho biết tên người nhận hàng nhé."),
        ("phone", "091 234 567", "Số này có 9 chữ số, cần 10. Ví dụ 091 234 5678."),
        ("phone", "", "Bạn cho số điện thoại để người giao gọi được nhé. Ví dụ 091 234 5678."),
        ("phone", "+1 202 555 0100", "Người giao cần một số ở Việt Nam. Ví dụ 091 234 5678."),
        ("street", " ", "Bạn cho biết số nhà và đường, hoặc thôn xóm và chỗ dễ nhận ra."),
        ("place", "", "Bạn cho biết xã hoặc phường nhé."),
        ("email", "ha@", "Địa chỉ thư này chưa đủ. Ví dụ ha@example.com."),
        (
            "place",
            "Xyzzy",
            "Chúng tôi chưa tìm ra nơi này. Bạn ghi xã hoặc phường, thêm tỉnh nếu được; tên cũ cũng được.",
        ),
    ],
)
def test_a_wrong_field_is_named_linked_and_nothing_typed_is_lost(client, form, field, typed, sentence):
    from bs4 import BeautifulSoup

    response = client.post("/thanh-toan/", {**form, field: typed})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert words_of(page.select_one(f"#id_{field}_error")) == sentence
    assert page.select_one(f'.notice--danger a[href="#id_{field}"]') is not None
    assert page.select_one(f"#id_{field}")["aria-invalid"] == "true"
    for name in ("name", "phone", "street", "place", "email"):
        assert page.select_one(f"#id_{name}").get("value", "").strip() == {**form, field: typed}[name].strip()
    assert page.select_one("#id_note").get_text().strip() == "Gọi trước khi giao"
    assert page.select_one("#id_province option[selected]")["value"] == "22"
    assert not orders().exists()


def test_an_old_name_becomes_todays_commune(client, form, places):
    client.post("/thanh-toan/", {**form, "place": "phuong quang trung, Uông Bí"})

    assert orders().get().shipping_address.commune == places.uong_bi


def test_a_split_commune_asks_and_takes_the_answer(client, form, places):
    from bs4 import BeautifulSoup

    typed = {**form, "place": "Phường Trưng Vương, TP Uông Bí"}

    asked = client.post("/thanh-toan/", typed)

    page = BeautifulSoup(asked.content, "html.parser")
    assert asked.status_code == 422
    assert words_of(page.select_one("#id_place_error")).startswith("Xã cũ này đã chia vào nhiều nơi")
    choices = [radio["value"] for radio in page.select("input[type=radio][name=commune]")]
    assert choices == ["06811", "06820"]

    client.post("/thanh-toan/", {**typed, "commune": "06820"})

    assert orders().get().shipping_address.commune == places.vang_danh


def test_a_name_without_a_province_is_taken_only_when_nothing_else_is_called_so(client, form, places):
    asked = client.post("/thanh-toan/", {**form, "place": "Quang", "province": ""})

    assert asked.status_code == 422
    assert not orders().exists()

    client.post("/thanh-toan/", {**form, "place": "Vàng Danh", "province": ""})

    assert orders().get().shipping_address.commune == places.vang_danh


def test_a_changed_price_is_shown_before_it_is_paid(client, form, oil, now):
    set_price(stock_record=oil.stockrecords.get(), price_vnd=150_000, by=None, at=now)

    response = client.post("/thanh-toan/", form)

    assert response.status_code == 409
    assert "tổng tiền đã đổi thành 330.000\u00a0₫" in response.content.decode()
    assert 'name="expected_total_vnd" value="330000"' in response.content.decode()
    assert not orders().exists()


def test_revoked_between_basket_and_order(client, form, oil, cast, now):
    revoke(oil, cast, at=now)

    response = client.post("/thanh-toan/", form)

    assert response.status_code == 409
    assert "Dầu lạc Hải Yến: Sản phẩm này hiện không có chứng nhận OCOP" in response.content.decode()
    assert not orders().exists()
    assert get_model("basket", "Line").objects.count() == 1


def test_somebody_else_bought_the_last_one(client, form, oil, now):
    from shop.stock.operations import adjust

    adjust(stock_record=oil.stockrecords.get(), counted=1, by=None, at=now, reason="đếm lại")

    response = client.post("/thanh-toan/", form)

    assert response.status_code == 409
    assert "Vừa có người mua phần cuối cùng của “Dầu lạc Hải Yến”" in response.content.decode()
    assert not orders().exists()


def test_a_forged_or_foreign_basket_is_not_ordered(client, form, cast, oil):
    forged = client.post("/thanh-toan/", {**form, "basket": "1:forged"})
    shopper = Client()
    shopper.force_login(cast.shopper)
    shopper.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    foreign = Client().post("/thanh-toan/", {**form, "basket": _hidden(shopper)["basket"]})

    assert forged.headers["Location"] == foreign.headers["Location"] == "/gio-hang/"
    assert not orders().exists()


def test_a_known_shopper_finds_name_phone_and_mail_filled_in(client, cast, oil):
    from bs4 import BeautifulSoup

    client.force_login(cast.shopper)
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})

    page = BeautifulSoup(client.get("/thanh-toan/").content, "html.parser")

    assert page.select_one("#id_email")["value"] == "shopper@example.test"


def test_two_producers_get_a_parcel_each(client, cast, now, oil, page):
    herb = on_sale(cast, at=now, title="Cao chè vằng", producer=cast.producers[1], price_vnd=90_000)
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    client.post(f"/gio-hang/them/{herb.pk}/", {"quantity": 1})

    location = client.post("/thanh-toan/", {**TYPED, **_hidden(client)}).headers["Location"]

    order = orders().get()
    assert [part.total_vnd for part in order.producer_orders.order_by("pk")] == [150_000, 120_000]
    assert int(order.total_incl_tax) == 270_000
    assert len(page(location).select(".parcel")) == 2
