"""Which drawn land stands for a place: each unit of today has one, and a known place gets what lies there."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from catalogue_ext.places.data_files import place_rows
from catalogue_ext.places.lands import Land, grounds, land_of_commune, lands_of_provinces
from catalogue_ext.places.models import Commune, Province
from catalogue_ext.places.queries import UnknownPlace, land_kind
from catalogue_ext.places.rules import TWO_LEVELS_SINCE


@pytest.mark.parametrize(
    ("code", "division_type", "land"),
    [
        ("00004", "phường", Land.TOWN),  # Ba Đình, Hà Nội
        ("06838", "xã", Land.MOUNTAINS),  # Bình Liêu, Quảng Ninh
        ("06862", "xã", Land.SEA),  # Tiên Yên, Quảng Ninh
        ("06652", "phường", Land.SEA),  # Hạ Long: a town at the sea shows the sea
        ("24736", "xã", Land.PLATEAU),  # Quảng Trực, Lâm Đồng
        ("24778", "phường", Land.PLATEAU),  # Đà Lạt: a town on the plateau shows the plateau
        ("13225", "phường", Land.TOWN),  # Thái Bình: a town in the plain
        ("32002", "xã", Land.RIVERS),  # Cà Mau
        ("00001", "đặc khu", Land.SEA),  # every special zone is an island
    ],
)
def test_a_known_place_gets_what_lies_there(code: str, division_type: str, land: Land) -> None:
    assert land_of_commune(code=code, division_type=division_type) is land


def test_each_unit_of_today_has_a_land() -> None:
    rows = place_rows()
    today = [(code, row) for (code, since), row in rows.communes.items() if since == TWO_LEVELS_SINCE]

    found = Counter(land_of_commune(code=code, division_type=row["division_type"]) for code, row in today)

    assert set(found) == set(Land)
    assert sum(found.values()) == 3_321
    assert set(lands_of_provinces()) == {code for code, since in rows.provinces if since == TWO_LEVELS_SINCE}


def test_the_grounds_run_upwards_from_the_first_commune() -> None:
    codes = [ground.first_code for ground in grounds()]

    assert codes[0] == "00004"
    assert codes == sorted(set(codes))


def test_a_unit_is_asked_whole() -> None:
    lam_dong = Province(code="68", name="Tỉnh Lâm Đồng", valid_from=TWO_LEVELS_SINCE)
    island = Commune(code="06994", name="Đặc khu Vân Đồn", division_type="đặc khu", province=lam_dong)

    assert land_kind(unit=lam_dong) is Land.PLATEAU
    assert land_kind(unit=island) is Land.SEA


def test_a_former_province_has_none() -> None:
    dak_nong = Province(code="67", name="Tỉnh Đắk Nông", valid_from=date(2025, 1, 1), valid_to=TWO_LEVELS_SINCE)

    with pytest.raises(UnknownPlace):
        land_kind(unit=dak_nong)
