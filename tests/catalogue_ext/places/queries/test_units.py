"""Units by code, former names, neighbours."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue_ext.places.queries import (
    UnknownPlace,
    commune,
    communes_of,
    former_names_of,
    former_provinces_of,
    nearest,
    province,
    provinces,
    units_named,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def test_provinces_stand_in_vietnamese_order() -> None:
    names = [unit.short_name for unit in provinces()]

    assert len(names) == 34
    assert names[:5] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ"]
    assert names[-3:] == ["Thanh Hóa", "Tuyên Quang", "Vĩnh Long"]
    assert names.index("Đà Nẵng") == names.index("Cần Thơ") + 1


def test_a_province_lists_its_communes_of_today() -> None:
    units = communes_of(province=province(code="22"))

    assert len(units) == 54
    assert [unit.short_name for unit in units[:3]] == ["An Sinh", "Ba Chẽ", "Bãi Cháy"]


def test_a_code_means_the_unit_of_today() -> None:
    assert commune(code="24736").name == "Xã Quảng Trực"
    # 00001 was phường Phúc Xá until 07/2025 and is nothing today.
    with pytest.raises(UnknownPlace) as refused:
        commune(code="00001")
    assert refused.value.facts == {"text": "00001", "part": "code"}
    with pytest.raises(UnknownPlace):
        province(code="67")


def test_former_names_say_district_and_lost_province() -> None:
    units = former_names_of(commune=commune(code="06811"))

    assert [(unit.label, unit.was_split) for unit in units] == [
        ("phường Quang Trung, TP Uông Bí", False),
        ("phường Thanh Sơn, TP Uông Bí", False),
        ("phường Trưng Vương, TP Uông Bí", True),
        ("phường Yên Thanh, TP Uông Bí", False),
    ]
    assert [unit.label for unit in former_names_of(commune=commune(code="24736"))] == [
        "xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông"
    ]


def test_the_origin_of_the_same_name_comes_first_and_own_names_last() -> None:
    labels = [unit.label for unit in former_names_of(commune=commune(code="07294"))]

    assert labels[0] == "thị trấn Bố Hạ, huyện Yên Thế, tỉnh Bắc Giang"
    assert labels[-1] == "xã Bố Hạ"


def test_an_island_names_its_district_once() -> None:
    assert [unit.label for unit in former_names_of(commune=commune(code="11948"))] == ["huyện Bạch Long Vĩ"]


def test_neighbours_come_by_distance() -> None:
    here = commune(code="06811")

    units = nearest(commune=here, limit=3)

    assert [unit.name for unit in units] == ["Phường Bạch Đằng", "Phường Hiệp Hòa", "Phường Vàng Danh"]
    assert here not in nearest(commune=here, limit=20)


def test_a_unit_without_a_point_has_no_neighbours() -> None:
    here = commune(code="06811")
    here.lat = here.lon = None

    assert nearest(commune=here) == []


@pytest.mark.parametrize(
    ("code", "former"),
    [
        # The namesake first, then the Vietnamese order.
        ("68", ["Tỉnh Lâm Đồng", "Tỉnh Bình Thuận", "Tỉnh Đắk Nông"]),
        ("48", ["Thành phố Đà Nẵng", "Tỉnh Quảng Nam"]),
        ("79", ["Thành phố Hồ Chí Minh", "Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh Bình Dương"]),
        # One became a city, one went on as it was.
        ("22", ["Tỉnh Quảng Ninh"]),
        ("01", []),
    ],
)
def test_a_province_knows_what_went_into_it(code: str, former: list[str]) -> None:
    assert [unit.name for unit in former_provinces_of(province=province(code=code))] == former


@pytest.mark.parametrize(
    ("ask", "cost"),
    [
        (lambda here: nearest(commune=here), 1),
        (lambda here: provinces(), 1),
        (lambda here: communes_of(province=here.province), 1),
        (lambda here: [unit.label for unit in former_names_of(commune=here)], 2),
        (lambda here: former_provinces_of(province=here.province), 1),
    ],
)
def test_reads_keep_to_their_queries(ask, cost: int) -> None:
    here = commune(code="06811")

    with CaptureQueriesContext(connection) as queries:
        ask(here)

    assert len(queries) == cost


def test_a_full_name_names_units_of_both_times() -> None:
    found = [(unit.name, unit.code, unit.is_former) for unit in units_named(full_name="PHUONG UONG BI")]
    town = [(unit.name, unit.district_name) for unit in units_named(full_name="thị trấn Đức An")]

    assert found == [("Phường Uông Bí", "06811", False)]
    assert town == [("Thị trấn Đức An", "Huyện Đắk Song")]
    assert units_named(full_name="Uông Bí") == []
