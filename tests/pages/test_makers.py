"""Producers: the list and what narrows it, and a producer's page."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from catalogue_ext.producers.operations import add_person
from tests.factories.producers import make_producer
from tests.factories.situations import UNSELLABLE, certify, make_product, on_sale
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db

HAI_YEN = "/chu-the/htx-nong-nghiep-hai-yen/"


def change(producer, **facts):
    type(producer).objects.filter(pk=producer.pk).update(**facts)


def test_producers_with_something_certified_are_listed(page, cast, now, oil):
    for situation in UNSELLABLE.values():
        situation(cast, at=now)

    listed = page("/chu-the/")

    tiles = listed.select(".tile")
    assert [words_of(tile.select_one(".tile__name")) for tile in tiles] == ["HTX Nông nghiệp Hải Yến"]
    assert words_of(tiles[0].select_one(".small")) == "Hợp tác xã · 1 món"
    assert words_of(listed.select_one("#so")) == "1 người làm"


def test_many_producers_have_pages_of_48(page, cast, now, places):
    for number in range(50):
        maker = make_producer(name=f"HTX Số {number:02}", commune=places.uong_bi)
        on_sale(cast, at=now, producer=maker)

    first, second = page("/chu-the/", q="số"), page("/chu-the/", q="số", trang=2)

    assert (len(first.select(".tile")), len(second.select(".tile"))) == (48, 2)
    assert words_of(second.select(".tile__name")[-1]) == "HTX Số 49"
    assert first.select_one(".pages a[rel=next]")["href"] == "?q=s%E1%BB%91&trang=2"


@pytest.fixture
def two_makers(cast, now, places):
    """HTX Hải Yến of Quảng Ninh, and a company of Lâm Đồng."""
    on_sale(cast, at=now)
    company = make_producer(name="Công ty TNHH Mắc ca", commune=places.quang_truc, kind="COMPANY")
    on_sale(cast, at=now, producer=company)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ({}, ["HTX Nông nghiệp Hải Yến", "Công ty TNHH Mắc ca"]),
        ({"q": "HTX HAI YEN"}, ["HTX Nông nghiệp Hải Yến"]),
        ({"q": "mắc"}, ["Công ty TNHH Mắc ca"]),
        ({"tinh": "22"}, ["HTX Nông nghiệp Hải Yến"]),
        ({"loai": "company"}, ["Công ty TNHH Mắc ca"]),
        ({"loai": "COMPANY"}, ["Công ty TNHH Mắc ca"]),
        ({"tinh": "22", "loai": "company"}, []),
        ({"q": "%"}, []),
        # What is not known narrows nothing.
        ({"tinh": "Lâm Đồng", "loai": "guild", "trang": "x"}, ["HTX Nông nghiệp Hải Yến", "Công ty TNHH Mắc ca"]),
    ],
)
def test_producers_are_narrowed_by_name_province_and_kind(words, names, page, two_makers):
    listed = page("/chu-the/", **words)

    assert sorted(words_of(tile) for tile in listed.select(".tile__name")) == sorted(names)


def test_a_filter_that_is_on_can_be_taken_off(page, two_makers):
    listed = page("/chu-the/", q="mắc", tinh="68", loai="company")

    chips = listed.select(".chip--on")
    assert [(words_of(chip), chip["href"]) for chip in chips] == [
        ("“mắc”", "/chu-the/?tinh=68&loai=company"),
        ("Tỉnh Lâm Đồng", "/chu-the/?q=m%E1%BA%AFc&loai=company"),
        ("Doanh nghiệp", "/chu-the/?q=m%E1%BA%AFc&tinh=68"),
    ]
    assert chips[1]["aria-label"] == "Bỏ Tỉnh Lâm Đồng"
    assert listed.select_one("#ten")["value"] == "mắc"
    assert [option["value"] for option in listed.select("option[selected]")] == ["68", "company"]


def test_nobody_that_fits_leads_back_to_all(page, two_makers):
    listed = page("/chu-the/", q="không có ai")

    assert words_of(listed.select_one(".empty h2")) == "Không có người làm nào khớp"
    assert listed.select_one(".empty a.button")["href"] == "/chu-the/"


@pytest.mark.parametrize(
    ("words", "canonical"),
    [
        ({}, "/chu-the/"),
        ({"tinh": "22"}, "/chu-the/?tinh=22"),
        ({"tinh": "99"}, None),
        ({"q": "yen"}, None),
        ({"loai": "company"}, None),
    ],
)
def test_one_province_is_a_page_and_other_choices_are_views(words, canonical, page, two_makers, settings):
    link = page("/chu-the/", **words).select_one("link[rel=canonical]")

    assert (link and link["href"]) == (canonical and f"{settings.SITE_URL}{canonical}")


# ---------------------------------------------------------------- one producer


def test_a_producers_page_shows_what_of_theirs_is_certified(page, cast, now, oil):
    UNSELLABLE["lapsed"](cast, at=now)

    producer = page(HAI_YEN)

    assert words_of(producer.h1) == "HTX Nông nghiệp Hải Yến"
    assert [a.get_text() for a in producer.select(".product-card h3 a")] == ["Dầu lạc Hải Yến"]
    assert words_of(producer.select_one("#mon").find_parent().p) == "1 món đang có chứng nhận"


def test_what_is_no_longer_certified_is_named_without_a_price(page, cast, now):
    situations = {name: make(cast, at=now) for name, make in UNSELLABLE.items()}
    again = make_product(producer=cast.producers[0], title="Được cấp lại")
    certify(again, cast, valid_from=now - timedelta(days=1200), valid_to=now - timedelta(days=104))
    certify(again, cast, valid_from=now - timedelta(days=100), valid_to=now + timedelta(days=996))

    producer = page(HAI_YEN)

    # One never certified and one not yet certified were nothing before; one certified again is.
    assert sorted((words_of(line), line.a["href"]) for line in producer.select(".gone li")) == [
        ("Vừa bị thu hồi bị thu hồi ngày 24/11/2026", situations["revoked"].get_absolute_url()),
        ("Vừa hết hạn chứng nhận đến 24/11/2026", situations["lapsed"].get_absolute_url()),
    ]
    assert "₫" not in words_of(producer.select_one(".gone"))
    assert [a.get_text() for a in producer.select(".product-card h3 a")] == ["Được cấp lại"]


def test_demo_evidence_counts_for_nothing_outside_the_demo(page, cast, now, settings):
    old = make_product(producer=cast.producers[0], title="Cũ")
    ended = {"valid_from": now - timedelta(days=1200), "valid_to": now - timedelta(days=104)}
    certify(old, cast, number="DEMO-1", evidence_level="DEMO", **ended)
    assert len(page(HAI_YEN).select(".gone li")) == 1

    settings.DEMO = False

    assert page(HAI_YEN).select(".gone") == []


def test_a_producer_without_certified_goods_keeps_a_page(page, cast):
    producer = page("/chu-the/htx-duoc-lieu-xanh-dong-trieu/")

    assert words_of(producer.select_one(".empty h2")) == "Chưa có món nào đang có chứng nhận"


def test_many_goods_have_pages_of_24(page, cast, now):
    for number in range(25):
        on_sale(cast, at=now, title=f"Món {number}")

    first, second, beyond = page(HAI_YEN), page(HAI_YEN, trang=2), page(HAI_YEN, trang=9)

    assert [len(sheet.select(".product-card")) for sheet in (first, second, beyond)] == [24, 1, 1]
    assert first.select_one(".pages a[rel=next]")["href"] == "?trang=2"
    assert beyond.select_one(".pages [aria-current]").get_text() == "2"


def test_an_invented_producer_says_so(page, places):
    make_producer(name="HTX Minh hoạ", commune=places.uong_bi, is_illustration=True)

    producer = page("/chu-the/htx-minh-hoa/")

    assert words_of(producer.select_one(".place-head .status")) == "minh hoạ"
    assert "Chủ thể này là giả định cho bản dựng thử." in words_of(producer)


def test_a_story_is_text(client, cast):
    change(cast.producers[0], story="<script>alert(1)</script>\n\nHai dòng")

    content = client.get(HAI_YEN).content.decode()

    assert "<script>alert" not in content
    assert "<p>Hai dòng</p>" in content


def test_a_story_is_told_in_the_readers_language_where_there_is_one(page, cast):
    change(cast.producers[0], story="Chuyện nhà", story_en="Our story")
    change(cast.producers[1], story="Chuyện khác")

    told, untold = page(f"/en{HAI_YEN}"), page("/en/chu-the/htx-duoc-lieu-xanh-dong-trieu/")

    assert (words_of(told.select_one(".story")), told.select_one(".story").get("lang")) == ("Our story", None)
    assert (words_of(untold.select_one(".story")), untold.select_one(".story")["lang"]) == ("Chuyện khác", "vi")
    assert words_of(page(HAI_YEN).select_one(".story")) == "Chuyện nhà"


def test_people_stand_with_what_they_do(page, cast, now):
    producer = cast.producers[0]
    add_person(producer=producer, name="Chị Lan", work="ép dầu", work_en="presses the oil", place=2, by=None, at=now)
    add_person(producer=producer, name="Bác Tư", work="chọn lạc", by=None, at=now)

    assert [words_of(line) for line in page(HAI_YEN).select(".people li")] == ["Bác Tư chọn lạc", "Chị Lan ép dầu"]
    english = page(f"/en{HAI_YEN}").select(".people li")
    assert [words_of(line) for line in english] == ["Bác Tư chọn lạc", "Chị Lan presses the oil"]
    assert [words_of(node) for node in english[0].select("[lang=vi]")] == ["Bác Tư", "chọn lạc"]
    assert page("/chu-the/htx-duoc-lieu-xanh-dong-trieu/").select(".people") == []


def test_a_producer_is_reached_by_telephone_and_zalo_where_they_are_given(page, cast):
    assert page(HAI_YEN).select(".maker-card .button") == []
    change(cast.producers[0], phone="0203 382.5001", zalo="0912345678", address="Tổ 5", tax_code="0100109106")

    card = page(HAI_YEN).select_one(".maker-card")

    assert [(words_of(link), link["href"]) for link in card.select("a.button")] == [
        ("0203 382.5001", "tel:02033825001"),
        ("Nhắn Zalo", "https://zalo.me/0912345678"),
    ]
    assert [words_of(fact) for fact in card.select("dl div")] == [
        "Địa chỉ Tổ 5",
        "Xã, phường Phường Uông Bí, TP Quảng Ninh",
        "Mã số thuế 0100109106",
        "Giấy tờ cán bộ chương trình chưa xem",
    ]


def test_whether_an_officer_has_seen_the_papers_is_said_with_the_day(page, cast, now):
    change(cast.producers[0], verified_by=cast.officer, verified_at=now - timedelta(days=30))

    papers = page(HAI_YEN).select(".maker-card dl div")[-1]

    assert words_of(papers) == "Giấy tờ đã xem cán bộ chương trình xem ngày 25/10/2026"


def test_the_commune_carries_its_former_name(page, cast):
    assert words_of(page(HAI_YEN).select_one(".origin-line")) == (
        "Phường Uông Bí, TP Quảng Ninh trước 7/2025: phường Quang Trung, TP Uông Bí"
    )


def test_a_producer_is_an_organization_to_machines(page, cast, settings):
    change(cast.producers[0], phone="091 234 5678", tax_code="0100109106", story="Chuyện nhà")

    data = json.loads(page(HAI_YEN).select_one("script[type='application/ld+json']").get_text())

    assert data == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "HTX Nông nghiệp Hải Yến",
        "url": f"{settings.SITE_URL}{HAI_YEN}",
        "description": "Chuyện nhà",
        "telephone": "0912345678",
        "taxID": "0100109106",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Phường Uông Bí",
            "addressRegion": "Thành phố Quảng Ninh",
            "addressCountry": "VN",
        },
    }


def test_unknown_producers_have_no_page(client, db):
    assert client.get("/chu-the/khong/").status_code == 404


@pytest.mark.parametrize(("address", "most"), [("/chu-the/", 3), (HAI_YEN, 9)])
def test_the_number_of_queries_does_not_grow(queries, cast, now, address, most):
    on_sale(cast, at=now)
    few = queries(address)
    for _ in range(8):
        on_sale(cast, at=now)
        on_sale(cast, at=now, producer=cast.producers[1])

    assert few == queries(address) == most
