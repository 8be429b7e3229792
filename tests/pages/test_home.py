"""The start page."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.contrib.staticfiles import finders

from catalogue_ext.certification.operations import mark_covered
from shop.primitives.period import day_start, local_day
from shop.storefront.queries.home import teller
from tests.factories.producers import make_producer
from tests.factories.situations import UNSELLABLE, certify, make_product, on_sale, put_up
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


def test_each_group_has_a_picture_and_one_link(page):
    tiles = page("/").select(".group-tile")

    assert [(tile.a["href"], tile.img["src"]) for tile in tiles] == [
        (f"/san-pham/nhom/{slug}/", f"/static/img/groups/{slug}.webp")
        for slug in ("thuc-pham", "do-uong", "duoc-lieu", "thu-cong-my-nghe", "sinh-vat-canh", "du-lich")
    ]
    assert all(finders.find(tile.img["src"].removeprefix("/static/")) for tile in tiles)


def test_the_search_box_of_the_welcome_asks_the_listing(page):
    form = page("/").select_one(".welcome form")

    assert (form["action"], form.input["name"], form.get("method")) == ("/san-pham/", "q", None)
    # Two searches on a page have names of their own.
    assert form["aria-label"] == "Tìm món để mua"


def test_the_country_is_touched_on_its_map(page, oil):
    country = page("/").select_one(".country-map")

    assert [(mark["href"], words_of(mark.title)) for mark in country.select("a")] == [("/tinh-thanh/22/", "Quảng Ninh")]
    assert [words_of(text) for text in country.select("text")] == ["Hoàng Sa", "Trường Sa"]


def test_the_centres_stand_there(page, cast):
    section = page("/").find("h2", id="tt").find_parent("section")

    assert [a["href"] for a in section.select(".tile a")] == ["/trung-tam/lam-dong/", "/trung-tam/quang-ninh/"]


# ---------------------------------------------------------------- whose story is told


def tell(producer, story="Chuyện nhà\n\nĐoạn sau", **facts):
    type(producer).objects.filter(pk=producer.pk).update(story=story, **facts)


def test_a_story_is_told_by_somebody_with_goods_in_force(page, cast, now, oil):
    tell(cast.producers[0], story_en="Our story")
    tell(cast.producers[1], story="Chuyện không có hàng")

    told, english = page("/").select_one(".teller"), page("/en/").select_one(".teller")

    assert (words_of(told.h3), words_of(told.select_one(".story"))) == ("HTX Nông nghiệp Hải Yến", "Chuyện nhà")
    assert told.select_one("a.button")["href"] == "/chu-the/htx-nong-nghiep-hai-yen/"
    assert (words_of(english.select_one(".story")), english.select_one(".story").get("lang")) == ("Our story", None)


def test_nobody_tells_where_no_story_is_written_or_nothing_is_in_force(page, cast, now, oil):
    tell(cast.producers[1])
    for situation in UNSELLABLE.values():
        situation(cast, at=now)

    assert page("/").select(".teller") == []


def test_an_invented_teller_says_so(page, places, cast, now):
    invented = make_producer(name="HTX Minh hoạ", commune=places.uong_bi, is_illustration=True, story="Chuyện bịa")
    on_sale(cast, at=now, producer=invented)

    assert "Chủ thể này là giả định cho bản dựng thử." in words_of(page("/").select_one(".teller"))


def test_the_teller_stays_all_day_and_changes_by_day(cast, now, places):
    makers = [make_producer(name=f"HTX {n}", commune=places.uong_bi, story="Chuyện") for n in range(6)]
    for maker in makers:
        on_sale(cast, at=now, producer=maker)

    midnight = day_start(local_day(now))
    tellers = [teller(at=midnight + timedelta(days=day)).producer for day in range(120)]

    for hour in (0, 12, 23.99):
        assert teller(at=midnight + timedelta(hours=hour)).producer == tellers[0]
    assert set(tellers) == set(makers)
    assert sum(one != other for one, other in pairwise(tellers)) > 60


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

    assert few == queries("/") == 9


def test_twelve_queries_are_enough_with_two_things_in_the_basket_and_a_story(client, queries, cast, now):
    tell(cast.producers[0])
    things = [on_sale(cast, at=now, title=f"Món {number}", stars=5) for number in range(2)]
    parent = make_product(producer=cast.producers[0], title="Gạo nếp", structure="parent", criteria_set=3)
    certificate = certify(parent, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=900))
    pack = type(parent).objects.create(structure="child", parent=parent, title="Gạo nếp", pack_size="túi 1 kg")
    put_up(pack, at=now)
    mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    for thing in things:
        client.post(f"/gio-hang/them/{thing.pk}/", {"quantity": 1, "next": "basket"})

    assert queries("/") == 12
    client.force_login(cast.shopper)
    assert queries("/") == 15


def test_nothing_comes_from_another_host(client, oil):
    response = client.get("/")

    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    # The name of a vocabulary, which nobody fetches.
    assert b"https://" not in response.content.replace(b"https://schema.org", b"")
    assert b"<script>" not in response.content
