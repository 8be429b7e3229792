"""Delivery in Django's admin: what was published is read, and taken back by an operation; points are opened there."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from shop.carriers.models import CarrierPlace, DeliveryLimit, FeeTable, OwnDelivery, PickupPoint, ProvinceRegion
from shop.carriers.operations import publish_fee_table, set_own_delivery
from shop.carriers.rules import Bracket, Scale, Zone

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast) -> Client:
    client = Client()
    client.force_login(cast.administrator, backend="shop.accounts.backends.EmailOrPhoneBackend")
    return client


def at(model: Any, name: str, *args: Any) -> str:
    return reverse(f"admin:carriers_{model._meta.model_name}_{name}", args=args)


@pytest.fixture
def partner(cast):
    return cast.producers[0].partner


@pytest.fixture
def table(partner, now):
    scale = Scale(Zone.COUNTRY, (Bracket(1_000, 30_000), Bracket(3_000, 38_000)), 6_000, 3, 5)
    return publish_fee_table(partner=partner, scales=[scale], valid_on=None, by=None, at=now)


def chosen(client: Client, row: Any, action: str) -> str:
    answer = client.post(at(type(row), "changelist"), {"action": action, "_selected_action": [row.pk]}, follow=True)
    soup = BeautifulSoup(answer.content, "html.parser")
    return " ".join(tag.get_text(" ", strip=True) for tag in soup.select(".messagelist li"))


def test_a_table_shows_its_fees_and_is_withdrawn_by_the_action(desk, table):
    page = BeautifulSoup(desk.get(at(FeeTable, "change", table.pk)).content, "html.parser")
    assert (
        "cả nước: ≤ 1000 g 30.000\xa0₫; ≤ 3000 g 38.000\xa0₫; sau đó 6.000\xa0₫ mỗi kg bắt đầu tính; 3–5 ngày đi đường"
    ) in page.get_text(" ")
    assert "HTX Nông nghiệp Hải Yến" in desk.get(at(FeeTable, "changelist")).content.decode()

    chosen(desk, table, "withdraw")
    table.refresh_from_db()
    assert table.valid_to is not None
    assert "Đã có ngày kết thúc" in chosen(desk, table, "withdraw")


def test_the_shops_own_table_says_so(desk, now):
    scale = Scale(Zone.COUNTRY, (Bracket(1_000, 30_000),), 0)
    publish_fee_table(partner=None, scales=[scale], valid_on=None, by=None, at=now)

    assert "của cửa hàng, cho mọi nơi chưa có" in desk.get(at(FeeTable, "changelist")).content.decode()


def test_own_delivery_names_its_places_and_stops(desk, partner, places, now):
    own = set_own_delivery(
        partner=partner, fee_vnd=0, communes=[places.uong_bi], provinces=[places.lam_dong], by=None, at=now
    )

    page = BeautifulSoup(desk.get(at(OwnDelivery, "change", own.pk)).content, "html.parser")
    assert "Phường Uông Bí, Tỉnh Lâm Đồng" in page.get_text(" ")
    chosen(desk, own, "stop")
    own.refresh_from_db()
    assert own.valid_to is not None


def test_a_point_is_opened_closed_and_opened_again(desk, cast, partner, places):
    form = {
        "code": "hai-yen",
        "name": "Xưởng Hải Yến",
        "partner": partner.pk,
        "commune": places.uong_bi.pk,
        "address": "Thôn 1",
        "hours": "7 giờ đến 19 giờ",
        "fee_vnd": 0,
        "days_least": 0,
        "days_most": 0,
    }
    refused = desk.post(at(PickupPoint, "add"), {**form, "centre": cast.centres[0].pk})
    assert "thuộc một chủ thể hoặc một trung tâm" in refused.content.decode()
    assert not PickupPoint.objects.exists()

    assert desk.post(at(PickupPoint, "add"), form).status_code == 302
    point = PickupPoint.objects.get()
    assert (point.code, point.partner, point.is_open) == ("hai-yen", partner, True)
    assert desk.post(at(PickupPoint, "change", point.pk), {**form, "name": "x"}).status_code == 403

    for action, is_open in (("close", False), ("reopen", True)):
        chosen(desk, point, action)
        point.refresh_from_db()
        assert point.is_open is is_open


def test_a_carriers_codes_are_said_and_put_right(desk, places):
    form = {"carrier": "ghn", "commune": places.uong_bi.pk, "codes": '{"district_id": 1820, "ward_code": "030712"}'}
    assert desk.post(at(CarrierPlace, "add"), form).status_code == 302
    place = CarrierPlace.objects.get()

    desk.post(at(CarrierPlace, "change", place.pk), {"codes": '{"district_id": 1, "ward_code": "2"}'})
    place.refresh_from_db()
    assert (place.carrier, place.commune, place.codes) == (
        "ghn",
        places.uong_bi,
        {"district_id": 1, "ward_code": "2"},
    )

    for facts in ({"carrier": "pigeon"}, {"codes": "[1]"}, {"codes": '{"a": null}'}):
        assert desk.post(at(CarrierPlace, "add"), {**form, "commune": places.vang_danh.pk, **facts}).status_code == 200
    assert CarrierPlace.objects.count() == 1


def test_what_comes_from_files_is_shown_only(desk, places):
    ProvinceRegion.objects.create(province=places.quang_ninh, region="RED_RIVER")
    DeliveryLimit.objects.create(
        criteria_set=2, farthest_zone="REGION", most_days=2, valid_from="2026-05-22", basis="test"
    )

    assert "Đồng bằng sông Hồng" in desk.get(at(ProvinceRegion, "changelist")).content.decode()
    assert "trong cùng vùng" in desk.get(at(DeliveryLimit, "changelist")).content.decode()
    for model in (ProvinceRegion, DeliveryLimit, FeeTable, OwnDelivery):
        assert desk.post(at(model, "add"), {}).status_code == 403
