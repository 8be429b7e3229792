"""Entering, verifying, correcting, revoking: result, trace, and what did not change."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from catalogue_ext.certification import refusals
from catalogue_ext.certification.law import NoLawForDay
from catalogue_ext.certification.models import Certificate, Coverage, Decision, Standing
from catalogue_ext.certification.operations import (
    AffectedInterval,
    RevokingDecision,
    change_unverified_certificate,
    classify_product,
    correct_certificate,
    enter_certificate,
    enter_decision,
    mark_covered,
    open_categories,
    record_grace,
    record_revocation,
    register_product,
    restate,
    unmark_covered,
    verify_decision,
    withdraw_import,
)
from shop.audit.models import Entry
from shop.primitives.period import day_after, day_start
from tests.factories.certification import entered, printed
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def product(cast):
    return make_product(producer=cast.producers[0], title="Dầu lạc Hải Yến")


def actions() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def stood(product) -> list[tuple[int, datetime, datetime]]:
    rows = Standing.objects.filter(product=product).order_by("valid_from")
    return list(rows.values_list("stars", "valid_from", "valid_to"))


def revoking(**fields) -> RevokingDecision:
    facts = {
        "number": "77/QĐ-UBND",
        "decided_on": date(2026, 11, 20),
        "authority": "UBND tỉnh Lâm Đồng",
        "level": "PROVINCE",
    }
    return RevokingDecision(**{**facts, **fields})


# ---------------------------------------------------------------- entering


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


# ---------------------------------------------------------------- verifying


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


# ---------------------------------------------------------------- correcting and undoing


def test_a_correction_waits_and_keeps_the_trace(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now, stars=4)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    later = now + timedelta(days=3)

    done = correct_certificate(
        certificate=certificate, printed=printed(product, stars=3), reason="gõ nhầm hạng", by=cast.officer, at=later
    )

    assert done.affected == [AffectedInterval(product.pk, now, later)]
    assert Standing.objects.at(later).filter(product=product).count() == 0
    certificate.refresh_from_db()
    assert (certificate.withdrawn_at, certificate.withdrawn_reason) == (later, "gõ nhầm hạng")
    assert (certificate.stars, done.certificate.stars) == (4, 3)
    assert done.certificate.corrects == certificate
    with pytest.raises(refusals.SamePerson):
        verify_decision(decision=certificate.decision, by=cast.officer, at=later)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=later)
    assert Standing.objects.at(later).get(product=product).stars == 3
    with pytest.raises(refusals.Withdrawn):
        correct_certificate(
            certificate=certificate, printed=printed(product), reason="again", by=cast.officer, at=later
        )


def test_a_correction_needs_a_reason(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)

    with pytest.raises(refusals.ReasonMissing):
        correct_certificate(certificate=certificate, printed=printed(product), reason=" ", by=cast.officer, at=now)

    certificate.refresh_from_db()
    assert certificate.withdrawn_at is None


def test_undoing_an_import_hides_what_has_nothing_else(cast, product, now):
    second = make_product(producer=cast.producers[1])
    certify(second, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))
    certificate = entered(product, by=cast.officer, at=now)
    entered(second, by=cast.officer, at=now, decision=certificate.decision)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    later = now + timedelta(hours=1)

    affected = withdraw_import(decision=certificate.decision, reason="nhầm tệp", by=cast.officer, at=later)

    assert affected == [AffectedInterval(product.pk, now, later)]
    product.refresh_from_db()
    second.refresh_from_db()
    assert (product.is_public, second.is_public) == (False, True)
    assert Standing.objects.at(later).filter(product=product).count() == 0
    assert Standing.objects.at(later).filter(product=second).count() == 1
    # What was sold meanwhile was certified, as known then.
    assert Standing.objects.at(now).filter(product=product).count() == 1
    assert Certificate.objects.filter(decision=certificate.decision).count() == 2
    with pytest.raises(refusals.NothingToWithdraw):
        withdraw_import(decision=certificate.decision, reason="again", by=cast.officer, at=later)


def test_what_was_sold_keeps_its_page_when_an_import_is_undone(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)

    withdraw_import(decision=certificate.decision, reason="nhầm", by=cast.officer, at=now, keep_listed=[product.pk])

    product.refresh_from_db()
    assert product.is_public


def test_entering_again_after_an_undo_lists_the_product_again(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)
    withdraw_import(decision=certificate.decision, reason="nhầm", by=cast.officer, at=now)
    product.refresh_from_db()

    entered(product, by=cast.officer, at=now, decision=certificate.decision)

    product.refresh_from_db()
    assert product.is_public
    assert actions()[-1] == "product.listed"


# ---------------------------------------------------------------- revoking and grace


def test_a_revocation_stops_the_sale_at_once(cast, product, now):
    certify(product, cast, valid_from=now - timedelta(days=200), valid_to=now + timedelta(days=800))

    done = record_revocation(
        products=[product],
        printed=revoking(),
        reason="c",
        effective_at=day_start(date(2026, 11, 20)),
        by=cast.officer,
        at=now,
    )

    assert Standing.objects.at(now - timedelta(microseconds=1)).filter(product=product).count() == 1
    assert Standing.objects.at(now).filter(product=product).count() == 0
    assert done.affected == [AffectedInterval(product.pk, day_start(date(2026, 11, 20)), now)]
    assert done.decision.kind == "REVOKE"
    assert actions() == ["decision.entered", "certificate.revoked"]


def test_an_announced_revocation_stops_the_sale_later(cast, product, now):
    certify(product, cast, valid_from=now - timedelta(days=200), valid_to=now + timedelta(days=800))
    effective = now + timedelta(days=10)

    done = record_revocation(
        products=[product], printed=revoking(), reason="đ", effective_at=effective, by=cast.officer, at=now
    )

    assert done.affected == []
    assert Standing.objects.at(effective - timedelta(microseconds=1)).filter(product=product).count() == 1
    assert Standing.objects.at(effective).filter(product=product).count() == 0


@pytest.mark.parametrize(
    ("stars", "level", "refused"),
    [
        (3, "PROVINCE", False),
        (4, "PROVINCE", False),
        (5, "PROVINCE", True),
        (5, "MINISTRY", False),
        (3, "MINISTRY", True),
    ],
)
def test_who_may_revoke(cast, product, now, stars, level, refused):
    certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90), stars=stars)
    act = {"products": [product], "reason": "a", "effective_at": now, "by": cast.officer, "at": now}

    if refused:
        with pytest.raises(refusals.WrongAuthority):
            record_revocation(printed=revoking(level=level), **act)
        assert Decision.objects.filter(kind="REVOKE").count() == 0
        assert Standing.objects.at(now).filter(product=product).count() == 1
    else:
        record_revocation(printed=revoking(level=level), **act)
        assert Standing.objects.at(now).filter(product=product).count() == 0


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "f"}, refusals.ReasonMissing),
        ({"reason": ""}, refusals.ReasonMissing),
        ({"printed": revoking(evidence_level="B1")}, refusals.EvidenceTooWeak),
    ],
)
def test_what_is_no_revocation(cast, product, now, changes, refusal):
    certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))
    act = {
        "products": [product],
        "printed": revoking(),
        "reason": "a",
        "effective_at": now,
        "by": cast.officer,
        "at": now,
    }

    with pytest.raises(refusal):
        record_revocation(**{**act, **changes})

    assert Standing.objects.at(now).filter(product=product).count() == 1


def test_what_is_not_in_force_is_not_revoked(cast, product, now):
    with pytest.raises(refusals.NothingInForce):
        record_revocation(products=[product], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now)


def test_one_decision_revokes_several_products_or_none(cast, product, now):
    bare = make_product(producer=cast.producers[1])
    certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))

    with pytest.raises(refusals.NothingInForce):
        record_revocation(
            products=[product, bare], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now
        )

    assert Standing.objects.at(now).filter(product=product).count() == 1


def test_grace_lengthens_within_the_law(cast, product, now):
    certificate = certify(product, cast, valid_from=now - timedelta(days=900), valid_to=day_after(date(2026, 11, 30)))

    record_grace(certificate=certificate, last_day=date(2027, 3, 1), reason="đang chờ", by=cast.officer, at=now)

    rows = Standing.objects.filter(product=product).order_by("valid_from").values_list("valid_to", "is_grace")
    assert list(rows) == [(day_after(date(2026, 11, 30)), False), (day_after(date(2027, 3, 1)), True)]


@pytest.mark.parametrize(
    ("last_day", "why"),
    [
        (date(2026, 11, 30), "days"),
        # 180 days after 30/11/2026 is 29/05/2027.
        (date(2027, 5, 30), "days"),
    ],
)
def test_grace_beyond_the_law(cast, product, now, last_day, why):
    certificate = certify(product, cast, valid_from=now - timedelta(days=900), valid_to=day_after(date(2026, 11, 30)))

    with pytest.raises(refusals.GraceNotPossible) as refused:
        record_grace(certificate=certificate, last_day=last_day, reason="x", by=cast.officer, at=now)
    assert refused.value.facts["why"] == why

    record_grace(certificate=certificate, last_day=date(2027, 5, 29), reason="x", by=cast.officer, at=now)
    with pytest.raises(refusals.GraceNotPossible):
        record_grace(certificate=certificate, last_day=date(2027, 5, 29), reason="x", by=cast.officer, at=now)


def test_no_grace_for_what_was_revoked(cast, product, now):
    certificate = certify(product, cast, valid_from=now - timedelta(days=9), valid_to=day_after(date(2026, 11, 30)))
    record_revocation(products=[product], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now)

    with pytest.raises(refusals.GraceNotPossible) as refused:
        record_grace(certificate=certificate, last_day=date(2027, 1, 1), reason="x", by=cast.officer, at=now)
    assert refused.value.facts["why"] == "revoked"


# ---------------------------------------------------------------- pack sizes and standing rows


@pytest.fixture
def pack(product):
    product.structure = "parent"
    product.save()
    return type(product).objects.create(structure="child", parent=product, pack_size="chai 500 ml")


def test_a_pack_size_stands_only_when_marked(cast, product, pack, now):
    certificate = certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))
    assert stood(pack) == []

    mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    assert stood(pack) == stood(product)

    record_revocation(products=[product], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now)
    assert Standing.objects.at(now).count() == 0
    unmark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    assert stood(pack) == []
    assert Coverage.objects.count() == 0


def test_only_a_pack_size_of_the_product_can_be_marked(cast, product, pack, now):
    other = make_product(producer=cast.producers[1])
    certificate = certify(other, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))

    with pytest.raises(refusals.NotAPackSize):
        mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    with pytest.raises(refusals.NotAPackSize):
        mark_covered(child=other, certificate=certificate, by=cast.officer, at=now)


def test_standing_rows_that_stay_the_same_are_not_touched(cast, product, now):
    certify(product, cast, valid_from=now - timedelta(days=90), valid_to=now + timedelta(days=90))
    first = Standing.objects.get(product=product)
    certify(
        product,
        cast,
        valid_from=now + timedelta(days=30),
        valid_to=now + timedelta(days=300),
        stars=5,
        level="MINISTRY",
    )

    kept = Standing.objects.get(pk=first.pk)

    assert (kept.valid_from, kept.valid_to) == (first.valid_from, now + timedelta(days=30))
    assert Standing.objects.filter(product=product).count() == 2
    assert restate(product_ids=[product.pk]) == 0


# ---------------------------------------------------------------- products


def test_categories_are_six_groups_and_26_sets(db, django_assert_max_num_queries):
    assert open_categories() == 32
    assert open_categories() == 0


def test_a_registered_product_stands_in_the_category_of_its_set(cast, places, now):
    product = register_product(
        title="Trà hoa vàng",
        producer=cast.producers[0],
        commune=places.uong_bi,
        criteria_set=12,
        by=cast.officer,
        at=now,
    )

    (category,) = product.categories.all()
    assert (category.code, type(category).objects.get_parent(category).slug) == ("bo-12", "thuc-pham")
    assert product.product_class.name == "Đặc sản OCOP"
    assert len(product.check_code) == 10
    classify_product(product=product, criteria_set=17, by=cast.officer, at=now)
    assert [category.code for category in product.categories.all()] == ["bo-17"]


def test_a_product_has_a_name_and_an_origin(cast, places, now):
    with pytest.raises(refusals.OriginMissing):
        register_product(title=" ", producer=cast.producers[0], commune=places.uong_bi, by=cast.officer, at=now)
