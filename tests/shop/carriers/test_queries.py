"""Which ways a parcel may go: who sends it, how far, how heavy, what is in it, and who does not answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.carriers.base import CashHolder, Kind, Option
from shop.carriers.models import CarrierPlace, DeliveryLimit, ProvinceRegion
from shop.carriers.operations import (
    close_pickup_point,
    open_pickup_point,
    publish_fee_table,
    set_own_delivery,
    withdraw_fee_table,
)
from shop.carriers.queries import delivery_options
from shop.primitives.period import day_start
from shop.stock.operations import producer_location
from tests.fakes.ghn import SHOP_ID, TOKEN, FakeGhn

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

FRESH = frozenset({2, 7})


@pytest.fixture
def offered(now):
    """Asks for one parcel."""

    def ask(parcel, at=now):
        return delivery_options(parcels=[parcel], at=at)[parcel.key]

    return ask


@pytest.fixture
def publish(scales, now):
    """Publishes a table as the system."""

    def write(partner=None, at=now, days=(1, 2), **fees):
        return publish_fee_table(partner=partner, scales=scales(days, **fees), valid_on=None, by=None, at=at)

    return write


@pytest.fixture
def same_region(places):
    """The two provinces of the tests lie in one region, as real ones of the coast do."""
    for province in (places.quang_ninh, places.lam_dong):
        ProvinceRegion.objects.create(province=province, region="RED_RIVER")


@pytest.fixture
def fresh_limit(now):
    """Fresh goods of set 2 travel in their province and for two days."""
    return DeliveryLimit.objects.create(
        criteria_set=2, farthest_zone="PROVINCE", most_days=2, valid_from=date(2026, 5, 22), basis="test"
    )


def fees(answer):
    return {option.code: option.fee_vnd for option in answer.options}


# ---------------------------------------------------------------- the one fee of the settings


def test_without_any_table_there_is_the_one_fee_of_the_settings(offered, parcel, settings):
    settings.DELIVERY_DAYS_LEAST, settings.DELIVERY_DAYS_MOST = 2, 5

    answer = offered(parcel(weight_g=99_000))

    assert answer.why_none is None
    assert answer.options == (
        Option(
            code="table",
            kind=Kind.TABLE,
            name_vi="Gửi đến tận nhà",
            name_en="Sent to your door",
            fee_vnd=30_000,
            days_least=2,
            days_most=5,
            pickup_point_id=None,
            cash_holder=CashHolder.CARRIER,
        ),
    )


def test_days_nobody_said_stay_unsaid(offered, parcel, settings):
    settings.DELIVERY_DAYS_LEAST = 9

    option = offered(parcel()).options[0]

    assert (option.days_least, option.days_most) == (0, 0)


def test_nobody_asks_and_nothing_is_looked_up(django_assert_num_queries, now):
    with django_assert_num_queries(0):
        assert delivery_options(parcels=[], at=now) == {}


# ---------------------------------------------------------------- tables


def test_a_fee_by_zone_and_weight(offered, parcel, places, publish):
    publish(PROVINCE=20_000, COUNTRY=35_000)

    assert fees(offered(parcel(destination=places.uong_bi))) == {"table": 20_000}
    assert fees(offered(parcel(destination=places.vang_danh))) == {"table": 20_000}
    assert fees(offered(parcel(destination=places.quang_truc))) == {"table": 35_000}
    assert fees(offered(parcel(destination=places.quang_truc, weight_g=1_001))) == {"table": 40_000}


def test_the_shops_region_of_a_province_decides(offered, parcel, publish, same_region, places):
    publish(PROVINCE=20_000, REGION=25_000, COUNTRY=35_000)
    assert fees(offered(parcel())) == {"table": 25_000}

    ProvinceRegion.objects.filter(province=places.lam_dong).update(region="SOUTH_CENTRAL")
    assert fees(offered(parcel())) == {"table": 35_000}


def test_where_the_goods_lie_nobody_knows_it_is_the_country(offered, parcel, publish, places):
    publish(PROVINCE=20_000, COUNTRY=35_000)

    assert fees(offered(parcel(origin=None, destination=places.uong_bi))) == {"table": 35_000}


def test_a_producers_table_stands_before_the_shops_and_only_for_it(offered, parcel, publish, hai_yen, dong_trieu):
    publish(COUNTRY=35_000)
    publish(hai_yen, COUNTRY=28_000)

    assert fees(offered(parcel())) == {"table": 28_000}
    assert fees(offered(parcel(partner_id=dong_trieu.pk))) == {"table": 35_000}


def test_a_producer_that_sends_to_its_province_only(offered, parcel, publish, hai_yen, places):
    publish(COUNTRY=35_000)
    publish(hai_yen, PROVINCE=15_000)

    assert fees(offered(parcel(destination=places.vang_danh))) == {"table": 15_000}
    answer = offered(parcel())
    assert answer.options == ()
    assert answer.why_none.code == "not_here"
    assert answer.why_none.facts == {"partner_id": hai_yen.pk, "zone": "COUNTRY"}


def test_a_table_holds_from_its_instant_to_the_next(offered, parcel, publish, hai_yen, now):
    publish(hai_yen, COUNTRY=28_000)
    publish(hai_yen, at=now + timedelta(hours=1), COUNTRY=40_000)
    turn = day_start(date(2026, 12, 14))

    assert fees(offered(parcel(), at=now - timedelta(microseconds=1))) == {"table": 30_000}
    assert fees(offered(parcel(), at=now)) == {"table": 28_000}
    assert fees(offered(parcel(), at=turn - timedelta(microseconds=1))) == {"table": 28_000}
    assert fees(offered(parcel(), at=turn)) == {"table": 40_000}


def test_after_the_last_day_of_a_withdrawn_table_the_shops_fee_holds(offered, parcel, publish, hai_yen, now):
    publish(COUNTRY=35_000)
    withdraw_fee_table(table=publish(hai_yen, COUNTRY=28_000), by=None, at=now + timedelta(hours=1))

    assert fees(offered(parcel(), at=day_start(date(2026, 12, 13)))) == {"table": 28_000}
    assert fees(offered(parcel(), at=day_start(date(2026, 12, 14)))) == {"table": 35_000}


# ---------------------------------------------------------------- own delivery


def test_own_delivery_to_the_places_it_names(offered, parcel, places, publish, hai_yen, dong_trieu, now):
    publish(COUNTRY=35_000)
    set_own_delivery(
        partner=hai_yen,
        fee_vnd=10_000,
        communes=[places.quang_truc],
        provinces=[places.quang_ninh],
        days_most=1,
        by=None,
        at=now,
    )

    answer = offered(parcel(destination=places.vang_danh))
    assert [(option.code, option.fee_vnd) for option in answer.options] == [("own", 10_000), ("table", 35_000)]
    assert answer.option("own").cash_holder is CashHolder.PRODUCER
    assert (answer.option("own").name_vi, answer.option("own").name_en) == (
        "Nơi làm tự mang đến",
        "Brought by the producer",
    )
    assert fees(offered(parcel(destination=places.quang_truc))) == {"own": 10_000, "table": 35_000}
    assert fees(offered(parcel(destination=places.truong_xuan))) == {"table": 35_000}
    assert fees(offered(parcel(destination=places.vang_danh, partner_id=dong_trieu.pk))) == {"table": 35_000}
    assert fees(offered(parcel(destination=places.vang_danh), at=now - timedelta(seconds=1))) == {"table": 30_000}


# ---------------------------------------------------------------- pick-up


@pytest.fixture
def at_centre(cast, places, now):
    """The Lâm Đồng centre's point, where a parcel is sent to."""
    return open_pickup_point(
        code="lam-dong",
        name="Quầy Lâm Đồng",
        name_en="Lâm Đồng counter",
        centre=cast.centres[1],
        commune=places.truong_xuan,
        address="1 Trần Phú",
        hours="8 giờ đến 17 giờ",
        fee_vnd=12_000,
        days_least=2,
        days_most=4,
        by=None,
        at=now,
    )


