"""The files count as the law does, and broken ones are refused."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from catalogue_ext.places import data_files
from catalogue_ext.places.data_files import FORMER_FROM, place_rows
from catalogue_ext.places.refusals import PlacesDataBroken
from catalogue_ext.places.rules import TWO_LEVELS_SINCE


def test_the_files_hold_what_the_law_counts() -> None:
    rows = place_rows()

    assert rows.counts() == {
        "provinces": 34,
        "communes": 3_321,
        "former_provinces": 63,
        "former_communes": 10_040,
        "successions": 10_575,
    }
    of_quang_ninh = [row for row in rows.communes.values() if row["province"] == ("22", TWO_LEVELS_SINCE)]
    assert len(of_quang_ninh) == 54


def test_2146_codes_stand_for_another_unit_than_before() -> None:
    rows = place_rows().communes
    codes = {code for code, since in rows if since == TWO_LEVELS_SINCE} & {
        code for code, since in rows if since == FORMER_FROM
    }

    other = [code for code in codes if rows[code, TWO_LEVELS_SINCE]["name"] != rows[code, FORMER_FROM]["name"]]

    assert len(codes) == 3_316
    assert len(other) == 2_146


def test_444_units_were_split_twelve_of_them_in_quang_ninh() -> None:
    rows = place_rows()
    became: dict[tuple[str, date], int] = {}
    for old, _ in rows.successions:
        became[old] = became.get(old, 0) + 1

    split = [old for old, count in became.items() if count > 1]

    assert len(split) == 444
    assert sum(rows.communes[old]["province"][0] == "22" for old in split) == 12
    assert len(rows.provinces) == 34 + 63


def test_every_former_province_names_one_of_today() -> None:
    rows = place_rows().provinces

    successors = {key: row["successor"] for key, row in rows.items() if key[1] == FORMER_FROM}

    assert all(rows[successor]["valid_to"] is None for successor in successors.values())
    assert successors["67", FORMER_FROM] == ("68", TWO_LEVELS_SINCE)
    assert successors["22", FORMER_FROM] == ("22", TWO_LEVELS_SINCE)


def test_islands_without_communes_stand_under_their_district() -> None:
    rows = place_rows().communes

    islands = {row["name"] for (code, _), row in rows.items() if len(code) == 3}

    assert islands == {"Huyện Bạch Long Vĩ", "Huyện Cồn Cỏ", "Huyện Hoàng Sa", "Huyện Lý Sơn", "Huyện Côn Đảo"}


def test_units_that_went_on_under_another_type_keep_their_earlier_name() -> None:
    names = place_rows().former_names

    renamed = {(kind, key[0], name): row for (kind, key, name), row in names.items() if row["until"]}

    assert len(renamed) == 22 + 3
    assert renamed["province", "22", "Tỉnh Quảng Ninh"] == {
        "name_fold": "quang ninh",
        "until": date(2026, 9, 1),
        "basis": "36/2026/QH16",
    }
    assert renamed["commune", "07294", "Xã Bố Hạ"]["until"] == date(2026, 9, 20)


def test_a_missing_row_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_files.DATA, folder)
    lines = (folder / "provinces.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "provinces.csv").write_text("".join([*lines, "99,Tỉnh Mẫu,tỉnh,Tỉnh Mẫu,tỉnh,,\n"]), encoding="utf-8")
    monkeypatch.setattr(data_files, "DATA", folder)

    with pytest.raises(PlacesDataBroken) as refused:
        place_rows()

    assert refused.value.facts == {"what": "provinces", "expected": 34, "found": 35}
