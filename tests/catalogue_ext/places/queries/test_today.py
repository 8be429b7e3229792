"""Which commune is this today: for the whole register."""

from __future__ import annotations

import csv
import gzip
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue_ext.places.data_files import DATA
from catalogue_ext.places.models import Commune
from catalogue_ext.places.queries import (
    AmbiguousPlace,
    SplitPlace,
    UnknownPlace,
    commune_of_address,
    commune_today,
    parse_address,
    province_today,
)
from shop.primitives.vi_text import fold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]

Row = dict[str, str]


# The files are read here once more and by themselves, so that the loader is judged as well.
def _rows(name: str) -> list[Row]:
    written = gzip.decompress((DATA / name).read_bytes()) if name.endswith(".gz") else (DATA / name).read_bytes()
    return list(csv.DictReader(written.decode().splitlines()))


TODAY = _rows("communes.csv.gz")
PROVINCES = {row["code"]: row["name"] for row in _rows("provinces.csv")}
FORMER: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
for _row in _rows("former_communes.csv.gz"):
    FORMER[_row["old_name"] or _row["old_district"], _row["old_district"], _row["old_province"]].append(_row)

SHORT = {
    "Phường": "P.",
    "Xã": "X.",
    "Thị trấn": "TT",
    "Thành phố": "TP",
    "Thị xã": "TX",
    "Huyện": "H.",
    "Quận": "Q.",
    "Tỉnh": "T.",
}
# Old style tone marks: on the first vowel of oa, oe, uy at the end of a word.
TONE_ELSEWHERE = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "ọa": "oạ",
    "òe": "oè",
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ụy": "uỵ",
}


def _short(name: str) -> str:
    for word, short in SHORT.items():
        if name.startswith(f"{word} "):
            return short + name[len(word) :].lstrip() if short.endswith(".") else short + name[len(word) :]
    return name


def _tone_elsewhere(name: str) -> str:
    words = []
    for word in name.split():
        end = next((end for end in TONE_ELSEWHERE if word.endswith(end)), None)
        words.append(word if end is None else word.removesuffix(end) + TONE_ELSEWHERE[end])
    return " ".join(words)


MARKED: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFD", text.upper()),
    _short,
    lambda text: _short(text).lower(),
    _tone_elsewhere,
    lambda text: f" {text.replace(' ', '  ')} ",
]
UNMARKED: list[Callable[[str], str]] = [fold, lambda text: fold(text).upper(), lambda text: fold(_short(text))]


def _asked(name: str, district: str | None, province: str | None) -> str | frozenset[str]:
    """The one code answered, or the codes to choose from."""
    try:
        return commune_today(name=name, district=district, province=province).code
    except (AmbiguousPlace, SplitPlace) as refused:
        return frozenset(unit.code for unit in refused.facts["candidates"])


def _is_right(found: str | frozenset[str], written: str, codes: set[str]) -> bool:
    """The one code; the parts of a split unit; or, where a name has no mark to show ("x. nga thanh"), a question."""
    if found == (next(iter(codes)) if len(codes) == 1 else codes):
        return True
    return fold(written) == " ".join(written.lower().split()) and isinstance(found, frozenset) and codes <= found


def test_every_name_of_today_finds_itself() -> None:
    wrong = [
        row["code"]
        for row in TODAY
        for name in {row["name"], row["name_2025"]}
        if _asked(name, None, PROVINCES[row["province_code"]]) != row["code"]
    ]

    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_every_former_name_finds_its_successor_or_asks(part: int) -> None:
    """Each of 10,040 units, each in another writing; the writings wander over the units from part to part."""
    wrong = []
    for at, ((name, district, province), rows) in enumerate(FORMER.items()):
        if at % 4 != part:
            continue
        spelled = MARKED[at // 4 % len(MARKED)]
        codes = {row["new_code"] for row in rows}
        found = _asked(spelled(name), spelled(district), spelled(province))
        if not _is_right(found, spelled(name), codes):
            wrong.append((name, district, province, found))

    assert wrong == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(sorted(FORMER)),
    name_as=st.sampled_from(MARKED),
    district_as=st.sampled_from(MARKED + UNMARKED),
    province_as=st.sampled_from(MARKED + UNMARKED),
)
def test_any_marked_writing_of_a_former_name_finds_the_same(
    place: tuple[str, str, str],
    name_as: Callable[[str], str],
    district_as: Callable[[str], str],
    province_as: Callable[[str], str],
) -> None:
    name, district, province = place
    codes = {row["new_code"] for row in FORMER[place]}

    found = _asked(name_as(name), district_as(district), province_as(province))

    assert _is_right(found, name_as(name), codes)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(sorted(FORMER)), spelled=st.sampled_from(UNMARKED))
