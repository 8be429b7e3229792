"""The listing as search page: counts beside every choice, what was understood, slips, and the ways out of nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from shop.storefront.views import catalogue
from tests.factories.producers import make_producer
from tests.factories.situations import UNSELLABLE, on_sale
from tests.pages.conftest import words_of
from tests.pages.test_listing import titles

pytestmark = pytest.mark.django_db

NEAR_QUANG_TRUC = "/san-pham/?sap_xep=gan&gan=24736"


@pytest.fixture
def goods(cast, now):
    other = cast.producers[1]
    return [
        on_sale(cast, at=now, title="Dầu lạc", stars=4, criteria_set=7, price_vnd=120_000),
        on_sale(cast, at=now, title="Trà hoa vàng", stars=5, criteria_set=12, price_vnd=300_000, producer=other),
        on_sale(cast, at=now, title="Nước khoáng", stars=3, criteria_set=16, price_vnd=8_000, stock=0),
    ]


def counts(listing, word):
    """The number beside each choice of a kind, and whether it is pale."""
    boxes = listing.select(f'#bo-loc [name="{word}"][type=checkbox]')
    labels = {box["value"]: box.find_parent("label") for box in boxes}
    return {
        value: (int(label.select_one(".number").get_text()), "check--idle" in label["class"])
        for value, label in labels.items()
    }


def links(listing, place):
    return [(words_of(a), a["href"]) for a in listing.select(f"{place} a")]


# ---------------------------------------------------------------- counts


def test_beside_each_choice_stands_what_it_leaves_under_all_other_choices(page, goods):
    listing = page("/san-pham/?sao=5&sao=3&con_hang=1")

    assert counts(listing, "sao") == {"5": (1, False), "4": (1, False), "3": (0, False)}
    assert counts(listing, "nhom")["thuc-pham"] == (1, False)
    assert counts(listing, "nhom")["do-uong"] == (0, True)
    assert counts(listing, "bo") == {"12": (1, False)}
    assert counts(listing, "tinh") == {"22": (1, False)}
    assert counts(listing, "loai")["cooperative"] == (1, False)
    assert counts(listing, "loai")["farm"] == (0, True)
    assert counts(listing, "con_hang") == {"1": (1, False)}


@pytest.mark.parametrize("others", ["", "con_hang=1", "nhom=thuc-pham&loai=cooperative", "q=hai+yen", "gia_den=200000"])
def test_a_number_is_what_the_list_then_holds(page, goods, others):
    listing = page(f"/san-pham/?{others}")
    for word in ("sao", "nhom", "bo", "tinh", "loai", "con_hang"):
        for value, (number, _) in counts(listing, word).items():
            kept = [pair for pair in others.split("&") if pair and not pair.startswith(f"{word}=")]
            kept = [pair for pair in kept if not (word == "bo" and pair.startswith("nhom="))]
            then = page("/san-pham/?" + "&".join([*kept, f"{word}={value}"]))
            assert len(titles(then)) == number, (word, value)


def test_places_and_sets_that_hold_nothing_are_offered_only_to_be_taken_off(page, goods):
    listing = page("/san-pham/?tinh=68&bo=1")

    assert counts(listing, "tinh") == {"22": (0, True), "68": (0, False)} or set(counts(listing, "tinh")) == {"68"}
    assert counts(listing, "bo") == {"1": (0, False)}


def test_communes_of_a_chosen_province_have_their_numbers(page, goods):
    assert counts(page("/san-pham/?tinh=22"), "xa") == {"06811": (2, False), "07081": (1, False)}
    assert counts(page("/san-pham/?tinh=22&sao=5"), "xa") == {"07081": (1, False)}


def test_prices_lie_as_bars_that_lead_to_their_span_and_back(page, goods):
    listing = page("/san-pham/?sao=4&sao=5&sao=3")
    bars = [
        (words_of(row.select_one(".visually-hidden")), row.select_one("rect")["height"]) for row in bars_of(listing)
    ]

    assert bars == [
        ("Dưới 50.000 ₫: 1 món", "40"),
        ("50.000 ₫ đến dưới 100.000 ₫: 0 món", "0"),
        ("100.000 ₫ đến dưới 200.000 ₫: 1 món", "40"),
        ("200.000 ₫ đến dưới 300.000 ₫: 0 món", "0"),
        ("300.000 ₫ đến dưới 500.000 ₫: 1 món", "40"),
        ("500.000 ₫ đến dưới 1.000.000 ₫: 0 món", "0"),
        ("Từ 1.000.000 ₫ trở lên: 0 món", "0"),
    ]
    assert [a["href"] for a in listing.select(".price-bars a")] == [
        "/san-pham/?sao=5&sao=4&sao=3&gia_den=49999",
        "/san-pham/?sao=5&sao=4&sao=3&gia_tu=100000&gia_den=199999",
        "/san-pham/?sao=5&sao=4&sao=3&gia_tu=300000&gia_den=499999",
    ]
    chosen = page("/san-pham/?gia_tu=300000&gia_den=499999")
    assert titles(chosen) == ["Trà hoa vàng"]
    assert chosen.select_one('.price-bars [aria-current="true"]')["href"] == "/san-pham/"
    assert len(chosen.select(".price-bars a")) == 3


def bars_of(listing):
    return listing.select(".price-bars > li")


def test_where_nothing_has_a_price_there_are_no_bars(page, cast, now):
    on_sale(cast, at=now, price_vnd=None)

    assert page("/san-pham/").select(".price-bars") == []


# ---------------------------------------------------------------- what was understood


def test_what_was_understood_can_be_taken_back_one_by_one(page, goods):
    listing = page("/san-pham/?q=dầu 4 sao dưới 200k&con_hang=1")

    assert titles(listing) == ["Dầu lạc"]
    assert links(listing, ".understood") == [
        ("Bỏ những chữ này: 4 sao", "/san-pham/?q=d%E1%BA%A7u+d%C6%B0%E1%BB%9Bi+200k&con_hang=1"),
        ("Bỏ những chữ này: đến 200.000 ₫", "/san-pham/?q=d%E1%BA%A7u+4+sao&con_hang=1"),
    ]
    assert page("/san-pham/?q=dầu").select(".understood") == []


def test_a_slip_is_searched_as_it_was_meant_and_said(page, goods):
    listing = page("/san-pham/?q=dầu lca")
    exact = page("/san-pham/?q=dầu lca&nguyen_van=1")

    assert titles(listing) == ["Dầu lạc"]
    assert words_of(listing.select_one(".meant")) == "Đang hiện kết quả cho dầu lạc . Tìm đúng “dầu lca”"
    assert listing.select_one(".meant a")["href"] == "/san-pham/?q=d%E1%BA%A7u+lca&nguyen_van=1"
    assert titles(exact) == []
    assert links(exact, ".meant") == [("Tìm cả chữ gần giống", "/san-pham/?q=d%E1%BA%A7u+lca")]
    # The form beside it keeps asking for exactly that.
    assert exact.select_one('#bo-loc [name="nguyen_van"]')["value"] == "1"


def test_where_little_is_found_better_words_are_offered_with_what_was_read_beside_them(page, cast, now):
    on_sale(cast, at=now, title="Trà túi bằng")
    for number in range(3):
        on_sale(cast, at=now, title=f"Trà vàng {number}")

    listing = page("/san-pham/?q=trà bằng 4 sao")

    assert titles(listing) == ["Trà túi bằng"]
    assert words_of(listing.select_one(".meant")) == "Có phải bạn tìm trà vàng ?"
    offered = listing.select_one(".meant a")["href"]
    assert parse_qs(urlsplit(offered).query) == {"q": ["trà vàng 4 sao"]}
    assert len(titles(page(offered))) == 3


def test_words_order_results_by_how_well_they_fit_unless_one_chose(page, cast, now):
    on_sale(cast, at=now, title="Bánh mật ong")
    on_sale(cast, at=now, title="Mật ong")

    chosen = page("/san-pham/?q=mật ong").select_one("#sap_xep option[selected]")

    assert titles(page("/san-pham/?q=mật ong")) == ["Mật ong", "Bánh mật ong"]
    assert titles(page("/san-pham/?q=mật ong&sap_xep=ten")) == ["Bánh mật ong", "Mật ong"]
    assert (chosen["value"], chosen.get_text()) == ("lien_quan", "Hợp với chữ bạn gõ nhất")
    assert [o["value"] for o in page("/san-pham/").select("#sap_xep option")] == [
        "moi",
        "sao",
        "gia",
        "gia_giam",
        "ten",
    ]


@pytest.mark.parametrize(("address", "is_indexed"), [("?q=dau", False), ("?gan=24736", False), ("?tinh=22", True)])
def test_no_index_holds_a_search(page, goods, address, is_indexed):
    robots = page(f"/san-pham/{address}").select_one('meta[name="robots"]')

    assert (robots is None) is is_indexed


def test_the_page_says_why_it_stands_in_this_order(page, goods):
    link = page("/en/san-pham/").select_one(".result-tools > a")

    assert (link.get_text(), link["href"]) == ("Why in this order?", "/en/chinh-sach/xep-thu-tu/")


# ---------------------------------------------------------------- near


def test_results_are_laid_out_around_a_commune(page, cast, now, goods, places):
    far = make_producer(name="HTX Quảng Trực", commune=places.quang_truc)
    on_sale(cast, at=now, title="Mắc ca", producer=far)

    listing = page(NEAR_QUANG_TRUC)
    chosen = listing.select_one("#sap_xep option[selected]")

    assert titles(listing)[0] == "Mắc ca"
    assert titles(page("/san-pham/?sap_xep=gan&gan=07081"))[0] == "Trà hoa vàng"
    assert (chosen["value"], chosen.get_text()) == ("gan", "Gần xã Quảng Trực trước")
    assert listing.select_one('#bo-loc [name="gan"]')["value"] == "24736"
    assert links(listing, ".rail")[1:] == []


def test_around_the_one_commune_that_is_chosen_there_is_more_of_the_same(page, goods):
    listing = page("/san-pham/?xa=07081&con_hang=1")
    (link,) = links(listing, ".around")

    assert link == (
        "Tìm như vậy ở quanh phường Bình Khê, gần trước",
        "/san-pham/?con_hang=1&sap_xep=gan&gan=07081",
    )
    assert titles(page(link[1])) == ["Trà hoa vàng", "Dầu lạc"]
    assert page("/san-pham/?xa=07081&xa=06811").select(".around") == []


@pytest.mark.parametrize("said", ["sap_xep=gan", "sap_xep=gan&gan=00001", "gan=99999", "sap_xep=gan&gan=x"])
def test_nearness_to_nowhere_is_no_order(page, goods, said):
    listing = page(f"/san-pham/?{said}")

    assert listing.select_one("[data-listing]")["data-address"] == "/san-pham/"
    assert len(titles(listing)) == 3


def test_a_commune_leads_to_what_lies_around_it(page, goods):
    assert page("/xa-phuong/24736/").select_one(f'a[href="{NEAR_QUANG_TRUC}"]').get_text() == "Sản phẩm quanh đây"


# ---------------------------------------------------------------- nothing


def test_each_thing_read_out_of_the_words_can_be_left_out(page, goods):
    listing = page("/san-pham/?q=dầu 5 sao")

    assert links(listing, ".empty") == [
        ("Bỏ 5 sao 1 món", "/san-pham/?q=d%E1%BA%A7u"),
        ("Tất cả sản phẩm", "/san-pham/"),
    ]


def test_what_a_former_district_lacks_is_near_by(page, goods):
    listing = page("/san-pham/?q=trà huyện tuy đức")

    assert ("Phường Bình Khê, Quảng Ninh 1 món", "/san-pham/?q=tr%C3%A0&xa=07081") in links(listing, ".empty")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("situation", sorted(UNSELLABLE))
def test_what_once_was_certified_is_named_as_such_and_without_a_price(page, cast, now, prefix, situation):
    product = UNSELLABLE[situation](cast, at=now)

    listing = page(f"{prefix}/san-pham/?q={product.title}")

    told = [a["href"] for a in listing.select(".results .gone a")]
    ended = situation in {"lapsed", "revoked"}
    assert (told == [prefix + product.get_absolute_url().removeprefix("/en")]) is ended or (told == [] and not ended)
    assert "₫" not in listing.select_one(".results").get_text()


def test_searches_in_vain_are_noted_and_no_others(page, goods, monkeypatch, now):
    noted = []
    monkeypatch.setattr(catalogue, "note", lambda text, at: noted.append((text, at)))

    for words in ("q=xyzzyq", "q=dầu", "q=dầu lca", "q=xyzzyq&sao=5", "sao=4&nhom=do-uong", "q=xyzzyq&con_hang=1"):
        page(f"/san-pham/?{words}")

    assert noted == [("xyzzyq", now)]


# ---------------------------------------------------------------- cost


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", 7),
        ("q=banh", 7),
        ("q=banh+4+sao+quang+ninh", 7),
        # Little is found: better words are looked for.
        ("q=dau", 8),
        ("tinh=22&xa=07081&sao=5", 8),
        ("sap_xep=gan&gan=24736", 8),
        ("q=dau+lca", 12),
        ("q=xyzzyq", 7),
        ("q=xa+quang+truc&sao=5", 7),
        ("q=hoa van huyện tuy đức", 14),
        ("q=mac ca huyện tuy đức 5 sao dưới 20k&sao=3", 15),
        ("q=banhh lca xyz 4 sao xã quảng trực dưới 10k&sao=3", 15),
        ("q=banhh lca xyz uvw 4 sao xã quảng trực dưới 10k&sao=3", 16),
    ],
)
def test_what_a_search_costs(queries, cast, now, goods, words, expected):
    for number in range(25):
        on_sale(cast, at=now, title=f"Bánh {number}", producer=cast.producers[number % 2])
    # The names of places are read once a minute.
    queries("/san-pham/?q=a")

    assert queries(f"/san-pham/?{words}") == expected <= 16
