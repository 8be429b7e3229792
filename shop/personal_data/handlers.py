"""What this room does later: an order's legal time is over, a copy is to be made, sessions of a closed account end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oscar.core.loading import get_model

from shop.accounts.forgetting import end_sessions
from shop.outbox.operations import enqueue
from shop.outbox.registry import handles
from shop.personal_data.copies import DROP, MAKE, make_copy
from shop.personal_data.models import Export
from shop.personal_data.operations import ORDER, SESSIONS, drop_export, forget_order
from shop.personal_data.purposes import period
from shop.personal_data.queries import is_forgotten, keep_until


@handles(ORDER)
def order(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will forget the buyer of an order that nobody's account has, or look again when its time is over."""
    row = get_model("order", "Order").objects.select_related("shipping_address").get(pk=payload["order"])
    if row.user_id is not None or is_forgotten(order=row) or forget_order(order=row, at=at):
        return
    # Something is still under way, or ended later than it began: a month, or the end that is known by now.
    again = keep_until(order=row, at=at) or period(key="recheck", at=at).after(at)
    key = f"{row.number}:{again.isoformat()}"
    enqueue(kind=ORDER, key=key, payload=payload, at=at, not_before=again)


@handles(SESSIONS)
def sessions(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will delete the sessions of a closed account."""
    end_sessions(user_id=payload["user"])


@handles(MAKE)
def make(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will make a copy that was asked for, tell its owner, and have it deleted when its time is over."""
    export = Export.objects.filter(pk=payload["export"], ready_at=None).select_related("user").first()
    if export is not None:
        make_copy(export=export, at=at)


@handles(DROP)
def drop(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will delete a copy."""
    export = Export.objects.filter(pk=payload["export"]).first()
    if export is not None:
        drop_export(export=export)
