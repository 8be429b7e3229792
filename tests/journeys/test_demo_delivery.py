"""The demo's ways of delivery: real choices, every one an illustration, and fresh goods that stay near."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from catalogue_ext.places.models import Commune
from catalogue_ext.producers.models import Producer
from shop.audit.models import Entry
from shop.carriers.base import Parcel
from shop.carriers.models import DeliveryLimit, FeeTable, OwnDelivery, PickupPoint, ProvinceRegion
from shop.carriers.queries import delivery_options
from shop.demo import delivery, house, makers, register
from tests.factories.producers import make_producer

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

RICE = "HTX Minh hoạ Lúa nếp Kim Sơn"
POTS = "Hộ kinh doanh Minh hoạ Gốm men lam"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Places, centres, the two invented producers and the ways, loaded once and taken back after this module."""
    from django.db import transaction

    at = timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        house.open_channels_and_centres(at=at)
        for name, commune in ((RICE, "14623"), (POTS, "00577")):
            make_producer(name=name, commune=commune_of(commune), is_illustration=True)
        delivery.offer_ways(at=at)
        yield at
        transaction.set_rollback(True)


def commune_of(code: str) -> Commune:
    return Commune.objects.filter(valid_to=None).order_by("code").filter(code__gte=code).select_related("province")[0]


def in_province(code: str) -> Commune:
    return Commune.objects.filter(valid_to=None, province__code=code).order_by("code")[0]


def offered(name: str, to: Commune, at: Any, sets: frozenset[int] = frozenset(), weight_g: int = 900) -> dict[str, int]:
    producer = Producer.objects.select_related("commune").get(name=name)
    parcel = Parcel("a", producer.partner_id, 0, producer.commune, to, weight_g, 100_000, sets)
    answer = delivery_options(parcels=[parcel], at=at)["a"]
    return {option.code: option.fee_vnd for option in answer.options}


def test_everything_is_an_illustration_and_of_nobody_real(demo):
    assert (ProvinceRegion.objects.count(), DeliveryLimit.objects.count()) == (34, 6)
    assert FeeTable.objects.get().partner is None
    for model in (FeeTable, OwnDelivery, PickupPoint):
        assert model.objects.exists()
        assert not model.objects.filter(is_illustration=False).exists()
    assert {(point.code, bool(point.centre)) for point in PickupPoint.objects.all()} == {
        ("gom-men-lam", False),
        ("quang-ninh", True),
        ("lam-dong", True),
    }


def test_a_buyer_has_real_choices(demo):
    assert offered(RICE, in_province("01"), demo)["own"] == 15_000
    assert offered(POTS, in_province("22"), demo) == {
        "table": 22_000,
        "pickup.gom-men-lam": 0,
        "pickup.quang-ninh": 10_000,
    }
    assert offered(POTS, in_province("79"), demo) == {"table": 28_000, "pickup.gom-men-lam": 0}


def test_up_to_three_kilograms_nobody_pays_more_than_the_one_fee_of_the_settings(demo, settings):
    for province in ("01", "22", "68", "79", "96"):
        fees = offered(POTS, in_province(province), demo, weight_g=3_000)
        assert fees["table"] <= settings.DELIVERY_FLAT_VND


def test_fresh_goods_stay_in_their_region(demo):
    flowers = frozenset({23})

    assert "table" in offered(POTS, in_province("22"), demo, flowers)
    assert offered(POTS, in_province("79"), demo, flowers) == {"pickup.gom-men-lam": 0}


def test_a_second_loading_changes_nothing(demo):
    before = Entry.objects.count()

    delivery.offer_ways(at=timezone.now())

    assert Entry.objects.count() == before


def test_ways_of_a_real_producer_stop_the_demo(demo, monkeypatch):
    make_producer(name="HTX Thật", commune=in_province("22"))
    row = {
        "subject": "HTX Thật",
        "provinces": "22",
        "communes": "",
        "fee_vnd": "0",
        "days_least": "0",
        "days_most": "0",
    }
    monkeypatch.setattr(delivery, "read", lambda path: [row] if "own" in path.name else register.read(path))

    with pytest.raises(makers.NotInvented, match="HTX Thật"):
        delivery.offer_ways(at=timezone.now())
