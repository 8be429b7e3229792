"""How place names are read, without any table."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_ext.places import rules
from catalogue_ext.places.data_files import place_rows

NAMES = sorted({row["name"] for row in place_rows().communes.values()})


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Quảng Trực", "quang truc"),
        ("QUẢNG  TRỰC", "quang truc"),
        ("Hoà Bình", "hoa binh"),
        ("Ea H'Leo", "ea hleo"),
        ("Ea H’leo", "ea hleo"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("Phường 01", "phuong 1"),
        ("10", "10"),
        ("Đắk R'Măng", "dak rmang"),
    ],
)
def test_a_key_forgets_case_marks_signs_and_leading_zeros(written: str, key: str) -> None:
    assert rules.place_key(written) == key


def test_the_place_of_the_tone_does_not_matter_but_the_tone_does() -> None:
    assert rules.marks_key("Hòa") == rules.marks_key("Hoà")
    assert rules.marks_key("THUỶ") == rules.marks_key("Thủy")
    assert rules.marks_key("Hòa") != rules.marks_key("Hóa")
    assert rules.marks_key("Cẩm Giang") != rules.marks_key("Cẩm Giàng")
    assert rules.marks_key("Đăk") != rules.marks_key("Đắk")


@pytest.mark.parametrize(
    ("written", "readings"),
    [
        ("Xã Quảng Trực", [("xã", "quang truc")]),
        ("xã  quảng trực", [("xã", "quang truc")]),
        ("X. Quảng Trực", [("xã", "quang truc")]),
        ("P.Quang Trung", [("phường", "quang trung")]),
        ("TT. Đức An", [("thị trấn", "duc an")]),
        ("Đặc khu Vân Đồn", [("đặc khu", "van don")]),
        ("Quảng Trực", [("", "quang truc")]),
        # The marks say whether it is a type word.
        ("Xã Lượng", [("xã", "luong")]),
        ("Xá Lượng", [("", "xa luong")]),
        ("Phương Nam", [("", "phuong nam")]),
        # Without marks both readings stay open.
        ("xa luong", [("xã", "luong"), ("", "xa luong")]),
        ("phuong nam", [("phường", "nam"), ("", "phuong nam")]),
        ("P1", [("phường", "1"), ("", "p1")]),
        ("thanh phong", [("", "thanh phong")]),
        # A type word alone is no name of one.
        ("xã", [("", "xa")]),
        (" ., ", []),
        ("", []),
    ],
)
def test_a_commune_is_read_with_its_type_word(written: str, readings: list[tuple[str, str]]) -> None:
    assert [(reading.kind, reading.key) for reading in rules.readings(written, level="commune")] == readings


@pytest.mark.parametrize(
    ("written", "level", "kind", "key"),
    [
        ("TP Uông Bí", "district", "thành phố", "uong bi"),
        ("TP.Uông Bí", "district", "thành phố", "uong bi"),
        ("TX. Đông Triều", "district", "thị xã", "dong trieu"),
        ("H.Tiên Yên", "district", "huyện", "tien yen"),
        ("Q1", "district", "quận", "1"),
        ("Quận 01", "district", "quận", "1"),
        ("Thị xã Quảng Yên", "district", "thị xã", "quang yen"),
        ("TP. HCM", "province", "thành phố", "hcm"),
        ("T. Quảng Ninh", "province", "tỉnh", "quang ninh"),
        ("Tỉnh Thừa Thiên - Huế", "province", "tỉnh", "thua thien hue"),
    ],
)
def test_short_forms_of_type_words_are_read(written: str, level: str, kind: str, key: str) -> None:
    first = rules.readings(written, level=level)[0]

    assert (first.kind, first.key) == (kind, key)


@given(
    name=st.sampled_from(NAMES),
    spelled=st.sampled_from(
        [
            str,
            str.upper,
            str.lower,
            lambda text: unicodedata.normalize("NFD", text),
            lambda text: unicodedata.normalize("NFD", text.upper()),
            lambda text: f"  {text} ,",
        ]
    ),
)
def test_any_case_and_form_of_a_name_in_the_data_has_one_reading(name: str, spelled) -> None:
    kind, _ = rules.split_type(name, level="commune")
    if not kind:  # the five island districts
        assert rules.readings(spelled(name), level="district")[0].kind == "huyện"
        return

    [reading] = rules.readings(spelled(name), level="commune")

    assert reading.kind == kind
    assert reading.key == rules.place_key(rules.without_type(name, kind))
    assert rules.marks_key(reading.text) == rules.marks_key(rules.without_type(name, kind))


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("Xã Quảng Trực", "xã", "xã Quảng Trực"),
        ("Phường 1", "phường", "phường 1"),
        ("Thành phố Uông Bí", "", "TP Uông Bí"),
        ("Thị xã Quảng Yên", "", "TX Quảng Yên"),
        ("Huyện Tuy Đức", "", "huyện Tuy Đức"),
        ("Tỉnh Đắk Nông", "", "tỉnh Đắk Nông"),
        ("Sài Gòn", "", "Sài Gòn"),
        ("", "", ""),
    ],
)
def test_a_unit_inside_a_sentence_begins_small(name: str, kind: str, label: str) -> None:
    assert rules.short_label(name, kind) == label


def test_an_alias_is_compared_part_by_part_without_type_words() -> None:
    assert rules.alias_key("Xã Cộng Hoà, TX Quảng Yên, tỉnh Quảng Ninh") == "cong hoa, quang yen, quang ninh"
    assert rules.alias_key("cộng hòa,Quảng Yên , Quảng Ninh") == "cong hoa, quang yen, quang ninh"
    assert rules.alias_key(" , ") == ""


def test_an_address_is_parted_at_commas_and_loses_its_country() -> None:
    assert rules.address_parts("Số 1, xã Bình Liêu; Quảng Ninh., Việt Nam") == ["Số 1", "xã Bình Liêu", "Quảng Ninh"]
    assert rules.address_parts("VN") == []


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("phường quang trung tp uông bí", ["phường quang trung", "tp uông bí"]),
        ("phuong 1 quan 3", ["phuong 1", "quan 3"]),
        ("xã thuận hà huyện đắk song tỉnh đắk nông", ["xã thuận hà", "huyện đắk song", "tỉnh đắk nông"]),
        ("Quang Trung, TP Uông Bí", ["Quang Trung", "TP Uông Bí"]),
        # The marks say that these are names; without marks a type word before them says so.
        ("xã mường quân sơn", ["xã mường quân sơn"]),
        ("xa quan son", ["xa quan son"]),
        ("huyện", ["huyện"]),
        ("", []),
    ],
)
def test_what_is_typed_without_commas_is_parted_at_type_words(typed: str, parts: list[str]) -> None:
    assert rules.typed_parts(typed) == parts


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        # Hà Nội and Đà Nẵng; then a degree of latitude.
        ((21.0285, 105.8542), (16.0544, 108.2022), 606),
        ((16.0, 108.0), (17.0, 108.0), 111),
        ((0.0, 179.5), (0.0, -179.5), 111),
        # Across the street is a kilometre too.
        ((21.0, 105.0), (21.0, 105.001), 1),
        ((21.0, 105.0), (21.0, 105.0), 1),
    ],
)
def test_distances_are_whole_kilometres(here, there, km) -> None:
    (lat, lon), (other_lat, other_lon) = here, there

    assert rules.kilometres(lat=lat, lon=lon, other_lat=other_lat, other_lon=other_lon) == km
    assert rules.kilometres(lat=other_lat, lon=other_lon, other_lat=lat, other_lon=lon) == km
