"""Publishing fees and ways: who may, from when, what ends by it, and what is traced."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from shop.audit.models import Entry
from shop.carriers import operations
from shop.carriers.models import Area, FeeTable, OwnDelivery, PickupPoint, Rate, Tariff
from shop.carriers.operations import (
    AnotherWaits,
    AreaOfThePast,
    DayPassed,
    EndIsSet,
    NoAreas,
    NothingToStop,
    NoticeTooShort,
    NotYours,
    NumberOdd,
    PointCodeTaken,
    PointElsewhere,
    PointOpen,
    PointShut,
    PointUnclear,
    close_pickup_point,
    open_pickup_point,
    publish_fee_table,
    reopen_pickup_point,
    set_own_delivery,
    stop_own_delivery,
    withdraw_fee_table,
)
from shop.carriers.rules import FeeFalls
from shop.primitives.period import day_start
from shop.stock.operations import producer_location
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

# Published on 24/11/2026, a changed fee holds from 14/12/2026 on: twenty days lie between.
SOONEST = date(2026, 12, 14)


@pytest.fixture
def publish(hai_yen, cast, scales, now):
    """Publishes Hải Yến's table as its owner."""

    def write(vnd=30_000, **facts):
        asked = {"partner": hai_yen, "scales": scales(COUNTRY=vnd), "valid_on": None, "by": cast.producer, "at": now}
        return publish_fee_table(**{**asked, **facts})

    return write


# ---------------------------------------------------------------- fee tables


def test_the_first_table_of_a_producer_holds_at_once(publish, hai_yen, cast, now, scales):
    table = publish(scales=scales(PROVINCE=20_000, COUNTRY=35_000))

    assert (table.partner, table.valid_from, table.valid_to) == (hai_yen, now, None)
    assert (table.published_at, table.published_by) == (now, cast.producer)
    assert list(Tariff.objects.order_by("pk").values_list("zone", "further_kg_vnd", "days_least", "days_most")) == [
        ("PROVINCE", 5_000, 1, 2),
        ("COUNTRY", 5_000, 1, 2),
    ]
    assert list(Rate.objects.order_by("pk").values_list("tariff__zone", "up_to_g", "fee_vnd")) == [
        ("PROVINCE", 1_000, 20_000),
        ("COUNTRY", 1_000, 35_000),
    ]
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.record_key) == ("delivery.fees_published", cast.producer, str(table.pk))
    assert entry.facts["fees"]["COUNTRY"]["up_to_g"] == {"1000": 35_000}


def test_a_changed_table_waits_twenty_days_and_ends_the_one_before(publish, now):
    first = publish()
    later = now + timedelta(hours=1)
    second = publish(vnd=40_000, at=later)

    first.refresh_from_db()
    assert second.valid_from == day_start(SOONEST) == first.valid_to
    assert second.valid_to is None
    assert [FeeTable.objects.in_force(at).get() for at in (later, day_start(SOONEST))] == [first, second]


@pytest.mark.parametrize(
    ("valid_on", "refusal", "facts"),
    [
        (date(2026, 11, 23), DayPassed, {"day": date(2026, 11, 23)}),
        (date(2026, 12, 13), NoticeTooShort, {"days": 20, "earliest": SOONEST}),
    ],
)
def test_a_changed_fee_is_announced(publish, now, valid_on, refusal, facts):
    first = publish()

    with pytest.raises(refusal) as refused:
        publish(vnd=25_000, valid_on=valid_on, at=now + timedelta(hours=1))
    first.refresh_from_db()
    assert refused.value.facts == (facts if refusal is NoticeTooShort else {"day": valid_on})
    assert (first.valid_to, FeeTable.objects.count()) == (None, 1)


def test_a_table_for_a_later_day_holds_from_its_midnight_on(publish):
    assert publish(valid_on=date(2026, 12, 1)).valid_from == day_start(date(2026, 12, 1))


def test_one_table_waits_at_a_time(publish, now):
    publish()
    waiting = publish(vnd=40_000, at=now + timedelta(hours=1))

    with pytest.raises(AnotherWaits) as refused:
        publish(vnd=50_000, at=now + timedelta(hours=2))
    assert refused.value.facts == {"valid_from": waiting.valid_from}


def test_a_waiting_table_is_taken_back_and_the_one_before_goes_on(publish, cast, now):
    first = publish()
    waiting = publish(vnd=40_000, at=now + timedelta(hours=1))

    withdraw_fee_table(table=waiting, by=cast.producer, at=now + timedelta(hours=2))

    first.refresh_from_db()
    waiting.refresh_from_db()
    assert first.valid_to is None
    assert waiting.valid_to == waiting.valid_from
    assert not FeeTable.objects.in_force(waiting.valid_from).filter(pk=waiting.pk).exists()
    # It never held: the next one does not wait for it, but is a change of the first all the same.
    assert publish(vnd=45_000, at=now + timedelta(hours=3)).valid_from == day_start(SOONEST)


