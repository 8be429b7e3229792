"""Reads for pages: the preview of a split, an order by number and phone, a producer's parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from oscar.core.loading import get_model

from shop.accounts.client import network
from shop.fulfilment.models import FailedLookup, ProducerOrder
from shop.fulfilment.split import Part, split, total_vnd
from shop.primitives.codes import normalise_code
from shop.primitives.refusal import Refusal

__all__ = [
    "OrderNotFound",
    "TooManyTries",
    "find_order",
    "order_parts",
    "orders_of",
    "parts_of_producer",
    "split_preview",
    "total_vnd",
]

WINDOW = timedelta(hours=1)


class OrderNotFound(Refusal):
    """No order has this number and this phone. One answer for a wrong phone and an unknown number."""

    code = "order_not_found"


class TooManyTries(Refusal):
    """Ten failed tries in an hour from this address, or for this number."""

    code = "too_many_tries"


def split_preview(*, lines: Iterable[Any]) -> list[Part]:
    """This will show how a basket falls into parts: the same function as the real split."""
    return split(lines=lines)


def find_order(*, number: str, phone: str, client_address: str, at: datetime) -> Any:
    """This will return the order of that number and phone (E.164).

    The try is written down before it is judged and struck out when it was right, so that parallel guesses are counted
    too. Refuses: TooManyTries after ten failed tries in an hour per client address and per number; OrderNotFound.
    Costs: 4 queries. Must not run inside a transaction that a refusal rolls back.
    """
    wanted = normalise_code(number)[:20]
    attempt = FailedLookup.objects.create(at=at, address=network(client_address), number=wanted)
    recent = FailedLookup.objects.filter(at__gt=at - WINDOW)
    limit = settings.LOOKUP_TRIES_AN_HOUR
    by_address = recent.filter(address=attempt.address).count()
    if max(by_address, recent.filter(number=wanted).count()) > limit:
        # A try that was not judged does not count: otherwise knocking would keep the door shut for ever.
        attempt.delete()
        raise TooManyTries
    order = (
        get_model("order", "Order")
        .objects.select_related("shipping_address")
        .filter(number=wanted, shipping_address__phone_number=phone)
        .first()
    )
    if order is None:
        FailedLookup.objects.filter(at__lt=at - timedelta(days=1)).delete()
        raise OrderNotFound
    attempt.delete()
    return order


def orders_of(*, user: Any) -> QuerySet[Any]:
    """This will return a signed-in shopper's own orders, newest first. Never another's."""
    orders = get_model("order", "Order").objects.filter(user=user)
    return orders.select_related("shipping_address").order_by("-date_placed", "-pk")


def order_parts(*, order: Any) -> list[ProducerOrder]:
    """This will return an order's parts with their lines, for its page. Costs: 2 queries."""
    parts = order.producer_orders.select_related("partner__producer__commune__province")
    return list(parts.prefetch_related("lines__product").order_by("pk"))


def parts_of_producer(*, producer: Any) -> QuerySet[ProducerOrder]:
    """This will return the parts that are this producer's, newest first. Never another's."""
    return ProducerOrder.objects.filter(partner_id=producer.partner_id).order_by("-placed_at", "-pk")