@pytest.fixture
def at_producer(cast, hai_yen, places, now):
    """Hải Yến's own point, where its goods lie."""
    return open_pickup_point(
        code="hai-yen",
        name="Xưởng Hải Yến",
        partner=hai_yen,
        location=producer_location(producer=cast.producers[0]),
        commune=places.uong_bi,
        address="Thôn 1",
        hours="7 giờ đến 19 giờ",
        by=None,
        at=now,
    )


def test_pick_up_stands_last_and_says_who_takes_the_cash(
    offered, parcel, publish, at_centre, at_producer, dong_trieu, places
):
    publish(COUNTRY=35_000)

    answer = offered(parcel())
    assert [option.code for option in answer.options] == ["table", "pickup.hai-yen", "pickup.lam-dong"]
    here, there = answer.options[1:]
    assert (here.kind, here.pickup_point_id, here.fee_vnd, here.cash_holder) == (
        Kind.PICKUP,
        at_producer.pk,
        0,
        CashHolder.PRODUCER,
    )
    assert (there.fee_vnd, there.days_least, there.days_most, there.cash_holder) == (12_000, 2, 4, CashHolder.CENTRE)
    assert (there.name_vi, there.name_en) == ("Đến lấy tại Quầy Lâm Đồng", "Pick up at Lâm Đồng counter")
    # Another producer's parcel is not fetched at Hải Yến's; a centre's point is for buyers of its province.
    assert fees(offered(parcel(partner_id=dong_trieu.pk))) == {"table": 35_000, "pickup.lam-dong": 12_000}
    assert fees(offered(parcel(destination=places.vang_danh))) == {"table": 35_000, "pickup.hai-yen": 0}


