"""The product page in every state of the rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue_ext.certification.operations import mark_covered
from catalogue_ext.particulars.models import Particulars
from shop.carriers.operations import publish_fee_table
from shop.carriers.rules import Bracket, Scale, Zone
from tests.factories.producers import make_producer
from tests.factories.situations import UNSELLABLE, certify, lapsed, make_product, on_sale, put_up, revoke, revoked
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def address(product):
    return product.get_absolute_url()


def test_a_product_for_sale(page, oil):
    product = page(address(oil))

    assert product.h1.get_text(strip=True) == "Dầu lạc Hải Yến"
    assert words_of(product.select_one(".price--large")) == "120.000 ₫ / chai 500 ml, đã gồm VAT"
    assert words_of(product.select_one(".promise li")) == "Còn 10 ở nơi làm"
    assert product.select_one("form#mua")["action"] == f"/gio-hang/them/{oil.pk}/"
    assert words_of(product.select_one(".origin-line a")) == "Phường Uông Bí, TP Quảng Ninh"
    assert product.select_one("meta[name=robots]") is None
    assert product.select_one(".gallery .star-seal")["href"] == "#chung-nhan"
    assert oil.check_code in words_of(product.select_one("#kiem-tra"))
    assert product.select_one("#kiem-tra svg.qr") is not None


def test_the_certificate_panel_says_what_the_paper_says(page, cast, now):
    product = make_product(producer=cast.producers[0], title="Mắc ca")
    certify(
        product, cast, valid_from=now - timedelta(days=100), valid_to=now + timedelta(days=996), number="858/QĐ-UBND"
    )

    panel = page(address(product)).select_one("#chung-nhan")

    assert words_of(panel.h2) == "Chứng nhận OCOP 4 sao"
    assert words_of(panel.select_one(".certificate__line")) == "OCOP 4 sao · QĐ 858/QĐ-UBND · đến 16/08/2029"
    facts = {words_of(row.dt): words_of(row.dd) for row in panel.select(".facts > div")}
    assert facts["Số quyết định"] == "858/QĐ-UBND"
    assert facts["Cơ quan"] == "UBND thành phố Quảng Ninh"
    assert facts["Hiệu lực"] == "16/08/2026 – 16/08/2029"


def test_the_former_name_stands_beside_the_commune(page, cast, now, places):
    producer = make_producer(name="HTX Long Việt", commune=places.quang_truc)

    line = page(address(on_sale(cast, at=now, producer=producer))).select_one(".origin-line small")

    assert words_of(line) == "trước 7/2025: xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông"


@pytest.mark.parametrize("situation", ["never", "not_yet"])
def test_never_certified_and_not_yet_have_no_page(client, cast, now, situation):
    product = UNSELLABLE[situation](cast, at=now)

    assert client.get(address(product)).status_code == 404


def test_a_lapsed_product_keeps_a_truthful_page(page, cast, now):
    product = page(address(lapsed(cast, at=now)))

    assert product.select_one("meta[name=robots]")["content"] == "noindex"
    assert "Chứng nhận 4 sao hết hạn ngày 24/11/2026." in words_of(product.select_one(".notice--warn"))
    assert product.select(".price") == []
    assert product.select_one("form#mua") is None
    assert product.select_one(".gallery .star-seal")["data-state"] == "lapsed"


def test_a_revoked_product_says_by_which_decision(page, cast, now):
    taken = revoked(cast, at=now)

    product = page(address(taken))

    number = taken.revocations.get().decision.number
    assert product.select_one("meta[name=robots]")["content"] == "noindex"
    assert f"Quyết định {number}, tính từ 24/11/2026." in words_of(product.select_one(".notice--danger"))
    assert product.select(".price") == []
    assert product.select_one("form#mua") is None
    assert product.select_one(".gallery .star-seal")["data-state"] == "revoked"


def test_a_product_sells_to_the_last_instant(page, cast, now):
    product = make_product(producer=cast.producers[0])
    certify(product, cast, valid_from=now - timedelta(days=1000), valid_to=now + timedelta(microseconds=1))
    put_up(product, at=now)

    shown = page(address(product))

    assert shown.select_one("form#mua") is not None
    assert shown.select_one(".gallery .star-seal")["data-state"] == "ending"


def test_certified_without_price_says_not_on_sale_yet(page, cast, now):
    product = make_product(producer=cast.producers[0])
    certify(product, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))

    shown = page(address(product))

    assert words_of(shown.select_one(".product .notice")).startswith("Chưa mở bán. Chứng nhận còn hiệu lực")
    assert shown.select_one("form#mua") is None


def test_sold_out_has_a_price_and_no_button(page, cast, now):
    shown = page(address(on_sale(cast, at=now, stock=0)))

    assert words_of(shown.select_one(".price--large")).startswith("120.000 ₫")
    assert "Tạm hết." in words_of(shown.select_one("form#mua"))
    assert shown.select("form#mua button") == []
    assert shown.select_one(".buy-bar") is None


def test_tourism_has_no_button_and_says_why(page, cast, now):
    shown = page(address(on_sale(cast, at=now, criteria_set=26)))

    assert "Chuyến đi và chỗ nghỉ phải đặt trước" in words_of(shown.select_one(".product .notice"))
    assert shown.select_one("form#mua") is None
    assert shown.select(".price") == []


@pytest.mark.parametrize("criteria_set", [14, 15])
def test_alcohol_says_that_it_is_for_adults(page, cast, now, criteria_set):
    shown = page(address(on_sale(cast, at=now, criteria_set=criteria_set)))

    assert words_of(shown.select_one(".supplement")).startswith("Chỉ bán cho người từ 18 tuổi")
    assert shown.select_one("form#mua") is not None


def test_alcohol_is_found_and_never_put_forward(page, cast, now):
    wine = on_sale(cast, at=now, title="Rượu nếp", criteria_set=14, stars=5)
    oil = on_sale(cast, at=now, title="Dầu lạc")

    assert "Rượu nếp" in page("/san-pham/").get_text()
    assert "Rượu nếp" not in page("/").select_one("main").get_text()
    assert "Rượu nếp" not in page(address(oil)).select_one("main").get_text()
    assert "Dầu lạc" in page(address(wine)).select_one("main").get_text()


def test_a_food_supplement_says_that_it_is_no_medicine(page, cast, now):
    shown = page(address(on_sale(cast, at=now, criteria_set=18, herbal_kind="SUPPLEMENT")))

    assert words_of(shown.select_one(".supplement")) == (
        "Thực phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh."
    )
    assert shown.select_one("form#mua") is not None


def test_a_medicine_is_not_sold(page, cast, now):
    shown = page(address(on_sale(cast, at=now, criteria_set=18, herbal_kind="MEDICINE")))

    assert words_of(shown.select_one(".product .notice")) == "Thuốc không bán ở đây. Bạn hỏi dược sĩ nhé."
    assert shown.select_one("form#mua") is None


@pytest.fixture
def rice(cast, now):
    """A product with two covered pack sizes and one that is not covered."""
    parent = make_product(producer=cast.producers[0], title="Gạo nếp", structure="parent", criteria_set=3)
    certificate = certify(parent, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))
    for pack, price, is_covered in (
        ("túi 1 kg", 48_000, True),
        ("túi 5 kg", 225_000, True),
        ("bao 25 kg", 900_000, False),
    ):
        child = type(parent).objects.create(structure="child", parent=parent, title="Gạo nếp", pack_size=pack)
        put_up(child, at=now, price_vnd=price)
        if is_covered:
            mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)
    return parent


def test_pack_sizes_are_radios_and_the_uncovered_one_cannot_be_chosen(page, rice):
    shown = page(address(rice))

    choices = [(words_of(label), label.input.has_attr("disabled")) for label in shown.select("label.choice")]
    assert choices == [
        ("túi 1 kg · 48.000 ₫", False),
        ("túi 5 kg · 225.000 ₫", False),
        ("bao 25 kg, chưa được chứng nhận", True),
    ]
    assert words_of(shown.select_one(".price--large")) == "từ 48.000 ₫ / túi 1 kg, đã gồm VAT"


def test_where_no_pack_size_is_covered_none_is_sold_and_the_page_says_so(page, cast, now):
    parent = make_product(producer=cast.producers[0], title="Gạo tẻ", structure="parent", criteria_set=3)
    certify(parent, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))
    put_up(type(parent).objects.create(structure="child", parent=parent, title="Gạo tẻ", pack_size="túi"), at=now)

    shown = page(address(parent))

    assert words_of(shown.select_one(".product .notice")) == "Chưa cỡ gói nào được chứng nhận, nên chưa bán cỡ nào."
    assert shown.select("form#mua, .price--large, .buy-bar") == []


def test_a_pack_size_leads_to_its_products_page(client, rice):
    child = rice.children.first()

    response = client.get(f"/san-pham/gao-nep_{child.pk}/")

    assert response.status_code == 301
    assert response.headers["Location"] == address(rice)


def test_another_slug_leads_to_the_right_address(client, oil):
    response = client.get(f"/san-pham/khac_{oil.pk}/")

    assert (response.status_code, response.headers["Location"]) == (301, address(oil))


def test_a_product_that_is_not_public_has_no_page(client, oil):
    type(oil).objects.filter(pk=oil.pk).update(is_public=False)

    assert client.get(address(oil)).status_code == 404


def test_illustrations_say_so(page, cast, now):
    product = make_product(producer=cast.producers[0], is_illustration=True)
    certify(
        product,
        cast,
        valid_from=now - timedelta(days=10),
        valid_to=now + timedelta(days=900),
        number="DEMO-01/QĐ-UBND",
        evidence_level="DEMO",
    )

    shown = page(address(product))

    assert words_of(shown.h1.select_one(".status")) == "minh hoạ"
    assert words_of(shown.select_one("#chung-nhan h2 .status")) == "minh hoạ"


def test_the_english_page(page, oil):
    shown = page(f"/en{address(oil)}")

    assert shown.h1.get_text(strip=True) == "Hải Yến groundnut oil"
    assert words_of(shown.select_one(".price--large")) == "120.000 ₫ / chai 500 ml, VAT included"


def test_a_revocation_shows_on_the_next_request(client, cast, oil, now):
    assert b'id="mua"' in client.get(address(oil)).content

    revoke(oil, cast, at=now)

    assert b'id="mua"' not in client.get(address(oil)).content


def test_the_fees_of_a_table_are_told_from_the_lightest_pack_to_the_heaviest(page, cast, now):
    parent = make_product(producer=cast.producers[0], title="Gạo nếp", structure="parent", criteria_set=3)
    certificate = certify(parent, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))
    for grams in (500, 5_000):
        child = type(parent).objects.create(
            structure="child", parent=parent, title="Gạo nếp", pack_size=f"túi {grams} g"
        )
        put_up(child, at=now)
        mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)
        Particulars.objects.create(product=child, net_quantity=grams, net_unit="g")
    scales = [Scale(Zone.COUNTRY, (Bracket(1_000, 30_000),), further_kg_vnd=5_000, days_least=0, days_most=0)]
    assert "phí 30.000 ₫ cho mọi món" in words_of(page(address(parent)).select_one(".promise"))

    publish_fee_table(partner=None, scales=scales, valid_on=None, by=None, at=now)

    told = words_of(page(address(parent)).select_one(".promise"))
    assert "Phí giao một món 30.000 ₫ đến 55.000 ₫" in told