def test_a_writing_without_marks_finds_the_same_or_asks_among_them(
    place: tuple[str, str, str], spelled: Callable[[str], str]
) -> None:
    name, district, province = place
    codes = frozenset(row["new_code"] for row in FORMER[place])

    found = _asked(spelled(name), spelled(district), spelled(province))

    assert found in codes if isinstance(found, str) and len(codes) == 1 else codes <= found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(row=st.sampled_from(TODAY), spelled=st.sampled_from(MARKED + UNMARKED), has_province=st.booleans())
def test_any_writing_of_a_name_of_today_finds_it_or_asks_among_them(
    row: Row, spelled: Callable[[str], str], has_province: bool
) -> None:
    found = _asked(spelled(row["name"]), None, spelled(PROVINCES[row["province_code"]]) if has_province else None)

    assert found == row["code"] or (isinstance(found, frozenset) and row["code"] in found)


QUANG_NINH_SPLIT = {
    ("Phường Hà Khẩu", "Thành phố Hạ Long"): ("06661", {"06661", "06706"}),
    ("Xã Đồng Lâm", "Thành phố Hạ Long"): ("07030", {"07030", "07060"}),
    ("Xã Hải Hòa", "Thành phố Cẩm Phả"): ("06799", {"06799", "06886"}),
    ("Phường Trưng Vương", "Thành phố Uông Bí"): ("06811", {"06811", "06820"}),
    ("Xã Vô Ngại", "Huyện Bình Liêu"): ("06838", {"06838", "06862"}),
    ("Xã Đại Dực", "Huyện Tiên Yên"): ("06862", {"06862", "06877"}),
    ("Xã Đông Ngũ", "Huyện Tiên Yên"): ("06877", {"06877", "06862"}),
    ("Xã Yên Than", "Huyện Tiên Yên"): ("06862", {"06862", "06874"}),
    ("Xã Hải Lạng", "Huyện Tiên Yên"): ("06886", {"06886", "06799", "06970"}),
    ("Xã Quảng Long", "Huyện Hải Hà"): ("06922", {"06922", "06946"}),
    ("Phường Đức Chính", "Thành phố Đông Triều"): ("07093", {"07093", "07090"}),
    ("Xã Liên Hòa", "Thị xã Quảng Yên"): ("07180", {"07180", "07168"}),
}


