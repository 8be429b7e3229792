"""The commands, and the real files of the repository."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from catalogue_ext.certification.annex import SideFiles, read_annex, read_side_files
from catalogue_ext.certification.models import Certificate, Decision, Standing
from catalogue_ext.certification.operations import (
    import_decision,
    verify_decision,
)
from shop.forks.catalogue.models import Product
from tests.catalogue_ext.certification.importing.reading import results
from tests.factories.certification import annex

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

DATA = Path(__file__).resolve().parents[4] / "catalogue_ext" / "certification" / "data"


def run(*args: str) -> str:
    out = io.StringIO()
    with override("en"):
        call_command(*args, stdout=out, skip_checks=True)
    return out.getvalue()


def test_json_report(cast, file):
    path = file(annex({}))

    report = json.loads(run("import_decision", path, "--by", cast.officer.email, "--json"))

    assert report == {
        "file": path,
        "applied": True,
        "rows": [
            {
                "row": 2,
                "product": "Hạt mắc ca rang",
                "producer": "HTX Mắc ca Quảng Trực",
                "result": "new",
                "sellable": False,
                "reason": "Waits for a second officer.",
            }
        ],
    }


def test_json_report_of_a_refused_file(cast, file, capsys):
    out = io.StringIO()
    path = file(annex({"star": "2"}))

    with override("en"), pytest.raises(CommandError) as refused:
        call_command("import_decision", path, "--by", cast.officer.email, "--json", stdout=out, skip_checks=True)

    assert refused.value.returncode == 1
    report = json.loads(out.getvalue())
    assert report["applied"] is False
    assert report["rows"][0]["result"] == "error"
    assert report["rows"][0]["reason"] == "column star, value “2”: Only 3, 4 and 5 stars come with a certificate."


def test_a_dry_run_by_command_ends_well(cast, file):
    told = run("import_decision", file(annex({})), "--by", cast.officer.email, "--dry-run")

    assert told.splitlines()[-1] == "1 new, 0 updated, 0 unchanged. Nothing was written."
    assert Certificate.objects.count() == 0


@pytest.mark.parametrize("by", ["shopper", "administrator"])
def test_only_an_officer_imports(cast, file, by):
    with pytest.raises(CommandError):
        run("import_decision", file(annex({})), "--by", getattr(cast, by).email)

    assert Certificate.objects.count() == 0


def test_unknown_people_and_files(cast, file):
    with pytest.raises(CommandError, match="No user"):
        run("import_decision", file(annex({})), "--by", "nobody@example.test")
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_decision", "/no/such/file.csv", "--by", cast.officer.email)


def test_verifying_by_command(cast, file):
    run("import_decision", file(annex({})), "--by", cast.officer.email)

    with pytest.raises(CommandError, match="second officer"):
        run("verify_decision", "3981/QĐ-UBND", "--by", cast.officer.email)
    told = run("verify_decision", "3981/QĐ-UBND", "--by", cast.other_officer.email)

    assert told.strip() == "Decision 3981/QĐ-UBND: 1 certificates verified."
    assert Standing.objects.count() == 1


def test_a_number_that_two_decisions_carry_needs_authority_or_date(cast, file):
    other = {"decision_date": "2026-08-06", "product": "Mắc ca sấy", "valid_from": "", "valid_to": ""}
    run("import_decision", file(annex({}, other)), "--by", cast.officer.email)

    with pytest.raises(CommandError, match="say authority and date"):
        run("verify_decision", "3981/QĐ-UBND", "--by", cast.other_officer.email)
    run("verify_decision", "3981/QĐ-UBND", "--by", cast.other_officer.email, "--date", "06/08/2026")

    assert [row.product.title for row in Standing.objects.select_related("product")] == ["Mắc ca sấy"]


def test_a_report_without_number_cannot_be_verified(cast, file):
    row = {"decision_number": "", "decision_date": "", "evidence_level": "B1", "valid_from": "", "valid_to": ""}
    run("import_decision", file(annex(row)), "--by", cast.officer.email)

    with pytest.raises(CommandError, match="number and a date"):
        run("verify_decision", "", "--by", cast.other_officer.email)


def test_revoking_by_command(cast, file):
    run("import_decision", file(annex({})), "--by", cast.officer.email)
    run("verify_decision", "3981/QĐ-UBND", "--by", cast.other_officer.email)
    code = Product.objects.get().check_code
    act = [
        "--number",
        "9/QĐ-UBND",
        "--date",
        "2026-11-20",
        "--authority",
        "UBND tỉnh Lâm Đồng",
        "--by",
        cast.officer.email,
    ]

    with pytest.raises(CommandError):
        run("revoke_certificate", code, *act, "--level", "MINISTRY", "--reason", "c")
    run("revoke_certificate", code.lower(), *act, "--level", "PROVINCE", "--reason", "c")

    from django.utils import timezone

    assert Standing.objects.at(timezone.now()).count() == 0
    told = run("withdraw_import", "3981/QĐ-UBND", "--by", cast.officer.email, "--reason", "nhầm")
    assert told.splitlines()[0] == "Every entry of decision 3981/QĐ-UBND is taken back."


def test_the_files_of_the_repository_can_be_read():
    signed = read_annex(content=(DATA / "decisions_signed.csv").read_bytes(), demo_allowed=False)
    press = read_annex(content=(DATA / "decisions_press_only.csv").read_bytes(), demo_allowed=False)
    side = read_side_files(
        sources=(DATA / "decisions_sources.csv").read_bytes(),
        criteria_sets=(DATA / "criteria_sets_ours.csv").read_bytes(),
    )

    assert (len(signed.rows), signed.errors, len(press.rows), press.errors, side.errors) == (22, [], 3, [], [])
    # Every signed product has a set of ours, every signed decision a published source.
    assert {row.product for row in signed.rows} == set(side.criteria_sets)
    assert {(row.number, row.authority, row.decided_on) for row in signed.rows} <= set(side.sources)


@pytest.mark.slow
def test_the_signed_decisions_with_all_places_of_the_country(db, now):
    from tests.factories.people import grant, make_user

    call_command("load_places", verbosity=0, skip_checks=True, stdout=io.StringIO())
    officer = grant(make_user("officer"), "officer", now)
    other = grant(make_user("other"), "officer", now)
    side = read_side_files(criteria_sets=(DATA / "criteria_sets_ours.csv").read_bytes())
    content = (DATA / "decisions_signed.csv").read_bytes()

    plan, applied = import_decision(content=content, side=side, by=officer, at=now)
    press, pressed = import_decision(
        content=(DATA / "decisions_press_only.csv").read_bytes(), side=SideFiles(), by=officer, at=now
    )

    assert (results(plan), applied) == (["new"] * 22, True)
    assert (results(press), pressed) == (["new"] * 3, True)
    for decision in Decision.objects.filter(evidence_level="A"):
        verify_decision(decision=decision, by=other, at=now)
    assert Standing.objects.at(now).count() == 22
    communes = dict(Certificate.objects.values_list("product_name", "commune__name"))
    assert communes["Mắc ca Lê Anh Tuy Đức"] == "Xã Quảng Trực"
    assert communes["Trái cây sấy thăng hoa"] == "Phường Đông Gia Nghĩa"
    assert communes["Mộc Đế Vương"] == "Xã Thuận Hạnh"
    assert communes["Hill coffee"] == "Xã Đức An"
    assert results(import_decision(content=content, side=side, by=officer, at=now)[0]) == ["unchanged"] * 22
