"""What is owed falls with what falls away; what was paid already is owed back, and to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shop.fulfilment.messages import tell_of_refund
from shop.fulfilment.models import Collection, ProducerOrder, Refund


def collect(*, part: ProducerOrder, by: Any, at: datetime) -> None:
    """This will record the cash of a received parcel, once, in the hands of who takes it; none where none is owed."""
    if part.payable_vnd and not Collection.objects.filter(producer_order=part).exists():
        Collection.objects.create(
            producer_order=part,
            payment_id=part.payment_id,
            amount_vnd=part.payable_vnd,
            holder=part.cash_holder,
            at=at,
            by=by,
        )


def reduce(*, part: ProducerOrder, amount_vnd: int, reason: str, at: datetime) -> None:
    """This will lower what a locked part owes; of money taken already a refund is owed. The caller saves the part.

    Units: ₫. Keeps: money taken − refunds = payable. Costs: one query, 3 more when something is owed back.
    """
    if not amount_vnd:
        return
    part.reduced_vnd += amount_vnd
    taken = Collection.objects.filter(producer_order=part).first()
    if taken is None:
        return
    address = part.order.shipping_address
    refund = Refund.objects.create(
        producer_order=part,
        payment_id=part.payment_id,
        amount_vnd=amount_vnd,
        owed_to=f"{address.first_name}, {address.phone_number}",
        reason=reason,
        owed_at=at,
    )
    tell_of_refund(refund=refund, event="refund_owed", at=at)
