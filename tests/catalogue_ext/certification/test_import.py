"""The import of an annex: what it enters, that it enters all or nothing, and every kind of broken file."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from openpyxl import Workbook

from catalogue_ext.certification.annex import SideFiles, read_annex, read_side_files
from catalogue_ext.certification.models import Certificate, Decision, Standing
from catalogue_ext.certification.operations import (
    correct_certificate,
    import_decision,
    verify_decision,
    withdraw_import,
)
from catalogue_ext.producers.models import Producer
from shop.audit.models import Entry
from shop.forks.catalogue.models import Product
from shop.primitives.period import day_after, day_start
from tests.factories.certification import ROW, annex, printed, side_file
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

DATA = Path(__file__).resolve().parents[3] / "catalogue_ext" / "certification" / "data"
EVERYTHING = (Decision, Certificate, Producer, Product, Standing, Entry)


def counts() -> list[int]:
    return [model.objects.count() for model in EVERYTHING]


@pytest.fixture
def enter(cast, now):
    """Imports bytes as the first officer; returns plan and whether it was applied."""

    def run(content: bytes, *, side: SideFiles | None = None, by=None, **options):
        return import_decision(content=content, side=side or SideFiles(), by=by or cast.officer, at=now, **options)

    return run


def results(plan) -> list[str]:
    return [row.result for row in plan.rows]


def errors(plan) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.code) for row in plan.rows for error in row.errors]


# ---------------------------------------------------------------- what a good file does


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


# ---------------------------------------------------------------- shapes of the file


def test_semicolons_byte_order_mark_vietnamese_headers_and_unknown_columns(enter):
    names = {
        "decision_number": "Số quyết định",
        "decision_date": "ngày quyết định",
        "authority": "Cơ quan cấp",
        "star": "HẠNG SAO",
        "product": "tên sản phẩm",
        "subject": "Chủ thể",
        "address_as_printed": "địa chỉ",
        "current_commune": "xã phường",
        "valid_from": "ngày hiệu lực",
        "valid_to": "ngày hết hạn",
    }
    row = {**ROW, "decision_date": "05/08/2026", "valid_from": "05/08/2026", "valid_to": "05/08/2029"}
    renamed = {names.get(name, name): value for name, value in row.items()}
    content = annex({**renamed, "ghi chú": "bỏ qua"}, delimiter=";", columns=[*renamed, "ghi chú"], bom=True)

    _, applied = enter(content)

    assert applied
    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.last_day) == (3, date(2029, 8, 5))


def workbook(*rows: list) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_spreadsheet_with_real_dates_and_numbers(enter, places):
    row = {
        **ROW,
        "decision_date": datetime(2026, 8, 5),  # noqa: DTZ001 - a spreadsheet's day has no zone
        "star": 4,
        "valid_from": date(2026, 8, 5),
        "valid_to": date(2029, 8, 5),
        "current_commune": "",
        "commune_code": 6811,
        "address_as_printed": "Phường Uông Bí, thành phố Quảng Ninh",
    }

    plan, applied = enter(workbook(list(row), list(row.values()), [None] * len(row)))

    assert (errors(plan), applied) == ([], True)
    certificate = Certificate.objects.get()
    assert (certificate.stars, certificate.last_day, certificate.commune) == (4, date(2029, 8, 5), places.uong_bi)


def test_decomposed_letters_are_the_same_names(enter):
    import unicodedata

    enter(annex({}))

    plan, _ = enter(unicodedata.normalize("NFD", annex({}).decode()).encode())

    assert results(plan) == ["unchanged"]


BROKEN_FILES = {
    "empty": (b"", (1, "", "empty_file")),
    "only spaces": (b"  \n\n", (1, "", "empty_file")),
    "not utf-8": (annex({}).decode().encode("utf-16"), (1, "", "not_utf8")),
    "windows-1258": ("decision_number\nĐ".encode("cp1258"), (1, "", "not_utf8")),
    "a nul": (b"decision_number\x00", (1, "", "not_a_table")),
    "an open quote": (annex({}) + b'"open,', (3, "", "not_a_table")),
    "no workbook": (b"PK\x03\x04 broken", (1, "", "not_a_workbook")),
    "only a header": (annex(columns=list(ROW)), (1, "", "no_rows")),
    "a column missing": (annex({}, columns=[n for n in ROW if n != "authority"]), (1, "authority", "column_missing")),
    "a column twice": (annex({"chủ thể": "x"}), (1, "subject", "column_twice")),
    "a row cut short": (annex({}).rstrip(b"\n").rpartition(b",")[0], (2, "", "cell_count")),
    "an unquoted comma": (annex({}).replace(b",A,", b",A,x,"), (2, "", "cell_count")),
}


@pytest.mark.parametrize("kind", BROKEN_FILES)
def test_broken_files(enter, kind):
    content, expected = BROKEN_FILES[kind]
    before = counts()

    plan, applied = enter(content)

    assert not applied
    assert errors(plan) == [expected]
    assert counts() == before


BROKEN_ROWS = {
    "two stars": ({"star": "2"}, ("star", "stars_not_certified")),
    "one star": ({"star": "1"}, ("star", "stars_not_certified")),
    "six stars": ({"star": "6"}, ("star", "stars_not_certified")),
    "half a star": ({"star": "3.5"}, ("star", "stars_not_certified")),
    "no star": ({"star": ""}, ("star", "missing")),
    "no number": ({"decision_number": ""}, ("decision_number", "missing")),
    "no date": ({"decision_date": ""}, ("decision_date", "missing")),
    "an impossible date": ({"decision_date": "31/02/2026"}, ("decision_date", "impossible_date")),
    "an american date": ({"valid_to": "08/31/2029"}, ("valid_to", "impossible_date")),
    "a serial number for a date": ({"valid_to": "46000"}, ("valid_to", "impossible_date")),
    "no authority": ({"authority": " "}, ("authority", "missing")),
    "no product": ({"product": ""}, ("product", "missing")),
    "no subject": ({"subject": ""}, ("subject", "missing")),
    "an unknown level": ({"issuing_level": "COMMUNE"}, ("issuing_level", "not_a_choice")),
    "no level": ({"issuing_level": ""}, ("issuing_level", "missing")),
    "unknown evidence": ({"evidence_level": "A+"}, ("evidence_level", "not_a_choice")),
    "a number of an illustration": ({"decision_number": "DEMO-1"}, ("decision_number", "wrong_demo_number")),
    "an illustration without its number": ({"evidence_level": "DEMO"}, ("decision_number", "wrong_demo_number")),
    "an end before the decision": ({"valid_to": "2026-08-04", "valid_from": ""}, ("valid_to", "ends_before_decision")),
    "a begin before the decision": ({"valid_from": "2026-08-04"}, ("valid_from", "begins_before_decision")),
    "an end before the begin": (
        {"valid_from": "2026-10-01", "valid_to": "2026-09-30"},
        ("valid_to", "ends_before_it_begins"),
    ),
    "set 27": ({"criteria_set": "27"}, ("criteria_set", "out_of_range")),
    "set 0": ({"criteria_set": "0"}, ("criteria_set", "out_of_range")),
    "a score of 101": ({"score": "101"}, ("score", "out_of_range")),
    "a score in words": ({"score": "cao"}, ("score", "out_of_range")),
    "an unknown kind of certificate": ({"kind": "SECOND"}, ("kind", "not_a_choice")),
    "subject kind KHAC asks": ({"subject_kind": "KHAC"}, ("subject_kind", "not_a_choice")),
    "a name that says no kind": ({"subject": "Bà Lan"}, ("subject", "unknown_kind")),
    "an association without tourism": ({"subject": "Hội Làm vườn"}, ("subject", "association_without_tourism")),
    "a very long name": ({"product": "x" * 256}, ("product", "too_long")),
    "no address of the source": ({"source_url": "ocop.pdf"}, ("source_url", "not_an_address")),
    "no sha256": ({"sha256": "abc"}, ("sha256", "not_a_sha256")),
    "five stars of a province": ({"star": "5"}, ("issuing_level", "wrong_authority")),
    "a district after districts": ({"issuing_level": "DISTRICT_LEGACY"}, ("issuing_level", "wrong_authority")),
    "no such province": ({"address_as_printed": "xã Quảng Trực, tỉnh Nẵng"}, ("address_as_printed", "unknown_place")),
    "no such commune": ({"current_commune": "xã Không Có"}, ("current_commune", "unknown_place")),
    "no such code": ({"commune_code": "99999"}, ("commune_code", "unknown_place")),
    "a code in words": ({"commune_code": "QT"}, ("commune_code", "not_a_code")),
    "code and name disagree": ({"commune_code": "24730"}, ("current_commune", "places_disagree")),
    "name and former name disagree": (
        {
            "current_commune": "xã Trường Xuân",
            "old_commune": "xã Quảng Trực",
            "address_as_printed": "xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông",
        },
        ("old_commune", "places_disagree"),
    ),
    "commune and province disagree": (
        {"commune_code": "06811", "current_commune": ""},
        ("address_as_printed", "places_disagree"),
    ),
    "a former commune that was split": (
        {
            "current_commune": "",
            "old_commune": "phường Trưng Vương",
            "address_as_printed": "phường Trưng Vương, thành phố Uông Bí, tỉnh Quảng Ninh",
        },
        ("old_commune", "split_place"),
    ),
    "no place at all": ({"current_commune": "", "address_as_printed": ""}, ("address_as_printed", "unknown_place")),
}


@pytest.mark.parametrize("kind", BROKEN_ROWS)
def test_broken_rows(enter, kind):
    change, expected = BROKEN_ROWS[kind]
    before = counts()

    plan, applied = enter(annex(change))

    assert not applied
    assert errors(plan) == [(2, *expected)]
    assert counts() == before


def test_every_error_of_a_row_is_told(enter):
    plan, _ = enter(annex({"star": "2", "authority": "", "valid_to": "32/01/2029"}))

    assert errors(plan) == [
        (2, "authority", "missing"),
        (2, "star", "stars_not_certified"),
        (2, "valid_to", "impossible_date"),
    ]


def test_rows_of_one_decision_agree_and_name_a_product_once(enter):
    plan, _ = enter(annex({}, {}, {"product": "Khác", "evidence_level": "B2"}))

    assert errors(plan) == [
        (3, "product", "row_twice"),
        (4, "evidence_level", "differs_from_row"),
    ]


def test_illustrations_need_demo_mode(enter, settings):
    row = {"decision_number": "DEMO-1", "evidence_level": "DEMO"}
    assert enter(annex(row))[1]
    settings.DEMO = False

    plan, applied = enter(annex(row))

    assert (errors(plan), applied) == ([(2, "evidence_level", "demo_not_allowed")], False)


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    "change",
    [
        {"commune_code": "24736", "current_commune": ""},
        {"current_commune": "", "address_as_printed": "Thôn 2, xã Quảng Trực, tỉnh Lâm Đồng"},
        {"current_commune": "QUANG TRUC"},
    ],
)
def test_a_place_of_today(enter, places, change):
    enter(annex(change))

    certificate = Certificate.objects.get()

    assert (certificate.commune, certificate.printed_commune) == (places.quang_truc, None)


def test_a_former_place_points_at_today_and_keeps_what_is_printed(enter, places):
    address = "Bon Đắk Huýt, xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông"
    enter(annex({"current_commune": "", "old_commune": "xã Quảng Trực", "address_as_printed": address}))

    certificate = Certificate.objects.get()

    assert (certificate.commune, certificate.printed_commune) == (places.quang_truc, places.old_quang_truc)
    assert certificate.address_as_printed == address


def test_the_code_says_which_part_of_a_split_commune(enter, places):
    row = {
        "current_commune": "",
        "old_commune": "phường Trưng Vương",
        "address_as_printed": "phường Trưng Vương, thành phố Uông Bí, tỉnh Quảng Ninh",
        "commune_code": "06820",
    }

    _, applied = enter(annex(row))

    assert applied
    certificate = Certificate.objects.get()
    assert (certificate.commune, certificate.printed_commune) == (places.vang_danh, places.trung_vuong)


# ---------------------------------------------------------------- near matches


@pytest.mark.parametrize(
    "subject",
    ["Hợp tác xã Mắc ca Quảng Trực", "HTX mắc ca Quảng Trực", "HTX Mac ca Quang Truc", "HTX Mắcca Quảng Trực"],
)
def test_a_producer_almost_known_asks(enter, subject):
    enter(annex({}))
    before = counts()

    plan, applied = enter(annex({"subject": subject, "product": "Mắc ca sấy"}))

    assert (errors(plan), applied) == ([(2, "subject", "near_match")], False)
    assert counts() == before


def test_a_product_almost_known_asks(enter):
    enter(annex({}))

    plan, _ = enter(annex({"product": "HẠT MẮC CA RANG", "decision_number": "2/QĐ-UBND"}))

    assert errors(plan) == [(2, "product", "near_match")]


def test_almost_the_same_within_one_file_asks_too(enter):
    plan, _ = enter(annex({}, {"subject": "Hợp tác xã Mắc ca Quảng Trực", "product": "Mắc ca sấy"}))

    assert errors(plan) == [(3, "subject", "near_match")]


def test_the_map_says_that_it_is_the_same(enter):
    enter(annex({}))
    producer = Producer.objects.get(name="HTX Mắc ca Quảng Trực")
    product = Product.objects.get(producer=producer)
    row = {"subject": "Hợp tác xã Mắc ca Quảng Trực", "product": "Hạt Mắc Ca rang", "decision_number": "2/QĐ-UBND"}
    side = read_side_files(matches=side_file((2, "producer", producer.slug), (2, "product", product.check_code)))

    plan, applied = enter(annex(row), side=side)
    again, _ = enter(annex(row))

    assert (errors(plan), applied) == ([], True)
    assert Certificate.objects.filter(product=product).count() == 2
    # What was decided once is not asked again.
    assert results(again) == ["unchanged"]


def test_the_map_says_that_it_is_new(enter):
    enter(annex({}))
    side = read_side_files(matches=side_file((2, "producer", "new")))

    _, applied = enter(annex({"subject": "Hợp tác xã Mắc ca Quảng Trực", "decision_number": "2/QĐ-UBND"}), side=side)

    assert applied
    assert Producer.objects.filter(name__contains="Mắc ca Quảng Trực").count() == 2


def test_the_map_says_that_two_rows_are_the_same(enter):
    side = read_side_files(matches=side_file((3, "producer", "row:2")))

    _, applied = enter(annex({}, {"subject": "Hợp tác xã Mắc ca Quảng Trực", "product": "Mắc ca sấy"}), side=side)

    assert applied
    assert Product.objects.filter(producer__name="HTX Mắc ca Quảng Trực").count() == 2


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(2, "producer", "no-such")], (2, "--map", "map_key")),
        ([(2, "product", "row:9")], (2, "--map", "map_key")),
        ([(2, "village", "new")], (2, "--map", "map_row")),
        ([("two", "producer", "new")], (2, "--map", "map_row")),
    ],
)
def test_a_map_that_says_nothing(enter, rows, expected):
    plan, applied = enter(annex({}), side=read_side_files(matches=side_file(*rows)))

    assert (errors(plan), applied) == ([expected], False)


def test_the_same_name_in_another_province_asks(enter):
    enter(annex({}))
    row = {
        "decision_number": "9/QĐ-UBND",
        "authority": "UBND thành phố Quảng Ninh",
        "address_as_printed": "phường Uông Bí, thành phố Quảng Ninh",
        "current_commune": "phường Uông Bí",
    }

    plan, _ = enter(annex(row))

    assert errors(plan) == [(2, "subject", "same_name_elsewhere")]


def test_a_renewal_finds_the_product_it_renews(enter, cast, now):
    product = make_product(producer=cast.producers[0], title="Dầu lạc Hải Yến")
    certify(product, cast, valid_from=day_start(date(2023, 9, 1)), valid_to=day_after(date(2026, 9, 1)))
    row = {
        "subject": cast.producers[0].name,
        "product": "Dầu lạc Hải Yến",
        "kind": "RENEWAL",
        "authority": "UBND thành phố Quảng Ninh",
        "address_as_printed": "phường Uông Bí, thành phố Quảng Ninh",
        "current_commune": "phường Uông Bí",
    }

    enter(annex(row))

    assert product.certificates.count() == 2
    assert Product.objects.count() == 1


# ---------------------------------------------------------------- commands


@pytest.fixture
def file(tmp_path):
    def write(content: bytes, name: str = "annex.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


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


# ---------------------------------------------------------------- the real files


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