@pytest.mark.parametrize("place", QUANG_NINH_SPLIT)
def test_the_twelve_split_communes_of_quang_ninh_ask(place: tuple[str, str]) -> None:
    (name, district), (default, codes) = place, QUANG_NINH_SPLIT[place]

    for written in (
        {"district": district, "province": "tỉnh Quảng Ninh"},
        {"district": fold(district)},
        {"province": "Quảng Ninh", "on": date(2025, 6, 30)},
    ):
        with pytest.raises(SplitPlace) as refused:
            commune_today(name=name, **written)

        facts = refused.value.facts
        assert {unit.code for unit in facts["candidates"]} == codes
        assert facts["candidates"][0] == facts["default"]
        assert facts["default"].code == default
        assert (facts["former"].name, facts["former"].district_name) == (name, district)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        # Undated and without a district a name of today means today's unit, also where a former namesake was split.
        ({"name": "Xã Hải Lạng", "province": "Quảng Ninh"}, "06886"),
        ({"name": "Xã Hải Lạng", "province": "Quảng Ninh", "on": date(2025, 7, 1)}, "06886"),
        # An old name with the new province.
        ({"name": "phường Nghĩa Trung", "province": "tỉnh Lâm Đồng"}, "24617"),
        ({"name": "phường Nghĩa Trung", "district": "TP Gia Nghĩa", "province": "Đắk Nông"}, "24617"),
        # Another type word than in the register: wards of 11/2024, a town since.
        ({"name": "Xã Bình Khê", "district": "TX Đông Triều", "province": "tỉnh Quảng Ninh"}, "07081"),
        # A name of today with the district of before.
        ({"name": "Phường Vàng Danh", "district": "TP Uông Bí", "province": "TP Quảng Ninh"}, "06820"),
        ({"name": "xã Bố Hạ", "province": "tỉnh Bắc Ninh"}, "07294"),
        ({"name": "phường Bố Hạ"}, "07294"),
        ({"name": "P.1", "district": "Q.3", "province": "TP.HCM"}, "27154"),
        ({"name": "Xá Lượng", "district": "Tương Dương"}, "16876"),
        # Marks tell two communes of one province apart.
        ({"name": "Xã Cẩm Giang", "province": "Hải Phòng"}, "10888"),
        ({"name": "Xã Cẩm Giàng", "province": "Hải Phòng"}, "10903"),
        ({"name": "Xã Quang Trung", "district": "", "province": " "}, None),
        # Island districts without communes.
        ({"name": "Bạch Long Vĩ"}, "11948"),
        ({"name": "huyện Côn Đảo", "province": "Bà Rịa - Vũng Tàu"}, "26732"),
        ({"name": "Huyện Lý Sơn", "district": "Huyện Lý Sơn", "province": "Tỉnh Quảng Ngãi"}, "21548"),
        ({"name": "Cồn Cỏ", "province": "Quảng Trị"}, "19742"),
        ({"name": "Hoàng Sa"}, "20333"),
    ],
)
def test_a_written_name_is_answered(written: dict, code: str | None) -> None:
    if code is None:
        with pytest.raises(AmbiguousPlace):
            commune_today(**written)
        return
    assert commune_today(**written).code == code


@pytest.mark.parametrize(
    ("written", "text", "part"),
    [
        ({"name": "Xã Không Có"}, "Xã Không Có", "commune"),
        ({"name": " , "}, " , ", "commune"),
        ({"name": "Xã Quảng Trực", "province": "Atlantis"}, "Atlantis", "province"),
        ({"name": "Xã Quảng Trực", "province": "Quảng Ninh"}, "Xã Quảng Trực, Quảng Ninh", "commune"),
        ({"name": "Xã Quảng Trực", "district": "Đắk Mil"}, "Xã Quảng Trực, Đắk Mil", "commune"),
        # A district is no commune, though one of today has its name.
        ({"name": "huyện Tiên Yên", "province": "Quảng Ninh"}, "huyện Tiên Yên, Quảng Ninh", "commune"),
    ],
)
def test_an_unknown_name_is_not_guessed(written: dict, text: str, part: str) -> None:
    with pytest.raises(UnknownPlace) as refused:
        commune_today(**written)

    assert refused.value.facts == {"text": text, "part": part}


def test_a_name_of_many_asks_in_the_order_of_provinces() -> None:
    with pytest.raises(AmbiguousPlace) as refused:
        commune_today(name="tân lập")

    named = [(unit.name, unit.province.short_name) for unit in refused.value.facts["candidates"]]
    assert named == [
        ("Phường Tân Lập", "Đắk Lắk"),
        ("Xã Tân Lập", "Lâm Đồng"),
        ("Xã Tân Lập", "Quảng Trị"),
        ("Xã Tân Lập", "Tây Ninh"),
    ]


