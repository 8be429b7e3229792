"""Point maps: every unit is on its sheet, the islands too, and marks leave room for a finger."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest

from catalogue_ext.places import maps
from catalogue_ext.places.data_files import place_rows, points
from catalogue_ext.places.maps import Spot, Unit, apart, country_sheet, on_country, province_sheet

MASK = Path(__file__).parents[3] / "static" / "img" / "vietnam-points.svg"


@pytest.fixture(scope="module")
def units() -> dict[str, list[Unit]]:
    """The communes of today by province."""
    names = {code: row["name"] for (code, _), row in place_rows().communes.items() if row["valid_to"] is None}
    found: dict[str, list[Unit]] = {}
    for point in points():
        found.setdefault(point.province, []).append(Unit(point.code, names[point.code], point.lat, point.lon, 1))
    return found


@pytest.mark.parametrize("code", sorted({point.province for point in points()}))
def test_every_unit_of_a_province_is_on_its_sheet(code, units):
    sheet = province_sheet(units=units[code])

    assert sorted(spot.code for spot in sheet.spots) == sorted(unit.code for unit in units[code])
    assert sheet.count == len(units[code])
    for spot in sheet.spots:
        assert 5 <= spot.x <= sheet.width - 5, spot
        assert 5 <= spot.y <= sheet.height - 5, spot
    assert sheet.height <= maps.TALLEST + 1


@pytest.mark.parametrize(
    ("province", "island", "name"),
    [("48", "20333", "Hoàng Sa"), ("56", "22736", "Trường Sa"), ("79", "26732", "Côn Đảo")],
)
def test_islands_far_out_stand_named_in_a_frame(province, island, name, units):
    sheet = province_sheet(units=units[province])

    frame = sheet.frames[0]
    spot = next(spot for spot in sheet.spots if spot.code == island)
    assert [frame.name for frame in sheet.frames] == [name]
    assert frame.x < spot.x < frame.x + frame.width
    assert frame.y < spot.y < frame.y + frame.height
    assert frame.x + frame.width < sheet.width
    assert frame.y + frame.height < sheet.height
    others = [other for other in sheet.spots if other.code != island]
    assert max(other.x + other.radius for other in others) < frame.x


def test_no_other_province_needs_a_frame(units):
    assert {code for code in units if province_sheet(units=units[code]).frames} == {"48", "56", "79"}


def test_north_is_up_and_east_is_right():
    sheet = province_sheet(
        units=[Unit("1", "Xã A", 21.0, 105.0, 1), Unit("2", "Xã B", 20.0, 105.0, 1), Unit("3", "Xã C", 20.5, 106.0, 1)]
    )

    at = {spot.code: (spot.x, spot.y) for spot in sheet.spots}
    assert at["1"][1] < at["3"][1] < at["2"][1]
    assert at["1"][0] == at["2"][0] < at["3"][0]


def test_a_degree_is_narrower_than_it_is_tall():
    sheet = province_sheet(units=[Unit("1", "Xã A", 60.0, 105.0, 1), Unit("2", "Xã B", 60.5, 106.0, 1)])

    one, two = sheet.spots
    assert two.x - one.x == pytest.approx(one.y - two.y, rel=0.02)


def test_what_has_goods_is_a_spot_by_its_number_and_the_rest_is_dots():
    sheet = province_sheet(
        units=[
            Unit("1", "Xã A", 21.0, 105.0, 1),
            Unit("2", "Xã B", 20.0, 105.4),
            Unit("3", "Xã C", 20.5, 106.0, 9),
            Unit("4", "Xã D", 20.2, 105.7, 400),
        ],
        here="2",
    )

    assert [(spot.code, spot.radius) for spot in sheet.spots] == [("4", 11.0), ("3", 7.4), ("1", 5.0)]
    assert sheet.here is not None
    assert (sheet.here.code, sheet.here.count) == ("2", 0)
    assert sheet.dots == ""


def test_a_province_of_one_commune_has_a_sheet():
    sheet = province_sheet(units=[Unit("1", "Đặc khu Một mình", 16.5, 112.1)], here="1")

    assert sheet.here is not None
    assert (sheet.here.x, sheet.frames) == (160.0, [])


def test_the_country_is_the_picture_that_lies_under_its_marks():
    """The mask was drawn by the same rule, so a mark stands where its dots are."""
    drawn = {(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", MASK.read_text())}

    ours = {on_country(lat=point.lat, lon=point.lon) for point in points()}

    missing = [dot for dot in ours if not any(dist(dot, other) < 0.3 for other in drawn)]
    assert missing == []


def test_hoang_sa_and_truong_sa_are_always_named():
    sheet = country_sheet(names={})

    assert [(label.name, label.x, label.y) for label in sheet.archipelagos] == [
        ("Hoàng Sa", 196.8, 142.6),
        ("Trường Sa", 241.3, 279.7),
    ]
    assert all(0 < label.x < maps.COUNTRY_WIDTH and 0 < label.y < maps.COUNTRY_HEIGHT for label in sheet.archipelagos)


def test_marks_of_all_provinces_leave_room_for_a_finger():
    sheet = country_sheet(names={code: code for code in maps.province_middles()})

    assert len(sheet.spots) == 34
    for one, other in combinations(sheet.spots, 2):
        assert dist((one.x, one.y), (other.x, other.y)) > maps.APART - 0.2, (one.code, other.code)
    assert max(dist((spot.x, spot.y), (spot.true_x, spot.true_y)) for spot in sheet.spots) < 22
    assert all(maps.LEAST_RADIUS < spot.x < maps.COUNTRY_WIDTH for spot in sheet.spots)


def test_marks_that_do_not_touch_stay_where_they_are():
    spots = [Spot("1", "A", 10, 10, 5, 1, 10, 10), Spot("2", "B", 40, 10, 5, 1, 40, 10)]

    assert apart(spots=spots) == spots
    assert not any(spot.is_moved for spot in spots)


def test_marks_on_one_point_part():
    spots = [Spot("1", "A", 10, 10, 5, 1, 10, 10), Spot("2", "B", 10, 10, 5, 1, 10, 10)]

    one, other = apart(spots=spots)

    assert (one.x, other.x) == (0.7, 19.3)
    assert one.is_moved


def test_da_nang_lies_where_its_communes_do_and_not_between_them_and_hoang_sa():
    x, y = maps.province_middles()["48"]

    assert x == pytest.approx(on_country(lat=15.7, lon=108.1)[0], abs=6)
    assert y == pytest.approx(on_country(lat=15.7, lon=108.1)[1], abs=6)
