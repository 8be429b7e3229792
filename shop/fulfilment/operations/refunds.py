"""Money owed back beyond what cancelling does by itself, and money given back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.messages import tell_of_refund
from shop.fulfilment.models import Collection, ProducerOrder, Refund
from shop.fulfilment.operations.money import reduce
from shop.fulfilment.operations.moving import ReasonMissing, locked
from shop.primitives.refusal import Refusal


class RefundPaid(Refusal):
    """This refund was given back already."""

    code = "refund_paid"


class RefundRefused(Refusal):
    """A refund above what is left of the money taken, or of nothing."""

    code = "refund_refused"


class HowMissing(Refusal):
    """Whoever gives money back says how."""

    code = "how_missing"


@transaction.atomic
def owe_refund(*, producer_order: ProducerOrder, amount_vnd: int, by: Any, at: datetime, reason: str) -> Refund:
    """This will owe the buyer part of the money of a received parcel, goods kept (support's good will or a fault).

    Units: ₫. Refuses: RefundRefused above what is left, or before money was taken; ReasonMissing.
    """
    part, _ = locked(producer_order, at)
    if not reason.strip():
        raise ReasonMissing
    if not 0 < amount_vnd <= part.payable_vnd or not Collection.objects.filter(producer_order=part).exists():
        raise RefundRefused(asked_vnd=amount_vnd, left_vnd=part.payable_vnd)
    reduce(part=part, amount_vnd=amount_vnd, reason=reason.strip()[:300], at=at)
    part.save(update_fields=["reduced_vnd"])
    record(action="part.refund_owed", record=part, by=by, at=at, facts={"amount_vnd": amount_vnd, "reason": reason})
    return part.refunds.latest("pk")


@transaction.atomic
def pay_refund(*, refund: Refund, by: Any, at: datetime, how: str) -> Refund:
    """This will record that the payee gave the money back, and how. Refuses: RefundPaid the second time, HowMissing."""
    if not how.strip():
        raise HowMissing
    changed = Refund.objects.filter(pk=refund.pk, paid_at=None).update(
        paid_at=at, paid_how=how.strip()[:200], paid_by=by
    )
    if not changed:
        raise RefundPaid(refund=refund.pk)
    record(action="refund.paid", record=refund, by=by, at=at, facts={"amount_vnd": refund.amount_vnd, "how": how})
    refund.refresh_from_db()
    tell_of_refund(refund=refund, event="refund_paid", at=at)
    return refund
