"""The start page."""

from __future__ import annotations

import pytest

from tests.factories.situations import UNSELLABLE, on_sale
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def test_an_empty_shop_says_so(page):
    home = page("/")

    assert home.find("h1").get_text() == "Mỗi xã có món riêng, mời bạn ghé xem"
    assert home.select_one(".empty h2").get_text() == "Chưa có gì để xem"
    assert [a.get_text() for a in home.select(".group-tile a")] == [
        "Thực phẩm",
        "Đồ uống",
        "Dược liệu và sản phẩm từ dược liệu",
        "Thủ công mỹ nghệ",
        "Sinh vật cảnh",
        "Du lịch cộng đồng và điểm du lịch",
    ]


def test_what_is_certified_stands_there_with_its_seal_and_price(page, oil):
    card = page("/").select_one(".product-card")

    assert card.select_one("h3 a")["href"] == f"/san-pham/dau-lac-hai-yen_{oil.pk}/"
    assert words_of(card.select_one(".product-card__place")) == "Phường Uông Bí , Quảng Ninh"
    assert words_of(card.select_one(".product-card__price")) == "120.000 ₫ / chai 500 ml"
    assert card.select_one(".star-seal")["data-stars"] == "4"
    assert card.select_one(".star-seal")["data-state"] == "in-force"


def test_what_is_not_certified_now_does_not_stand_there(page, cast, now):
    for situation in UNSELLABLE.values():
        situation(cast, at=now)

    assert page("/").select(".product-card") == []


def test_five_stars_have_a_row_of_their_own(page, cast, now):
    on_sale(cast, at=now, title="Miến dong", stars=5)
    on_sale(cast, at=now, title="Mật ong", stars=3)

    row = page("/").find("h2", id="nam").find_parent("section")

    assert [a.get_text() for a in row.select(".product-card h3 a")] == ["Miến dong"]


def test_provinces_with_products_are_named(page, oil):
    chips = page("/").select(".country .chip")

    assert [(chip.get_text(), chip["href"]) for chip in chips] == [
        ("Quảng Ninh", "/tinh-thanh/22/"),
        ("Tất cả tỉnh, thành", "/dia-phuong/"),
    ]


def test_the_demo_has_its_ribbon_and_a_real_shop_none(page, settings):
    assert "giá và ảnh là minh hoạ" in page("/").select_one(".sample-strip").get_text()

    settings.DEMO = False

    assert page("/").select_one(".sample-strip") is None


def test_the_number_of_queries_does_not_grow(queries, cast, now):
    for number in range(3):
        on_sale(cast, at=now, title=f"Món {number}", stars=5)
    few = queries("/")
    for number in range(12):
        on_sale(cast, at=now, title=f"Món nữa {number}", producer=cast.producers[number % 2])

    assert few == queries("/") <= 12


def test_nothing_comes_from_another_host(client, oil):
    response = client.get("/")

    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    # The name of a vocabulary, which nobody fetches.
    assert b"https://" not in response.content.replace(b"https://schema.org", b"")
    assert b"<script>" not in response.content
