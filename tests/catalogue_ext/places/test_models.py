"""What the tables refuse, on both databases."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from catalogue_ext.places.models import Commune, FormerName, Province, Succession
from tests.factories.places import make_commune, make_former

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]


def test_a_code_stands_for_two_units_at_different_times(places: SimpleNamespace) -> None:
    assert places.old_quang_truc.code == places.quang_truc.code == "24736"
    assert not places.quang_truc.is_former
    assert places.old_quang_truc.is_former


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"valid_from": date(2025, 7, 1), "valid_to": date(2026, 1, 1)}, "places_commune_code_from"),
        ({"valid_from": date(2026, 1, 1)}, "places_commune_one_current"),
        ({"code": "99999", "valid_to": date(2025, 7, 1)}, "places_commune_period"),
    ],
)
def test_a_commune_that_cannot_be_is_refused(places: SimpleNamespace, fields: dict, constraint: str) -> None:
    values = {"code": "24736", **fields}

    with pytest.raises(IntegrityError) as refused:
        make_commune(values.pop("code"), "Xã Quảng Trực", places.lam_dong, **values)

    # SQLite names the columns of a broken unique constraint instead of the constraint.
    assert constraint in str(refused.value) or "places_commune.code" in str(refused.value)


def test_a_person_is_told_why_a_commune_cannot_be(places: SimpleNamespace) -> None:
    wrong = Commune(code="24736", name="Xã X", division_type="xã", name_fold="x", province=places.lam_dong)
    wrong.valid_from = date(2026, 1, 1)

    with pytest.raises(ValidationError) as refused:
        wrong.validate_constraints()

    assert len(refused.value.messages) == 1


def test_one_current_province_a_code(places: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError):
        Province.objects.create(
            code="22", name="Tỉnh Khác", division_type="tỉnh", name_fold="khac", valid_from=date(2026, 1, 1)
        )


def test_a_succession_is_noted_once(places: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError):
        Succession.objects.create(old=places.quang_trung, new=places.uong_bi)


def test_a_split_unit_proposes_one_commune(places: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError):
        Succession.objects.filter(old=places.trung_vuong).update(is_default=True)


@pytest.mark.parametrize("owners", [(), ("commune", "province")])
def test_a_former_name_belongs_to_one_unit(places: SimpleNamespace, owners: tuple[str, ...]) -> None:
    units = {"commune": places.uong_bi, "province": places.quang_ninh}

    with pytest.raises(IntegrityError):
        FormerName.objects.create(name="Tên cũ", name_fold="ten cu", **{owner: units[owner] for owner in owners})


def test_names_without_and_inside_a_sentence(places: SimpleNamespace) -> None:
    town = make_former("24721", "Thị trấn Đức An", "Huyện Đắk Song", places.dak_nong, [places.quang_truc])

    assert (town.short_name, town.label) == ("Đức An", "thị trấn Đức An")
    assert (places.quang_ninh.short_name, places.quang_ninh.label) == ("Quảng Ninh", "TP Quảng Ninh")
    assert (places.lam_dong.short_name, places.lam_dong.label) == ("Lâm Đồng", "tỉnh Lâm Đồng")
    assert str(town) == "Thị trấn Đức An (24721, 2025-01-01)"
