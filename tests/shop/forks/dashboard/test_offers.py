"""The pages where officers make offers and vouchers: somebody bears them, and what cannot be right is not offered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from oscar.core.loading import get_model

from shop.forks.dashboard.offers.forms import BenefitForm, ConditionForm
from shop.forks.dashboard.vouchers.forms import VoucherForm
from shop.forks.order.placement import Buyer, place
from shop.promotions.models import OfferTerms
from tests.factories.promotions import everything, open_offer, open_voucher
from tests.factories.situations import basket_with, on_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(cast):
    client = Client()
    client.force_login(cast.officer, backend="shop.accounts.backends.EmailOrPhoneBackend")
    return client


def first_step(officer, **words):
    typed = {"name": "Mùa cốm", "description": "", "offer_type": "Site", "borne_by": "operator", **words}
    return officer.post(reverse("dashboard:offer-metadata"), typed)


def finish(officer):
    """The other three steps: 10 % off everything, from one piece on."""
    goods = everything().pk
    officer.post(reverse("dashboard:offer-benefit"), {"range": goods, "type": "Percentage", "value": "10"})
    officer.post(reverse("dashboard:offer-condition"), {"range": goods, "type": "Count", "value": "1"})
    return officer.post(reverse("dashboard:offer-restrictions"), {"priority": "0", "exclusive": "on"})


def test_an_offer_is_made_with_who_bears_it(officer, cast):
    partner = cast.producers[0].partner
    assert first_step(officer, borne_by="producer", partner=partner.pk, agreement="CV 12/2026").status_code == 302

    assert finish(officer).status_code == 302

    terms = OfferTerms.objects.get()
    assert (terms.offer.name, terms.borne_by, terms.partner, terms.centre) == ("Mùa cốm", "producer", partner, None)
    assert (terms.agreement, terms.set_by) == ("CV 12/2026", cast.officer)
    page = officer.get(reverse("dashboard:offer-detail", kwargs={"pk": terms.offer_id})).content.decode()
    assert "chủ thể OCOP: HTX Nông nghiệp Hải Yến (CV 12/2026)" in " ".join(page.split())
    assert "chủ thể OCOP: HTX Nông nghiệp Hải Yến" in officer.get(reverse("dashboard:offer-list")).content.decode()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"borne_by": ""}, None),
        ({"borne_by": "producer", "agreement": "CV 1"}, "Hãy chọn một."),
        ({"borne_by": "centre", "agreement": "CV 1"}, "Hãy chọn một."),
        ({"borne_by": "centre", "centre": True}, "Ghi công văn hoặc hợp đồng trong đó họ đồng ý chịu khoản giảm."),
    ],
)
def test_without_a_bearer_or_their_consent_it_goes_no_further(officer, cast, words, expected):
    if words.get("centre"):
        words = {**words, "centre": cast.centres[0].pk}

    response = first_step(officer, **words)

    assert response.status_code == 200
    if expected:
        assert expected in response.content.decode()
    assert officer.get(reverse("dashboard:offer-benefit")).status_code == 302


def test_the_shop_needs_no_consent_and_names_nobody(officer, cast):
    first_step(officer, partner=cast.producers[0].partner.pk, agreement="CV 1")
    finish(officer)

    terms = OfferTerms.objects.get()
    assert (terms.borne_by, terms.partner, terms.agreement) == ("operator", None, "")


def test_an_offer_of_before_is_shown_as_borne_by_nobody_until_it_is_said(officer, now):
    made = open_offer(at=now, kind="Percentage", value=10, borne_by=None)
    address = reverse("dashboard:offer-detail", kwargs={"pk": made.pk})
    assert "chưa ai chịu: không giảm gì" in officer.get(address).content.decode()
    assert "chưa ai chịu: không giảm gì" in officer.get(reverse("dashboard:offer-list")).content.decode()

    edit = reverse("dashboard:offer-metadata", kwargs={"pk": made.pk})
    words = {"name": made.name, "description": "", "offer_type": "Site", "borne_by": "operator", "save": "1"}
    assert officer.post(edit, words).status_code == 302

    assert made.terms.borne_by == "operator"
    assert "chưa ai chịu" not in officer.get(address).content.decode()
    chosen = BeautifulSoup(officer.get(edit).content, "html.parser").select_one("[name=borne_by] [selected]")
    assert chosen["value"] == "operator"


def test_another_step_leaves_the_terms_as_they_are(officer, now, cast):
    made = open_offer(at=now, kind="Percentage", value=10)
    words = {"range": everything().pk, "type": "Percentage", "value": "15", "save": "1"}

    officer.post(reverse("dashboard:offer-benefit", kwargs={"pk": made.pk}), words)

    made.refresh_from_db()
    assert (made.benefit.value, made.terms.set_by) == (15, None)


def test_discounts_on_delivery_are_not_offered_and_the_form_says_why(officer):
    form = BenefitForm({"type": "Shipping percentage", "value": "100"})

    assert {key for key, _ in form.fields["type"].choices} == {
        "",
        "Percentage",
        "Absolute",
        "Fixed",
        "Multibuy",
        "Fixed price",
    }
    assert "type" in form.errors
    assert str(form.fields["type"].help_text).startswith("Không giảm phí giao")


@pytest.mark.parametrize(
    ("kind", "value", "is_fine"),
    [("Absolute", "1000.50", False), ("Absolute", "1000", True), ("Fixed", "0.5", False), ("Percentage", "12.5", True)],
)
def test_dong_are_whole(kind, value, is_fine):
    form = BenefitForm({"range": everything().pk, "type": kind, "value": value})

    assert form.is_valid() is is_fine
    if not is_fine:
        assert form.errors["value"] == ["Số tiền là số đồng nguyên."]


@pytest.mark.parametrize(("kind", "value", "is_fine"), [("Count", "1.5", False), ("Value", "500000", True)])
def test_pieces_and_sums_of_a_condition_are_whole(kind, value, is_fine):
    assert ConditionForm({"range": everything().pk, "type": kind, "value": value}).is_valid() is is_fine


def test_a_voucher_takes_only_offers_that_somebody_bears(now):
    borne = open_offer(at=now, kind="Absolute", value=20_000, offer_type="Voucher")
    open_offer(at=now, kind="Absolute", value=20_000, offer_type="Voucher", borne_by=None)

    assert list(VoucherForm().fields["offers"].queryset) == [borne]


@pytest.mark.parametrize(
    ("typed", "kept"), [("chao ban", "CHAOBAN"), ("ABCD-EFGH-1234", "ABCD-EFGH-1234"), ("AB1", None), ("CHÀOBẠN", None)]
)
def test_a_code_can_be_typed_and_not_guessed(now, typed, kept):
    offer = open_offer(at=now, kind="Absolute", value=20_000, offer_type="Voucher")
    period = {"start_datetime": "2026-11-24 00:00", "end_datetime": "2026-12-24 00:00"}

    form = VoucherForm({"name": "Phiếu", "code": typed, "usage": "Multi-use", "offers": [offer.pk], **period})

    assert form.is_valid() is (kept is not None)
    assert form.cleaned_data.get("code") == kept


def test_what_orders_stand_on_cannot_be_deleted_here(officer, cast, places, now):
    voucher, unused = open_voucher(at=now), open_voucher(code="CHUADUNG", at=now)
    basket = basket_with(on_sale(cast, at=now), at=now)
    basket.vouchers.add(voucher)
    buyer = Buyer("Hoa", "+84912345678", places.truong_xuan, "Thôn 10")
    place(basket_id=basket.pk, buyer=buyer, by=None, language="vi", expected_total_vnd=130_000, clock=lambda: now)
    offers = [row.offers.get() for row in (voucher, unused)]

    said = [
        officer.post(reverse("dashboard:voucher-delete", kwargs={"pk": row.pk}), follow=True)
        for row in (voucher, unused)
    ]
    # Oscar deletes no offer that has a voucher; without one, ours asks whether orders stand on it.
    voucher.offers.clear()
    said += [officer.post(reverse("dashboard:offer-delete", kwargs={"pk": row.pk}), follow=True) for row in offers]

    kept = ["phải giữ lại" in answer.content.decode() for answer in said]
    assert kept == [True, False, True, False]
    assert list(get_model("voucher", "Voucher").objects.all()) == [voucher]
    assert list(get_model("offer", "ConditionalOffer").objects.all()) == offers[:1]


def test_a_set_of_vouchers_goes_with_its_vouchers(officer, now):
    sets = get_model("voucher", "VoucherSet").objects
    period = {"start_datetime": now, "end_datetime": now + timedelta(days=9)}
    made = sets.create(name="Bộ", code_length=8, count=1, description="", **period)
    voucher = open_voucher(at=now)
    get_model("voucher", "Voucher").objects.filter(pk=voucher.pk).update(voucher_set=made)

    assert officer.post(reverse("dashboard:voucher-set-delete", kwargs={"pk": made.pk})).status_code == 302

    assert not sets.exists()
    assert not get_model("voucher", "Voucher").objects.exists()
