"""What every adapter of a carrier must do. A new adapter inherits the class and says how its own world is moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shop.carriers.base import Address, CarrierRefused, CarrierSilent, Parcel, PlaceUnmapped, Progress, Shipment

# Ways in which a network fails.
FAILURES = ["hangs", "hangs_up", "broken", "garbage", "elsewhere"]


class CarrierConformance:
    """Subclasses give the fixtures `carrier`, `places` of the carrier (`codes`), `world`, and `words` for progress.

    `world.mood` is one of FAILURES or "well"; `world.move(tracking_number, word)` is the carrier's own act.
    """

    # Every Progress with one word of the carrier's for it.
    words: dict[Progress, str]

    @pytest.fixture
    def parcel(self, places: Any) -> Parcel:
        return Parcel(
            key="a",
            partner_id=1,
            location_id=1,
            origin=places.uong_bi,
            destination=places.quang_truc,
            weight_g=1_500,
            goods_vnd=240_000,
            criteria_sets=frozenset({7}),
        )

    @pytest.fixture
    def shipment(self, places: Any) -> Shipment:
        return Shipment(
            reference="100001-1",
            sender=Address("HTX Hải Yến", "0912345678", "Thôn 1", places.uong_bi),
            recipient=Address("Nguyễn Thị Hoa", "0987654321", "12 Lê Lợi", places.quang_truc),
            weight_g=1_500,
            goods_vnd=240_000,
            collect_vnd=262_000,
            contents="Dầu lạc × 2",
        )

    def test_a_price_is_whole_dong_and_grows_no_smaller_with_weight(self, carrier, parcel, codes):
        light = carrier.quote(parcel=parcel, places=codes)
        heavy = carrier.quote(parcel=replace(parcel, weight_g=9_500), places=codes)

        assert isinstance(light.fee_vnd, int)
        assert 0 < light.fee_vnd <= heavy.fee_vnd
        assert 0 <= light.days_least <= light.days_most

    def test_a_commune_without_codes_is_refused_and_nobody_is_asked(self, carrier, parcel, shipment, codes, world):
        without = {key: value for key, value in codes.items() if key != parcel.destination.pk}

        for ask in (
            lambda: carrier.quote(parcel=parcel, places=without),
            lambda: carrier.quote(parcel=replace(parcel, origin=None), places=codes),
            lambda: carrier.create(shipment=shipment, places=without),
        ):
            with pytest.raises(PlaceUnmapped) as refused:
                ask()
            assert refused.value.facts["carrier"] == carrier.code
        assert world.calls == []

    def test_one_reference_is_one_parcel(self, carrier, shipment, codes):
        first = carrier.create(shipment=shipment, places=codes)
        again = carrier.create(shipment=shipment, places=codes)
        other = carrier.create(shipment=replace(shipment, reference="100001-2"), places=codes)

        assert first.tracking_number == again.tracking_number != other.tracking_number
        assert first.fee_vnd > 0

    def test_a_new_parcel_waits_for_its_collection(self, carrier, shipment, codes):
        created = carrier.create(shipment=shipment, places=codes)

        assert carrier.track(tracking_number=created.tracking_number).progress is Progress.WAITING

    def test_cancelling_twice_is_cancelling_once(self, carrier, shipment, codes):
        number = carrier.create(shipment=shipment, places=codes).tracking_number

        carrier.cancel(tracking_number=number)
        carrier.cancel(tracking_number=number)

        assert carrier.track(tracking_number=number).progress is Progress.CANCELLED

    def test_a_collected_parcel_is_not_called_off(self, carrier, shipment, codes, world):
        number = carrier.create(shipment=shipment, places=codes).tracking_number
        world.move(number, self.words[Progress.ON_THE_WAY])

        with pytest.raises(CarrierRefused):
            carrier.cancel(tracking_number=number)

        assert carrier.track(tracking_number=number).progress is Progress.ON_THE_WAY

    def test_every_progress_has_a_word_and_is_read_back(self, carrier, shipment, codes, world):
        number = carrier.create(shipment=shipment, places=codes).tracking_number

        assert set(self.words) == set(Progress)
        for progress, word in self.words.items():
            world.move(number, word)
            tracked = carrier.track(tracking_number=number)
            assert (tracked.progress, tracked.words) == (progress, word)
            assert tracked.at is None or tracked.at.tzinfo is not None

    def test_a_word_nobody_knows_is_none_of_ours(self, carrier):
        assert carrier.progress(word="teleported") is None

    def test_an_unknown_parcel_is_refused(self, carrier):
        with pytest.raises(CarrierRefused):
            carrier.track(tracking_number="NOBODY")

    @pytest.mark.parametrize("mood", FAILURES)
    def test_a_failing_network_is_silence_and_nothing_else(self, carrier, parcel, shipment, codes, world, mood):
        number = carrier.create(shipment=shipment, places=codes).tracking_number
        world.mood = mood

        for ask in (
            lambda: carrier.quote(parcel=parcel, places=codes),
            lambda: carrier.create(shipment=replace(shipment, reference="x"), places=codes),
            lambda: carrier.cancel(tracking_number=number),
            lambda: carrier.track(tracking_number=number),
        ):
            with pytest.raises(CarrierSilent) as refused:
                ask()
            assert refused.value.facts["carrier"] == carrier.code

    def test_reading_is_tried_again_and_ordering_is_not(self, carrier, parcel, shipment, codes, world):
        world.mood, world.moody_calls = "hangs_up", 1
        assert carrier.quote(parcel=parcel, places=codes).fee_vnd > 0

        world.calls.clear()
        with pytest.raises(CarrierSilent):
            carrier.create(shipment=shipment, places=codes)
        assert len(world.calls) == 1
