"""The address book, and the checkout that begins with it. Another person's address is not there."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from oscar.core.loading import get_model

from shop.shoppers.operations import MOST_ADDRESSES, keep_address
from shop.shoppers.queries import addresses_of
from tests.pages.conftest import words_of
from tests.pages.test_checkout import TYPED, buy, orders

pytestmark = pytest.mark.django_db

BOOK, NEW = "/tai-khoan/dia-chi/", "/tai-khoan/dia-chi/moi/"
FORM = {name: TYPED[name] for name in ("name", "phone", "street", "place", "province", "commune")}


@pytest.fixture
def shopper(client, cast):
    """The shopper, logged in."""
    client.force_login(cast.shopper)
    return cast.shopper


def book(owner):
    return [
        (row.first_name, str(row.phone_number), row.line1, row.commune.code, row.is_default_for_shipping)
        for row in addresses_of(owner=owner)
    ]


def keep(owner, places, street="12 ngõ 5", **changes):
    words = {"name": "Nguyễn Thị Hà", "phone": "+84912345678", "street": street, "commune": places.uong_bi}
    return keep_address(owner=owner, **{**words, **changes})


def read(response):
    return BeautifulSoup(response.content, "html.parser")


# -- the book ---------------------------------------------------------------------------------------------------------


def test_an_empty_book_says_what_it_is_for(client, shopper, page):
    empty = page(BOOK).select_one(".empty")

    assert "Chưa có địa chỉ nào." in words_of(empty)
    assert empty.select_one("a")["href"] == NEW


def test_an_address_is_added_with_an_old_name_and_shown(client, shopper, page):
    answer = client.post(NEW, {**FORM, "phone": "+84 91 234 5678", "place": "phuong quang trung, Uông Bí"})

    assert (answer.status_code, answer.headers["Location"]) == (302, BOOK)
    assert book(shopper) == [("Nguyễn Thị Hà", "+84912345678", "12 ngõ 5", "06811", True)]
    card = page(BOOK).select_one(".address-card")
    assert words_of(card.h2) == "Nguyễn Thị Hà mặc định"
    assert words_of(card.p) == "091 234 5678 12 ngõ 5 Phường Uông Bí, TP Quảng Ninh"


def test_a_person_with_a_phone_finds_name_and_phone_filled_in(client, shopper, page):
    shopper.last_name, shopper.first_name, shopper.phone = "Nguyễn Thị", "Hà", "+84912345678"
    shopper.save()

    form = page(NEW)

    assert form.select_one("#id_name")["value"] == "Nguyễn Thị Hà"
    assert form.select_one("#id_phone")["value"] == "091 234 5678"


def test_a_split_commune_asks_and_nothing_typed_is_lost(client, shopper):
    typed = {**FORM, "place": "Phường Trưng Vương, TP Uông Bí", "is_default": "on"}

    asked = client.post(NEW, typed)

    page = read(asked)
    assert asked.status_code == 422
    assert [radio["value"] for radio in page.select("input[type=radio][name=commune]")] == ["06811", "06820"]
    for name in ("name", "phone", "street", "place"):
        assert page.select_one(f"#id_{name}")["value"] == typed[name]
    assert page.select_one("#id_is_default").has_attr("checked")
    assert book(shopper) == []

    client.post(NEW, {**typed, "commune": "06820"})
    assert [row[3] for row in book(shopper)] == ["06820"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "Bạn cho biết tên người nhận hàng nhé."),
        ("phone", "091 234 567", "Số này có 9 chữ số, cần 10. Ví dụ 091 234 5678."),
        ("street", "", "Bạn cho biết số nhà và đường, hoặc thôn xóm và chỗ dễ nhận ra."),
        ("place", "", "Bạn cho biết xã hoặc phường nhé."),
    ],
)
def test_a_wrong_field_is_named_and_linked(client, shopper, field, typed, sentence):
    response = client.post(NEW, {**FORM, field: typed})

    page = read(response)
    assert response.status_code == 422
    assert words_of(page.select_one(f"#id_{field}_error")) == sentence
    assert page.select_one(f'.notice--danger a[href="#id_{field}"]') is not None
    assert book(shopper) == []


def test_the_same_address_twice_is_refused_kindly(client, shopper, places):
    keep(shopper, places)

    response = client.post(NEW, FORM)

    assert response.status_code == 422
    assert "Sổ đã có địa chỉ này: cùng tên, cùng đường, cùng xã." in response.content.decode()
    assert len(book(shopper)) == 1


def test_a_full_book_says_so(client, shopper, places):
    for number in range(MOST_ADDRESSES):
        keep(shopper, places, street=f"Số {number}")

    assert "Sổ địa chỉ đã đầy." in client.post(NEW, FORM).content.decode()


def test_an_address_is_changed_without_its_old_commune_winning(client, shopper, places, page):
    row = keep(shopper, places)
    form = page(f"{BOOK}{row.pk}/")
    shown = {field["name"]: field["value"] for field in form.select("main input[name]") if field.has_attr("value")}
    assert (shown["place"], shown["commune"]) == ("Phường Uông Bí", "")
    assert form.select_one("#id_province option[selected]")["value"] == "22"

    answer = client.post(f"{BOOK}{row.pk}/", {**FORM, "street": "14 ngõ 5", "place": "Phường Vàng Danh"})

    assert answer.headers["Location"] == BOOK
    assert book(shopper) == [("Nguyễn Thị Hà", "+84912345678", "14 ngõ 5", "06820", True)]


def test_the_default_is_changed_and_an_address_deleted(client, shopper, places):
    first, second = keep(shopper, places), keep(shopper, places, street="Thôn 10")

    assert client.post(f"{BOOK}{second.pk}/mac-dinh/").headers["Location"] == BOOK
    assert [row[2] for row in book(shopper) if row[4]] == ["Thôn 10"]
    assert client.post(f"{BOOK}{second.pk}/xoa/").headers["Location"] == BOOK
    assert [row[2:] for row in book(shopper)] == [(first.line1, "06811", True)]


def test_a_strangers_address_is_not_there(client, shopper, cast, places):
    row = keep(cast.support, places)

    assert client.get(f"{BOOK}{row.pk}/").status_code == 404
    for path in ("", "mac-dinh/", "xoa/"):
        assert client.post(f"{BOOK}{row.pk}/{path}", FORM).status_code == 404, path
    assert book(cast.support) == [("Nguyễn Thị Hà", "+84912345678", "12 ngõ 5", "06811", True)]
    assert "12 ngõ 5" not in client.get(BOOK).content.decode()


def test_who_is_not_in_any_more_logs_in_and_loses_nothing(client, cast, places):
    row = keep(cast.shopper, places)

    answer = client.post(f"{BOOK}{row.pk}/xoa/")

    assert answer.headers["Location"] == "/tai-khoan/dang-nhap/?next=%2Ftai-khoan%2F"
    assert len(book(cast.shopper)) == 1


def test_the_book_costs_the_same_for_many(client, shopper, places, queries):
    keep(shopper, places)
    one = queries(BOOK)
    for number in range(5):
        keep(shopper, places, street=f"Số {number}")

    # Session, person, basket count, the book.
    assert (one, queries(BOOK)) == (4, 4)


# -- the checkout -----------------------------------------------------------------------------------------------------


@pytest.fixture
def basket(client, oil, shopper):
    """The shopper's basket with one jar."""
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})


