"""What stands in the way of forgetting somebody, and from when an order may be without its buyer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from oscar.core.loading import get_model

from shop.accounts.queries import roles_of
from shop.fulfilment.models import ProducerOrder, Refund
from shop.fulfilment.visibility import ended_at
from shop.personal_data.models import ForgottenOrder
from shop.personal_data.purposes import period
from shop.support.models import Ticket


def closed_at(*, order: Any, at: datetime) -> datetime | None:
    """This will return when an order was over for good; None while something is under way.

    Under way is a part that is not ended or may still be given back, money owed back, a ticket that is not closed.
    Costs: 3 queries.
    """
    parts = list(ProducerOrder.objects.filter(order=order))
    ends = [ended_at(part=part, at=at) for part in parts]
    known = [end for end in ends if end is not None]
    owed = Refund.objects.filter(producer_order__order=order)
    tickets = list(Ticket.objects.filter(order=order))
    is_settled = all(refund.paid_at for refund in owed) and all(ticket.is_closed for ticket in tickets)
    if len(known) < len(ends) or not is_settled:
        return None
    later = [refund.paid_at for refund in owed] + [ticket.closed_at for ticket in tickets if ticket.closed_at]
    return max([order.date_placed, *known, *(instant for instant in later if instant)])


def keep_until(*, order: Any, at: datetime) -> datetime | None:
    """This will return the instant from which the law no longer keeps an order's buyer; None while it is under way.

    Costs: as `closed_at`.
    """
    closed = closed_at(order=order, at=at)
    return None if closed is None else period(key="order", at=at).after(closed)


def may_be_due(*, at: datetime) -> QuerySet[Any]:
    """This will return guests' orders old enough to be looked at, the oldest first; each is asked by itself.

    An order of a living account is its owner's history, until they delete it or the account.
    """
    years = period(key="order", at=at)
    orders = get_model("order", "Order").objects.filter(user=None, forgotten=None)
    # No order is over before it is placed: what is younger needs no look.
    oldest = at - (years.after(at) - at)
    return orders.filter(date_placed__lte=oldest).select_related("shipping_address").order_by("date_placed", "pk")


def is_forgotten(*, order: Any) -> bool:
    """This will tell whether the order has lost its buyer. Costs: 1 query."""
    return ForgottenOrder.objects.filter(order=order).exists()


def under_way(*, orders: Iterable[Any], at: datetime) -> list[str]:
    """This will return the numbers of the orders that are not over yet. Costs: 3 queries an order."""
    return [order.number for order in orders if closed_at(order=order, at=at) is None]


def open_tickets(*, user: Any) -> list[str]:
    """This will return the numbers of a person's tickets that are not closed. Costs: 1 query."""
    tickets = Ticket.objects.filter(user=user).order_by("pk")
    return [ticket.number for ticket in tickets if not ticket.is_closed]


def works_here(*, user: Any) -> bool:
    """This will tell whether the account has a role: an administrator ends that first. Costs: 3 queries."""
    return bool(roles_of(user=user))
