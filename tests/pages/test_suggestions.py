"""What is proposed while somebody types. That nothing uncertified is: tests/doors/test_doors.py."""

from __future__ import annotations

import pytest

from tests.factories.situations import on_sale
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db

ADDRESS = "/san-pham/goi-y/"


@pytest.fixture
def goods(cast, now):
    other = cast.producers[1]
    on_sale(cast, at=now, title="Dầu lạc", title_en="Groundnut oil", stars=4)
    on_sale(cast, at=now, title="Trà hoa vàng", stars=5, criteria_set=12, producer=other)


def shelves(fragment):
    """By kind: what each line says, and where it leads."""
    return {
        words_of(group.select_one("p")): [(words_of(row), row["href"]) for row in group.select("[role=option]")]
        for group in fragment.select("[role=group]")
    }


def test_goods_come_with_their_place_and_their_seal(page, goods):
    fragment = page(ADDRESS, q="dau l")

    ((name, url),) = shelves(fragment)["Sản phẩm"]
    assert name == "Dầu lạc Phường Uông Bí, Quảng Ninh"
    assert url.startswith("/san-pham/dau-lac_")
    assert fragment.select_one(".star-seal")["aria-label"] == "Chứng nhận OCOP 4 sao, còn hiệu lực"


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("binh khe", "Xã, phường", ("Phường Bình Khê, TP Quảng Ninh", "/xa-phuong/07081/")),
        ("hải y", "Người làm", ("HTX Nông nghiệp Hải Yến", "/chu-the/htx-nong-nghiep-hai-yen/")),
        ("đồ u", "Loại hàng", ("Đồ uống", "/san-pham/nhom/do-uong/")),
        ("nước khoáng", "Loại hàng", ("Nước khoáng thiên nhiên, nước uống đóng chai", "/san-pham/bo/16/")),
    ],
)
def test_places_makers_and_kinds_are_proposed_too(page, goods, typed, kind, expected):
    assert expected in shelves(page(ADDRESS, q=typed))[kind]


def test_an_old_name_leads_to_the_commune_of_today(page, goods):
    rows = [row for kind in shelves(page(ADDRESS, q="trưng vương")).values() for row in kind]

    assert any("trước 7/2025" in name and url == "/xa-phuong/06811/" for name, url in rows)


def test_it_speaks_english(page, goods):
    fragment = page(f"/en{ADDRESS}", q="groundnut")

    assert [name for name, _ in shelves(fragment)["Products"]] == ["Groundnut oil Phường Uông Bí, Quảng Ninh"]
    assert fragment.select_one("small")["lang"] == "vi"
    assert words_of(fragment.select_one("[data-said]")) == "1 suggestion. The arrow keys lead to it."


def test_a_list_is_one_that_arrow_keys_can_walk_through(page, goods):
    fragment = page(ADDRESS, q="hoa")
    rows = fragment.select("[role=listbox] [role=option]")

    assert len({row["id"] for row in rows}) == len(rows) > 0
    assert {(row.name, row["tabindex"], row["aria-selected"]) for row in rows} == {("a", "-1", "false")}
    for group in fragment.select("[role=group]"):
        assert fragment.find(id=group["aria-labelledby"])


@pytest.mark.parametrize(
    ("typed", "said"), [("", ""), ("d", ""), ("%", ""), ("xyzzyq", "Không có gợi ý. Bấm Enter vẫn tìm được.")]
)
def test_where_there_is_nothing_there_is_no_list(page, goods, typed, said):
    fragment = page(ADDRESS, q=typed)

    assert fragment.select("[role=listbox]") == []
    assert words_of(fragment.select_one("[data-said]")) == said


def test_a_slip_while_typing_is_forgiven(page, goods):
    assert [name for name, _ in shelves(page(ADDRESS, q="dau lca"))["Sản phẩm"]] == [
        "Dầu lạc Phường Uông Bí, Quảng Ninh"
    ]


@pytest.mark.parametrize("typed", ["'\"><script>", "a" * 10_000, "🍯🍯", "à" * 3000, "a OR b*", "\\"])
def test_whatever_is_typed_is_answered(client, goods, typed):
    response = client.get(ADDRESS, {"q": typed})

    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_it_is_kept_a_minute_by_who_typed_it_and_machines_stay_away(client, goods, settings):
    settings.DEMO = False
    response = client.get(ADDRESS, {"q": "dau"})

    assert set(response.headers["Cache-Control"].split(", ")) == {"private", "max-age=60"}
    assert f"Disallow: {ADDRESS}\nDisallow: /en{ADDRESS}\n" in client.get("/robots.txt").content.decode()


def test_every_page_with_a_search_field_says_where_proposals_come_from(page, goods):
    assert [form["data-suggest"] for form in page("/en/").select("form[data-suggest]")] == [f"/en{ADDRESS}"] * 2
    assert page("/san-pham/").select_one("header form")["data-suggest"] == ADDRESS


def test_what_it_costs_does_not_grow(queries, cast, now, goods):
    few = queries(f"{ADDRESS}?q=dau")
    for number in range(20):
        on_sale(cast, at=now, title=f"Dầu lạc {number}", producer=cast.producers[number % 2])

    assert (few, queries(f"{ADDRESS}?q=dau")) == (7, 7)
