"""Ordering as a guest: two pages, one order, and only its buyer sees it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from oscar.core.loading import get_model

from shop.carriers.models import PickupPoint
from shop.fulfilment.models import InvoiceRequest
from shop.stock.operations import adjust, set_price
from shop.storefront.forms import INVOICE_FIELDS
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


SECOND = "/thanh-toan/giao-hang/"


@pytest.fixture
def form(client, oil):
    """A basket with two jars of oil, and what is typed about who receives it."""
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 2})
    return TYPED


@pytest.fixture
def last(client, form):
    """The second page as the first one leads to it: its hidden words and the ways that are chosen."""
    return second(client)


def second(client, *, prefix="", **typed):
    """This will type the first page and return what the second sends when its button is pressed."""
    response = client.post(f"{prefix}/thanh-toan/", {**TYPED, **typed})
    assert (response.status_code, response.headers["Location"]) == (302, prefix + SECOND)
    return fields_of(client.get(prefix + SECOND))


def buy(client, *, prefix="", **typed):
    """This will order what lies in the basket, and return the answer to the last button."""
    return client.post(prefix + SECOND, second(client, prefix=prefix, **typed))


def fields_of(response):
    """This will return what the order button of the second page sends."""
    page = BeautifulSoup(response.content, "html.parser")
    rows = page.select("form.with-summary input[type=hidden], form.with-summary input[checked]")
    sent = {row["name"]: row["value"] for row in rows if row["name"] != "csrfmiddlewaretoken"}
    return {**sent, "order": "1"}


def test_an_empty_basket_leads_back(client, db):
    assert client.get("/thanh-toan/").headers["Location"] == "/gio-hang/"


def test_without_an_address_there_is_no_second_page(client, form):
    assert client.get(SECOND).headers["Location"] == "/thanh-toan/"


def test_a_guest_orders_with_cash_on_delivery(client, page, last, oil, places):
    response = client.post(SECOND, last)

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


def test_a_second_click_is_the_same_order(client, last):
    first = client.post(SECOND, last)
    again = client.post(SECOND, last)

    assert orders().count() == 1
    assert again.headers["Location"] == first.headers["Location"]


def test_a_stranger_does_not_see_it(client, last, cast):
    location = client.post(SECOND, last).headers["Location"]
    stranger, signed_in = Client(), Client()
    signed_in.force_login(cast.shopper)

    assert client.get(location).status_code == 200
    assert stranger.get(location).status_code == 404
    assert signed_in.get(location).status_code == 404


def test_a_shopper_sees_an_order_again_after_logging_in_elsewhere(oil, cast):
    shopper, elsewhere = Client(), Client()
    shopper.force_login(cast.shopper)
    shopper.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    location = shopper.post(SECOND, second(shopper)).headers["Location"]
    elsewhere.force_login(cast.shopper)

    assert orders().get().user == cast.shopper
    assert elsewhere.get(location).status_code == 200


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
    client.post(SECOND, second(client, place="phuong quang trung, Uông Bí"))

    assert orders().get().shipping_address.commune == places.uong_bi


def test_a_split_commune_asks_and_takes_the_answer(client, form, places):
    typed = {**form, "place": "Phường Trưng Vương, TP Uông Bí"}

    asked = client.post("/thanh-toan/", typed)

    page = BeautifulSoup(asked.content, "html.parser")
    assert asked.status_code == 422
    assert words_of(page.select_one("#id_place_error")).startswith("Xã cũ này đã chia vào nhiều nơi")
    choices = [radio["value"] for radio in page.select("input[type=radio][name=commune]")]
    assert choices == ["06811", "06820"]

    client.post(SECOND, second(client, **{**typed, "commune": "06820"}))

    assert orders().get().shipping_address.commune == places.vang_danh


def test_a_name_without_a_province_is_taken_only_when_nothing_else_is_called_so(client, form, places):
    asked = client.post("/thanh-toan/", {**form, "place": "Quang", "province": ""})

    assert asked.status_code == 422
    assert not orders().exists()

    client.post(SECOND, second(client, place="Vàng Danh", province=""))

    assert orders().get().shipping_address.commune == places.vang_danh


def test_what_was_typed_stands_there_again_when_one_goes_back(client, last, page):
    first = page("/thanh-toan/")

    assert [first.select_one(f"#id_{name}")["value"] for name in ("name", "phone", "street", "place")] == [
        "Nguyễn Thị Hà",
        "091 234 5678",
        "12 ngõ 5",
        "Phường Uông Bí",
    ]
    assert first.select_one("#id_note").get_text().strip() == "Gọi trước khi giao"


def test_a_changed_price_is_shown_before_it_is_paid(client, last, oil, now):
    set_price(stock_record=oil.stockrecords.get(), price_vnd=150_000, by=None, at=now)

    response = client.post(SECOND, last)

    assert response.status_code == 409
    assert "tổng tiền đã đổi thành 330.000\u00a0₫" in response.content.decode()
    assert fields_of(response)["expected_total_vnd"] == "330000"
    assert not orders().exists()


def test_revoked_between_basket_and_order(client, last, oil, cast, now):
    revoke(oil, cast, at=now)

    response = client.post(SECOND, last)

    assert response.status_code == 409
    assert "Dầu lạc Hải Yến: Sản phẩm này hiện không có chứng nhận OCOP" in response.content.decode()
    assert not orders().exists()
    assert get_model("basket", "Line").objects.count() == 1


def test_somebody_else_bought_the_last_one(client, last, oil, now):
    adjust(stock_record=oil.stockrecords.get(), counted=1, by=None, at=now, reason="đếm lại")

    response = client.post(SECOND, last)

    assert response.status_code == 409
    assert "Vừa có người mua phần cuối cùng của “Dầu lạc Hải Yến”" in response.content.decode()
    assert not orders().exists()


def test_a_forged_or_foreign_basket_is_not_ordered(client, last, cast, oil):
    forged = client.post(SECOND, {**last, "basket": "1:forged"})
    shopper = Client()
    shopper.force_login(cast.shopper)
    shopper.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    foreign = client.post(SECOND, {**last, "basket": second(shopper)["basket"]})

    assert forged.headers["Location"] == foreign.headers["Location"] == "/gio-hang/"
    assert not orders().exists()


def test_a_known_shopper_finds_name_phone_and_mail_filled_in(client, cast, oil):
    client.force_login(cast.shopper)
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})

    page = BeautifulSoup(client.get("/thanh-toan/").content, "html.parser")

    assert page.select_one("#id_email")["value"] == "shopper@example.test"


def test_two_producers_get_a_parcel_each(client, cast, now, oil, page):
    herb = on_sale(cast, at=now, title="Cao chè vằng", producer=cast.producers[1], price_vnd=90_000)
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    client.post(f"/gio-hang/them/{herb.pk}/", {"quantity": 1})

    location = client.post(SECOND, second(client)).headers["Location"]

    order = orders().get()
    assert [part.total_vnd for part in order.producer_orders.order_by("pk")] == [150_000, 120_000]
    assert int(order.total_incl_tax) == 270_000
    assert len(page(location).select(".parcel")) == 2


# ---------------------------------------------------------------- ways of delivery


@pytest.fixture
def pickup(cast, places):
    """The producer's own door, where a buyer may fetch a parcel."""
    return PickupPoint.objects.create(
        code="hai-yen",
        name="Xưởng Hải Yến",
        partner=cast.producers[0].partner,
        commune=places.uong_bi,
        address="Thôn 1",
        hours="8:00 đến 17:00",
        fee_vnd=0,
    )


