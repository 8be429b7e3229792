"""Giao Hàng Nhanh behind the contract of `base.Carrier`.

Shapes: https://api.ghn.vn/home/docs (fee, create order, cancel order, order info, statuses), public API v2.
GHN knows the wards and districts of before 07/2025. What it calls a commune of ours stands in `CarrierPlace`; a commune
without a row is refused, never guessed. Its fee answer names no days, so none are said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from shop.carriers.base import (
    CarrierRefused,
    CarrierSilent,
    Created,
    Parcel,
    Places,
    PlaceUnmapped,
    Progress,
    Quote,
    Shipment,
    Tracked,
)
from shop.carriers.ghn.client import CODE, Client
from shop.carriers.ghn.statuses import PROGRESS
from shop.primitives.period import LOCAL, local_day

if TYPE_CHECKING:
    from catalogue_ext.places.models import Commune

# GHN's own limits: g, ₫.
HEAVIEST_G = 50_000
HEAVY_FROM_G = 20_000
MOST_INSURED_VND = 5_000_000
MOST_COLLECTED_VND = 50_000_000
LIGHT, HEAVY = 2, 5  # service_type_id
SENDER_PAYS = 1  # payment_type_id: the buyer has paid us for delivery
LOOK_DO_NOT_TRY = "CHOXEMHANGKHONGTHU"
# GHN charges the larger of weight and volume, cm³ / 5,000 = kg.
_CM3_A_GRAM = 5


class Ghn:
    """The adapter. Built from settings: GHN_URL, GHN_TOKEN, GHN_SHOP_ID, CARRIER_SECONDS."""

    code = CODE
    name = "Giao Hàng Nhanh (GHN)"

    def __init__(self) -> None:
        self._client = Client(
            url=settings.GHN_URL,
            token=settings.GHN_TOKEN,
            shop_id=settings.GHN_SHOP_ID,
            seconds=settings.CARRIER_SECONDS,
        )

    def quote(self, *, parcel: Parcel, places: Places) -> Quote:
        """This will ask for the fee, with cash to collect. Refuses: PlaceUnmapped, CarrierSilent, CarrierRefused."""
        facts = {
            **_ends(origin=parcel.origin, destination=parcel.destination, places=places),
            **_size(parcel.weight_g),
            "insurance_value": min(parcel.goods_vnd, MOST_INSURED_VND),
            "cod_value": _collected(parcel.goods_vnd),
        }
        data = self._client.ask(path="shipping-order/fee", facts=facts, tries=2)
        with _readable():
            return Quote(fee_vnd=_whole(data["total"]))

    def create(self, *, shipment: Shipment, places: Places) -> Created:
        """This will order the parcel's collection. Tried once: on CarrierSilent it may have been ordered all the same.

        Asking again with the same reference is safe: GHN answers a `client_order_code` it knows with the parcel it
        has. Refuses: PlaceUnmapped, CarrierSilent, CarrierRefused.
        """
        sender, recipient = shipment.sender, shipment.recipient
        ends = _ends(origin=sender.commune, destination=recipient.commune, places=places)
        facts = {
            **ends,
            **_size(shipment.weight_g),
            "client_order_code": shipment.reference,
            "payment_type_id": SENDER_PAYS,
            "required_note": LOOK_DO_NOT_TRY,
            "note": shipment.note,
            "content": shipment.contents[:2_000],
            "from_name": sender.name,
            "from_phone": sender.phone,
            "from_address": sender.line,
            "return_name": sender.name,
            "return_phone": sender.phone,
            "return_address": sender.line,
            "return_district_id": ends["from_district_id"],
            "return_ward_code": ends["from_ward_code"],
            "to_name": recipient.name,
            "to_phone": recipient.phone,
            "to_address": recipient.line,
            "cod_amount": _collected(shipment.collect_vnd),
            "insurance_value": min(shipment.goods_vnd, MOST_INSURED_VND),
            "items": [{"name": shipment.contents[:200], "quantity": 1, "weight": shipment.weight_g}],
        }
        data = self._client.ask(path="shipping-order/create", facts=facts)
        with _readable():
            return Created(
                tracking_number=str(data["order_code"]),
                fee_vnd=_whole(data["total_fee"]),
                expected_on=_day(data.get("expected_delivery_time")),
            )

    def cancel(self, *, tracking_number: str) -> None:
        """This will call the parcel off. Refuses: CarrierSilent, CarrierRefused once it was collected."""
        data = self._client.ask(path="switch-status/cancel", facts={"order_codes": [tracking_number]})
        with _readable():
            (answer,) = [row for row in data if row["order_code"] == tracking_number]
            is_done, words = bool(answer["result"]), str(answer.get("message", ""))
        if not is_done and self.track(tracking_number=tracking_number).progress is not Progress.CANCELLED:
            raise CarrierRefused(carrier=CODE, reason=words[:200])

    def track(self, *, tracking_number: str) -> Tracked:
        """This will ask where the parcel is. Refuses: CarrierSilent, CarrierRefused."""
        data = self._client.ask(path="shipping-order/detail", facts={"order_code": tracking_number}, tries=2)
        with _readable():
            order = data[0] if isinstance(data, list) else data
            word = str(order["status"])
            at = _instant(order.get("updated_date"))
        progress = self.progress(word=word)
        if progress is None:
            raise CarrierSilent(carrier=CODE, reason=f"status {word[:60]}")
        return Tracked(progress=progress, at=at, words=word)

    def progress(self, *, word: str) -> Progress | None:
        """This will translate a status, as it comes in an answer or in a callback."""
        return PROGRESS.get(word.strip().lower())


@contextmanager
def _readable() -> Iterator[None]:
    """An answer without what was asked for is no answer."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise CarrierSilent(carrier=CODE, reason=f"unreadable: {type(error).__name__}") from error


