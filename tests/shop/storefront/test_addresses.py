"""What a shopper types as a place: one commune of today, or a choice. Never a guess."""

from datetime import date

import pytest

from catalogue_ext.places.models import Commune, Province
from shop.storefront.addresses import find_commune
from tests.factories.places import make_commune, make_province

pytestmark = pytest.mark.django_db

OLD = {"valid_from": date(2024, 11, 1), "valid_to": date(2025, 7, 1)}


@pytest.fixture
def hoa_binh(places):
    """A province of before whose name a ward of today and a ward of before bear as well."""
    phu_tho = make_province("25", "Tỉnh Phú Thọ")
    old = Province.objects.create(
        code="17", name="Tỉnh Hoà Bình", division_type="tỉnh", name_fold="hoa binh", successor=phu_tho, **OLD
    )
    ward = make_commune("04795", "Phường Hòa Bình", phu_tho)
    other = make_commune("04792", "Phường Tân Hòa", phu_tho)
    before = Commune.objects.create(
        code="04792",
        name="Phường Hữu Nghị",
        division_type="phường",
        name_fold="huu nghi",
        province=old,
        district_name="Thành phố Hòa Bình",
        district_fold="hoa binh",
        **OLD,
    )
    before.successions.create(new=other, is_default=True)
    return ward


@pytest.mark.parametrize("text", ["Phường Uông Bí", "phuong uong bi", "P. Uông Bí", "phường Uông Bí, Quảng Ninh"])
def test_a_name_with_its_kind_that_one_unit_bears_is_exact(places, text):
    assert find_commune(text=text, province_code="", chosen_code="").commune == places.uong_bi


def test_a_provinces_name_alone_is_no_commune_of_it(hoa_binh):
    assert find_commune(text="Hòa Bình", province_code="", chosen_code="").commune == hoa_binh


def test_a_name_that_two_communes_bear_is_asked(places):
    make_commune("30046", "Xã Trường Xuân", make_province("82", "Tỉnh Đồng Tháp"))

    found = find_commune(text="xã Trường Xuân", province_code="", chosen_code="")
    with_province = find_commune(text="xã Trường Xuân", province_code="68", chosen_code="")

    assert found.commune is None
    assert len(found.candidates) == 2
    assert with_province.commune == places.truong_xuan


def test_what_was_chosen_wins(places):
    assert find_commune(text="xã gì đó", province_code="", chosen_code="06811").commune == places.uong_bi


def test_an_unknown_name_says_so(places):
    found = find_commune(text="Xã Không Có Thật", province_code="", chosen_code="")

    assert (found.commune, found.candidates, found.code) == (None, (), "unknown_place")
