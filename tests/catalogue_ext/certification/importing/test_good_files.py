"""A good file: what it enters, once, all or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalogue_ext.certification.annex import read_side_files
from catalogue_ext.certification.models import Certificate, Decision, Standing
from catalogue_ext.certification.operations import (
    correct_certificate,
    verify_decision,
    withdraw_import,
)
from shop.forks.catalogue.models import Product
from shop.primitives.period import day_after, day_start
from tests.catalogue_ext.certification.importing.reading import counts, errors, results
from tests.factories.certification import annex, printed, side_file

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

DATA = Path(__file__).resolve().parents[4] / "catalogue_ext" / "certification" / "data"


def test_a_row_becomes_a_decision_a_producer_a_product_and_a_certificate(enter, places):
    plan, applied = enter(
        annex({"criteria_set": "7", "kind": "RENEWAL", "score": "71,5", "official_code": "68-24736-1-2026"})
    )

    assert (results(plan), applied) == (["new"], True)
    certificate = Certificate.objects.select_related("decision", "product__producer").get()
    assert certificate.decision.number == "3981/QĐ-UBND"
    assert certificate.decision.decided_on == date(2026, 8, 5)
    assert (certificate.valid_from, certificate.valid_to) == (day_start(date(2026, 8, 5)), day_after(date(2029, 8, 5)))
    assert (certificate.kind, str(certificate.score), certificate.official_code) == (
        "RENEWAL",
        "71.50",
        "68-24736-1-2026",
    )
    assert (certificate.commune, certificate.printed_commune) == (places.quang_truc, None)
    assert certificate.product.criteria_set == 7
    assert (certificate.product.producer.name, certificate.product.producer.kind) == (
        "HTX Mắc ca Quảng Trực",
        "COOPERATIVE",
    )
    assert Standing.objects.count() == 0


def test_a_second_run_writes_nothing(enter):
    content = annex({"product": "Hạt mắc ca rang"}, {"product": "Mắc ca sấy"})
    enter(content)
    before = counts()

    plan, applied = enter(content)

    assert (results(plan), applied) == (["unchanged", "unchanged"], True)
    assert counts() == before
    assert not plan.has_changes


def test_a_dry_run_writes_nothing(enter):
    before = counts()

    plan, applied = enter(annex({}), is_dry_run=True)

    assert (results(plan), applied) == (["new"], False)
    assert counts() == before


def test_one_wrong_row_keeps_all_out(enter):
    before = counts()

    plan, applied = enter(annex({}, {"product": "Mắc ca sấy", "star": "2"}))

    assert (results(plan), applied) == (["new", "error"], False)
    assert counts() == before


def test_a_changed_row_is_updated_while_nobody_has_verified_it(enter, cast):
    enter(annex({}))

    plan, applied = enter(annex({"star": "4", "valid_to": "2029-01-31"}), by=cast.other_officer)

    assert (results(plan), applied) == (["updated"], True)
    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.last_day) == (4, date(2029, 1, 31))
    assert certificate.entered_by == cast.other_officer


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"star": "4"}, "star"),
        ({"valid_to": "2029-01-31"}, "valid_to"),
        ({"address_as_printed": "Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng"}, "address_as_printed"),
        ({"criteria_set": "7"}, "criteria_set"),
        ({"issuing_level": "DISTRICT_LEGACY"}, "issuing_level"),
        ({"evidence_level": "B1"}, "evidence_level"),
    ],
)
def test_a_row_changed_after_verification_is_an_error(enter, cast, now, change, column):
    enter(annex({}))
    verify_decision(decision=Decision.objects.get(), by=cast.other_officer, at=now)

    plan, applied = enter(annex(change))

    assert not applied
    assert errors(plan) == [(2, column, "changed_after_verification")]


def test_a_corrected_row_is_not_overwritten_by_its_old_file(enter, cast, now):
    content = annex({})
    enter(content)
    certificate = Certificate.objects.get()
    new = printed(certificate.product, producer_name=certificate.producer_name, stars=4)
    correct_certificate(certificate=certificate, printed=new, reason="gõ nhầm", by=cast.officer, at=now)

    plan, applied = enter(content)

    assert (errors(plan)[0][2], applied) == ("changed_after_verification", False)


def test_after_an_undo_the_file_can_be_imported_again(enter, cast, now):
    content = annex({})
    enter(content)
    withdraw_import(decision=Decision.objects.get(), reason="nhầm", by=cast.officer, at=now)

    plan, _ = enter(content)

    assert results(plan) == ["new"]
    assert Product.objects.get(title="Hạt mắc ca rang").is_public
    assert Certificate.objects.count() == 2


def test_an_empty_end_is_36_months_after_the_decision(enter):
    enter(annex({"decision_date": "2025-06-19", "valid_from": "", "valid_to": ""}))

    certificate = Certificate.objects.get()

    assert certificate.valid_from == day_start(date(2025, 6, 19))
    assert certificate.last_day == date(2028, 6, 19)


def test_press_reports_are_entered_without_number_and_never_sell(enter):
    row = {"decision_number": "", "decision_date": "", "evidence_level": "B1", "valid_from": "", "valid_to": ""}
    plan, applied = enter(annex(row))

    again, _ = enter(annex(row))

    assert (results(plan), applied, results(again)) == (["new"], True, ["unchanged"])
    certificate = Certificate.objects.get()
    assert (certificate.valid_from, certificate.valid_to) == (None, None)


def test_a_signed_decision_raises_the_evidence_of_a_report_that_named_it(enter):
    enter(annex({"evidence_level": "B1"}))

    _, applied = enter(annex({}))

    assert applied
    assert Decision.objects.get().evidence_level == "A"


def test_verified_and_in_force_is_told_as_sellable(enter, cast, now):
    enter(annex({}))
    verify_decision(decision=Decision.objects.get(), by=cast.other_officer, at=now)

    plan, _ = enter(annex({}))

    assert [row.is_sellable for row in plan.rows] == [True]


def test_source_and_sha256_are_kept(enter):
    sha = "ab" * 32
    enter(annex({"source_url": "https://example.test/qd.pdf", "sha256": sha}))

    decision = Decision.objects.get()

    assert (decision.source_url, decision.sha256) == ("https://example.test/qd.pdf", sha)


def test_sources_and_our_classification_come_from_files_beside_the_annex(enter):
    header = ("document_number", "issuing_body", "published_at", "source_url", "sha256")
    side = read_side_files(
        sources=side_file(
            ("3981/QĐ-UBND", "UBND tỉnh Lâm Đồng", "2026-08-05", "https://a.test/x", "0" * 64), header=header
        ),
        criteria_sets=side_file(("Hạt mắc ca rang", "7"), header=("product", "criteria_set")),
    )

    enter(annex({}), side=side)

    certificate = Certificate.objects.get()
    assert certificate.decision.source_url == "https://a.test/x"
    # Ours is no fact of the decision.
    assert (certificate.criteria_set, certificate.product.criteria_set) == (None, 7)


def test_only_an_illustration_may_be_of_an_invented_producer(enter):
    # Minh Hòa is a real person's name; folded it reads as "minh hoạ", the word for an illustration.
    enter(annex({"subject": "Hộ kinh doanh Đặng Vũ Minh Hòa"}))
    enter(
        annex(
            {
                "decision_number": "DEMO-1/QĐ",
                "evidence_level": "DEMO",
                "product": "Cốm",
                "subject": "HTX Minh hoạ Cốm",
            }
        )
    )

    invented = dict(Product.objects.values_list("producer__name", "is_illustration"))
    assert invented == {"Hộ kinh doanh Đặng Vũ Minh Hòa": False, "HTX Minh hoạ Cốm": True}
