"""A house with two producers in two provinces, and short ways to say fees and parcels."""

from __future__ import annotations

import pytest

from shop.carriers.base import Parcel
from shop.carriers.rules import Bracket, Scale, Zone


@pytest.fixture
def hai_yen(cast):
    """The producer's partner whose owner is `cast.producer`; at Uông Bí, Quảng Ninh."""
    return cast.producers[0].partner


@pytest.fixture
def dong_trieu(cast):
    """The other producer's partner; at Bình Khê, Quảng Ninh."""
    return cast.producers[1].partner


@pytest.fixture
def scales():
    """Says a table: fees by zone for up to 1 kg, 5.000 ₫ for each further kilogram."""

    def say(days=(1, 2), **fees):
        return [
            Scale(Zone(zone), (Bracket(1_000, vnd),), 5_000, days_least=days[0], days_most=days[1])
            for zone, vnd in fees.items()
        ]

    return say


@pytest.fixture
def parcel(hai_yen, places):
    """Makes a parcel from Uông Bí to the far end of the country."""

    def make(**facts):
        return Parcel(
            **{
                "key": "a",
                "partner_id": hai_yen.pk,
                "location_id": 0,
                "origin": places.uong_bi,
                "destination": places.quang_truc,
                "weight_g": 800,
                "goods_vnd": 200_000,
                "criteria_sets": frozenset({7}),
                **facts,
            }
        )

    return make
