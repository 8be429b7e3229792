"""Officers' pages of the register: two people, the law's reasons, and every mistake in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue_ext.certification.models import Certificate, Decision, Grace, Revocation, Standing
from shop.accounts.models import User
from tests.factories import situations

pytestmark = pytest.mark.django_db


def as_person(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="shop.accounts.backends.EmailOrPhoneBackend")
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"register:{name}", args=args)


def said(answer: Any) -> str:
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(tag.get_text(" ", strip=True) for tag in soup.select(".alert, .text-danger"))


@pytest.fixture
def certified(cast) -> Certificate:
    """A certificate in force by the real clock, for the doors take the time themselves."""
    product = situations.on_sale(cast, at=timezone.now())
    return product.certificates.get()


@pytest.fixture
def entered(cast, certified) -> Certificate:
    """The same, entered by the first officer and not yet verified."""
    unverified = {"verified_by": None, "verified_at": None}
    Decision.objects.filter(pk=certified.decision_id).update(**unverified)
    Certificate.objects.filter(pk=certified.pk).update(**unverified)
    Standing.objects.filter(product=certified.product).delete()
    return Certificate.objects.get(pk=certified.pk)


def in_force(certificate: Certificate) -> bool:
    return Standing.objects.at(timezone.now()).filter(product=certificate.product_id).exists()


def revocation(**changes: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "number": "77/QĐ-UBND",
        "decided_on": today.isoformat(),
        "authority": "UBND tỉnh Quảng Ninh",
        "level": "PROVINCE",
        "reason": "c",
        "effective_on": today.isoformat(),
        "note": "",
        "source_url": "",
        **changes,
    }


def correction(certificate: Certificate, **changes: Any) -> dict[str, Any]:
    return {
        "product_name": certificate.product_name,
        "producer_name": certificate.producer_name,
        "address": certificate.address_as_printed,
        "commune": f"{certificate.commune.name}, {certificate.commune.province.name}",
        "stars": certificate.stars,
        "criteria_set": certificate.criteria_set,
        "official_code": "",
        "kind": "FIRST",
        "valid_from": timezone.localdate(certificate.valid_from).isoformat(),
        "last_day": certificate.last_day.isoformat(),
        "reason": "nhập sai",
        **changes,
    }


def test_every_page_is_for_officers_alone(cast, certified):
    pages = [address("index"), address("decision", certified.decision_id), address("undo", certified.decision_id)]
    pages += [address(name, certified.pk) for name in ("revoke", "correct", "lengthen")]
    for page in pages:
        assert as_person(cast.officer).get(page).status_code == 200, page
        assert Client().get(page).url.startswith("/tai-khoan/dang-nhap/"), page
        for stranger in (cast.shopper, cast.producer, cast.centre, cast.support, cast.administrator):
            assert as_person(stranger).get(page).status_code == 404, page
            assert as_person(stranger).post(page, revocation()).status_code == 404, page
    assert as_person(cast.shopper).post(address("verify", certified.decision_id)).status_code == 404
    assert as_person(cast.officer).get(address("verify", certified.decision_id)).status_code == 405
    assert not Revocation.objects.exists()


def test_a_real_officer_needs_the_second_factor(cast, certified):
    User.objects.filter(pk=cast.officer.pk).update(is_demo=False)

    answer = as_person(cast.officer).post(address("revoke", certified.pk), revocation())

    assert answer.url.startswith("/tai-khoan/buoc-hai/dien-thoai/")
    assert in_force(certified)


def test_what_waits_is_listed_and_a_second_officer_verifies_it(cast, entered):
    page = address("decision", entered.decision_id)
    second = as_person(cast.other_officer)
    assert page in second.get(address("index")).content.decode()

    answer = second.post(address("verify", entered.decision_id), follow=True)

    assert "Đã xác nhận 1 chứng nhận." in said(answer)
    assert in_force(entered)
    assert Certificate.objects.get(pk=entered.pk).verified_by == cast.other_officer


def test_who_entered_does_not_verify(cast, entered):
    answer = as_person(cast.officer).post(address("verify", entered.decision_id), follow=True)

    assert said(answer) != ""
    assert not in_force(entered)
    assert Certificate.objects.get(pk=entered.pk).verified_at is None


def test_a_decision_is_found_by_number_and_by_product(cast, certified):
    desk = as_person(cast.officer)
    page = address("decision", certified.decision_id)

    for text in (certified.decision.number, certified.product_name, certified.decision.authority):
        assert page in desk.get(address("index"), {"q": text}).content.decode()
    assert page not in desk.get(address("index"), {"q": "không có gì"}).content.decode()


def test_a_revocation_stops_the_sale_at_once(cast, certified):
    answer = as_person(cast.officer).post(address("revoke", certified.pk), revocation(), follow=True)

    assert "Đã thu hồi chứng nhận." in said(answer)
    assert not in_force(certified)
    found = Revocation.objects.get()
    assert (found.product, found.reason, found.recorded_by) == (certified.product, "c", cast.officer)


def test_an_earlier_date_warns_of_what_was_sold_without_knowing(cast, certified):
    earlier = timezone.localdate() - timedelta(days=9)
    form = revocation(decided_on=earlier.isoformat(), effective_on=earlier.isoformat())

    answer = as_person(cast.officer).post(address("revoke", certified.pk), form, follow=True)

    assert f"từ {earlier:%d/%m/%Y}" in said(answer)


@pytest.mark.parametrize("changes", [{"level": "MINISTRY"}, {"reason": "x"}, {"decided_on": "24/11"}, {"number": ""}])
def test_a_revocation_that_is_not_right_comes_back_with_what_was_typed(cast, certified, changes):
    form = revocation(note="đã kiểm tra", **changes)

    answer = as_person(cast.officer).post(address("revoke", certified.pk), form)

    assert answer.status_code == 422
    assert said(answer) != ""
    assert "đã kiểm tra" in answer.content.decode()
    assert in_force(certified)


def test_a_correction_waits_for_another_officer(cast, certified):
    desk = as_person(cast.officer)

    answer = desk.post(address("correct", certified.pk), correction(certified, stars=3), follow=True)

    assert "Bản đính chính đang chờ cán bộ khác xác nhận." in said(answer)
    new = Certificate.objects.get(corrects=certified)
    assert (new.stars, new.verified_at, new.commune) == (3, None, certified.commune)
    assert new.last_day == certified.last_day
    assert Certificate.objects.get(pk=certified.pk).withdrawn_by == cast.officer
    assert not in_force(certified)
    as_person(cast.other_officer).post(address("verify", certified.decision_id))
    assert Standing.objects.at(timezone.now()).get(product=certified.product_id).stars == 3


def test_a_correction_may_name_another_commune_and_is_told_of_an_unknown_one(cast, certified, places):
    desk = as_person(cast.officer)

    answer = desk.post(address("correct", certified.pk), correction(certified, commune="Xã Không Có Thật"))
    assert answer.status_code == 422
    assert "Không Có Thật" in said(answer)
    assert in_force(certified)

    other = f"{places.binh_khe.name}, {places.binh_khe.province.name}"
    desk.post(address("correct", certified.pk), correction(certified, commune=other))
    assert Certificate.objects.get(corrects=certified).commune == places.binh_khe


def test_a_certificate_goes_on_for_the_days_the_law_allows(cast, certified):
    desk = as_person(cast.officer)
    day = certified.last_day + timedelta(days=60)

    too_long = {"last_day": (certified.last_day + timedelta(days=181)).isoformat(), "reason": "chờ kết quả"}
    assert desk.post(address("lengthen", certified.pk), too_long).status_code == 422
    answer = desk.post(
        address("lengthen", certified.pk), {"last_day": day.isoformat(), "reason": "chờ kết quả"}, follow=True
    )

    assert f"{day:%d/%m/%Y}" in said(answer)
    assert Grace.objects.get().certificate == certified


def test_a_mistaken_import_is_undone_with_its_reason(cast, certified):
    desk = as_person(cast.officer)

    assert desk.post(address("undo", certified.decision_id), {"reason": ""}).status_code == 422
    answer = desk.post(address("undo", certified.decision_id), {"reason": "nhầm tệp"}, follow=True)

    assert "Đã rút lần nhập này." in said(answer)
    assert not in_force(certified)
    assert "taken back" not in answer.content.decode()
    assert "đã rút: nhầm tệp" in answer.content.decode()