def _ends(*, origin: Commune | None, destination: Commune, places: Places) -> dict[str, Any]:
    if origin is None:
        raise PlaceUnmapped(carrier=CODE, commune=None)
    there = _codes(destination, places)
    here = _codes(origin, places)
    return {
        "from_district_id": here[0],
        "from_ward_code": here[1],
        "to_district_id": there[0],
        "to_ward_code": there[1],
    }


def _codes(commune: Commune, places: Places) -> tuple[int, str]:
    try:
        codes = places[commune.pk]
        return int(codes["district_id"]), str(codes["ward_code"])
    except (KeyError, TypeError, ValueError) as error:
        raise PlaceUnmapped(carrier=CODE, commune=commune.code) from error


def _size(weight_g: int) -> dict[str, int]:
    """Nobody measures a parcel here: it is said to be a cube that weighs by volume no more than it does by weight."""
    if weight_g > HEAVIEST_G:
        raise CarrierRefused(carrier=CODE, reason="weight")
    weight_g = max(weight_g, 1)
    side = max(1, int((weight_g * _CM3_A_GRAM) ** (1 / 3)))
    return {
        "service_type_id": HEAVY if weight_g >= HEAVY_FROM_G else LIGHT,
        "weight": weight_g,
        "length": side,
        "width": side,
        "height": side,
    }


def _collected(amount_vnd: int) -> int:
    if amount_vnd > MOST_COLLECTED_VND:
        raise CarrierRefused(carrier=CODE, reason="cash")
    return amount_vnd


def _whole(value: Any) -> int:
    """Whole dong as GHN writes them; a fee below zero or in parts of a dong is no fee."""
    amount = int(value)
    if isinstance(value, bool) or amount != value or amount < 0:
        raise ValueError(value)
    return amount


def _instant(value: Any) -> datetime | None:
    if not value:
        return None
    at = datetime.fromisoformat(str(value))
    return at if at.tzinfo else at.replace(tzinfo=LOCAL)


def _day(value: Any) -> date | None:
    at = _instant(value)
    return None if at is None else local_day(at)
