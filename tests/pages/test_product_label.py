"""What a product's page tells of its label, its pictures, its maker and the terms; what nobody stated is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import mark_covered
from catalogue_ext.particulars.operations import state_particulars
from catalogue_ext.producers.models import Producer
from tests.factories.situations import certify, make_product, put_up
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def facts(shown, place):
    return {words_of(row.dt): words_of(row.dd) for row in shown.select(f"{place} .facts > div")}


def test_a_label_that_nobody_stated_is_not_there(page, oil):
    shown = page(oil.get_absolute_url())

    assert shown.select_one("#nhan") is None
    assert shown.select_one(".unit-price") is None


def test_the_label_stands_in_its_order(page, oil, now):
    state_particulars(
        product=oil,
        by=None,
        at=now,
        ingredients="Lạc 100 %",
        net_quantity=500,
        net_unit="ml",
        shelf_life="12 tháng",
        usage="Trộn gỏi",
        storage="Nơi mát",
        warnings="Có lạc",
        declaration_number="01/HY/2026",
        gtin="9506000134352",
        trace_url="https://truyxuat.example.vn/a?x=1&y=2",
        trace_provider="Sổ A",
    )

    shown = page(oil.get_absolute_url())

    assert list(facts(shown, "#nhan").items()) == [
        ("Thành phần", "Lạc 100 %"),
        ("Khối lượng tịnh", "500 ml"),
        ("Hạn dùng", "12 tháng"),
        ("Cách dùng", "Trộn gỏi"),
        ("Bảo quản", "Nơi mát"),
        ("Cảnh báo", "Có lạc"),
        ("Số công bố", "01/HY/2026"),
        ("GTIN", "9506000134352"),
        ("Truy xuất", "Xem đường đi của món này Sổ A"),
    ]
    link = shown.select_one("#nhan a")
    assert (link["href"], link["rel"]) == ("https://truyxuat.example.vn/a?x=1&y=2", ["nofollow", "noopener"])
    assert words_of(shown.select_one(".unit-price")) == "24.000 ₫ / 100 ml"


def test_a_net_quantity_alone_is_a_label(page, oil, now):
    state_particulars(product=oil, by=None, at=now, net_quantity=1, net_unit="piece")

    shown = page(oil.get_absolute_url())

    assert facts(shown, "#nhan") == {"Khối lượng tịnh": "1 chiếc"}
    assert shown.select_one(".unit-price") is None


def test_vietnamese_facts_are_marked_on_the_english_page(page, oil, now):
    state_particulars(
        product=oil, by=None, at=now, ingredients="Lạc", ingredients_en="Groundnuts", storage="Nơi mát\nTránh nắng"
    )

    shown = page(f"/en{oil.get_absolute_url()}")

    assert [(words_of(dd), dd.get("lang")) for dd in shown.select("#nhan dd")] == [
        ("Groundnuts", None),
        ("Nơi mát Tránh nắng", "vi"),
    ]


def test_what_a_label_says_is_text_and_no_markup(client, oil, now):
    state_particulars(product=oil, by=None, at=now, ingredients="<img src=x onerror=alert(1)>")

    assert b"&lt;img src=x onerror=alert(1)&gt;" in client.get(oil.get_absolute_url()).content


@pytest.fixture
def rice(cast, now):
    """A product with two pack sizes on sale and one that the certificate does not cover."""
    parent = make_product(producer=cast.producers[0], title="Gạo nếp", structure="parent", criteria_set=3)
    certificate = certify(parent, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))
    for size, price, grams, is_covered in (
        ("túi 1 kg", 48_000, 1000, True),
        ("túi 5 kg", 225_000, 5000, True),
        ("bao 25 kg", 900_000, 25_000, False),
    ):
        child = type(parent).objects.create(structure="child", parent=parent, title="Gạo nếp", pack_size=size)
        put_up(child, at=now, price_vnd=price)
        state_particulars(product=child, by=None, at=now, net_quantity=grams, net_unit="g")
        if is_covered:
            mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)
    state_particulars(product=parent, by=None, at=now, ingredients="Gạo nếp")
    return parent


def test_each_pack_size_has_its_own_unit_price(page, rice):
    shown = page(rice.get_absolute_url())

    assert words_of(shown.select_one(".unit-price")) == "4.800 ₫ / 100 g"
    assert [words_of(small) for small in shown.select(".choice small")] == ["4.800 ₫ / 100 g", "4.500 ₫ / 100 g"]
    assert [field.get("data-pack-unit") for field in shown.select(".choice input")] == [
        "4.800\u00a0₫ / 100\u00a0g",
        "4.500\u00a0₫ / 100\u00a0g",
        None,
    ]
    assert facts(shown, "#nhan")["Khối lượng tịnh"] == "1 kg · 5 kg · 25 kg"


# -- story, pictures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "shown_as"),
    [
        ("<p>Ép <b>nguội</b>.</p><script>alert(1)</script>", "<p>Ép <b>nguội</b>.</p>"),
        ("Ép nguội.\n\nMột mẻ 20 lít & hết.", "<p>Ép nguội.</p><p>Một mẻ 20 lít &amp; hết.</p>"),
        ('<p onclick="x()">Ép <a href="https://x.vn">nguội</a></p>', "<p>Ép nguội</p>"),
    ],
)
def test_a_story_is_shown_as_it_was_written_and_cleaned_once_more(page, oil, stored, shown_as):
    type(oil).objects.filter(pk=oil.pk).update(description=stored)

    story = page(oil.get_absolute_url()).select_one('section[aria-labelledby="ke"] .story')

    assert story.decode_contents().replace("\n", "") == shown_as


def hang(product, count):
    for number in range(count):
        get_model("catalogue", "ProductImage").objects.create(
            product=product, original=f"{number}.webp", display_order=number, width=640, height=640
        )


def test_pictures_are_a_row_with_a_link_to_the_large_one_and_one_to_each(page, oil):
    hang(oil, 3)

    gallery = page(oil.get_absolute_url()).select_one(".gallery")

    rows = gallery.select(".gallery__row > li")
    assert [(row["id"], row.a["href"], row.a["aria-label"]) for row in rows] == [
        (f"anh-{n}", f"/media/{n - 1}.webp", f"Xem lớn ảnh {n} trên 3") for n in (1, 2, 3)
    ]
    assert [(a["href"], a["aria-label"]) for a in gallery.select(".gallery__thumbs a")] == [
        (f"#anh-{n}", f"Ảnh {n} trên 3") for n in (1, 2, 3)
    ]
    # One picture is fetched at once, the rest when they come into view.
    assert [img.get("fetchpriority") for img in gallery.select(".gallery__row img")] == ["high", None, None]
    assert [img.get("loading") for img in gallery.select("img")] == [None, *["lazy"] * 5]


def test_one_picture_needs_no_small_ones(page, oil):
    hang(oil, 1)

    gallery = page(oil.get_absolute_url()).select_one(".gallery")

    assert gallery.select(".gallery__thumbs") == []
    assert gallery.select_one("[data-zoom]")["aria-label"] == "Xem ảnh lớn"


# -- maker, terms -----------------------------------------------------------------------------------------------------


def test_the_maker_has_an_address_and_papers_that_nobody_has_seen_yet(page, oil):
    shown = page(oil.get_absolute_url())

    assert facts(shown, "#nguoi-lam") == {
        "Địa chỉ": "Phường Uông Bí, TP Quảng Ninh",
        "Giấy tờ": "cán bộ chương trình chưa xem",
    }
    assert shown.select("#nguoi-lam a[href^='tel:'], #nguoi-lam a[href*=zalo]") == []


def test_a_verified_maker_can_be_reached(page, oil, cast, now):
    Producer.objects.filter(pk=oil.producer_id).update(
        address="Tổ 3, khu 5",
        phone="091 234.5678",
        zalo="0912345678",
        verified_by=cast.officer,
        verified_at=now - timedelta(days=12),
    )

    maker = page(oil.get_absolute_url())

    assert facts(maker, "#nguoi-lam") == {
        "Địa chỉ": "Tổ 3, khu 5",
        "Giấy tờ": "đã xem cán bộ chương trình xem ngày 12/11/2026",
    }
    links = [(a["href"], a.get("rel")) for a in maker.select("#nguoi-lam .chips a")][:2]
    assert links == [("tel:0912345678", None), ("https://zalo.me/0912345678", ["noopener", "nofollow"])]


def promises(shown):
    return [words_of(row) for row in shown.select(".promise li")]


def test_no_time_is_promised_that_nobody_has_said(page, oil):
    assert promises(page(oil.get_absolute_url())) == [
        "Còn 10 ở nơi làm",
        "Gửi từ phường Uông Bí đi khắp cả nước; phí 30.000 ₫ cho mọi món của người làm này",
        "Nhận hàng rồi mới trả tiền",
        "Không đúng như trang viết thì đổi hoặc hoàn tiền. Cách đổi trả",
    ]


def test_stated_times_are_told(page, oil, settings):
    settings.DELIVERY_PACKING_DAYS, settings.DELIVERY_DAYS_LEAST, settings.DELIVERY_DAYS_MOST = 2, 2, 5
    settings.RETURN_DAYS = 7

    told = page(oil.get_absolute_url())

    assert promises(told)[2] == "Đến tay bạn sau 2–7 ngày"
    assert promises(told)[4] == "Không đúng như trang viết thì đổi hoặc hoàn tiền trong 7 ngày. Cách đổi trả"
    assert told.select_one(".promise a")["href"] == "/chinh-sach/doi-tra/"
