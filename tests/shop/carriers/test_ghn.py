"""GHN's adapter against a server on this machine that answers in GHN's shapes."""

from __future__ import annotations

from datetime import date

import pytest

from shop.carriers.base import CarrierRefused, CarrierSilent, Progress
from shop.carriers.ghn.adapter import Ghn
from shop.carriers.ghn.statuses import PROGRESS
from shop.carriers.registry import UnknownCarrier, carrier, carriers
from tests.fakes.ghn import SHOP_ID, TOKEN, FakeGhn
from tests.shop.carriers.conformance import CarrierConformance

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with FakeGhn() as fake:
        yield fake


@pytest.fixture
def switched_on(settings, world):
    settings.CARRIERS = ["ghn"]
    settings.GHN_URL, settings.GHN_TOKEN, settings.GHN_SHOP_ID = world.url, TOKEN, SHOP_ID
    settings.CARRIER_SECONDS = 0.3


@pytest.fixture
def codes(places):
    return {
        places.uong_bi.pk: {"district_id": 1820, "ward_code": "030712"},
        places.quang_truc.pk: {"district_id": 3303, "ward_code": "630508"},
    }


class TestGhn(CarrierConformance):
    words = {
        Progress.WAITING: "ready_to_pick",
        Progress.ON_THE_WAY: "transporting",
        Progress.AT_THE_DOOR: "delivering",
        Progress.DELIVERED: "delivered",
        Progress.NOT_DELIVERED: "delivery_fail",
        Progress.COMING_BACK: "return_transporting",
        Progress.CAME_BACK: "returned",
        Progress.CANCELLED: "cancel",
        Progress.MISSING: "lost",
    }

    @pytest.fixture
    def carrier(self, switched_on):
        return carrier(code="ghn")

    def test_it_is_ours(self, carrier):
        assert isinstance(carrier, Ghn)

    def test_what_is_sent_for_a_price(self, carrier, parcel, codes, world):
        carrier.quote(parcel=parcel, places=codes)

        # 1,500 g × 5 = 7,500 cm³: a cube of 19 cm weighs 1,371 g by volume, one of 20 cm would weigh 1,600 g.
        assert world.calls == [
            (
                "shipping-order/fee",
                {
                    "from_district_id": 1820,
                    "from_ward_code": "030712",
                    "to_district_id": 3303,
                    "to_ward_code": "630508",
                    "service_type_id": 2,
                    "weight": 1500,
                    "length": 19,
                    "width": 19,
                    "height": 19,
                    "insurance_value": 240_000,
                    "cod_value": 240_000,
                },
            )
        ]

    def test_what_is_sent_for_a_parcel(self, carrier, shipment, codes, world):
        created = carrier.create(shipment=shipment, places=codes)

        ((path, facts),) = world.calls
        assert path == "shipping-order/create"
        assert facts["client_order_code"] == "100001-1"
        assert facts["cod_amount"] == 262_000
        assert facts["payment_type_id"] == 1
        assert (facts["to_name"], facts["to_phone"]) == ("Nguyễn Thị Hoa", "0987654321")
        assert (facts["to_district_id"], facts["to_ward_code"]) == (3303, "630508")
        assert (facts["return_district_id"], facts["return_ward_code"]) == (1820, "030712")
        assert (created.fee_vnd, created.expected_on) == (27_000, date(2026, 11, 26))

    @pytest.mark.parametrize(("weight_g", "service"), [(0, 2), (1, 2), (19_999, 2), (20_000, 5), (50_000, 5)])
    def test_heavy_parcels_go_as_heavy_goods(self, carrier, shipment, codes, world, weight_g, service):
        from dataclasses import replace

        carrier.create(shipment=replace(shipment, weight_g=weight_g), places=codes)

        facts = world.calls[0][1]
        assert facts["service_type_id"] == service
        assert facts["length"] * facts["width"] * facts["height"] <= 5 * max(weight_g, 1)

    def test_too_heavy_and_too_dear_are_refused_before_anybody_is_asked(self, carrier, parcel, shipment, codes, world):
        from dataclasses import replace

        with pytest.raises(CarrierRefused):
            carrier.quote(parcel=replace(parcel, weight_g=50_001), places=codes)
        with pytest.raises(CarrierRefused):
            carrier.create(shipment=replace(shipment, collect_vnd=50_000_001), places=codes)
        assert world.calls == []

    def test_a_wrong_token_is_a_refusal_in_ghns_own_words(self, carrier, parcel, codes, settings):
        settings.GHN_TOKEN = "wrong"

        with pytest.raises(CarrierRefused) as refused:
            Ghn().quote(parcel=parcel, places=codes)
        assert refused.value.facts == {"carrier": "ghn", "reason": "UNAUTHORIZED"}
        assert "wrong" not in str(refused.value)

    def test_the_token_goes_in_clear_to_nobody(self, carrier, parcel, codes, settings):
        settings.GHN_URL = "http://ghn.example"

        with pytest.raises(CarrierSilent) as refused:
            Ghn().quote(parcel=parcel, places=codes)
        assert refused.value.facts["reason"] == "GHN_URL is not https"

    def test_a_redirect_is_not_followed(self, carrier, parcel, codes, world):
        world.mood = "elsewhere"

        with pytest.raises(CarrierSilent):
            carrier.quote(parcel=parcel, places=codes)
        assert {path for path, _facts in world.calls} == {"shipping-order/fee"}

    def test_a_state_nobody_knows_is_no_answer(self, carrier, shipment, codes, world):
        number = carrier.create(shipment=shipment, places=codes).tracking_number
        world.move(number, "teleported")

        with pytest.raises(CarrierSilent):
            carrier.track(tracking_number=number)

    def test_an_order_answered_as_a_list_of_one_is_read_too(self, carrier, shipment, codes, world, monkeypatch):
        number = carrier.create(shipment=shipment, places=codes).tracking_number
        detail = world._detail
        monkeypatch.setattr(
            world, "_detail", lambda facts: (200, {**detail(facts)[1], "data": [detail(facts)[1]["data"]]})
        )

        assert carrier.track(tracking_number=number).progress is Progress.WAITING


def test_all_22_statuses_are_translated():
    assert len(PROGRESS) == 22
    assert set(PROGRESS.values()) == set(Progress)


def test_no_carrier_is_on_by_default(settings):
    assert settings.CARRIERS == []
    assert carriers() == []
    with pytest.raises(UnknownCarrier):
        carrier(code="ghn")


def test_a_code_nobody_built_stops_at_once(settings):
    settings.CARRIERS = ["pigeon"]

    with pytest.raises(UnknownCarrier):
        carriers()
