"""A producer says how its goods are sent: fees, own delivery, places to fetch them. What the rooms refuse is said."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shop.carriers.models import FeeTable, OwnDelivery, PickupPoint
from shop.carriers.queries import scales_in_force
from shop.carriers.rules import Bracket, Scale, Zone
from tests.pages.conftest import words_of
from tests.pages.cooperative.conftest import BACKEND, HOME, soup

pytestmark = pytest.mark.django_db
WHERE = f"{HOME}giao-hang/"
FEES = {
    "g1": "1000",
    "g2": "3000",
    "PROVINCE_1": "20000",
    "PROVINCE_2": "25k",
    "PROVINCE_more": "4.000",
    "PROVINCE_least": "1",
    "PROVINCE_most": "2",
    "COUNTRY_1": "30000",
    "COUNTRY_2": "40000",
    "COUNTRY_more": "6000",
}
POINT = {
    "name": "Kho Hải Yến",
    "address": "Thôn 3",
    "place": "Phường Uông Bí, tỉnh Quảng Ninh",
    "hours": "8 giờ đến 17 giờ",
    "fee_vnd": "0",
}


def said(response, kind):
    return words_of(soup(response).select_one(f".notice--{kind}"))


def test_a_first_table_holds_at_once(member, cast, now):
    answer = member.post(f"{WHERE}bang-phi/", FEES, follow=True)

    assert said(answer, "good").startswith("Đã công bố")
    partner = cast.producers[0].partner
    assert scales_in_force(partners={partner.pk}, at=now)[partner.pk] == {
        Zone.PROVINCE: Scale(Zone.PROVINCE, (Bracket(1000, 20_000), Bracket(3000, 25_000)), 4_000, 1, 2),
        Zone.COUNTRY: Scale(Zone.COUNTRY, (Bracket(1000, 30_000), Bracket(3000, 40_000)), 6_000),
    }
    assert "25.000 ₫" in words_of(soup(answer).select_one("table"))


def test_a_changed_table_is_announced_twenty_days_before(member, now, cast):
    member.post(f"{WHERE}bang-phi/", FEES)
    form = soup(member.get(f"{WHERE}bang-phi/"))
    assert form.select_one("[name=PROVINCE_2]")["value"] == "25000"
    assert "báo trước 20 ngày" in words_of(form.select_one("main"))

    early = member.post(f"{WHERE}bang-phi/", {**FEES, "COUNTRY_1": "31k", "valid_on": "2026-12-01"})

    assert early.status_code == 422
    assert "20 ngày" in said(early, "danger")
    assert "14/12/2026" in said(early, "danger")
    assert soup(early).select_one("[name=COUNTRY_1]")["value"] == "31k"
    assert FeeTable.objects.count() == 1

    member.post(f"{WHERE}bang-phi/", {**FEES, "COUNTRY_1": "31k", "valid_on": "2026-12-14"})
    assert FeeTable.objects.count() == 2
    page = words_of(soup(member.get(WHERE)))
    assert "áp dụng từ 14/12/2026" in page
    assert "ngày cuối: 13/12/2026" in page
    third = member.post(f"{WHERE}bang-phi/", FEES)
    assert third.status_code == 422
    assert FeeTable.objects.count() == 2


def test_a_table_is_taken_back_after_the_notice_and_a_waiting_one_at_once(member, now):
    member.post(f"{WHERE}bang-phi/", FEES)
    first = FeeTable.objects.get()
    member.post(f"{WHERE}bang-phi/", {**FEES, "COUNTRY_1": "31k"})
    waiting = FeeTable.objects.exclude(pk=first.pk).get()

    assert "áp dụng" in words_of(soup(member.get(f"{WHERE}bang-phi/{waiting.pk}/rut/")).select_one("main"))
    member.post(f"{WHERE}bang-phi/{waiting.pk}/rut/")
    first.refresh_from_db()
    assert first.valid_to is None
    assert member.get(f"{WHERE}bang-phi/{first.pk}/rut/").status_code == 200
    member.post(f"{WHERE}bang-phi/{first.pk}/rut/")
    first.refresh_from_db()
    assert first.valid_to.date().isoformat() == "2026-12-13"  # 00:00 of the 14th in Vietnam
    again = member.post(f"{WHERE}bang-phi/{first.pk}/rut/")
    assert again.status_code == 422
    assert said(again, "danger")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"g1": ""}, "g1"),
        ({"COUNTRY_more": ""}, "COUNTRY_more"),
        ({"COUNTRY_1": "rẻ"}, "COUNTRY_1"),
        ({"COUNTRY_1": "-5"}, "COUNTRY_1"),
        ({"PROVINCE_most": "900"}, "PROVINCE_most"),
        ({"COUNTRY_2": "10000"}, None),
        ({"g2": "1000"}, None),
        ({"PROVINCE_least": "9"}, None),
        (dict.fromkeys(FEES, ""), None),
        ({"valid_on": "2026-11-01"}, None),
    ],
)
def test_what_makes_no_sense_is_said_and_stays_typed(member, wrong, field):
    answer = member.post(f"{WHERE}bang-phi/", {**FEES, **wrong})

    page = soup(answer)
    assert (answer.status_code, FeeTable.objects.count()) == (422, 0)
    assert page.select_one(".notice--danger")
    if field:
        assert page.select_one(f"[name={field}]").has_attr("aria-invalid")
    assert page.select_one("[name=PROVINCE_1]").get("value", "") == {**FEES, **wrong}["PROVINCE_1"]


def test_own_delivery_is_set_changed_and_stopped(member, cast, places):
    where = f"{WHERE}tu-giao/"
    typed = {"fee_vnd": "15k", "communes": "Phường Uông Bí, tỉnh Quảng Ninh", "provinces": ["22"], "days_most": "2"}

    nowhere = member.post(where, {"fee_vnd": "15k"})
    unknown = member.post(where, {**typed, "communes": "Atlantis, tỉnh Quảng Ninh"})
    assert (nowhere.status_code, unknown.status_code, OwnDelivery.objects.count()) == (422, 422, 0)
    assert "Atlantis" in soup(unknown).select_one("textarea").get_text()

    member.post(where, typed)
    row = OwnDelivery.objects.get()
    assert (row.fee_vnd, row.days_most, row.areas.count()) == (15_000, 2, 2)
    assert "15.000 ₫" in words_of(soup(member.get(WHERE)).select_one("section[aria-labelledby=tu]"))
    stopped = member.post(f"{where}dung/", follow=True)
    assert said(stopped, "good").startswith("Đã dừng")
    again = member.post(f"{where}dung/", follow=True)
    assert said(again, "danger")


def test_a_place_is_opened_closed_and_opened_again(member, cast):
    where = f"{WHERE}diem-nhan/"
    unclear = member.post(f"{where}moi/", {**POINT, "name": " "})
    unknown = member.post(f"{where}moi/", {**POINT, "place": "Atlantis"})
    assert (unclear.status_code, unknown.status_code, PickupPoint.objects.count()) == (422, 422, 0)

    member.post(f"{where}moi/", {**POINT, "is_store": "on"})
    point = PickupPoint.objects.get()
    assert (point.partner, point.code) == (cast.producers[0].partner, cast.producers[0].slug)
    assert point.location.partner == cast.producers[0].partner
    member.post(f"{where}moi/", {**POINT, "name": "Chợ"})
    assert PickupPoint.objects.latest("pk").code == f"{cast.producers[0].slug}-2"

    for to, is_open in (("closed", False), ("open", True)):
        member.post(f"{where}{point.code}/", {"to": to})
        point.refresh_from_db()
        assert point.is_open is is_open
    twice = member.post(f"{where}{point.code}/", {"to": "open"}, follow=True)
    assert said(twice, "warn")


def test_the_pages_of_delivery_cost_the_same_for_many(member, django_assert_num_queries, cast, now):
    member.post(f"{WHERE}bang-phi/", FEES)
    member.post(f"{WHERE}diem-nhan/moi/", POINT)
    member.get(WHERE)
    with django_assert_num_queries(11):
        member.get(WHERE)
    member.post(f"{WHERE}diem-nhan/moi/", {**POINT, "name": "Chợ"})
    member.post(f"{WHERE}bang-phi/", {**FEES, "COUNTRY_1": "31k"})
    member.get(WHERE)
    with django_assert_num_queries(11):
        member.get(WHERE)


def test_after_the_notice_the_new_fees_hold(member, cast, now):
    member.post(f"{WHERE}bang-phi/", FEES)
    member.post(f"{WHERE}bang-phi/", {**FEES, "COUNTRY_1": "31k"})
    with time_machine.travel(now + timedelta(days=20), tick=False):
        member.force_login(cast.producer, backend=BACKEND)
        page = words_of(soup(member.get(WHERE)).select_one("table"))
    assert "31.000 ₫" in page