def test_another_way_changes_the_total_before_the_order_and_not_after(client, form, pickup):
    first = second(client)
    choice = next(name for name in first if name.startswith("giao-"))
    assert (first[choice], first["expected_total_vnd"]) == ("table", "270000")

    picked = {**first, choice: "pickup.hai-yen"}
    stale = client.post(SECOND, picked)

    assert stale.status_code == 409
    assert fields_of(stale) == {**picked, "expected_total_vnd": "240000"}

    client.post(SECOND, fields_of(stale))
    part = orders().get().producer_orders.get()
    assert (part.delivery_kind, part.delivery_vnd, part.total_vnd) == ("pickup", 0, 240_000)
    assert (part.pickup_point, len(part.pickup_code)) == (pickup, 6)


def test_working_the_total_out_again_orders_nothing(client, last, pickup):
    choice = next(name for name in last if name.startswith("giao-"))
    typed = {**last, choice: "pickup.hai-yen"}
    del typed["order"]

    response = client.post(SECOND, typed)

    assert response.status_code == 200
    assert fields_of(response)["expected_total_vnd"] == "240000"
    assert not orders().exists()


def test_a_way_that_is_gone_is_said_and_nothing_is_ordered(client, last, pickup):
    choice = next(name for name in last if name.startswith("giao-"))
    typed = {**last, choice: "pickup.hai-yen", "expected_total_vnd": "240000"}
    PickupPoint.objects.update(is_open=False)

    response = client.post(SECOND, typed)

    assert response.status_code == 409
    assert "Cách giao bạn chọn vừa không còn nữa" in response.content.decode()
    assert not orders().exists()