def test_a_former_name_of_two_districts_asks_unless_both_became_one() -> None:
    twice = [
        (name, district, province)
        for (name, district, province) in FORMER
        if sum((name, province) == (other[0], other[2]) for other in FORMER if other[0] == name) > 1
    ]
    assert len({(name, province) for name, _, province in twice}) == 156
    name, _, province = twice[0]
    codes = {row["new_code"] for key, rows in FORMER.items() for row in rows if (key[0], key[2]) == (name, province)}

    with pytest.raises(AmbiguousPlace) as refused:
        commune_today(name=name, province=province, on=date(2025, 1, 1))

    assert {unit.code for unit in refused.value.facts["candidates"]} == codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("tỉnh Đắk Nông", "68"),
        ("Đắc Nông", "68"),
        ("Lâm Đồng", "68"),
        ("Tỉnh Quảng Ninh", "22"),
        ("TP Quảng Ninh", "22"),
        ("Thừa Thiên - Huế", "46"),
        ("TP.HCM", "79"),
        ("Bà Rịa-Vũng Tàu", "79"),
        ("HOA BINH", "25"),
    ],
)
def test_any_name_of_a_province_is_one_of_today(written: str, code: str) -> None:
    assert province_today(name=written).code == code


@pytest.mark.parametrize(
    ("text", "parts", "code"),
    [
        (
            "Bon Đắk Huýt, xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông",
            ("xã Quảng Trực", "huyện Tuy Đức", "tỉnh Đắk Nông", "Bon Đắk Huýt"),
            "24736",
        ),
        (
            "37 Nguyễn Văn Trỗi, phường Nghĩa Trung, thành phố Gia Nghĩa, tỉnh Đắk Nông",
            ("phường Nghĩa Trung", "thành phố Gia Nghĩa", "tỉnh Đắk Nông", "37 Nguyễn Văn Trỗi"),
            "24617",
        ),
        (
            "Số 08 Nguyễn Trãi, phường Phan Thiết, tỉnh Lâm Đồng",
            ("phường Phan Thiết", "", "tỉnh Lâm Đồng", "Số 08 Nguyễn Trãi"),
            "22945",
        ),
        (
            "Tổ dân phố 2, thị trấn Đức An, huyện Đắk Song, tỉnh Đắk Nông",
            ("thị trấn Đức An", "huyện Đắk Song", "tỉnh Đắk Nông", "Tổ dân phố 2"),
            "24717",
        ),
        # Without type words the register says what a part is.
        ("Thôn 3, Thuận Hà, Đắk Song, Đắk Nông", ("Thuận Hà", "Đắk Song", "Đắk Nông", "Thôn 3"), "24722"),
        ("Số 1, Uông Bí, Quảng Ninh, Việt Nam", ("Uông Bí", "", "Quảng Ninh", "Số 1"), "06811"),
        ("P. Quang Trung, TP Uông Bí, Quảng Ninh", ("P. Quang Trung", "TP Uông Bí", "Quảng Ninh", ""), "06811"),
        ("Thôn 6, xã Nam Bình, huyện Đắk Song", ("xã Nam Bình", "huyện Đắk Song", "", "Thôn 6"), "24717"),
        (
            "Khu 3, huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu",
            ("", "huyện Côn Đảo", "tỉnh Bà Rịa - Vũng Tàu", "Khu 3"),
            "26732",
        ),
    ],
)
def test_a_printed_address_is_parted_and_placed(text: str, parts: tuple[str, str, str, str], code: str) -> None:
    address = parse_address(text=text)

    assert (address.commune, address.district, address.province, address.rest) == parts
    assert commune_of_address(text=text).code == code


@pytest.mark.parametrize("text", ["", "Việt Nam", "tỉnh Lâm Đồng", "12 đường Không Tên"])
def test_an_address_without_a_commune_is_unknown(text: str) -> None:
    with pytest.raises(UnknownPlace):
        commune_of_address(text=text)


def test_answers_keep_to_their_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        commune_today(name="Phường Vàng Danh", district="TP Uông Bí", province="TP Quảng Ninh")
    assert len(queries) <= 5
    with CaptureQueriesContext(connection) as queries:
        commune_of_address(text="Thôn 3, Thuận Hà, Đắk Song, Đắk Nông")
    assert len(queries) <= 9


def test_the_answer_is_always_a_unit_of_today() -> None:
    assert Commune.objects.get(code="24736", valid_to__isnull=True) == commune_today(
        name="Xã Quảng Trực", district="Tuy Đức", on=date(2024, 5, 1)
    )
