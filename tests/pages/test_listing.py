"""Listings: filters, order, pages, and the empty answer. What htmx swaps: test_listing_swap.py."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import mark_covered
from tests.factories.producers import make_producer
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
        ("/san-pham/?q=HTX Hải Yến", ["Dầu lạc", "Nước khoáng"]),
        ("/san-pham/?q=đông triều trà", ["Trà hoa vàng"]),
        ("/san-pham/?q=quang ninh dau", ["Dầu lạc"]),
        ("/san-pham/?q=xyzzy", []),
        ("/san-pham/?q=%25", ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]),
        ("/san-pham/?q=d_u", []),
        ("/san-pham/?q=\\", ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]),
        ("/san-pham/?sao=5&nhom=do-uong", []),
        ("/san-pham/?nhom=do-uong&bo=12", ["Nước khoáng", "Trà hoa vàng"]),
        ("/san-pham/?nhom=thuc-pham&bo=12", ["Trà hoa vàng"]),
        ("/san-pham/?bo=7&bo=16", ["Dầu lạc", "Nước khoáng"]),
        ("/san-pham/?xa=07081&xa=06811", ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]),
        ("/san-pham/?tinh=22&xa=07081", ["Trà hoa vàng"]),
        ("/san-pham/?tinh=68&xa=07081", ["Trà hoa vàng"]),
        ("/san-pham/?loai=cooperative", ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]),
        ("/san-pham/?loai=company&loai=farm", []),
        ("/san-pham/?gia_tu=120.000", ["Dầu lạc", "Trà hoa vàng"]),
        ("/san-pham/?gia_den=120k", ["Dầu lạc", "Nước khoáng"]),
        ("/san-pham/?gia_tu=8001&gia_den=299999", ["Dầu lạc"]),
        ("/san-pham/?sao=4&sao=5&gia_den=200k&con_hang=1", ["Dầu lạc"]),
        ("/san-pham/?tinh=99&xa=99999", ["Dầu lạc", "Nước khoáng", "Trà hoa vàng"]),
    ],
)
def test_each_filter_narrows(page, goods, address, expected):
    assert sorted(titles(page(address))) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("sao", ["Trà hoa vàng", "Dầu lạc", "Nước khoáng"]),
        ("gia", ["Nước khoáng", "Dầu lạc", "Trà hoa vàng"]),
        ("gia_giam", ["Trà hoa vàng", "Dầu lạc", "Nước khoáng"]),
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


def test_what_is_not_sold_is_shown_without_price_and_last(page, cast, now, goods):
    on_sale(cast, at=now, title="Một ngày ở bản", criteria_set=26)

    listing = page("/san-pham/")

    assert titles(listing)[-1] == "Một ngày ở bản"
    assert words_of(listing.select(".product-card__price")[-1]) == "Chỉ giới thiệu, chưa bán"


def test_the_chosen_filters_are_ticked_and_only_provinces_with_goods_are_offered(page, goods):
    facets = page("/san-pham/?sao=5&tinh=22").select_one(".facets")

    ticked = {field["value"] for field in facets.select("input[checked]")}
    provinces = {field["value"] for field in facets.select('input[name="tinh"]')}
    assert ticked == {"5", "22"}
    assert "22" in provinces
    assert "01" not in provinces


@pytest.mark.parametrize("order", ["moi", "sao", "gia", "gia_giam", "ten"])
def test_pages_hold_every_product_once_and_the_unpriced_last(page, cast, now, order):
    for number in range(26):
        on_sale(cast, at=now, title=f"Món {number:02}")
    for number in range(26):
        on_sale(cast, at=now, title=f"Chưa có giá {number:02}", price_vnd=None)

    seen = [title for n in (1, 2, 3) for title in titles(page(f"/san-pham/?sap_xep={order}&trang={n}"))]

    assert len(seen) == len(set(seen)) == 52
    assert all(title.startswith("Món") for title in seen[:26])
    assert all(title.startswith("Chưa") for title in seen[26:])


def test_names_stand_in_the_order_of_a_vietnamese_dictionary(page, cast, now):
    for title in ("Đậu phộng", "Ổi", "Ớt", "Dừa", "Áo", "An trà", "Ăn vặt", "Oản"):
        on_sale(cast, at=now, title=title)

    assert titles(page("/san-pham/?sap_xep=ten")) == [
        "An trà",
        "Áo",
        "Ăn vặt",
        "Dừa",
        "Đậu phộng",
        "Oản",
        "Ổi",
        "Ớt",
    ]


def test_the_price_filter_asks_the_price_of_the_cheapest_pack_size(page, cast, now):
    jar = make_product(producer=cast.producers[0], title="Mắm tép", structure="parent")
    certificate = certify(jar, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=900))
    for price in (40_000, 150_000):
        pack = get_model("catalogue", "Product").objects.create(title="Hũ", structure="child", parent=jar)
        mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
        put_up(pack, at=now, price_vnd=price)

    assert titles(page("/san-pham/?gia_den=40k")) == ["Mắm tép"]
    assert titles(page("/san-pham/?gia_tu=40001")) == []


def test_what_is_not_sold_has_no_price_to_be_found_by(page, cast, now):
    on_sale(cast, at=now, title="Một ngày ở bản", criteria_set=26, price_vnd=90_000)

    assert titles(page("/san-pham/?gia_den=100k")) == titles(page("/san-pham/?con_hang=1")) == []
    assert titles(page("/san-pham/")) == ["Một ngày ở bản"]


@pytest.mark.parametrize(
    ("address", "field", "typed", "sentence"),
    [
        ("gia_tu=abc", "gia_tu", "abc", "Chúng tôi không đọc được “abc”. Ví dụ 50.000."),
        ("gia_den=-1&sao=5", "gia_den", "-1", "Chúng tôi không đọc được “-1”. Ví dụ 50.000."),
        ("gia_tu=90k&gia_den=80k", "gia_den", "80.000", "Giá đến đang thấp hơn giá từ. Bạn đổi chỗ hai số giúp."),
    ],
)
def test_a_price_that_cannot_be_followed_is_explained_and_stays(page, goods, address, field, typed, sentence):
    listing = page(f"/san-pham/?{address}")

    wrong = listing.select_one("[aria-invalid]")
    assert (wrong["name"], wrong["value"]) == (field, typed)
    assert words_of(listing.find(id=wrong["aria-describedby"].split()[-1])) == sentence
    assert words_of(listing.select_one(".results .notice")).startswith("Giá bạn gõ chưa dùng được")
    assert len(titles(listing)) == (1 if "sao=5" in address else 3)
    assert [chip for chip in chips(listing) if "₫" in chip[0]] == []


def chips(listing):
    return [(words_of(a), a["href"]) for a in listing.select(".rail .chip--on")]


def test_every_filter_that_is_on_can_be_taken_off_alone_or_with_all(page, goods):
    listing = page(
        "/san-pham/?q=tra&sao=5&nhom=thuc-pham&bo=12&tinh=22&xa=07081&loai=cooperative&gia_tu=1k&gia_den=1tr&con_hang=1"
        "&sap_xep=ten"
    )

    assert titles(listing) == ["Trà hoa vàng"]
    assert [name for name, _ in chips(listing)] == [
        "Bỏ lọc “tra”",
        "Bỏ lọc 5 sao",
        "Bỏ lọc Thực phẩm",
        "Bỏ lọc Sản phẩm trà từ thực vật khác",
        "Bỏ lọc Thành phố Quảng Ninh",
        "Bỏ lọc Phường Bình Khê",
        "Bỏ lọc Hợp tác xã",
        "Bỏ lọc Từ 1.000 ₫",
        "Bỏ lọc Đến 1.000.000 ₫",
        "Bỏ lọc Còn hàng",
    ]
    kept = "sao=5&nhom=thuc-pham&bo=12&tinh=22&xa=07081&loai=cooperative&gia_tu=1000&gia_den=1000000&con_hang=1"
    assert chips(listing)[0][1] == f"/san-pham/?{kept}&sap_xep=ten"
    assert chips(listing)[9][1] == f"/san-pham/?q=tra&{kept.removesuffix('&con_hang=1')}&sap_xep=ten"
    assert listing.select_one(".rail .button--plain")["href"] == "/san-pham/?sap_xep=ten"


def test_a_filter_taken_off_its_own_page_leads_to_all_products(page, goods):
    listing = page("/san-pham/nhom/thuc-pham/?sao=5")

    assert chips(listing) == [
        ("Bỏ lọc 5 sao", "/san-pham/nhom/thuc-pham/"),
        ("Bỏ lọc Thực phẩm", "/san-pham/?sao=5"),
    ]


def test_the_communes_of_a_chosen_province_can_be_chosen(page, cast, goods, places):
    make_product(producer=make_producer(name="HTX Trống", commune=places.truong_xuan))
    offered = {field["value"] for field in page("/san-pham/").select('.facets [name="xa"]')}
    of_province = page("/san-pham/?tinh=22").select('.facets [name="xa"]')
    of_commune = page("/san-pham/?xa=07081").select('.facets [name="xa"]')

    assert offered == set()
    assert {field["value"] for field in of_province} == {"06811", "07081"}
    assert {field["value"]: field.has_attr("checked") for field in of_commune} == {"06811": False, "07081": True}


def test_what_is_chosen_lies_open_and_stays_to_be_taken_off(page, goods):
    facets = page("/san-pham/?bo=16&xa=07081&tinh=68").select_one(".facets")

    assert [fold["id"] for fold in facets.select("details[open]")] == ["bo-do-uong", "tinh", "xa-22"]
    assert {field["value"] for field in facets.select("input[checked]")} == {"16", "07081", "68"}
    assert [fold["id"] for fold in page("/san-pham/").select(".facets details[open]")] == []


def test_long_lists_have_pages_of_24(page, cast, now):
    for number in range(30):
        on_sale(cast, at=now, title=f"Món {number:02}")

    first, second, beyond = (page(f"/san-pham/?sap_xep=ten&trang={n}") for n in (1, 2, 99))

    assert titles(first) == [f"Món {n:02}" for n in range(24)]
    assert titles(second) == titles(beyond) == [f"Món {n:02}" for n in range(24, 30)]
    assert first.select_one("a[rel=next]")["href"] == "?sap_xep=ten&trang=2"
    assert second.select_one("a[rel=prev]")["href"] == "?sap_xep=ten&trang=1"


def test_an_empty_answer_says_which_filter_to_take_off(page, goods):
    listing = page("/san-pham/?sao=5&nhom=do-uong&tinh=22&gia_tu=5k")

    assert [(words_of(a), a["href"]) for a in listing.select(".empty .chip")] == [
        ("Bỏ 5 sao 1 món", "/san-pham/?nhom=do-uong&tinh=22&gia_tu=5000"),
        ("Bỏ Đồ uống 1 món", "/san-pham/?sao=5&tinh=22&gia_tu=5000"),
        ("Tất cả “Đồ uống”", "/san-pham/nhom/do-uong/"),
        ("Tất cả sản phẩm", "/san-pham/"),
    ]
    assert titles(page("/san-pham/?nhom=do-uong&tinh=22&gia_tu=5000")) == ["Nước khoáng"]


def test_an_empty_answer_offers_what_lies_around_the_place_that_was_asked_for(page, goods, places):
    listing = page("/san-pham/?q=xã quảng trực&sao=5&sao=4")

    assert listing.select_one(".empty h2").get_text() == "Chưa có món nào tên “xã quảng trực”"
    assert [(words_of(a), a["href"]) for a in listing.select(".empty .chip")] == [
        ("Bỏ Xã Quảng Trực 2 món", "/san-pham/?sao=5&sao=4"),
        ("Phường Uông Bí, Quảng Ninh 1 món", "/san-pham/?sao=5&sao=4&xa=06811"),
        ("Phường Bình Khê, Quảng Ninh 1 món", "/san-pham/?sao=5&sao=4&xa=07081"),
        ("Xem xã Quảng Trực", "/xa-phuong/24736/"),
        ("Mọi món, gần xã Quảng Trực trước", "/san-pham/?sap_xep=gan&gan=24736"),
        ("Tất cả sản phẩm", "/san-pham/"),
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

    assert (few, queries(address)) == (8, 8)


def test_a_listing_with_two_things_in_the_basket_stays_within_its_budget(client, queries, cast, now):
    for number in range(30):
        product = on_sale(cast, at=now, producer=cast.producers[number % 2], price_vnd=None if number > 10 else 90_000)
        if number < 2:
            client.post(f"/gio-hang/them/{product.pk}/", {"quantity": 1})

    # The names of places are read once in a while.
    queries("/san-pham/?q=a")
    everything = "?q=dau&sao=4&nhom=thuc-pham&bo=7&tinh=22&xa=06811&loai=cooperative&con_hang=1"
    counted = [queries(f"/san-pham/{words}") for words in ("", "?trang=2", everything, "?q=khong-co&sao=4")]
    client.force_login(cast.shopper)
    counted.append(queries("/san-pham/?trang=2"))
    assert counted == [8, 8, 9, 11, 11]


def test_what_was_typed_is_written_as_text(client, goods):
    response = client.get("/san-pham/", {"q": '"><script>alert(1)</script>'})

    assert b"<script>alert" not in response.content


def test_a_pack_size_that_is_not_covered_or_shown_moves_nothing(page, cast, now, goods):
    rice = make_product(producer=cast.producers[0], title="Gạo nếp", structure="parent")
    certificate = certify(rice, cast, valid_from=now - timedelta(days=300), valid_to=now + timedelta(days=700))
    packs = {}
    for size, price in (("1 kg", 48_000), ("hở", 1_000), ("ẩn", 2_000)):
        packs[size] = type(rice).objects.create(structure="child", parent=rice, title=rice.title, pack_size=size)
        put_up(packs[size], at=now, price_vnd=price)
    for size in ("1 kg", "ẩn"):
        mark_covered(child=packs[size], certificate=certificate, by=cast.officer, at=now)
    type(rice).objects.filter(pk=packs["ẩn"].pk).update(is_public=False)

    assert titles(page("/san-pham/?gia_den=3000")) == []
    assert titles(page("/san-pham/?gia_tu=40000&gia_den=60000")) == ["Gạo nếp"]
    assert titles(page("/san-pham/?sap_xep=gia"))[:2] == ["Nước khoáng", "Gạo nếp"]

    # Without the covered size nothing of it has a price: it comes last, as what is not on sale does.
    packs["1 kg"].stockrecords.update(price=None)
    assert titles(page("/san-pham/?sap_xep=gia"))[-1] == "Gạo nếp"
