"""A few real communes, with former names."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from catalogue_ext.places.models import Commune, Province
from shop.primitives.vi_text import fold

NEW = date(2025, 7, 1)


def make_province(code: str, name: str, kind: str = "tỉnh") -> Province:
    """This will save a province of today."""
    short = name.removeprefix("Thành phố ").removeprefix("Tỉnh ")
    return Province.objects.create(code=code, name=name, division_type=kind, name_fold=fold(short), valid_from=NEW)


def make_commune(code: str, name: str, province: Province, **fields: Any) -> Commune:
    """This will save a commune of today."""
    kind, _, short = name.partition(" ")
    return Commune.objects.create(
        code=code,
        name=name,
        division_type=kind.lower(),
        name_fold=fold(short),
        province=province,
        valid_from=NEW,
        **fields,
    )


def make_places() -> SimpleNamespace:
    """This will save two provinces and four communes."""
    quang_ninh = make_province("22", "Thành phố Quảng Ninh", "thành phố trực thuộc trung ương")
    lam_dong = make_province("68", "Tỉnh Lâm Đồng")
    return SimpleNamespace(
        quang_ninh=quang_ninh,
        lam_dong=lam_dong,
        uong_bi=make_commune("06811", "Phường Uông Bí", quang_ninh, lat=21.03, lon=106.77),
        binh_khe=make_commune("07081", "Phường Bình Khê", quang_ninh, lat=21.1, lon=106.6),
        quang_truc=make_commune("24745", "Xã Quảng Trực", lam_dong, lat=12.2, lon=107.3),
        truong_xuan=make_commune("24736", "Xã Trường Xuân", lam_dong, lat=12.0, lon=107.6),
    )
