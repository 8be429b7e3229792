"""Producers, places, centres, and the type-ahead."""

from __future__ import annotations

import pytest

from tests.factories.producers import make_producer
from tests.factories.situations import UNSELLABLE, on_sale
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def test_producers_with_something_certified_are_listed(page, cast, now, oil):
    for situation in UNSELLABLE.values():
        situation(cast, at=now)

    tiles = page("/chu-the/").select(".tile")

    assert [words_of(tile.select_one(".tile__name")) for tile in tiles] == ["HTX Nông nghiệp Hải Yến"]
    assert words_of(tiles[0].select_one(".small")) == "Hợp tác xã · 1 món"


def test_a_producers_page_shows_what_of_theirs_is_certified(page, cast, now, oil):
    UNSELLABLE["lapsed"](cast, at=now)

    producer = page("/chu-the/htx-nong-nghiep-hai-yen/")

    assert words_of(producer.h1) == "HTX Nông nghiệp Hải Yến"
    assert [a.get_text() for a in producer.select(".product-card h3 a")] == ["Dầu lạc Hải Yến"]


def test_a_producer_without_certified_goods_keeps_a_page(page, cast):
    producer = page("/chu-the/htx-duoc-lieu-xanh-dong-trieu/")

    assert words_of(producer.select_one(".empty h2")) == "Chưa có món nào đang có chứng nhận"


def test_an_invented_producer_says_so(page, places):
    make_producer(name="HTX Minh hoạ", commune=places.uong_bi, is_illustration=True)

    producer = page("/chu-the/htx-minh-hoa/")

    assert words_of(producer.h1.select_one(".status")) == "minh hoạ"
    assert "Chủ thể này là giả định cho bản dựng thử." in words_of(producer)


def test_a_story_is_text(client, cast):
    maker = cast.producers[0]
    type(maker).objects.filter(pk=maker.pk).update(story="<script>alert(1)</script>\n\nHai dòng")

    content = client.get(f"/chu-the/{maker.slug}/").content.decode()

    assert "<script>alert" not in content
    assert "<p>Hai dòng</p>" in content


def test_a_commune_names_what_it_was(page, oil):
    commune = page("/xa-phuong/06811/")

    assert words_of(commune.h1) == "Phường Uông Bí"
    assert words_of(commune.select_one(".former")) == (
        "Trước 7/2025: phường Quang Trung, TP Uông Bí; phường Trưng Vương, TP Uông Bí (một phần)"
    )
    assert [a.get_text() for a in commune.select(".product-card h3 a")] == ["Dầu lạc Hải Yến"]
    assert len(commune.select(".tile")) == 1


def test_a_commune_without_goods_leads_to_its_province(page, places):
    commune = page("/xa-phuong/24736/")

    assert words_of(commune.select_one(".empty h2")) == "Nơi này chưa có món nào"
    assert commune.select_one(".empty a.button")["href"] == "/tinh-thanh/68/"


def test_a_province_counts_and_names_its_communes(page, oil, cast):
    province = page("/tinh-thanh/22/")

    assert words_of(province.h1) == "Thành phố Quảng Ninh"
    assert [words_of(chip) for chip in province.select("section .chip")] == ["Phường Uông Bí 1"]
    assert [words_of(tile) for tile in province.select(".tile")] == ["Trung tâm quang-ninh Thành phố Quảng Ninh"]


@pytest.mark.parametrize(
    "address", ["/xa-phuong/06817/", "/xa-phuong/99999/", "/tinh-thanh/67/", "/chu-the/khong/", "/trung-tam/khong/"]
)
def test_what_is_not_there_today_has_no_page(client, cast, address):
    assert client.get(address).status_code == 404


def test_places_are_found_by_old_names(page, oil):
    found = page("/dia-phuong/", q="quang trung")

    assert words_of(found.select_one(".tile .tile__name")) == "Phường Uông Bí"
    assert words_of(found.select_one(".tile .small")) == (
        "Thành phố Quảng Ninh · trước 7/2025: phường Quang Trung, TP Uông Bí"
    )
    assert [words_of(chip) for chip in found.select(".chip--on")] == ["Quảng Ninh"]


def test_all_provinces_stand_in_vietnamese_order(page, places):
    names = [a.get_text() for a in page("/dia-phuong/").select(".name-columns a")]

    assert names == ["Tỉnh Lâm Đồng", "Thành phố Quảng Ninh"]


def test_the_type_ahead_is_a_fragment_of_choices(page, places):
    choices = page("/dia-phuong/goi-y/", place="quang tr").select("button")

    assert [(c["data-code"], c["data-province"], c["data-name"]) for c in choices] == [
        ("24736", "68", "Xã Quảng Trực"),
        ("06811", "22", "Phường Uông Bí"),
    ]
    assert page("/dia-phuong/goi-y/", place="q").select("button") == []
    assert "Chưa có nơi nào tên như vậy." in words_of(page("/dia-phuong/goi-y/", place="xyzzy"))


def test_centres_are_listed_and_have_a_page(page, cast):
    assert [words_of(a) for a in page("/trung-tam/").select(".tile a")] == [
        "Trung tâm lam-dong",
        "Trung tâm quang-ninh",
    ]
    assert words_of(page("/trung-tam/quang-ninh/").h1) == "Trung tâm quang-ninh"


@pytest.mark.parametrize(
    "address", ["/tinh-thanh/22/", "/xa-phuong/06811/", "/chu-the/", "/chu-the/htx-nong-nghiep-hai-yen/"]
)
def test_the_number_of_queries_does_not_grow(queries, cast, now, address):
    on_sale(cast, at=now)
    few = queries(address)
    for _ in range(8):
        on_sale(cast, at=now)

    assert few == queries(address) <= 14


def test_many_producers_have_pages_of_48(page, cast, now, places):
    for number in range(50):
        maker = make_producer(name=f"HTX Số {number:02}", commune=places.uong_bi)
        on_sale(cast, at=now, producer=maker)

    first, second = page("/chu-the/"), page("/chu-the/", trang=2)

    assert (len(first.select(".tile")), len(second.select(".tile"))) == (48, 2)
    assert words_of(second.select(".tile__name")[-1]) == "HTX Số 49"
