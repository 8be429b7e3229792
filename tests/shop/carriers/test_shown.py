"""What pages show of fees and ways: the very numbers that a checkout asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shop.carriers.models import ProvinceRegion
from shop.carriers.operations import (
    open_pickup_point,
    publish_fee_table,
    set_own_delivery,
    stop_own_delivery,
    withdraw_fee_table,
)
from shop.carriers.queries import delivery_options
from shop.carriers.rules import Bracket, Zone
from shop.carriers.shown import ZoneFee, ways_of, zone_fees
from shop.primitives.period import day_start
from tests.factories.places import make_commune, make_province

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_without_a_table_every_zone_costs_the_one_fee(hai_yen, now, settings):
    settings.DELIVERY_DAYS_LEAST, settings.DELIVERY_DAYS_MOST = 2, 5

    found = zone_fees(partner_id=hai_yen.pk, lightest_g=800, heaviest_g=5_000, at=now)

    assert found == [ZoneFee(zone, 30_000, 30_000, 2, 5, is_flat=True) for zone in Zone]


def test_a_zone_that_is_not_sent_to_is_not_named(hai_yen, dong_trieu, scales, now, django_assert_num_queries):
    asked = {"valid_on": None, "by": None, "at": now}
    publish_fee_table(partner=None, scales=scales(COUNTRY=35_000), **asked)
    publish_fee_table(partner=hai_yen, scales=scales(PROVINCE=15_000), **asked)

    with django_assert_num_queries(1):
        near = zone_fees(partner_id=hai_yen.pk, lightest_g=800, heaviest_g=1_001, at=now)
    assert near == [ZoneFee(zone, 15_000, 20_000, 1, 2) for zone in (Zone.COMMUNE, Zone.PROVINCE)]
    others = zone_fees(partner_id=dong_trieu.pk, lightest_g=0, heaviest_g=0, at=now)
    assert [row.fee_vnd for row in others] == [35_000] * 4


@pytest.mark.parametrize("weight_g", [0, 900, 1_001, 7_500])
def test_a_page_shows_what_the_checkout_asks_for(hai_yen, parcel, scales, places, now, weight_g):
    beside = make_province("24", "Thành phố Bắc Ninh", "thành phố trực thuộc trung ương")
    for province in (places.quang_ninh, beside):
        ProvinceRegion.objects.create(province=province, region="RED_RIVER")
    there = {
        Zone.COMMUNE: places.uong_bi,
        Zone.PROVINCE: places.vang_danh,
        Zone.REGION: make_commune("09187", "Phường Kinh Bắc", beside),
        Zone.COUNTRY: places.quang_truc,
    }
    table = scales(COMMUNE=10_000, REGION=25_000, COUNTRY=35_000)
    publish_fee_table(partner=hai_yen, scales=table, valid_on=None, by=None, at=now)

    fees = zone_fees(partner_id=hai_yen.pk, lightest_g=weight_g, heaviest_g=weight_g, at=now)
    shown = {row.zone: row.fee_vnd for row in fees}
    parcels = [parcel(key=zone, destination=commune, weight_g=weight_g) for zone, commune in there.items()]
    asked = delivery_options(parcels=parcels, at=now)
    assert shown == {zone: asked[zone].option("table").fee_vnd for zone in Zone}


def test_a_desk_shows_what_holds_and_what_waits(hai_yen, cast, scales, places, now, django_assert_num_queries):
    asked = {"partner": hai_yen, "valid_on": None, "by": cast.producer}
    first = publish_fee_table(scales=scales(COUNTRY=30_000), at=now, **asked)
    second = publish_fee_table(scales=scales(COUNTRY=40_000), at=now + timedelta(hours=1), **asked)
    own = set_own_delivery(partner=hai_yen, fee_vnd=0, communes=[places.uong_bi], by=None, at=now)
    point = open_pickup_point(
        code="a", name="A", partner=hai_yen, commune=places.uong_bi, address="A", hours="A", by=None, at=now
    )
    later = now + timedelta(hours=2)

    with django_assert_num_queries(5):
        ways = ways_of(partner=hai_yen, at=later)
    assert [(table, found[Zone.COUNTRY].brackets) for table, found in ways.tables] == [
        (first, (Bracket(1_000, 30_000),)),
        (second, (Bracket(1_000, 40_000),)),
    ]
    assert [(row, [area.commune for area in areas]) for row, areas in ways.own] == [(own, [places.uong_bi])]
    assert ways.points == [point]

    withdraw_fee_table(table=second, by=None, at=later)
    stop_own_delivery(partner=hai_yen, by=None, at=later)
    after = ways_of(partner=hai_yen, at=later)
    assert [table for table, _scales in after.tables] == [first]
    assert after.own == []
    assert [table for table, _ in ways_of(partner=hai_yen, at=day_start(date(2026, 12, 14))).tables] == [first]
    assert ways_of(partner=None, at=later).tables == []


def test_what_a_desk_shows_can_be_published_again_as_it_is(hai_yen, scales, now):
    said = scales(PROVINCE=20_000, COUNTRY=30_000)
    said[1] = replace(said[1], brackets=(Bracket(500, 1), Bracket(9_000, 2)))
    publish_fee_table(partner=hai_yen, scales=said, valid_on=None, by=None, at=now)

    ((_table, found),) = ways_of(partner=hai_yen, at=now).tables
    assert list(found.values()) == said