# ---------------------------------------------------------------- invoice, card, age, cash


def test_an_invoice_asks_for_all_of_it(client, form):
    response = client.post("/thanh-toan/", {**form, "wants_invoice": "on", "tax_code": "123"})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert [bool(page.select_one(f"#id_{name}_error")) for name in INVOICE_FIELDS] == [True] * 4
    assert words_of(page.select_one("#id_tax_code_error")).startswith("Mã số thuế có 10 chữ số")
    assert page.select_one("details.invoice").has_attr("open")


def test_invoice_card_and_terms_stay_with_the_order(client, form):
    invoice = {
        "wants_invoice": "on",
        "company": "Công ty Hạ Long",
        "tax_code": "0101234567-001",
        "company_address": "1 Hạ Long",
        "company_email": "kt@example.com",
    }
    client.post(SECOND, second(client, **invoice, gift_note="Chúc mừng năm mới"))

    order = orders().get()
    row = order.invoice_request
    assert (row.company, row.tax_code, row.address, row.email) == tuple(invoice[name] for name in INVOICE_FIELDS)
    assert order.gift_note == "Chúc mừng năm mới"
    assert order.agreement.at == order.date_placed
    assert not order.agreement.is_of_age


def test_fields_of_an_invoice_nobody_wants_are_forgotten(client, form):
    client.post(SECOND, second(client, company="Công ty Hạ Long"))

    assert not InvoiceRequest.objects.exists()


def test_alcohol_asks_for_the_age(client, cast, now):
    wine = on_sale(cast, at=now, title="Rượu nếp", criteria_set=14, price_vnd=90_000)
    client.post(f"/gio-hang/them/{wine.pk}/", {"quantity": 1})
    typed = second(client)

    refused = client.post(SECOND, typed)

    assert refused.status_code == 409
    assert "đủ 18 tuổi" in words_of(BeautifulSoup(refused.content, "html.parser").select_one(".notice--danger"))
    assert not orders().exists()
    client.post(SECOND, {**typed, "is_of_age": "on"})
    assert orders().get().agreement.is_of_age


def test_too_much_cash_and_too_many_orders_are_said(client, last, settings):
    settings.CASH_MOST_VND = 269_999
    assert "nhiều nhất 269.999\u00a0₫" in client.post(SECOND, last).content.decode()
    settings.CASH_MOST_VND, settings.CASH_MOST_OPEN = 270_000, 1
    assert client.post(SECOND, last).status_code == 302
    oil = orders().get().lines.get().product
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})

    again = client.post(SECOND, second(client))

    assert again.status_code == 409
    assert "còn 1 đơn chưa giao xong" in again.content.decode()
    assert orders().count() == 1


def test_of_an_order_nothing_is_left_in_the_session(client, last):
    client.post(SECOND, last)

    assert "checkout" not in client.session