def test_without_addresses_the_checkout_asks_and_offers_to_keep(client, basket, shopper):
    page = read(client.get("/thanh-toan/"))
    assert page.select_one(".kept") is None
    assert words_of(page.select_one("label:has(#id_keep)")) == "Lưu địa chỉ này vào tài khoản"

    buy(client, keep="on")

    assert book(shopper) == [("Nguyễn Thị Hà", "+84912345678", "12 ngõ 5", "06811", True)]


def test_a_guest_is_not_asked_to_keep_it(client, oil):
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})

    assert read(client.get("/thanh-toan/")).select_one("#id_keep") is None
    buy(client, keep="on")

    assert orders().count() == 1
    assert not get_model("address", "UserAddress").objects.exists()


def test_unticked_it_is_not_kept_and_a_double_is_no_reason_to_fail(client, basket, shopper, places, oil):
    buy(client)
    assert book(shopper) == []

    keep(shopper, places)
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    again = buy(client, address="", keep="on")
    assert again.status_code == 302
    assert (orders().count(), len(book(shopper))) == (2, 1)


def test_the_default_is_chosen_at_first_and_one_press_orders(client, basket, shopper, places):
    keep(shopper, places, name="Lan", phone="+84987654321", street="Thôn 10", commune=places.truong_xuan)
    first = keep(shopper, places, is_default=True)

    page = read(client.get("/thanh-toan/"))
    radios = page.select("input[name=address]")
    assert [radio["value"] for radio in radios if radio.has_attr("checked")] == [str(first.pk)]
    assert [words_of(option) for option in page.select(".kept .option")] == [
        "Nguyễn Thị Hà · 091 234 5678 12 ngõ 5, Phường Uông Bí, TP Quảng Ninh",
        "Lan · 098 765 4321 Thôn 10, Xã Trường Xuân, tỉnh Lâm Đồng",
        "Địa chỉ khác",
    ]

    answer = buy(client, address=radios[1]["value"])

    address = orders().get().shipping_address
    assert answer.status_code == 302
    assert (address.first_name, str(address.phone_number), address.line1) == ("Lan", "+84987654321", "Thôn 10")
    assert address.commune == places.truong_xuan


