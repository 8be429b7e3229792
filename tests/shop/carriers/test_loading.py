"""The files of the room: every province of today has a region, and a second run changes nothing."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from django.core.management import call_command

from catalogue_ext.places.data_files import place_rows
from catalogue_ext.places.models import Province
from shop.carriers.loading import DATA, DeliveryDataBroken, Loaded, load_delivery_data
from shop.carriers.models import DeliveryLimit, ProvinceRegion
from tests.factories.places import make_province

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def provinces():
    """Today's provinces, as the register's files have them."""
    for (code, _since), facts in place_rows().provinces.items():
        if facts["valid_to"] is None:
            make_province(code, facts["name"], facts["division_type"])
    return Province.objects.count()


def test_every_province_of_today_has_one_of_six_regions(provinces, capsys):
    call_command("load_delivery")

    assert capsys.readouterr().out == "delivery: 34 regions and 6 limits made or changed\n"
    assert (provinces, ProvinceRegion.objects.count()) == (34, 34)
    assert Counter(ProvinceRegion.objects.values_list("region", flat=True)) == {
        "NORTHERN_UPLANDS": 9,
        "RED_RIVER": 6,
        "NORTH_CENTRAL": 5,
        "SOUTH_CENTRAL": 6,
        "SOUTHEAST": 3,
        "MEKONG": 5,
    }


def test_the_names_in_the_file_are_the_registers():
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        ours = {row["province"]: row["name"] for row in csv.DictReader(file)}

    assert ours == {key[0]: row["name"] for key, row in place_rows().provinces.items() if row["valid_to"] is None}


def test_fresh_and_live_goods_are_limited(provinces):
    load_delivery_data()

    assert sorted(DeliveryLimit.objects.values_list("criteria_set", flat=True)) == [1, 2, 8, 23, 24, 25]


def test_a_second_run_changes_nothing_and_a_changed_row_is_put_right(provinces):
    assert load_delivery_data() == Loaded(regions=34, limits=6)
    assert load_delivery_data() == Loaded(regions=0, limits=0)

    ProvinceRegion.objects.filter(province__code="22").update(region="MEKONG")
    DeliveryLimit.objects.filter(criteria_set=2).update(most_days=9)
    assert load_delivery_data() == Loaded(regions=1, limits=1)
    assert ProvinceRegion.objects.get(province__code="22").region == "RED_RIVER"


def test_a_province_without_a_region_is_said(places):
    with pytest.raises(DeliveryDataBroken):
        load_delivery_data()
    assert not ProvinceRegion.objects.exists()