def test_a_closed_point_is_offered_no_more(offered, parcel, at_producer, now):
    close_pickup_point(point=at_producer, by=None, at=now)

    assert fees(offered(parcel())) == {"table": 30_000}


def test_a_name_of_the_greatest_length_fits_an_order(offered, parcel, at_producer):
    at_producer.name = at_producer.name_en = "x" * 200
    at_producer.save()

    option = offered(parcel()).option("pickup.hai-yen")
    assert (len(option.name_vi), len(option.name_en)) == (200, 200)


# ---------------------------------------------------------------- goods that spoil


def test_goods_that_spoil_go_near_or_not_at_all(offered, parcel, publish, fresh_limit, places):
    publish(COUNTRY=35_000)

    assert fees(offered(parcel(destination=places.vang_danh, criteria_sets=FRESH))) == {"table": 35_000}
    assert fees(offered(parcel(criteria_sets=frozenset({7})))) == {"table": 35_000}
    answer = offered(parcel(criteria_sets=FRESH))
    assert answer.options == ()
    assert answer.why_none.code == "too_far"
    assert answer.why_none.facts == {"criteria_sets": [2], "zone": "PROVINCE", "days": 2}


def test_a_slow_way_is_left_out_and_a_quick_one_stays(offered, parcel, publish, fresh_limit, hai_yen, places, now):
    publish(days=(2, 3), COUNTRY=35_000)
    near = parcel(destination=places.vang_danh, criteria_sets=FRESH)
    assert offered(near).why_none.code == "too_far"

    set_own_delivery(
        partner=hai_yen, fee_vnd=50_000, provinces=[places.quang_ninh], days_least=1, days_most=2, by=None, at=now
    )
    assert fees(offered(near)) == {"own": 50_000}


def test_who_fetches_at_the_producers_may_live_anywhere_but_a_parcel_to_a_centre_travels(
    offered, parcel, fresh_limit, at_centre, at_producer
):
    assert fees(offered(parcel(criteria_sets=FRESH))) == {"pickup.hai-yen": 0}


def test_goods_that_lie_at_the_centre_already_do_not_travel(offered, parcel, fresh_limit, at_centre, cast):
    from shop.stock.operations import open_location

    at_centre.location = open_location(code="c", name="c", kind="SHOP", centre=cast.centres[1])
    at_centre.days_least = at_centre.days_most = 0
    at_centre.save()

    answer = offered(parcel(criteria_sets=FRESH, location_id=at_centre.location_id))
    assert fees(answer) == {"pickup.lam-dong": 12_000}


def test_the_strictest_of_a_parcels_goods_decides(offered, parcel, publish, fresh_limit, same_region):
    DeliveryLimit.objects.create(
        criteria_set=1, farthest_zone="REGION", most_days=3, valid_from=date(2026, 5, 22), basis="test"
    )
    publish(COUNTRY=35_000)

    assert fees(offered(parcel(criteria_sets=frozenset({1})))) == {"table": 35_000}
    answer = offered(parcel(criteria_sets=frozenset({1, 2})))
    assert answer.why_none.facts == {"criteria_sets": [1, 2], "zone": "PROVINCE", "days": 2}