def test_another_address_beside_kept_ones_is_typed(client, basket, shopper, places):
    keep(shopper, places, street="Thôn 10")

    buy(client, address="")

    assert orders().get().shipping_address.line1 == "12 ngõ 5"


def test_a_strangers_address_is_not_taken(client, basket, cast, places):
    row = keep(cast.support, places)

    answer = client.post("/thanh-toan/", {"address": str(row.pk)})

    assert answer.status_code == 422
    assert "12 ngõ 5" not in answer.content.decode()
    assert not orders().exists()


def test_a_mistake_elsewhere_keeps_the_choice(client, basket, shopper, places):
    row = keep(shopper, places)

    answer = client.post("/thanh-toan/", {"address": str(row.pk), "email": "ha@"})

    page = read(answer)
    assert answer.status_code == 422
    assert [error["id"] for error in page.select(".error")] == ["id_email_error"]
    assert page.select_one("input[name=address][checked]")["value"] == str(row.pk)


def test_an_address_in_a_commune_of_before_is_led_to_todays(client, basket, shopper, places, page):
    """The commune was merged after the address was kept: whole into one, or into several, and then it is asked."""
    commune = get_model("places", "Commune")
    whole = commune.objects.get(name="Phường Quang Trung", valid_to=date(2025, 7, 1))
    split = commune.objects.get(name="Phường Trưng Vương", valid_to=date(2025, 7, 1))
    merged = keep(shopper, places, street="Một", commune=whole)
    parted = keep(shopper, places, street="Hai", commune=split)
    assert "Xã này đã sáp nhập." in words_of(page(BOOK).select_one(".address-card"))
    shown = read(client.get("/thanh-toan/"))
    assert shown.select_one("input[name=address][checked]")["value"] == ""

    asked = client.post("/thanh-toan/", {"address": str(parted.pk)})
    assert asked.status_code == 422
    assert [radio["value"] for radio in read(asked).select("input[name=commune]")] == ["06811", "06820"]
    assert read(asked).select_one("input[name=address][checked]")["value"] == ""

    buy(client, address=str(merged.pk))
    assert orders().get().shipping_address.commune == places.uong_bi
