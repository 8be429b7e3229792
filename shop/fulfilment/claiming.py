"""An order that was placed without logging in becomes part of an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from shop.audit.operations import record
from shop.fulfilment.queries import find_order
from shop.primitives.refusal import Refusal


class OrderTaken(Refusal):
    """The order belongs to another account."""

    code = "order_taken"


def claim(*, number: str, phone: str, by: Any, client_address: str, at: datetime) -> Any:
    """This will make an order the person's own, who proves it by number and phone (E.164) as at the look-up.

    Twice is once. Refuses: TooManyTries and OrderNotFound as `find_order`, from the same ledger; OrderTaken.
    Costs: 9 queries. Must not run inside a transaction that a refusal rolls back.
    """
    order = find_order(number=number, phone=phone, client_address=client_address, at=at)
    with transaction.atomic():
        # One conditional update decides between two who claim at the same moment.
        taken = get_model("order", "Order").objects.filter(pk=order.pk, user=None).update(user=by)
        if taken:
            record(action="order.claimed", record=order, by=by, at=at, facts={"number": order.number})
    order.refresh_from_db(fields=["user"])
    if order.user_id != by.pk:
        raise OrderTaken(number=order.number)
    return order
