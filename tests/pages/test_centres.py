"""Trade promotion centres: who they are, where, and what their province makes."""

from __future__ import annotations

import pytest

from catalogue_ext.centres.operations import edit_centre
from tests.factories.situations import UNSELLABLE, on_sale
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def test_centres_are_listed(page, cast):
    assert [(words_of(a), a["href"]) for a in page("/trung-tam/").select(".tile a")] == [
        ("Trung tâm lam-dong", "/trung-tam/lam-dong/"),
        ("Trung tâm quang-ninh", "/trung-tam/quang-ninh/"),
    ]


def test_no_centre_yet_says_so(page, places):
    assert words_of(page("/trung-tam/").select_one(".empty h2")) == "Chưa có trung tâm nào"


def test_a_centre_says_who_it_is_and_where(page, cast, places, now):
    facts = {"about": "Giúp bán hàng.\n\nMở cửa cả tuần.", "about_en": "We help to sell.", "phone": "0203 000 0001"}
    edit_centre(
        centre=cast.centres[0], by=None, at=now, commune=places.uong_bi, address="Số 1", name_en="A centre", **facts
    )

    centre, english = page("/trung-tam/quang-ninh/"), page("/en/trung-tam/quang-ninh/")

    assert words_of(centre.h1) == "Trung tâm quang-ninh"
    assert [words_of(p) for p in centre.select(".story p")] == ["Giúp bán hàng.", "Mở cửa cả tuần."]
    assert [words_of(fact) for fact in centre.select(".maker-card dl div")] == [
        "Địa chỉ Số 1",
        "Xã, phường Phường Uông Bí",
        "Tỉnh, thành phố Thành phố Quảng Ninh",
    ]
    assert centre.select_one(".maker-card a.button")["href"] == "tel:02030000001"
    assert centre.select_one(".place-map svg")["aria-label"].endswith("đánh dấu Uông Bí")
    assert words_of(english.h1) == "A centre"
    assert (words_of(english.select_one(".story")), english.select_one(".story").get("lang")) == (
        "We help to sell.",
        None,
    )


def test_a_centre_that_said_nothing_is_told_of_plainly(page, cast):
    centre = page("/trung-tam/quang-ninh/")

    assert "Trung tâm chưa tự giới thiệu." in words_of(centre)
    assert centre.select(".maker-card .button") == centre.select(".ring") == centre.select(".status") == []


def test_an_invented_centre_says_so(page, cast):
    type(cast.centres[0]).objects.update(is_illustration=True)

    centre = page("/trung-tam/quang-ninh/")

    assert words_of(centre.select_one(".place-head .status")) == "minh hoạ"
    assert "Những gì viết về trung tâm này là giả định cho bản dựng thử." in words_of(centre)


def test_a_centre_shows_what_its_province_makes_now(page, cast, now, oil):
    for situation in UNSELLABLE.values():
        situation(cast, at=now)

    centre = page("/trung-tam/quang-ninh/")

    assert [a.get_text() for a in centre.select(".product-card h3 a")] == ["Dầu lạc Hải Yến"]
    assert "Có 1 sản phẩm đang có chứng nhận. 1 người làm." in words_of(centre)
    assert [a["href"] for a in centre.select(".place-map a")] == ["/xa-phuong/06811/"]
    assert page("/trung-tam/lam-dong/").select(".product-card") == []


def test_an_unknown_centre_has_no_page(client, db):
    assert client.get("/trung-tam/khong/").status_code == 404


@pytest.mark.parametrize(("address", "most"), [("/trung-tam/", 1), ("/trung-tam/quang-ninh/", 9)])
def test_the_number_of_queries_does_not_grow(queries, cast, now, address, most):
    on_sale(cast, at=now)
    few = queries(address)
    for _ in range(8):
        on_sale(cast, at=now)
        on_sale(cast, at=now, producer=cast.producers[1])

    assert few == queries(address) == most
