"""Fees and pick-up points of all, and the shop's own published by support."""

from __future__ import annotations

from datetime import date

import pytest

from shop.audit.models import Entry
from shop.carriers.models import FeeTable, PickupPoint
from shop.carriers.operations import open_pickup_point, publish_fee_table, set_own_delivery
from shop.carriers.rules import Bracket, Scale, Zone
from tests.shop.programme.conftest import HOME, errors, read, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
DELIVERY = f"{HOME}giao-hang/"
FEES = f"{DELIVERY}bang-phi/"
TYPED = {
    "PROVINCE-1-g": "500",
    "PROVINCE-1-fee": "20.000",
    "PROVINCE-2-g": "2000",
    "PROVINCE-2-fee": "25k",
    "PROVINCE-further": "4.000",
    "COUNTRY-1-g": "500",
    "COUNTRY-1-fee": "30.000 ₫",
    "COUNTRY-further": "6.000",
    "COUNTRY-least": "2",
    "COUNTRY-most": "5",
    "valid_on": "",
}


def test_the_first_table_holds_at_once(desk, cast, now):
    answer = desk.post(FEES, TYPED, follow=True)

    table = FeeTable.objects.get()
    assert (table.partner, table.valid_from, table.published_by) == (None, now, cast.support)
    rates = [
        (rate.tariff.zone, rate.up_to_g, rate.fee_vnd)
        for tariff in table.tariffs.order_by("pk")
        for rate in tariff.rates.order_by("up_to_g")
    ]
    assert rates == [("PROVINCE", 500, 20_000), ("PROVINCE", 2000, 25_000), ("COUNTRY", 500, 30_000)]
    country = table.tariffs.get(zone="COUNTRY")
    assert (country.further_kg_vnd, country.days_least, country.days_most) == (6_000, 2, 5)
    assert "áp dụng từ 24/11/2026" in words(read(answer))
    assert Entry.objects.get(action="delivery.fees_published").by == cast.support


def test_support_publishes_in_a_producers_name(desk, cast, now):
    maker = cast.producers[0]
    page = read(desk.get(DELIVERY))
    assert [row["value"] for row in page.select("#chu-the option")] == sorted(
        (row.slug for row in cast.producers), key=lambda slug: [row.name for row in cast.producers if row.slug == slug]
    )
    address = f"{FEES}?chu-the={maker.slug}"
    assert words(read(desk.get(address)).select_one("h1")) == f"Bảng phí của {maker.name}"

    desk.post(address, TYPED)

    assert (FeeTable.objects.get().partner, FeeTable.objects.get().published_by) == (maker.partner, cast.support)
    # It begins from the maker's own, and the shop's stays empty.
    assert read(desk.get(address)).select_one('[name="COUNTRY-most"]')["value"] == "5"
    assert read(desk.get(FEES)).select_one('[name="COUNTRY-most"]').get("value", "") == ""
    assert desk.get(f"{FEES}?chu-the=nobody").status_code == 404


