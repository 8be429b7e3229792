"""Every act that changes what a product is found by, or when it is certified, says so once and as of its instant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue_ext.certification import refusals
from catalogue_ext.certification.annex import SideFiles
from catalogue_ext.certification.operations import (
    classify_product,
    correct_certificate,
    correcting,
    entering,
    import_decision,
    mark_covered,
    record_grace,
    record_revocation,
    register_product,
    restate,
    set_listed,
    unmark_covered,
    verify_decision,
    withdraw_import,
)
from shop.primitives.period import add_months, local_day
from tests.catalogue_ext.certification.operations.reading import revoking
from tests.factories.certification import annex, entered, printed
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def certified(cast, product, now, heard):
    certificate = certify(product, cast, valid_from=now - timedelta(days=90), valid_to=now + timedelta(days=90))
    heard.changes()
    return certificate


def of(at, *products):
    return [("product.changed", sorted(product.pk for product in products), at)]


def test_a_product_that_is_registered_and_classified(cast, places, now, heard):
    facts = {"producer": cast.producers[0], "commune": places.uong_bi, "by": cast.officer, "at": now}
    with pytest.raises(refusals.OriginMissing):
        register_product(title=" ", **facts)
    assert heard.changes() == []

    product = register_product(title="Trà hoa vàng", criteria_set=12, **facts)
    assert heard.changes() == of(now, product)
    classify_product(product=product, criteria_set=12, by=cast.officer, at=now)
    assert heard.changes() == []
    classify_product(product=product, criteria_set=17, by=cast.officer, at=now)
    assert heard.changes() == of(now, product)


def test_a_product_that_is_hidden_and_shown(cast, product, now, heard):
    heard.changes()
    set_listed(product=product, is_listed=True, reason="", by=cast.officer, at=now)
    assert heard.changes() == []

    set_listed(product=product, is_listed=False, reason="nhầm", by=cast.officer, at=now)
    assert heard.changes() == of(now, product)


def test_a_decision_that_is_verified_is_one_announcement_of_all_it_certifies(cast, product, now, heard):
    second = make_product(producer=cast.producers[1], criteria_set=None)
    certificate = entered(product, by=cast.officer, at=now)
    entered(second, by=cast.officer, at=now, decision=certificate.decision, criteria_set=12)
    heard.changes()
    with pytest.raises(refusals.SamePerson):
        verify_decision(decision=certificate.decision, by=cast.officer, at=now)
    assert heard.changes() == []

    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    assert heard.changes() == of(now, product, second)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    assert heard.changes() == []


def test_a_name_is_certified_or_not_any_more_whether_or_not_a_period_changes(cast, product, now, heard, monkeypatch):
    for room in (entering, correcting):
        monkeypatch.setattr(room, "restate", lambda **_: 0)
    certificate = entered(product, by=cast.officer, at=now, product_name="Dầu lạc nguyên chất")
    heard.changes()

    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    assert heard.changes() == of(now, product)
    correct_certificate(certificate=certificate, printed=printed(product), reason="gõ nhầm", by=cast.officer, at=now)
    assert heard.changes() == of(now, product)


def test_a_correction(cast, product, certified, now, heard):
    with pytest.raises(refusals.ReasonMissing):
        correct_certificate(certificate=certified, printed=printed(product), reason=" ", by=cast.officer, at=now)
    assert heard.changes() == []

    correct_certificate(certificate=certified, printed=printed(product), reason="gõ nhầm", by=cast.officer, at=now)
    assert heard.changes() == of(now, product)


def test_a_correction_of_the_product_is_one_of_both(cast, product, certified, now, heard):
    right = make_product(producer=cast.producers[0])
    heard.changes()
    done = correct_certificate(
        certificate=certified, printed=printed(right), reason="nhầm", by=cast.officer, at=now, product=right
    )
    assert heard.changes() == of(now, product)

    verify_decision(decision=done.certificate.decision, by=cast.other_officer, at=now)
    assert heard.changes() == of(now, right)


def test_an_import_and_its_undo_are_one_announcement_each(cast, places, now, heard):
    rows = annex({"product": "Mắc ca sấy"}, {"product": "Mắc ca rang muối"}, {"product": "Dầu mắc ca"})
    import_decision(content=rows, side=SideFiles(), by=cast.officer, at=now, is_dry_run=True)
    assert heard.changes() == []

    plan, _ = import_decision(content=rows, side=SideFiles(), by=cast.officer, at=now)
    products = [row.product.known for row in plan.rows]
    assert len(products) == 3
    assert heard.changes() == of(now, *products)
    import_decision(content=rows, side=SideFiles(), by=cast.officer, at=now)
    assert heard.changes() == []

    withdraw_import(decision=plan.rows[0].decision.known, reason="nhầm tệp", by=cast.officer, at=now)
    assert heard.changes() == of(now, *products)


def test_a_revocation(cast, product, certified, now, heard):
    act = {"printed": revoking(), "effective_at": now, "by": cast.officer, "at": now}
    with pytest.raises(refusals.ReasonMissing):
        record_revocation(products=[product], reason="?", **act)
    assert heard.changes() == []

    record_revocation(products=[product], reason="c", **act)
    assert heard.changes() == of(now, product)


def test_a_grace(cast, product, now, heard):
    ends = now + timedelta(days=30)
    certificate = certify(product, cast, valid_from=now - timedelta(days=900), valid_to=ends)
    heard.changes()

    record_grace(
        certificate=certificate, last_day=add_months(local_day(ends), 1), reason="chờ kết quả", by=cast.officer, at=now
    )
    assert heard.changes() == of(now, product)


def test_a_pack_size_that_is_covered(cast, product, certified, now, heard):
    product.structure = "parent"
    product.save()
    pack = type(product).objects.create(structure="child", parent=product, pack_size="chai 500 ml")
    heard.changes()

    for _ in range(2):
        mark_covered(child=pack, certificate=certified, by=cast.officer, at=now)
    assert heard.changes() == of(now, pack)
    for _ in range(2):
        unmark_covered(child=pack, certificate=certified, by=cast.officer, at=now)
    assert heard.changes() == of(now, pack)


def test_standings_that_stay_the_same_are_not_announced(product, certified, now, heard):
    assert restate(product_ids=[product.pk], at=now) == 0
    assert heard.changes() == []

    product.standings.all().delete()
    assert restate(product_ids=[product.pk], at=now) == 1
    assert heard.changes() == of(now, product)
