"""Listings: filters, order, pages, and the empty answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories.situations import UNSELLABLE, certify, make_product, on_sale, put_up
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def titles(page):
    return [a.get_text() for a in page.select(".product-card h3 a")]


@pytest.fixture
def goods(cast, now):
    other = cast.producers[1]
    return [
        on_sale(cast, at=now, title="Dầu lạc", stars=4, criteria_set=7, price_vnd=120_000),
        on_sale(cast, at=now, title="Trà hoa vàng", stars=5, criteria_set=12, price_vnd=300_000, producer=other),
        on_sale(cast, at=now, title="Nước khoáng", stars=3, criteria_set=16, price_vnd=8_000, stock=0),
    ]


def test_all_that_is_certified_is_listed_and_counted(page, goods):
    listing = page("/san-pham/")

    assert sorted(titles(listing)) == ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]
    assert words_of(listing.select_one(".result-head p")) == "Có 3 sản phẩm đang có chứng nhận."


def test_what_is_not_certified_now_is_not_listed(page, cast, now):
    for situation in UNSELLABLE.values():
        situation(cast, at=now)

    listing = page("/san-pham/")

    assert titles(listing) == []
    assert listing.select_one(".empty h2").get_text() == "Chưa có món nào khớp bộ lọc này"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/san-pham/?sao=5", ["Trà hoa vàng"]),
        ("/san-pham/?sao=3&sao=4", ["Dầu lạc", "Nước khoáng"]),
        ("/san-pham/?nhom=do-uong", ["Nước khoáng"]),
        ("/san-pham/nhom/thuc-pham/", ["Dầu lạc", "Trà hoa vàng"]),
        ("/san-pham/bo/12/", ["Trà hoa vàng"]),
        ("/san-pham/?tinh=22", ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]),
        ("/san-pham/?tinh=68", []),
        ("/san-pham/?xa=07081", ["Trà hoa vàng"]),
        ("/san-pham/?con_hang=1", ["Dầu lạc", "Trà hoa vàng"]),
        ("/san-pham/?q=tra hoa", ["Trà hoa vàng"]),
        ("/san-pham/?q=binh khe", ["Trà hoa vàng"]),
        ("/san-pham/?q=DẦU", ["Dầu lạc"]),
        ("/san-pham/?q=hai yen", ["Dầu lạc", "Nước khoáng"]),
        ("/san-pham/?q=xyzzy", []),
        ("/san-pham/?sao=5&nhom=do-uong", []),
    ],
)
def test_each_filter_narrows(page, goods, address, expected):
    assert sorted(titles(page(address))) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("gia", ["Nước khoáng", "Dầu lạc", "Trà hoa vàng"]),
        ("ten", ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]),
    ],
)
def test_results_are_laid_out_as_asked(page, goods, word, expected):
    assert titles(page(f"/san-pham/?sap_xep={word}")) == expected


def test_the_newest_certificate_comes_first(page, cast, now, goods):
    newest = make_product(producer=cast.producers[0], title="Bánh gio")
    certify(newest, cast, valid_from=now - timedelta(days=1), valid_to=now + timedelta(days=900))
    put_up(newest, at=now)

    assert titles(page("/san-pham/"))[0] == "Bánh gio"


def test_certified_without_price_comes_last_and_says_so(page, cast, now, goods):
    unpriced = make_product(producer=cast.producers[0], title="An trà")
    certify(unpriced, cast, valid_from=now - timedelta(days=1), valid_to=now + timedelta(days=900))

    listing = page("/san-pham/")

    assert titles(listing)[-1] == "An trà"
    assert words_of(listing.select(".product-card__price")[-1]) == "Chưa mở bán"


def test_alcohol_is_shown_without_price_and_last(page, cast, now, goods):
    on_sale(cast, at=now, title="Rượu mơ", criteria_set=15)

    listing = page("/san-pham/")

    assert titles(listing)[-1] == "Rượu mơ"
    assert words_of(listing.select(".product-card__price")[-1]) == "Chỉ giới thiệu, chưa bán"


def test_the_chosen_filters_are_ticked_and_only_provinces_with_goods_are_offered(page, goods):
    facets = page("/san-pham/?sao=5&tinh=22").select_one(".facets")

    ticked = {field["value"] for field in facets.select("input[checked]")}
    provinces = {field["value"] for field in facets.select('input[name="tinh"]')}
    assert ticked == {"5", "22"}
    assert "22" in provinces
    assert "01" not in provinces


@pytest.mark.parametrize("order", ["moi", "gia", "ten"])
def test_pages_hold_every_product_once_and_the_unpriced_last(page, cast, now, order, monkeypatch):
    monkeypatch.setattr("shop.storefront.queries.listing.FIRST_PAGES", 1)
    for number in range(26):
        on_sale(cast, at=now, title=f"Món {number:02}")
    for number in range(26):
        on_sale(cast, at=now, title=f"Chưa có giá {number:02}", price_vnd=None)

    seen = [title for n in (1, 2, 3) for title in titles(page(f"/san-pham/?sap_xep={order}&trang={n}"))]

    assert len(seen) == len(set(seen)) == 52
    assert all(title.startswith("Món") for title in seen[:26])
    assert all(title.startswith("Chưa") for title in seen[26:])


def test_a_filter_that_is_on_can_be_taken_off(page, goods):
    chip = page("/san-pham/?sao=5&tinh=22").select(".rail .chip--on")[0]

    assert chip["aria-label"] == "Bỏ lọc 5 sao"
    assert chip["href"] == "/san-pham/?tinh=22"


def test_long_lists_have_pages_of_24(page, cast, now):
    for number in range(30):
        on_sale(cast, at=now, title=f"Món {number:02}")

    first, second, beyond = (page(f"/san-pham/?sap_xep=ten&trang={n}") for n in (1, 2, 99))

    assert titles(first) == [f"Món {n:02}" for n in range(24)]
    assert titles(second) == titles(beyond) == [f"Món {n:02}" for n in range(24, 30)]
    assert first.select_one("a[rel=next]")["href"] == "?sap_xep=ten&trang=2"
    assert second.select_one("a[rel=prev]")["href"] == "?sap_xep=ten&trang=1"


def test_an_empty_answer_offers_places_of_that_name(page, goods, places):
    listing = page("/san-pham/?q=quang truc")

    assert listing.select_one(".empty h2").get_text() == "Chưa có món nào tên “quang truc”"
    assert [a.get_text() for a in listing.select(".empty .chip")] == [
        "Xã Quảng Trực, tỉnh Lâm Đồng",
        "Tất cả sản phẩm",
    ]


@pytest.mark.parametrize("address", ["/san-pham/nhom/khac/", "/san-pham/bo/27/", "/san-pham/bo/0/"])
def test_a_class_that_is_none_has_no_page(client, address, db):
    assert client.get(address).status_code == 404


def test_the_heading_names_the_class_in_both_languages(page, goods):
    assert words_of(page("/san-pham/nhom/do-uong/").h1) == "Đồ uống"
    assert words_of(page("/en/san-pham/nhom/do-uong/").h1) == "Drinks"
    assert words_of(page("/en/san-pham/bo/16/").h1) == "Natural mineral water and bottled drinking water"


def test_the_number_of_queries_does_not_grow(queries, cast, now):
    address = "/san-pham/?tinh=22&sao=4&con_hang=1"
    on_sale(cast, at=now)
    few = queries(address)
    for number in range(25):
        on_sale(cast, at=now, producer=cast.producers[number % 2])

    assert few == queries(address) <= 16


def test_what_was_typed_is_written_as_text(client, goods):
    response = client.get("/san-pham/", {"q": '"><script>alert(1)</script>'})

    assert b"<script>alert" not in response.content
