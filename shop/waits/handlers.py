"""What this room does later: ask a guest, tell who waits, and look again and again whether a product is back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from shop.outbox.registry import handles
from shop.outbox.rounds import goes_round
from shop.waits.messages import ask_to_confirm, tell_back
from shop.waits.models import Wait
from shop.waits.operations import CONFIRM, TELL, sweep, tell_who_waits, told
from shop.waits.queries import buyable


@handles(CONFIRM)
def confirm(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will send a guest the one mail that asks, unless the wish was taken back or its time is over."""
    wait = Wait.objects.open(at).filter(pk=payload["wait"], confirmed_at=None).select_related("product").first()
    if wait is not None:
        ask_to_confirm(wait=wait, at=at)


@handles(TELL)
def tell(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will tell one who waits and delete the wish; if the product cannot be bought just now, they wait on."""
    rows = Wait.objects.select_for_update(of=("self",)).select_related("product__producer", "user")
    since = datetime.fromisoformat(payload["since"])
    wait = rows.filter(pk=payload["wait"], telling_since=since).first()
    if wait is None:
        return
    if wait.ends_at <= at or wait.product_id not in buyable(product_ids=[wait.product_id], at=at):
        Wait.objects.filter(pk=wait.pk).update(telling_since=None)
        return
    tell_back(wait=wait, at=at)
    told(wait=wait, at=at)


@goes_round("waits", every=timedelta(minutes=1))
def look(*, at: datetime) -> None:
    """This will delete what is over, and have told whoever waits for what can be bought now."""
    sweep(at=at)
    tell_who_waits(at=at)
