"""What pages are told: standing, panel, check page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from catalogue_ext.certification import refusals
from catalogue_ext.certification.models import Decision
from catalogue_ext.certification.operations import (
    RevokingDecision,
    correct_certificate,
    mark_covered,
    record_grace,
    record_revocation,
    verify_decision,
)
from catalogue_ext.certification.queries import (
    certificate_panel,
    check_page,
    find_decision,
    standing_at,
    standings_of,
    waiting_for_verification,
)
from catalogue_ext.certification.rules import State
from shop.primitives.period import day_after, day_start
from tests.factories.certification import entered, printed
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

TICK = timedelta(microseconds=1)


@pytest.fixture
def product(cast):
    return make_product(producer=cast.producers[0], title="Dầu lạc Hải Yến")


def revoke(product, cast, *, at, number="77/QĐ-UBND"):
    act = RevokingDecision(number, at.date(), "UBND thành phố Quảng Ninh", "PROVINCE", source_url="https://a.test/77")
    return record_revocation(products=[product], printed=act, reason="d", effective_at=at, by=cast.officer, at=at)


def test_the_standing_carries_what_an_order_copies(cast, product, now, django_assert_num_queries):
    certify(
        product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90), stars=4, number="858/QĐ"
    )

    with django_assert_num_queries(1):
        standing = standing_at(product_id=product.pk, at=now)
        facts = (
            standing.stars,
            standing.certificate.decision.number,
            standing.certificate.commune.code,
            standing.certificate.commune.province.name,
        )

    assert facts == (4, "858/QĐ", "06811", "Thành phố Quảng Ninh")


@pytest.mark.parametrize(
    ("situation", "reason"), [("never", "never"), ("not_yet", "not_yet"), ("lapsed", "lapsed"), ("revoked", "revoked")]
)
def test_why_a_product_is_not_certified(cast, product, now, situation, reason):
    if situation == "not_yet":
        certify(product, cast, valid_from=now + TICK, valid_to=now + timedelta(days=90))
    if situation == "lapsed":
        certify(product, cast, valid_from=now - timedelta(days=90), valid_to=now)
    if situation == "revoked":
        certify(product, cast, valid_from=now - timedelta(days=90), valid_to=now + timedelta(days=90))
        revoke(product, cast, at=now)

    with pytest.raises(refusals.NotCertified) as refused:
        standing_at(product_id=product.pk, at=now)

    assert refused.value.reason == reason


def test_standings_of_a_list_are_one_query(cast, now, django_assert_num_queries):
    certified = make_product(producer=cast.producers[0])
    bare = make_product(producer=cast.producers[0])
    certify(certified, cast, valid_from=now, valid_to=now + timedelta(days=90))

    with django_assert_num_queries(1):
        found = standings_of(product_ids=[certified.pk, bare.pk], at=now)

    assert list(found) == [certified.pk]


def test_illustrations_stand_only_in_demo_mode(cast, product, now, settings):
    certify(
        product,
        cast,
        valid_from=now,
        valid_to=now + timedelta(days=90),
        number="DEMO-1",
        evidence_level="DEMO",
    )
    assert certificate_panel(product=product, at=now).entry.is_demo
    settings.DEMO = False

    assert standings_of(product_ids=[product.pk], at=now) == {}
    assert certificate_panel(product=product, at=now) is None
    assert check_page(code=product.check_code, at=now).state == "never"


# ---------------------------------------------------------------- panel


def test_the_panel_says_what_is_printed(cast, product, places, now, django_assert_num_queries):
    certificate = entered(
        product,
        by=cast.officer,
        at=now,
        number="858/QĐ-UBND",
        decided_on=date(2025, 6, 19),
        authority="UBND tỉnh Đắk Nông",
        stars=4,
        product_name="Mắc ca Lê Anh Tuy Đức",
        producer_name="HTX Long Việt",
        address="Bon Đắk Huýt, xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông",
        commune=places.quang_truc,
        printed_commune=places.old_quang_truc,
    )
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)

    with django_assert_num_queries(1):
        panel = certificate_panel(product=product, at=now)
        assert panel.entry.commune.province.name == "Tỉnh Lâm Đồng"
        assert panel.entry.printed_commune.province.name == "Tỉnh Đắk Nông"

    entry = panel.entry
    assert (panel.state, panel.is_certified, panel.stars) == (State.IN_FORCE, True, 4)
    assert (entry.decision_number, entry.decided_on, entry.authority) == (
        "858/QĐ-UBND",
        date(2025, 6, 19),
        "UBND tỉnh Đắk Nông",
    )
    assert (entry.product_name, entry.producer_name) == ("Mắc ca Lê Anh Tuy Đức", "HTX Long Việt")
    assert panel.last_day == entry.last_day == date(2028, 6, 19)
    # From 24/11/2026 to 19/06/2028.
    assert panel.days_left == 573
    assert round(panel.elapsed_share, 3) == 0.477
    assert [e.certificate for e in panel.history] == [certificate]


def test_the_panel_of_a_grace(cast, product, now, django_assert_num_queries):
    certificate = certify(product, cast, valid_from=now - timedelta(days=900), valid_to=day_after(date(2026, 11, 30)))
    record_grace(certificate=certificate, last_day=date(2027, 1, 10), reason="chờ kết quả", by=cast.officer, at=now)

    with django_assert_num_queries(1):
        before = certificate_panel(product=product, at=now)
    during = certificate_panel(product=product, at=day_start(date(2026, 12, 1)))
    after = certificate_panel(product=product, at=day_start(date(2027, 1, 11)))

    assert [panel.state for panel in (before, during, after)] == [State.ENDING, State.GRACE, State.LAPSED]
    assert (during.last_day, during.days_left, during.entry.last_day) == (date(2027, 1, 10), 40, date(2026, 11, 30))
    assert during.entry.grace_reason == "chờ kết quả"
    assert (after.days_left, after.is_certified) == (0, False)


def test_the_panel_of_a_revoked_product_names_the_revoking_decision(cast, product, now, django_assert_num_queries):
    certify(product, cast, valid_from=now - timedelta(days=90), valid_to=now + timedelta(days=90))
    revoke(product, cast, at=now)

    with django_assert_num_queries(2):
        panel = certificate_panel(product=product, at=now)

    assert panel.state is State.REVOKED
    note = panel.entry.revocation
    assert (note.number, note.reason, note.counts_from, note.url) == ("77/QĐ-UBND", "d", now, "https://a.test/77")
    assert panel.ends_at == now


def test_a_renewal_that_falls_in_stars_shows_its_own_and_keeps_the_old_in_the_history(cast, product, now):
    old = certify(product, cast, valid_from=now - timedelta(days=900), valid_to=now + timedelta(days=30), stars=4)
    new = certify(product, cast, valid_from=now - timedelta(days=1), valid_to=now + timedelta(days=1000), stars=3)

    panel = certificate_panel(product=product, at=now)

    assert (panel.stars, panel.entry.certificate) == (3, new)
    assert [(e.certificate, e.is_superseded) for e in panel.history] == [(new, False), (old, True)]


def test_a_withdrawn_entry_is_not_shown(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now, stars=4)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    done = correct_certificate(
        certificate=certificate, printed=printed(product, stars=3), reason="nhầm", by=cast.officer, at=now
    )

    assert certificate_panel(product=product, at=now) is None
    assert list(waiting_for_verification()) == [done.certificate]
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    assert [e.stars for e in certificate_panel(product=product, at=now).history] == [3]


def test_nothing_verified_is_no_panel(cast, product, now):
    entered(product, by=cast.officer, at=now)

    assert certificate_panel(product=product, at=now) is None


def test_a_pack_size_shows_what_covers_it(cast, product, now, django_assert_num_queries):
    certificate = certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=900))
    product.structure = "parent"
    product.save()
    child = type(product).objects.create(structure="child", parent=product, pack_size="chai 1 l")
    assert certificate_panel(product=child, at=now) is None
    with pytest.raises(refusals.NotCertified):
        standing_at(product_id=child.pk, at=now)

    mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)

    assert certificate_panel(product=child, at=now).entry.certificate == certificate
    assert standing_at(product_id=child.pk, at=now).certificate == certificate


# ---------------------------------------------------------------- check page


def test_the_check_page_answers_a_code_as_people_type_it(cast, product, now, django_assert_num_queries):
    certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=900))
    code = product.check_code

    with django_assert_num_queries(2):
        result = check_page(code=f" {code[:5].lower()}-{code[5:]} ", at=now)

    assert (result.state, result.is_known, result.product) == ("in-force", True, product)


def test_a_code_nobody_has(db, now):
    result = check_page(code="ZZZZZZZZZZ", at=now)

    assert (result.state, result.is_known, result.product) == ("unknown", False, None)


def test_a_product_not_in_force_yet(cast, product, now):
    certify(product, cast, valid_from=now + timedelta(days=1), valid_to=now + timedelta(days=900))

    result = check_page(code=product.check_code, at=now)

    assert (result.state, result.panel.is_certified) == ("not-yet", False)


# ---------------------------------------------------------------- decisions


def test_finding_a_decision(cast, product, now):
    first = entered(product, by=cast.officer, at=now, number="1/QĐ", authority="UBND tỉnh A").decision
    second = entered(product, by=cast.officer, at=now, number="1/QĐ", authority="UBND tỉnh B").decision

    with pytest.raises(refusals.AmbiguousDecision):
        find_decision(number="1/QĐ")
    with pytest.raises(refusals.UnknownDecision):
        find_decision(number="2/QĐ")
    with pytest.raises(refusals.NoNumber):
        find_decision(number=" ")
    assert find_decision(number="1/QĐ", authority="UBND tỉnh A") == first
    assert find_decision(number=" 1/QĐ ", authority="UBND tỉnh B", decided_on=date(2026, 8, 5)) == second
    assert Decision.objects.count() == 2