def test_a_limit_holds_from_its_day_to_its_end(offered, parcel, fresh_limit, now):
    fresh_limit.valid_from, fresh_limit.valid_to = date(2026, 11, 24), date(2026, 11, 25)
    fresh_limit.save()
    fresh = parcel(criteria_sets=FRESH)

    # 24/11/2026 in Vietnam begins at 17:00 UTC of the day before.
    for at, code in (
        (day_start(date(2026, 11, 24)) - timedelta(microseconds=1), None),
        (day_start(date(2026, 11, 24)), "too_far"),
        (day_start(date(2026, 11, 25)) - timedelta(microseconds=1), "too_far"),
        (day_start(date(2026, 11, 25)), None),
    ):
        why = offered(fresh, at=at).why_none
        assert (why and why.code) == code


# ---------------------------------------------------------------- how much it costs to ask


def test_five_queries_however_many_parcels(
    parcel, publish, hai_yen, dong_trieu, places, at_centre, at_producer, fresh_limit, now
):
    publish(COMMUNE=10_000, PROVINCE=20_000, REGION=25_000, COUNTRY=35_000)
    publish(hai_yen, PROVINCE=15_000, COUNTRY=30_000)
    set_own_delivery(partner=hai_yen, fee_vnd=1, provinces=[places.quang_ninh, places.lam_dong], by=None, at=now)
    one = [parcel(criteria_sets=FRESH)]
    many = [
        replace(one[0], key=(number, partner), partner_id=partner, destination=destination)
        for number in range(10)
        for partner in (hai_yen.pk, dong_trieu.pk)
        for destination in [places.uong_bi, places.vang_danh, places.quang_truc, places.truong_xuan][number % 4 :][:1]
    ]

    for parcels in (one, many):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answers = delivery_options(parcels=parcels, at=now)
        assert len(asked) == 5
        assert len(answers) == len(parcels)


# ---------------------------------------------------------------- carriers over the network


@pytest.fixture
def ghn(settings, places):
    """GHN on this machine, switched on, with codes for both ends."""
    with FakeGhn() as fake:
        settings.CARRIERS = ["ghn"]
        settings.GHN_URL, settings.GHN_TOKEN, settings.GHN_SHOP_ID = fake.url, TOKEN, SHOP_ID
        settings.CARRIER_SECONDS = 0.3
        for commune, ward in ((places.uong_bi, "030712"), (places.quang_truc, "630508")):
            CarrierPlace.objects.create(carrier="ghn", commune=commune, codes={"district_id": 1820, "ward_code": ward})
        yield fake


def test_a_carrier_that_is_on_is_one_more_way_and_one_more_query(offered, parcel, ghn, django_assert_num_queries):
    with django_assert_num_queries(5):  # four here: nothing in the parcel is limited
        answer = offered(parcel(criteria_sets=frozenset()))

    assert fees(answer) == {"ghn": 22_000, "table": 30_000}
    option = answer.option("ghn")
    assert (option.kind, option.cash_holder, option.name_vi, option.days_most) == (
        Kind.CARRIER,
        CashHolder.CARRIER,
        "Giao Hàng Nhanh (GHN)",
        0,
    )


def test_a_price_is_asked_once_and_stands_while_the_buyer_reads(offered, parcel, ghn):
    first = offered(parcel())
    ghn.mood = "hangs"

    assert offered(parcel()) == first
    assert len(ghn.calls) == 1


@pytest.mark.parametrize("mood", ["hangs", "hangs_up", "broken", "garbage"])
def test_a_carrier_that_fails_is_left_out_logged_and_left_alone(offered, parcel, ghn, caplog, mood):
    ghn.mood = mood

    assert fees(offered(parcel())) == {"table": 30_000}
    assert "carrier left out" in caplog.text
    assert TOKEN not in caplog.text
    asked = len(ghn.calls)
    ghn.mood = "well"
    assert fees(offered(parcel(weight_g=5_000))) == {"table": 30_000}
    assert len(ghn.calls) == asked


def test_a_place_without_codes_is_no_way_of_that_carrier(offered, parcel, ghn, places):
    assert fees(offered(parcel(destination=places.vang_danh))) == {"table": 30_000}
    assert ghn.calls == []


def test_a_route_the_carrier_does_not_serve_is_left_out_and_others_are_asked(offered, parcel, ghn, places):
    CarrierPlace.objects.create(
        carrier="ghn", commune=places.truong_xuan, codes={"district_id": 1, "ward_code": "NONE"}
    )

    assert fees(offered(parcel(destination=places.truong_xuan))) == {"table": 30_000}
    assert fees(offered(parcel())) == {"ghn": 22_000, "table": 30_000}
