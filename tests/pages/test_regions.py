"""Places: communes, provinces, the country, and the type-ahead."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue_ext.places.models import FormerName
from tests.factories.places import make_commune, make_province
from tests.factories.situations import on_sale
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def test_a_commune_names_what_it_was(page, oil):
    commune = page("/xa-phuong/06811/")

    assert words_of(commune.h1) == "Phường Uông Bí"
    assert words_of(commune.select_one(".former")) == (
        "Trước 7/2025: phường Quang Trung, TP Uông Bí; phường Trưng Vương, TP Uông Bí (một phần)"
    )
    assert [a.get_text() for a in commune.select(".product-card h3 a")] == ["Dầu lạc Hải Yến"]
    assert [words_of(tile.select_one(".tile__name")) for tile in commune.select(".tile")] == ["HTX Nông nghiệp Hải Yến"]


def test_a_commune_without_goods_leads_to_its_province(page, places):
    commune = page("/xa-phuong/24736/")

    assert words_of(commune.select_one(".empty h2")) == "Nơi này chưa có món nào"
    assert commune.select_one(".empty a.button")["href"] == "/tinh-thanh/68/"


def test_a_province_counts_and_names_its_communes(page, oil, cast):
    province = page("/tinh-thanh/22/")

    assert words_of(province.h1) == "Thành phố Quảng Ninh"
    assert [words_of(chip) for chip in province.select("section .chip")] == ["Phường Uông Bí 1"]
    assert [words_of(link) for link in province.select(".figures a")] == ["1 người làm", "1 xã, phường có món"]
    assert province.select_one(".figures a")["href"] == "/chu-the/?tinh=22"
    assert [words_of(tile) for tile in province.select(".tile")] == ["Thành phố Quảng Ninh Trung tâm quang-ninh"]


def test_a_province_names_what_went_into_it(page, places):
    make_province("99", "Tỉnh Bình Thuận", successor=places.lam_dong)
    # It went on in 2025 and became a city in 2026.
    FormerName.objects.create(
        province=places.quang_ninh, name="Tỉnh Quảng Ninh", name_fold="quang ninh", until=date(2026, 9, 1)
    )

    lam_dong, quang_ninh = page("/tinh-thanh/68/"), page("/tinh-thanh/22/")

    assert words_of(lam_dong.select_one(".former")) == "Trước 7/2025 là: tỉnh Bình Thuận, tỉnh Đắk Nông"
    assert words_of(quang_ninh.select_one(".former")) == "Trước 9/2026: tỉnh Quảng Ninh"


def test_a_province_that_went_on_has_nothing_former(page, places):
    hue = make_province("46", "Thành phố Huế", "thành phố trực thuộc trung ương")
    make_province("46", "Thành phố Huế", "thành phố trực thuộc trung ương", successor=hue)
    make_commune("19777", "Phường Thuận Hóa", hue, lat=16.4, lon=107.6)

    assert page("/tinh-thanh/46/").select(".former") == []


def test_a_province_has_a_map_of_its_communes(page, oil, places):
    drawn = page("/tinh-thanh/22/").select_one(".place-map svg")

    assert drawn["aria-label"] == "Bản đồ điểm 3 xã, phường, đặc khu của TP Quảng Ninh"
    links = drawn.select("a")
    assert [(link["href"], words_of(link.title)) for link in links] == [("/xa-phuong/06811/", "Phường Uông Bí · 1")]
    # The list beside the map says the same: a keyboard passes the dots by.
    assert links[0]["tabindex"] == "-1"
    assert drawn.select_one(".place-map__dots")["d"].count("M") == 2
    assert drawn.select(".ring") == []


def test_the_map_of_da_nang_holds_hoang_sa(page, places):
    da_nang = make_province("48", "Thành phố Đà Nẵng", "thành phố trực thuộc trung ương")
    make_commune("20194", "Phường Hải Châu", da_nang, lat=16.06, lon=108.22)
    make_commune("20333", "Đặc khu Hoàng Sa", da_nang, lat=16.568, lon=112.135)

    drawn = page("/tinh-thanh/48/").select_one(".place-map svg")

    assert [words_of(text) for text in drawn.select("text")] == ["Hoàng Sa"]
    assert len(drawn.select(".place-map__frame")) == 1
    marked = page("/xa-phuong/20333/").select_one(".place-map svg")
    assert len(marked.select(".ring")) == 1
    # Named by its frame, so not a second time beside the ring.
    assert [words_of(text) for text in marked.select("text")] == ["Hoàng Sa"]


def test_a_province_without_goods_says_so(page, places):
    province = page("/tinh-thanh/68/")

    assert "Hiện chưa có sản phẩm nào của tỉnh, thành này đang có chứng nhận" in words_of(province.main)
    assert province.select(".product-card") == province.select(".figures") == []
    assert province.select_one(".halves a.button")["href"] == "/dia-phuong/"


def test_a_place_has_the_picture_of_its_land(page, places):
    assert "bien-1280" in page("/tinh-thanh/22/").select_one(".place-head img")["src"]
    assert "cao-nguyen-1280" in page("/xa-phuong/24736/").select_one(".place-head img")["src"]


def test_a_commune_is_marked_on_the_map_of_its_province(page, oil):
    drawn = page("/xa-phuong/06811/").select_one(".place-map svg")

    assert drawn["aria-label"] == "Bản đồ điểm 3 xã, phường, đặc khu của TP Quảng Ninh, đánh dấu Uông Bí"
    assert len(drawn.select(".ring")) == 1
    assert [words_of(text) for text in drawn.select("text")] == ["Uông Bí"]
    assert drawn.select("a") == []


def test_a_commune_names_its_neighbours_with_their_goods(page, cast, now, oil):
    on_sale(cast, at=now, producer=cast.producers[1])
    on_sale(cast, at=now, producer=cast.producers[1])

    near = page("/xa-phuong/06811/").select(".near-list li")

    assert [words_of(line) for line in near] == [
        "Phường Vàng Danh 8 km",
        "Phường Bình Khê 2 món · 19 km",
        "Xã Quảng Trực Tỉnh Lâm Đồng 985 km",
        "Xã Trường Xuân Tỉnh Lâm Đồng 991 km",
    ]
    assert near[1].a["href"] == "/xa-phuong/07081/"


@pytest.mark.parametrize("address", ["/xa-phuong/06817/", "/xa-phuong/99999/", "/tinh-thanh/67/", "/tinh-thanh/xx/"])
def test_what_is_not_there_today_has_no_page(client, cast, address):
    assert client.get(address).status_code == 404


def test_places_are_found_by_old_names(page, oil):
    found = page("/dia-phuong/", q="quang trung")

    assert words_of(found.select_one(".tile .tile__name")) == "Phường Uông Bí"
    assert words_of(found.select_one(".tile .small")) == (
        "Thành phố Quảng Ninh · trước 7/2025: phường Quang Trung, TP Uông Bí"
    )
    # What was found stands right under the question: no map between them.
    assert found.select(".country-map") == []


def test_all_provinces_stand_in_vietnamese_order(page, places):
    names = [a.get_text() for a in page("/dia-phuong/").select(".name-columns a")]

    assert names == ["Tỉnh Lâm Đồng", "Thành phố Quảng Ninh"]


def test_the_country_has_a_mark_for_each_province_with_goods(page, oil):
    country = page("/dia-phuong/")

    marks = country.select(".country-map a")
    assert [(mark["href"], words_of(mark.title)) for mark in marks] == [("/tinh-thanh/22/", "Quảng Ninh")]
    assert [words_of(text) for text in country.select(".country-map text")] == ["Hoàng Sa", "Trường Sa"]
    assert [(chip["href"], words_of(chip)) for chip in country.select(".country .chip")] == [
        ("/tinh-thanh/22/", "Quảng Ninh")
    ]


def test_hoang_sa_and_truong_sa_are_named_where_nothing_is_sold(page, places):
    country = page("/dia-phuong/")

    assert [words_of(text) for text in country.select(".country-map text")] == ["Hoàng Sa", "Trường Sa"]
    assert country.select(".country-map a") == country.select(".country-map figcaption") == []


def test_vietnamese_names_say_so_on_english_pages(page, oil):
    for address, selector in [
        ("/en/tinh-thanh/22/", ".place-map a"),
        ("/en/tinh-thanh/22/", "h1"),
        ("/en/xa-phuong/06811/", ".near-list a"),
        ("/en/xa-phuong/06811/", ".place-map text"),
        ("/en/dia-phuong/", ".country-map a"),
        ("/en/dia-phuong/", ".country-map text"),
        ("/en/dia-phuong/", ".name-columns"),
    ]:
        found = page(address).select(selector)
        assert {node.get("lang") for node in found} == {"vi"}, (address, selector)


def test_the_type_ahead_is_a_fragment_of_choices(page, places):
    choices = page("/dia-phuong/goi-y/", place="quang tr").select("button")

    assert [(c["data-code"], c["data-province"], c["data-name"]) for c in choices] == [
        ("24736", "68", "Xã Quảng Trực"),
        ("06811", "22", "Phường Uông Bí"),
    ]
    assert page("/dia-phuong/goi-y/", place="q").select("button") == []
    assert "Chưa có nơi nào tên như vậy." in words_of(page("/dia-phuong/goi-y/", place="xyzzy"))


@pytest.mark.parametrize(("address", "most"), [("/tinh-thanh/22/", 11), ("/xa-phuong/06811/", 12), ("/dia-phuong/", 2)])
def test_the_number_of_queries_does_not_grow(queries, cast, now, address, most):
    on_sale(cast, at=now)
    few = queries(address)
    for _ in range(8):
        on_sale(cast, at=now)
        on_sale(cast, at=now, producer=cast.producers[1])

    assert few == queries(address) == most


def test_a_shown_number_is_no_text_of_a_language(page, oil):
    """Vietnamese writes 12,5: in a drawing that would be two numbers."""
    for address in ("/tinh-thanh/22/", "/xa-phuong/06811/", "/dia-phuong/"):
        for circle in page(address).select("svg circle[cx]"):
            assert "," not in circle["cx"] + circle["cy"] + circle["r"]