def test_a_table_in_force_ends_after_the_notice(publish, cast, now):
    table = publish()

    withdraw_fee_table(table=table, by=cast.support, at=now + timedelta(hours=1))

    table.refresh_from_db()
    assert table.valid_to == day_start(SOONEST)
    with pytest.raises(EndIsSet) as refused:
        withdraw_fee_table(table=table, by=cast.support, at=now + timedelta(hours=2))
    assert refused.value.facts == {"valid_to": day_start(SOONEST)}
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "delivery.fees_published",
        "delivery.fees_withdrawn",
    ]


def test_who_withdraws_and_publishes_anew_announces_all_the_same(publish, cast, now):
    withdraw_fee_table(table=publish(), by=cast.producer, at=now + timedelta(hours=1))

    assert publish(vnd=50_000, at=now + timedelta(hours=2)).valid_from == day_start(SOONEST)


def test_a_senseless_table_leaves_nothing_behind(publish, scales):
    from dataclasses import replace

    from shop.carriers.rules import Bracket

    odd = [replace(scales(COUNTRY=1)[0], brackets=(Bracket(500, 9_000), Bracket(900, 8_000)))]
    with pytest.raises(FeeFalls):
        publish(scales=odd)
    assert not FeeTable.objects.exists()
    assert not Entry.objects.exists()


def test_the_database_keeps_one_open_table_an_owner(publish, hai_yen, dong_trieu, cast, now):
    publish()
    publish(partner=dong_trieu, by=cast.support)
    publish(partner=None, by=cast.support)

    for partner in (hai_yen, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            FeeTable.objects.create(partner=partner, valid_from=now, published_at=now)


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize(
    ("who", "own", "other", "shop"),
    [
        ("producer", True, False, False),
        ("other_producer", False, True, False),
        ("officer", True, True, True),
        ("support", True, True, True),
        ("administrator", True, True, True),
        ("centre", False, False, False),
        ("shopper", False, False, False),
    ],
)
def test_who_publishes_fees(publish, hai_yen, dong_trieu, cast, who, own, other, shop):
    by = getattr(cast, who)
    for partner, may in ((hai_yen, own), (dong_trieu, other), (None, shop)):
        if may:
            assert publish(partner=partner, by=by).partner == partner
        else:
            with pytest.raises(NotYours):
                publish(partner=partner, by=by)


def test_who_left_the_producer_publishes_nothing_more(publish, cast, now):
    cast.producer.producer_memberships.update(withdrawn_at=now)

    with pytest.raises(NotYours):
        publish()


def test_a_closed_account_publishes_nothing(publish, cast):
    cast.centre.is_active = False
    cast.centre.save()

    with pytest.raises(NotYours):
        publish(by=cast.centre)


def test_a_stranger_changes_nothing_that_stands(publish, cast, hai_yen, places, now):
    table = publish()
    point = open_pickup_point(**_point(cast, places, now))
    set_own_delivery(partner=hai_yen, fee_vnd=0, communes=[places.uong_bi], by=None, at=now)
    stranger = make_user("stranger")

    for act in (
        lambda: withdraw_fee_table(table=table, by=stranger, at=now),
        lambda: set_own_delivery(partner=hai_yen, fee_vnd=1, communes=[places.uong_bi], by=stranger, at=now),
        lambda: stop_own_delivery(partner=hai_yen, by=stranger, at=now),
        lambda: close_pickup_point(point=point, by=stranger, at=now),
        lambda: open_pickup_point(**{**_point(cast, places, now), "code": "b", "by": stranger}),
    ):
        with pytest.raises(NotYours):
            act()


def test_a_centre_that_sells_publishes_its_own_fees(publish, cast, hai_yen):
    cast.centres[0].partner = hai_yen
    cast.centres[0].save()

    assert publish(by=cast.centre).published_by == cast.centre
    with pytest.raises(NotYours):
        publish(by=cast.other_centre)


# ---------------------------------------------------------------- own delivery


def test_own_delivery_names_its_places(hai_yen, cast, places, now):
    own = set_own_delivery(
        partner=hai_yen,
        fee_vnd=15_000,
        communes=[places.quang_truc],
        provinces=[places.quang_ninh],
        days_least=0,
        days_most=1,
        by=cast.producer,
        at=now,
    )

    assert (own.valid_from, own.valid_to, own.fee_vnd, own.days_most) == (now, None, 15_000, 1)
    assert {(area.commune, area.province) for area in Area.objects.all()} == {
        (places.quang_truc, None),
        (None, places.quang_ninh),
    }
    assert Entry.objects.get().facts == {
        "partner": hai_yen.pk,
        "fee_vnd": 15_000,
        "valid_from": now.isoformat(),
        "communes": ["24736"],
        "provinces": ["22"],
    }


@pytest.mark.parametrize(("fee_vnd", "is_at_once"), [(15_000, True), (10_000, False), (20_000, False)])
def test_other_places_hold_at_once_and_another_fee_is_announced(hai_yen, cast, places, now, fee_vnd, is_at_once):
    asked = {"partner": hai_yen, "by": cast.producer}
    first = set_own_delivery(fee_vnd=15_000, communes=[places.uong_bi], at=now, **asked)
    later = now + timedelta(hours=1)

    second = set_own_delivery(fee_vnd=fee_vnd, communes=[places.vang_danh], at=later, **asked)

    first.refresh_from_db()
    assert second.valid_from == (later if is_at_once else day_start(SOONEST)) == first.valid_to


def test_own_delivery_stops_at_once_also_the_announced_one(hai_yen, cast, places, now):
    asked = {"partner": hai_yen, "communes": [places.uong_bi], "by": cast.producer}
    set_own_delivery(fee_vnd=15_000, at=now, **asked)
    set_own_delivery(fee_vnd=20_000, at=now + timedelta(hours=1), **asked)
    end = now + timedelta(hours=2)

    stop_own_delivery(partner=hai_yen, by=cast.producer, at=end)

    assert not OwnDelivery.objects.in_force(end).exists()
    assert not OwnDelivery.objects.in_force(day_start(SOONEST)).exists()
    with pytest.raises(NothingToStop):
        stop_own_delivery(partner=hai_yen, by=cast.producer, at=end + timedelta(hours=1))


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"communes": []}, NoAreas),
        ({"communes": ["quang_trung"]}, AreaOfThePast),
        ({"fee_vnd": -1}, NumberOdd),
        ({"days_least": 2, "days_most": 1}, NumberOdd),
    ],
)
def test_own_delivery_that_makes_no_sense(hai_yen, places, now, facts, refusal):
    asked = {"fee_vnd": 0, "communes": ["uong_bi"], **facts}
    asked["communes"] = [getattr(places, name) for name in asked["communes"]]

    with pytest.raises(refusal):
        set_own_delivery(partner=hai_yen, by=None, at=now, **asked)
    assert not OwnDelivery.objects.exists()


