"""Entering and verifying: result, trace, and what did not change."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue_ext.certification import refusals
from catalogue_ext.certification.law import NoLawForDay
from catalogue_ext.certification.models import Certificate
from catalogue_ext.certification.operations import (
    change_unverified_certificate,
    enter_certificate,
    enter_decision,
    verify_decision,
)
from shop.primitives.period import day_after, day_start
from tests.catalogue_ext.certification.operations.reading import actions, stood
from tests.factories.certification import entered, printed
from tests.factories.situations import make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_what_is_entered_does_not_count(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now, stars=4)

    assert certificate.valid_from == day_start(date(2026, 8, 5))
    assert certificate.valid_to == day_after(date(2029, 8, 5))
    assert stood(product) == []
    assert actions() == ["decision.entered", "certificate.entered"]


def test_the_printed_end_wins_over_the_months_of_the_law(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now, valid_from=date(2026, 9, 1), last_day=date(2027, 1, 31))

    assert certificate.valid_from == day_start(date(2026, 9, 1))
    assert certificate.valid_to == day_after(date(2027, 1, 31))


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"stars": 2}, refusals.StarsNotCertified),
        ({"stars": 1}, refusals.StarsNotCertified),
        ({"stars": 5}, refusals.WrongAuthority),
        ({"stars": 3, "level": "DISTRICT_LEGACY"}, refusals.WrongAuthority),
        ({"stars": 3, "level": "MINISTRY"}, refusals.WrongAuthority),
        ({"stars": 4, "level": "DISTRICT_LEGACY", "decided_on": date(2025, 6, 16)}, refusals.WrongAuthority),
        ({"number": "DEMO-1"}, refusals.WrongDemoNumber),
        ({"evidence_level": "DEMO"}, refusals.WrongDemoNumber),
        ({"number": " "}, refusals.NoNumber),
        ({"decided_on": None}, refusals.NoNumber),
        ({"last_day": date(2026, 8, 4)}, refusals.WrongPeriod),
        ({"valid_from": date(2026, 8, 4)}, refusals.WrongPeriod),
        ({"decided_on": date(2017, 1, 1)}, NoLawForDay),
    ],
)
def test_what_cannot_be_entered(cast, product, now, fields, refusal):
    with pytest.raises(refusal):
        entered(product, by=cast.officer, at=now, **fields)

    assert Certificate.objects.count() == 0


@pytest.mark.parametrize(
    ("stars", "level", "decided_on"),
    [
        (3, "DISTRICT_LEGACY", date(2025, 6, 30)),
        (3, "PROVINCE", date(2025, 6, 30)),
        (4, "PROVINCE", date(2025, 6, 19)),
        (5, "MINISTRY", date(2026, 9, 1)),
    ],
)
def test_who_may_certify(cast, product, now, stars, level, decided_on):
    certificate = entered(product, by=cast.officer, at=now, stars=stars, level=level, decided_on=decided_on)

    assert certificate.stars == stars


@pytest.mark.parametrize("role", ["shopper", "producer", "centre", "support", "administrator"])
def test_only_officers_enter(cast, product, now, role):
    with pytest.raises(refusals.NotAnOfficer):
        entered(product, by=getattr(cast, role), at=now)


def test_illustrations_need_demo_mode(cast, product, now, settings):
    settings.DEMO = False

    with pytest.raises(refusals.DemoNotAllowed):
        entered(product, by=cast.officer, at=now, number="DEMO-1", evidence_level="DEMO")


def test_a_decision_stands_once(cast, now):
    facts = {
        "number": "1/QĐ-UBND",
        "decided_on": date(2026, 8, 5),
        "authority": "UBND tỉnh Lâm Đồng",
        "level": "PROVINCE",
        "evidence_level": "A",
    }
    enter_decision(**facts, by=cast.officer, at=now)

    with pytest.raises(refusals.DecisionKnown):
        enter_decision(**facts, by=cast.officer, at=now)
    # The number alone is not unique.
    other = enter_decision(**{**facts, "authority": "UBND tỉnh Đắk Nông"}, by=cast.officer, at=now)
    assert other.number == "1/QĐ-UBND"


def test_a_product_stands_once_in_a_decision(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)

    with pytest.raises(refusals.AlreadyEntered):
        enter_certificate(
            decision=certificate.decision, product=product, printed=printed(product), by=cast.officer, at=now
        )


def test_a_second_officer_makes_it_count(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now, stars=4)

    done = verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)

    assert done.certificates == [certificate]
    assert stood(product) == [(4, day_start(date(2026, 8, 5)), day_after(date(2029, 8, 5)))]
    assert actions()[2:] == ["decision.verified", "certificate.verified"]


def test_whoever_entered_it_does_not_verify_it(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)

    with pytest.raises(refusals.SamePerson):
        verify_decision(decision=certificate.decision, by=cast.officer, at=now)

    assert stood(product) == []


def test_whoever_changed_a_row_does_not_verify_it_either(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)
    change_unverified_certificate(
        certificate=certificate, printed=printed(product, stars=4), by=cast.other_officer, at=now
    )

    with pytest.raises(refusals.SamePerson):
        verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)


@pytest.mark.parametrize("evidence_level", ["B1", "B2", "C"])
def test_weak_evidence_is_never_verified(cast, product, now, evidence_level):
    certificate = entered(product, by=cast.officer, at=now, evidence_level=evidence_level)

    with pytest.raises(refusals.EvidenceTooWeak):
        verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)


def test_an_illustration_is_not_verified_outside_demo_mode(cast, product, now, settings):
    certificate = entered(product, by=cast.officer, at=now, number="DEMO-1", evidence_level="DEMO")
    settings.DEMO = False

    with pytest.raises(refusals.DemoNotAllowed):
        verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)


def test_a_row_added_later_waits_for_its_own_verification(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    second = make_product(producer=cast.producers[1])
    entered(second, by=cast.officer, at=now, decision=certificate.decision)

    assert stood(second) == []
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    assert len(stood(second)) == 1
    assert verify_decision(decision=certificate.decision, by=cast.other_officer, at=now).certificates == []


def test_a_verified_row_is_not_edited(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)

    with pytest.raises(refusals.VerifiedAlready):
        change_unverified_certificate(
            certificate=certificate, printed=printed(product, stars=4), by=cast.officer, at=now
        )


def test_verifying_gives_the_product_the_criteria_set_of_the_decision(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now, criteria_set=14)
    product.refresh_from_db()
    assert product.criteria_set == 7

    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)

    product.refresh_from_db()
    assert product.criteria_set == 14
    assert list(product.categories.values_list("code", flat=True)) == ["bo-14"]
