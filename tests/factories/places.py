"""A few real communes, with former names."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from catalogue_ext.places.data_files import FORMER_FROM
from catalogue_ext.places.models import Commune, Province, Succession
from catalogue_ext.places.rules import (
    LEVELS,
    TWO_LEVELS_SINCE,
    place_key,
    search_words,
    split_type,
    without_type,
)

NEW = TWO_LEVELS_SINCE


def make_province(
    code: str, name: str, kind: str = "tỉnh", *, valid_from: date = NEW, successor: Province | None = None
) -> Province:
    """This will save a province: of today, or with a successor one of before 07/2025."""
    return Province.objects.create(
        code=code,
        name=name,
        division_type=kind,
        name_fold=place_key(split_type(name, level="province")[1]),
        valid_from=FORMER_FROM if successor else valid_from,
        valid_to=NEW if successor else None,
        successor=successor,
    )


def make_commune(code: str, name: str, province: Province, **fields: Any) -> Commune:
    """This will save a commune of today."""
    kind = next(kind for kind in LEVELS["commune"].values() if name.lower().startswith(f"{kind} "))
    short = without_type(name, kind)
    return Commune.objects.create(
        **{
            "code": code,
            "name": name,
            "division_type": kind,
            "name_fold": place_key(short),
            "search_words": search_words(short, province.short_name),
            "province": province,
            "valid_from": NEW,
            **fields,
        }
    )


def make_former(
    code: str, name: str, district: str, province: Province, became: list[Commune], **fields: Any
) -> Commune:
    """This will save a commune of before 07/2025 and what it became; the first is the default."""
    district_short = split_type(district, level="district")[1]
    short = split_type(name, level="commune")[1]
    provinces = [province.short_name, became[0].province.short_name]
    old = make_commune(
        code,
        name,
        province,
        district_name=district,
        district_fold=place_key(district_short),
        search_words=search_words(short, district_short, *provinces),
        valid_from=FORMER_FROM,
        valid_to=NEW,
        **fields,
    )
    for new in became:
        Succession.objects.create(old=old, new=new, is_default=new == became[0])
    return old


def make_places() -> SimpleNamespace:
    """This will save two provinces and four communes of today, and former ones: one whole, one split."""
    city = "thành phố trực thuộc trung ương"
    quang_ninh = make_province("22", "Thành phố Quảng Ninh", city)
    lam_dong = make_province("68", "Tỉnh Lâm Đồng")
    old_quang_ninh = make_province("22", "Tỉnh Quảng Ninh", successor=quang_ninh)
    dak_nong = make_province("67", "Tỉnh Đắk Nông", successor=lam_dong)
    places = SimpleNamespace(
        quang_ninh=quang_ninh,
        lam_dong=lam_dong,
        old_quang_ninh=old_quang_ninh,
        dak_nong=dak_nong,
        uong_bi=make_commune("06811", "Phường Uông Bí", quang_ninh, lat=21.0249, lon=106.766),
        vang_danh=make_commune("06820", "Phường Vàng Danh", quang_ninh, lat=21.0869, lon=106.81),
        binh_khe=make_commune("07081", "Phường Bình Khê", quang_ninh, lat=21.1294, lon=106.626),
        quang_truc=make_commune("24736", "Xã Quảng Trực", lam_dong, lat=12.1846, lon=107.305),
        truong_xuan=make_commune("24730", "Xã Trường Xuân", lam_dong, lat=12.1499, lon=107.652),
    )
    uong_bi = "Thành phố Uông Bí"
    places.quang_trung = make_former("06817", "Phường Quang Trung", uong_bi, old_quang_ninh, [places.uong_bi])
    places.trung_vuong = make_former(
        "06820", "Phường Trưng Vương", uong_bi, old_quang_ninh, [places.uong_bi, places.vang_danh]
    )
    places.old_quang_truc = make_former("24736", "Xã Quảng Trực", "Huyện Tuy Đức", dak_nong, [places.quang_truc])
    return places
