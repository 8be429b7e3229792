"""Tax codes, kinds and near names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.vn import mst

from catalogue_ext.producers import rules
from catalogue_ext.producers.models import ProducerKind
from catalogue_ext.producers.rules import (
    BadTaxCode,
    BadZalo,
    UnknownKind,
    kind_from_name,
    near_fold,
    tax_check_digit,
    tax_code,
    zalo,
)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("0100109106", "0100109106"),
        ("010 010 9106", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        ("0100109106–017", "0100109106-017"),
        ("0312 1234 5678", "031212345678"),
    ],
)
def test_a_tax_code_is_stored_in_one_form(written: str, stored: str) -> None:
    assert tax_code(written) == stored


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "length"),
        ("010010910", "length"),
        ("01001091061", "length"),
        ("0100109106-01", "length"),
        ("031212345678-001", "length"),
        ("01001O9106", "length"),
        ("٠١٠٠١٠٩١٠٦", "length"),
        ("0100109107", "check_digit"),
        ("0100109160", "check_digit"),
        ("0100109107-001", "check_digit"),
        ("0100109106-000", "branch"),
    ],
)
def test_a_tax_code_that_cannot_be_is_refused_with_the_reason(written: str, why: str) -> None:
    with pytest.raises(BadTaxCode) as refused:
        tax_code(written)

    assert refused.value.facts == {"text": written, "why": why}


@given(st.from_regex(r"[0-9]{10}", fullmatch=True))
def test_ten_digits_are_judged_as_by_stdnum(number: str) -> None:
    # stdnum also asks that the running part is not 0000000, which the law does not say.
    expected = mst.is_valid(number) or (number[2:9] == "0000000" and mst.calc_check_digit(number) == number[9])

    try:
        accepted = tax_code(number) == number
    except BadTaxCode:
        accepted = False

    assert accepted is expected


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_the_check_digit_is_that_of_stdnum(first_nine: str) -> None:
    assert tax_check_digit(first_nine) == mst.calc_check_digit(first_nine)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(0, 9), st.integers(1, 9))
def test_one_mistyped_digit_is_noticed(first_nine: str, at: int, shift: int) -> None:
    check = tax_check_digit(first_nine)
    if check == "10":  # never issued
        with pytest.raises(BadTaxCode):
            tax_code(first_nine + "0")
        return
    number = first_nine + check
    mistyped = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]

    with pytest.raises(BadTaxCode):
        tax_code(mistyped)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("HTX Nông nghiệp Hải Yến", "COOPERATIVE"),
        ("Hợp tác xã Nông nghiệp và Dịch vụ Long Việt", "COOPERATIVE"),
        ("hợp  tác xã X", "COOPERATIVE"),
        ("Liên hiệp HTX Đông Bắc", "COOPERATIVE"),
        ("THT Chè Quảng Long", "GROUP"),
        ("Tổ hợp tác rau an toàn", "GROUP"),
        ("Công ty TNHH Seagull", "COMPANY"),
        ("CÔNG TY CỔ PHẦN X", "COMPANY"),
        ("Chi nhánh Công ty TNHH Nông Nghiệp Ceres", "COMPANY"),
        ("DN tư nhân Hoa", "COMPANY"),
        ("DNTN Hoa", "COMPANY"),
        ("Doanh nghiệp tư nhân Hoa", "COMPANY"),
        ("Trang trại Mắc ca", "FARM"),
        ("Hộ kinh doanh Chu Thị Nguyệt", "HOUSEHOLD"),
        ("HKD Chu Thị Nguyệt", "HOUSEHOLD"),
        ("Hộ KD Chu Thị Nguyệt", "HOUSEHOLD"),
        ("Hội Nông dân xã", "ASSOCIATION"),
        ("Hiệp hội Du lịch", "ASSOCIATION"),
    ],
)
def test_the_first_words_say_the_kind(name: str, kind: str) -> None:
    assert kind_from_name(name) == kind
    assert kind in ProducerKind.values


@pytest.mark.parametrize("name", ["", "Cơ sở sản xuất Hoa", "Hộiquán X", "Chu Thị Nguyệt", "Công tyy X", "DNX"])
def test_a_name_that_says_no_kind_is_asked_for(name: str) -> None:
    with pytest.raises(UnknownKind) as refused:
        kind_from_name(name)

    assert refused.value.facts == {"name": name}


def test_every_subject_of_the_signed_decisions_has_a_kind() -> None:
    path = Path(rules.__file__).parents[1] / "certification" / "data" / "decisions_signed.csv"
    subjects = {row["subject"] for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())}

    kinds = {subject: kind_from_name(subject) for subject in subjects}

    assert len(kinds) == 12
    assert kinds["Hộ kinh doanh Đặng Vũ Minh Hòa"] == "HOUSEHOLD"
    assert len({near_fold(subject) for subject in subjects}) == 12


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("HTX Nông nghiệp Hải Yến", "nong nghiep hai yen"),
        ("Hợp tác xã nông nghiệp Hải Yến", "nong nghiep hai yen"),
        ("Công ty TNHH Seagull", "seagull"),
        ("Công ty Trách nhiệm hữu hạn Seagull", "seagull"),
        ("Công ty TNHH MTV Seagull", "seagull"),
        ("Công ty CP Seagull", "seagull"),
        ("Công ty Cổ phần SEAGULL", "seagull"),
        ("Chi nhánh Công ty TNHH Nông Nghiệp Ceres", "nong nghiep ceres"),
        ("Hộ kinh doanh Chu Thị Nguyệt", "chu thi nguyet"),
        ("DN tư nhân Hoa", "hoa"),
        # Words of trade are the name's own.
        ("Công ty TNHH TM XNK Sachi Thịnh Phát", "tm xnk sachi thinh phat"),
        # Not a form word, only its beginning.
        ("Công ty CPC1", "cpc1"),
        # First words of another kind inside a name are its own.
        ("Công ty TNHH Hội An Xanh", "hoi an xanh"),
        ("HTX", "htx"),
        ("Công ty Cổ phần", "co phan"),
    ],
)
def test_near_names_meet_without_words_of_legal_form(name: str, folded: str) -> None:
    assert near_fold(name) == folded


@given(
    st.sampled_from(["HTX", "Hợp tác xã", "Công ty TNHH", "Công ty Cổ phần", "Hộ kinh doanh"]),
    st.sampled_from(["Hải Yến", "Đông Triều", "Ba Chẽ 36"]),
)
def test_case_marks_and_form_words_never_part_two_near_names(form: str, name: str) -> None:
    assert near_fold(f"{form} {name}") == near_fold(f"{form.upper()}  {name.lower()}") == near_fold(name)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("091 234 5678", "0912345678"),
        ("+84 91.234.5678", "84912345678"),
        ("4318657068771012646", "4318657068771012646"),
    ],
)
def test_a_zalo_account_is_stored_as_digits(written: str, stored: str) -> None:
    assert zalo(written) == stored


@pytest.mark.parametrize("written", ["", "1234567", "1" * 21, "zalo.me/0912345678", "０９１２３４５６７８"])
def test_what_is_no_zalo_account_is_refused(written: str) -> None:
    with pytest.raises(BadZalo):
        zalo(written)
