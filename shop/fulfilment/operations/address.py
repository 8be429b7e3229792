"""Another address before anything is packed; what was agreed to be paid stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.delivery import options_again
from shop.fulfilment.locks import lock_parts
from shop.fulfilment.messages import tell_of_address
from shop.fulfilment.models import DeliveryKind
from shop.fulfilment.states import NOT_PACKED, UNDER_WAY, Actor
from shop.primitives.refusal import Refusal


class TooLate(Refusal):
    """A parcel is packed already, or nothing is left to be sent."""

    code = "too_late"


class AddressCostsMore(Refusal):
    """There a parcel cannot go, or not for the fee that was agreed."""

    code = "address_costs_more"


@transaction.atomic
def change_address(
    *, order: Any, commune: Any, street: str, name: str, actor: Actor, by: Any, at: datetime, reason: str = ""
) -> Any:
    """This will send an order's parcels elsewhere and return its new address. Phone and fees stay.

    The old address stays as a row of its own, so that papers printed with it can be explained.
    Refuses: TooLate once a parcel is packed; AddressCostsMore. `street` and `name` are not empty: forms see to that.
    """
    parts = [part for part in lock_parts(order_id=order.pk) if part.state_at(at) in UNDER_WAY]
    if not parts or any(part.state_at(at) not in NOT_PACKED for part in parts):
        raise TooLate
    sent = [part for part in parts if part.delivery_kind != DeliveryKind.PICKUP]
    _check_fees(sent, commune, at)
    address = order.shipping_address
    old = address.pk
    address.pk, address.id = None, None
    address.first_name, address.line1, address.line4 = name, street, commune.name
    address.state, address.commune = commune.province.name, commune
    address.commune_name, address.province_name = commune.name, commune.province.name
    address.save(force_insert=True)
    order.shipping_address = address
    order.save(update_fields=["shipping_address"])
    facts = {"actor": actor, "from": old, "reason": reason}
    record(action="order.address_changed", record=order, by=by, at=at, facts=facts)
    tell_of_address(order=order, parts=parts, at=at)
    return address


def _check_fees(parts: list[Any], commune: Any, at: datetime) -> None:
    for part, offered in options_again(parts=parts, destination=commune, at=at):
        same = [option for option in offered.options if option.code == part.delivery_code]
        if not same or same[0].fee_vnd > part.delivery_vnd:
            raise AddressCostsMore(part=part.number)