# ---------------------------------------------------------------- pick-up points


def _point(cast, places, now, **facts):
    return {
        "code": "ha-long",
        "name": "Quầy Hạ Long",
        "name_en": "Hạ Long counter",
        "centre": cast.centres[0],
        "commune": places.uong_bi,
        "address": "1 Lê Thánh Tông",
        "hours": "8 giờ đến 17 giờ, thứ Hai đến thứ Sáu",
        "hours_en": "8:00 to 17:00, Monday to Friday",
        "by": cast.centre,
        "at": now,
        **facts,
    }


def test_a_centre_opens_closes_and_reopens_a_point(cast, places, now):
    point = open_pickup_point(**_point(cast, places, now))
    assert point.is_open
    assert (point.called("vi"), point.called("en")) == ("Quầy Hạ Long", "Hạ Long counter")

    close_pickup_point(point=point, by=cast.centre, at=now)
    with pytest.raises(PointShut):
        close_pickup_point(point=point, by=cast.centre, at=now)
    assert not PickupPoint.objects.get().is_open

    reopen_pickup_point(point=point, by=cast.support, at=now)
    with pytest.raises(PointOpen):
        reopen_pickup_point(point=point, by=cast.centre, at=now)
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "delivery.point_opened",
        "delivery.point_closed",
        "delivery.point_reopened",
    ]


def test_a_producer_opens_a_point_where_its_goods_lie(cast, hai_yen, places, now):
    location = producer_location(producer=cast.producers[0])
    facts = {"centre": None, "partner": hai_yen, "location": location, "by": cast.producer}

    assert open_pickup_point(**_point(cast, places, now, **facts)).location == location


def test_a_name_is_said_in_vietnamese_where_nobody_wrote_another(cast, places, now):
    point = open_pickup_point(**_point(cast, places, now, name_en="", hours_en=""))

    assert (point.called("en"), point.open_when("en")) == (point.name, point.hours)


def test_a_point_that_nobody_could_find_is_not_opened(cast, hai_yen, dong_trieu, places, now):
    elsewhere = producer_location(producer=cast.producers[1])
    for facts, refusal in (
        ({"centre": None}, PointUnclear),
        ({"partner": hai_yen}, PointUnclear),
        ({"name": "  "}, PointUnclear),
        ({"hours": ""}, PointUnclear),
        ({"address": "<b></b>"}, PointUnclear),
        ({"commune": places.quang_trung}, PointUnclear),
        ({"location": elsewhere}, PointElsewhere),
        ({"fee_vnd": -1}, NumberOdd),
        ({"days_least": 2}, NumberOdd),
    ):
        with pytest.raises(refusal):
            open_pickup_point(**_point(cast, places, now, **facts))
    assert not PickupPoint.objects.exists()


def test_a_code_is_given_once(cast, places, now):
    open_pickup_point(**_point(cast, places, now))

    with pytest.raises(PointCodeTaken):
        open_pickup_point(**_point(cast, places, now))


def test_every_refusal_of_the_room_can_be_said():
    from shop.carriers import base, loading, mapping, registry, rules
    from shop.carriers.messages import SENTENCES
    from shop.primitives.refusal import Refusal

    rooms = (base, loading, mapping, operations, registry, rules)
    kinds = {kind for room in rooms for kind in vars(room).values() if isinstance(kind, type)}
    codes = {kind.code for kind in kinds if issubclass(kind, Refusal)} - {"refused"}

    assert codes == set(SENTENCES)
