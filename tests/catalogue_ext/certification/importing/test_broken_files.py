"""Shapes of a file, and every kind of broken file and row."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from catalogue_ext.certification.models import Certificate
from tests.catalogue_ext.certification.importing.reading import counts, errors, results
from tests.factories.certification import ROW, annex

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


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
