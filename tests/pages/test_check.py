"""The permanent check page: every state, and codes nobody has."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue_ext.certification.operations import restate
from tests.factories.situations import certify, lapsed, make_product, never_certified, not_yet, revoked
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


def code_address(product):
    return f"/kiem-tra/{product.check_code}/"


def test_in_force(page, oil):
    check = page(code_address(oil))

    assert words_of(check.select_one(".verdict__word")) == "Chứng nhận còn hiệu lực"
    assert words_of(check.h1) == "Dầu lạc Hải Yến"
    assert check.select_one(".verdict .star-seal")["data-state"] == "in-force"
    assert check.select_one(".verdict a.button")["href"] == oil.get_absolute_url()
    assert len(check.select(".history li")) == 1


def test_ending(page, cast, now):
    product = make_product(producer=cast.producers[0])
    certify(product, cast, valid_from=now - timedelta(days=1000), valid_to=now + timedelta(days=60))

    check = page(code_address(product))

    assert words_of(check.select_one(".verdict__word")) == "Chứng nhận còn hiệu lực, sắp hết hạn"


def test_lapsed_keeps_its_product_page(page, cast, now):
    product = lapsed(cast, at=now)

    check = page(code_address(product))

    assert words_of(check.select_one(".verdict__word")) == "Chứng nhận đã hết hạn"
    assert "Ngày cuối cùng là 24/11/2026." in words_of(check.select_one(".verdict"))
    assert check.select_one(".verdict a.button")["href"] == product.get_absolute_url()


def test_revoked_names_the_decision(page, cast, now):
    product = revoked(cast, at=now)

    check = page(code_address(product))

    number = product.revocations.get().decision.number
    assert words_of(check.select_one(".verdict__word")) == "Chứng nhận đã bị thu hồi"
    assert f"Quyết định {number}, tính từ 24/11/2026." in words_of(check.select_one(".verdict"))
    assert f"bị thu hồi theo QĐ {number} từ 24/11/2026" in words_of(check.select_one(".history"))


def test_not_yet_has_no_product_page_to_lead_to(page, cast, now):
    check = page(code_address(not_yet(cast, at=now)))

    assert words_of(check.select_one(".verdict__word")) == "Chứng nhận chưa có hiệu lực"
    assert "Có hiệu lực từ ngày 24/11/2026." in words_of(check.select_one(".verdict"))
    assert check.select(".verdict a.button") == []
    assert check.select(".verdict .star-seal") == []


def test_never_certified_and_unknown_get_one_answer(page, cast, now):
    never = page(code_address(never_certified(cast, at=now)), status=404)
    unknown = page("/kiem-tra/ZZZZZZZZZZ/", status=404)

    assert words_of(never.h1) == words_of(unknown.h1) == "Không có chứng nhận nào mang mã này"
    assert "Chưa từng chứng nhận" not in words_of(never)


def test_a_code_is_read_however_it_was_typed(client, oil):
    code = oil.check_code
    typed = f"{code[:5]} {code[5:]}".lower().replace("0", "o").replace("1", "l")

    response = client.get("/kiem-tra/", {"code": typed})

    assert (response.status_code, response.headers["Location"]) == (302, code_address(oil))


def test_another_writing_in_the_address_leads_to_the_one_page(client, oil):
    response = client.get(f"/kiem-tra/{oil.check_code.lower()}/")

    assert (response.status_code, response.headers["Location"]) == (301, code_address(oil))


@pytest.mark.parametrize("typed", ["", "-", "/", "a/b", " - ", "?"])
def test_the_form_wants_a_code(page, db, typed):
    form = page("/kiem-tra/", status=422, code=typed)

    assert words_of(form.select_one(".field .error")) == "Bạn nhập mã gồm 10 chữ và số in cạnh mã QR nhé."
    assert page("/kiem-tra/").select(".error") == []


def test_the_address_in_the_qr_is_the_vietnamese_one(page, oil, settings):
    settings.SITE_URL = "https://ocop.example.vn"

    check = page(f"/en/kiem-tra/{oil.check_code}/")

    assert words_of(check.select_one(".check-box .small")) == f"https://ocop.example.vn/kiem-tra/{oil.check_code}/"


def test_an_older_certificate_stands_in_the_history(page, cast, oil, now):
    certify(
        oil, cast, valid_from=now - timedelta(days=2000), valid_to=now - timedelta(days=900), stars=3, number="7/QĐ"
    )
    restate(product_ids=[oil.pk])

    rows = [words_of(row) for row in page(code_address(oil)).select(".history li")]

    assert len(rows) == 2
    assert rows[0].endswith("còn hiệu lực")
    assert "3 sao, QĐ 7/QĐ" in rows[1]
    assert rows[1].endswith("đã hết hạn")