def test_a_changed_fee_is_announced_and_begins_from_the_one_before(desk):
    desk.post(FEES, TYPED)
    form = read(desk.get(FEES))
    assert form.select_one('[name="PROVINCE-2-fee"]')["value"] == "25.000\u00a0₫"
    assert form.select_one('[name="COUNTRY-most"]')["value"] == "5"

    early = desk.post(FEES, {**TYPED, "COUNTRY-1-fee": "35.000", "valid_on": "2026-11-25"})
    said = words(read(early, 422).select_one('main [role="alert"]'))
    assert said == "Phí thay đổi phải công bố trước 20 ngày: sớm nhất là 14/12/2026."
    assert read(early, 422).select_one('[name="COUNTRY-1-fee"]')["value"] == "35.000"
    assert FeeTable.objects.count() == 1
    desk.post(FEES, {**TYPED, "COUNTRY-1-fee": "35.000"})
    assert FeeTable.objects.count() == 2
    page = read(desk.get(DELIVERY))
    states = [words(status) for status in page.select('section[aria-labelledby="cua-hang"] .status')]
    assert states == ["còn hiệu lực", "đã báo trước"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"COUNTRY-1-fee": ""}, "đi cùng nhau"),
        ({"COUNTRY-1-g": "nặng"}, "sửa"),
        ({"COUNTRY-1-fee": "rẻ"}, "không phải số tiền"),
        ({"PROVINCE-2-fee": "1.000"}, "2000 g"),
        ({"COUNTRY-least": "9"}, ""),
        (dict.fromkeys(TYPED, ""), "ít nhất một"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(desk, wrong, said):
    assert said in errors(desk.post(FEES, {**TYPED, **wrong}))
    assert FeeTable.objects.count() == 0


def test_a_table_is_withdrawn_before_it_begins_or_after_the_notice(desk, now):
    desk.post(FEES, TYPED)
    desk.post(FEES, {**TYPED, "COUNTRY-1-fee": "35.000"})
    first, second = FeeTable.objects.order_by("pk")

    taken = desk.post(f"{FEES}{second.pk}/rut/", follow=True)
    assert "trước khi áp dụng" in words(read(taken))
    again = desk.post(f"{FEES}{second.pk}/rut/", follow=True)
    assert read(again).select_one(".notice--danger") is not None
    desk.post(f"{FEES}{first.pk}/rut/")
    first.refresh_from_db()
    assert first.valid_to > now
    assert desk.get(f"{FEES}{first.pk}/rut/").status_code == 405


@pytest.fixture
def published(cast, places, now):
    """A producer's table and own delivery, and a centre's point."""
    partner = cast.producers[0].partner
    scale = Scale(Zone.COUNTRY, (Bracket(1000, 18_000),), 3_000)
    publish_fee_table(partner=partner, scales=[scale], valid_on=date(2026, 11, 24), by=None, at=now)
    set_own_delivery(partner=partner, fee_vnd=10_000, communes=[places.uong_bi], by=None, at=now)
    return open_pickup_point(
        code="ha-long",
        name="Hạ Long",
        commune=places.uong_bi,
        address="Số 1",
        hours="8:00-17:00",
        centre=cast.centres[0],
        by=None,
        at=now,
    )


def test_what_others_published_is_shown(desk, published):
    page = read(desk.get(DELIVERY))

    assert "đến 1000 g: 18.000 ₫" in words(page.select_one('section[aria-labelledby="cua-chu-the"]'))
    assert "Phường Uông Bí" in words(page.select_one('section[aria-labelledby="tu-giao"]'))
    assert "đang nhận hàng" in words(page.select_one('section[aria-labelledby="diem"]'))


def test_a_point_is_closed_and_opened_again(desk, cast, published):
    address = f"{DELIVERY}diem/{published.pk}/"

    desk.post(address, {"is_open": "0"})
    assert not PickupPoint.objects.get().is_open
    again = desk.post(address, {"is_open": "0"}, follow=True)
    assert read(again).select_one(".notice--danger") is not None
    desk.post(address, {"is_open": "1"})
    assert PickupPoint.objects.get().is_open
    rows = Entry.objects.filter(action__startswith="delivery.point_").order_by("pk")
    assert [(row.action, row.by) for row in rows][1:] == [
        ("delivery.point_closed", cast.support),
        ("delivery.point_reopened", cast.support),
    ]


def test_it_costs_the_same_however_much_there_is(count, cast, places, published, now):
    few = count(DELIVERY)
    other = cast.producers[1].partner
    publish_fee_table(
        partner=other, scales=[Scale(Zone.COUNTRY, (Bracket(1000, 18_000),), 0)], valid_on=None, by=None, at=now
    )
    set_own_delivery(partner=other, fee_vnd=10_000, provinces=[places.quang_ninh], by=None, at=now)

    # One more query where a province is named as well as a commune.
    assert (few, count(DELIVERY)) == (15, 16)
