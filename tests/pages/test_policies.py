"""The trust pages: what holds today, what is coming, what was said before, and facts that are computed."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import resolve
from django.utils import translation

from shop.discovery.weights import THEN, WEIGHTS, Weight
from shop.policies.operations import load_samples, publish_wording
from shop.policies.pages import DATA, pages
from shop.storefront.filters import Order
from shop.storefront.queries import policies
from shop.storefront.queries.policies import ORDERS
from tests.factories.situations import basket_with
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db

SLUGS = tuple(pages())


@pytest.fixture
def loaded(now):
    """The samples, three days old."""
    load_samples(at=now - timedelta(days=3))


@pytest.fixture
def publish(cast, now):
    """Publishes as the officer."""

    def write(slug, vi, en, **facts):
        asked = {"valid_on": None, "changes_fees": False, **facts}
        return publish_wording(slug=slug, body_vi=vi, body_en=en, by=cast.officer, at=now, **asked)

    return write


def facts_of(shown):
    return {words_of(row.dt): words_of(row.dd) for row in shown.select(".policy-facts > div")}


# ---------------------------------------------------------------- every page


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_stands_in_both_languages(page, loaded, slug, prefix):
    shown = page(f"{prefix}/chinh-sach/{slug}/")
    language = prefix.strip("/") or "vi"

    assert shown.html["lang"] == language
    assert words_of(shown.h1) == pages()[slug].title(language)
    assert shown.select_one("meta[name=description]")["content"] == pages()[slug].lead(language)
    assert shown.select_one("meta[name=robots]") is None
    assert ("Last changed on 21 Nov 2026" if prefix else "Sửa lần cuối ngày 21/11/2026") in words_of(shown.article)
    assert [link["href"] for link in shown.select(".policy-shelves [aria-current=page]")] == [
        f"{prefix}/chinh-sach/{slug}/"
    ]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_sample_says_that_it_is_one_and_an_unread_article_too(page, loaded, slug):
    words = words_of(page(f"/chinh-sach/{slug}/").article)

    assert "Bản mẫu." in words
    assert ("chưa có nguyên văn Điều" in words) == (slug in {
        "quyen-va-nghia-vu", "phat-truc-tiep", "doi-tra", "dich-vu", "cham-dut"
    })  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_links_of_the_samples_lead_somewhere_in_their_language(language):
    translation.activate(language)
    seen = set()
    for path in (DATA / "texts").glob(f"*.{language}.html"):
        for link in BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select("a"):
            assert link["href"].startswith("/en/") == (language == "en"), (path.name, link)
            assert resolve(link["href"]).namespace == "storefront"
            found = re.fullmatch(r"(?:/en)?/chinh-sach/(?!hang-sao|du-lieu)([^/]+)/", link["href"])
            assert found is None or found[1] in pages(), (path.name, link)
            seen.add(link["href"])

    assert len(seen) == 17


def test_pages_stand_before_the_samples_are_loaded(page):
    shown = page("/chinh-sach/giao-hang/")

    assert "Mọi xã, phường, đặc khu của Việt Nam" in words_of(shown.article)
    assert "Sửa lần cuối" not in words_of(shown.article)


def test_what_is_no_page_is_not_found(page, loaded):
    for address in ("/chinh-sach/khong-co/", "/chinh-sach/giao-hang/?ban=x", "/chinh-sach/giao-hang/?ban=999999"):
        page(address, status=404)


def test_the_index_names_every_page_once(page):
    shown = page("/chinh-sach/")
    links = [link["href"] for link in shown.select(".policy-index a")]

    drawn = ["/chinh-sach/hang-sao/", "/chinh-sach/du-lieu/"]
    assert sorted(links) == sorted([*(f"/chinh-sach/{slug}/" for slug in SLUGS), *drawn])
    assert [words_of(heading) for heading in shown.select(".policy-index h2")] == [
        "Giúp đỡ",
        "Mua hàng",
        "Quyền của bạn",
        "Về cửa hàng này",
    ]


def test_the_command_says_what_changed(db, capsys):
    call_command("load_policies")
    call_command("load_policies")

    first, second = capsys.readouterr().out.splitlines()
    assert first == f"policies: {', '.join(SLUGS)}"
    assert second == "policies: nothing to change"


# ---------------------------------------------------------------- wordings


def test_an_edited_page_shows_the_new_text_and_keeps_the_former(page, loaded, publish):
    publish("doi-tra", "<h2>Đổi</h2><p>Mười ngày.</p>", "<h2>Exchange</h2><p>Ten days.</p>")

    shown = page("/chinh-sach/doi-tra/")
    assert "Mười ngày." in words_of(shown.article)
    assert "Bản mẫu" not in words_of(shown.article)
    assert "Ten days." in words_of(page("/en/chinh-sach/doi-tra/").article)
    (former,) = shown.select(".policy-former a")
    assert words_of(former) == "21/11/2026 – 24/11/2026"
    before = page("/chinh-sach/doi-tra/" + former["href"])
    assert "Cách làm" in words_of(before.article)
    assert "Đây không phải lời đang có hiệu lực." in words_of(before.article)
    assert before.select_one("meta[name=robots]")["content"] == "noindex"
    assert before.select("link[rel=canonical]") == []


def test_a_changed_fee_is_announced_while_the_old_one_holds(page, loaded, publish):
    publish("gia-va-phi", "<p>Phí mới.</p>", "<p>New fee.</p>", changes_fees=True)

    shown = page("/chinh-sach/gia-va-phi/")
    assert "Từ ngày 14/12/2026 áp dụng lời mới." in words_of(shown.article)
    assert "Phí mới." not in words_of(shown.article)
    coming = page("/chinh-sach/gia-va-phi/" + shown.select_one(".notice a")["href"])
    assert "Phí mới." in words_of(coming.article)
    assert "Có hiệu lực từ 14/12/2026" in words_of(coming.article)


def test_headings_have_anchors_and_a_long_page_lists_them(page, loaded, publish):
    shown = page("/chinh-sach/giao-hang/")
    anchors = [heading["id"] for heading in shown.select(".prose h2")]

    assert anchors == [f"muc-{number}" for number in range(1, 7)]
    assert [link["href"] for link in shown.select(".policy-contents a")] == [f"#{anchor}" for anchor in anchors]
    publish("giao-hang", "<h2>Một <em>hai</em></h2><p>x</p>", "<p>x</p>")
    assert page("/chinh-sach/giao-hang/").select(".policy-contents") == []


# ---------------------------------------------------------------- facts


def test_nothing_is_made_up_about_the_operator(page):
    facts = facts_of(page("/chinh-sach/thong-tin-van-hanh/"))

    assert facts == {
        "Đơn vị vận hành": "[tên tổ chức hoặc hộ kinh doanh]",
        "Trụ sở": "[địa chỉ]",
        "Người đại diện": "[họ tên, chức vụ]",
        "Mã số doanh nghiệp": "[số]",
        "Cấp": "[ngày cấp, nơi cấp]",
        "Hỗ trợ": "[điện thoại, thư điện tử]",
    }


def test_the_operator_stands_on_the_page_in_the_foot_and_in_the_data(page, settings):
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "Hợp tác xã Chợ Quê", "1 Trần Phú, phường Hồng Gai"
    settings.OPERATOR_CODE, settings.SUPPORT_PHONE = "5700000000", "0203 3 000 000"

    shown = page("/en/chinh-sach/thong-tin-van-hanh/")
    facts = facts_of(shown)
    foot = shown.select_one("footer .operator")

    assert (facts["Operator"], facts["Business code"]) == ("Hợp tác xã Chợ Quê", "5700000000")
    assert words_of(foot) == (
        "Operated by Hợp tác xã Chợ Quê 1 Trần Phú, phường Hồng Gai Business code 5700000000 0203 3 000 000"
    )
    assert foot.select_one("a")["href"] == "tel:02033000000"
    assert foot.b["lang"] == "vi"
    data = page("/").select_one('script[type="application/ld+json"]').string
    assert '"legalName":"Hợp tác xã Chợ Quê"' in data


def test_the_foot_says_that_nobody_has_filled_it_in(page):
    foot = words_of(page("/").select_one("footer .operator"))

    assert foot == ("Đơn vị vận hành: [tên tổ chức hoặc hộ kinh doanh] Mẫu: đơn vị vận hành điền trước khi mở bán.")


def test_the_start_page_says_who_the_shop_is_and_how_it_is_searched(page, settings):
    settings.SITE_URL = "https://shop.example.vn"
    data = page("/en/").select_one('script[type="application/ld+json"]').string

    assert '"@type":"OnlineStore","@id":"https://shop.example.vn/#shop","name":"Xã Nhà"' in data
    assert '"urlTemplate":"https://shop.example.vn/en/san-pham/?q={search_term_string}"' in data
    assert "legalName" not in data


def test_fees_and_times_are_those_of_the_shop(page, settings):
    settings.DELIVERY_FLAT_VND = 25_000
    settings.DELIVERY_PACKING_DAYS, settings.DELIVERY_DAYS_LEAST, settings.DELIVERY_DAYS_MOST = 2, 3, 6

    assert facts_of(page("/chinh-sach/gia-va-phi/")) == {"Phí gửi hôm nay": "25.000 ₫ mỗi kiện, đã gồm thuế"}
    assert facts_of(page("/chinh-sach/giao-hang/"))["Thời gian"] == (
        "người làm gói xong trong 2 ngày sau đó đi đường 3 đến 6 ngày"
    )
    settings.DELIVERY_DAYS_MOST = 0
    assert facts_of(page("/chinh-sach/giao-hang/"))["Thời gian"] == "[số ngày gói, số ngày đi đường]"


def test_the_days_for_returning_are_those_of_the_shop(page, settings):
    settings.RETURN_DAYS = 7
    assert facts_of(page("/en/chinh-sach/doi-tra/")) == {"Tell us": "within 7 days of receiving the goods"}
    settings.RETURN_DAYS = 0
    assert facts_of(page("/en/chinh-sach/doi-tra/")) == {"Tell us": "[number of days]"}


def test_answer_times_are_those_that_tickets_get(page, settings):
    assert facts_of(page("/chinh-sach/khieu-nai/")) == {
        "Trả lời lần đầu": "trong 3 ngày làm việc",
        "Giải quyết xong": "trong 7 ngày làm việc",
    }
    settings.TICKET_FIRST_ANSWER_DAYS, settings.TICKET_RESOLVE_DAYS = 1, 0
    assert facts_of(page("/en/chinh-sach/khieu-nai/")) == {
        "First answer": "within 1 working day",
        "Settled": "[working days]",
    }


def test_every_order_of_the_listing_is_disclosed(page):
    shown = page("/chinh-sach/xep-thu-tu/")

    facts = [[words_of(row) for row in fact.select("li")] for fact in shown.select(".policy-facts dd")]
    assert set(ORDERS) == set(Order)
    assert [len(rows) for rows in facts] == [len(Order), len(WEIGHTS), len(THEN)]
    assert next(iter(ORDERS)) == next(iter(Order))


def test_the_points_of_the_search_are_those_that_engines_count(page, monkeypatch):
    sentences = [words_of(row) for row in page("/en/chinh-sach/xep-thu-tu/").select(".policy-facts li")]
    assert "32 points: the name holds the words together, with the marks as typed" in sentences
    assert [s for s in sentences if "points:" in s] == sorted(
        (s for s in sentences if "points:" in s), key=lambda s: -int(s.split()[0])
    )

    monkeypatch.setattr(policies, "WEIGHTS", (*WEIGHTS, Weight("paid", 99, "who pays")))

    assert "99 điểm: who pays" in [words_of(row) for row in page("/chinh-sach/xep-thu-tu/").select(".policy-facts li")]


def test_kinds_that_are_only_shown_are_named(page):
    facts = facts_of(page("/en/chinh-sach/gioi-han/"))

    assert facts["Most pieces of one product at a time"] == "500"
    assert facts["Shown only, not sold"].count(" ") > 3


# ---------------------------------------------------------------- what the stars mean


def test_the_thresholds_are_those_of_the_law(page):
    shown = page("/chinh-sach/hang-sao/")

    assert [words_of(grade.select_one(".stack")) for grade in shown.select(".grades > li")] == [
        "5 sao từ 90 đến 100 điểm Công nhận: Bộ trưởng Bộ Nông nghiệp và Môi trường QĐ 26/2026/QĐ-TTg Điều 3.3.a",
        "4 sao từ 70 đến dưới 90 điểm Công nhận: Chủ tịch UBND cấp tỉnh QĐ 26/2026/QĐ-TTg Điều 3.3.b",
        "3 sao từ 50 đến dưới 70 điểm Công nhận: Chủ tịch UBND cấp tỉnh QĐ 26/2026/QĐ-TTg Điều 3.3.c",
    ]
    assert [words_of(part.b) for part in shown.select(".marks > li")] == ["40", "25", "35"]
    words = words_of(shown.article)
    for sentence in (
        "có giá trị 36 tháng",
        "từ 180 đến 120 ngày trước khi hết hạn",
        "Còn 120 ngày hoặc ít hơn",
        "nhiều nhất 180 ngày",
        "trong 15 ngày kể từ khi có kết luận",
        "cấp trước ngày 22/05/2026",
    ):
        assert sentence in words
    assert len(shown.select(".states + *")) == 0
    assert len(shown.select("section[aria-labelledby=rut] li")) == 6


def test_the_page_follows_another_law(page, monkeypatch):
    from catalogue_ext.certification import law

    changed = tuple(
        law.Provision("points_from_3", "55", "points", date(2026, 1, 1), None, "QĐ 99 Điều 1")
        if row.code == "points_from_3"
        else row
        for row in law._provisions()
    )
    monkeypatch.setattr(law, "_provisions", lambda: changed)

    words = words_of(page("/en/chinh-sach/hang-sao/").select(".grades > li")[2])
    assert "55 to under 70 points" in words
    assert "QĐ 99 Điều 1" in words


def test_every_seal_in_every_state_is_shown(page):
    seals = page("/en/chinh-sach/hang-sao/").select(".states .star-seal")

    assert [(seal["data-stars"], seal["data-state"]) for seal in seals] == [
        (stars, state) for state in ("in-force", "ending", "grace", "lapsed", "revoked") for stars in ("3", "4", "5")
    ]


# ---------------------------------------------------------------- the foot, and what pages cost


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_links_of_the_foot_open(client, page, prefix):
    links = [link["href"] for link in page(f"{prefix}/").select("footer a[href^='/']")]

    assert len(links) == len(set(links)) == 18
    for slug in ("tro-giup", "gia-va-phi", "giao-hang", "doi-tra", "xep-thu-tu", "bao-mat", "khieu-nai"):
        assert f"{prefix}/chinh-sach/{slug}/" in links
    for address in links:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/chinh-sach/", 0), ("/chinh-sach/hang-sao/", 0), ("/chinh-sach/giao-hang/", 2)],
)
def test_what_a_page_costs(queries, loaded, address, expected):
    assert queries(address) == expected
    assert queries(f"/en{address}") == expected


def test_a_basket_adds_the_same_as_on_every_page(client, queries, loaded, oil, cast, now):
    client.force_login(cast.shopper, backend="shop.accounts.backends.EmailOrPhoneBackend")
    basket_with(oil, owner=cast.shopper, at=now)

    # The page's wording and the shop's fees, and nothing for the basket beyond what every page asks.
    assert queries("/chinh-sach/giao-hang/") - queries("/chinh-sach/hang-sao/") == 2
