"""Who may see an order or a ticket, and in whose name: its account, the browser it came from, number and phone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from oscar.core.loading import get_model

from shop.fulfilment.models import ProducerOrder
from shop.storefront import checkouts
from shop.support.models import Ticket

# A number and a phone that were right open the page for this long, in the browser that typed them.
HOLDS = timedelta(hours=12)
_REMEMBERED = 20
ORDERS, TICKETS = "orders_found", "tickets_found"


@dataclass(frozen=True, slots=True)
class Proof:
    """An order that this visitor may see and act on. `by` is the account whose order it is, None for who has proved it
    otherwise: rooms then go by the phone it was placed with."""

    order: Any
    by: Any
    at: datetime

    @property
    def phone(self) -> str:
        """This will return the phone of the order (E.164), "" once it was forgotten."""
        address = self.order.shipping_address
        return str(address.phone_number) if address and address.phone_number else ""

    def part(self, ordinal: int) -> ProducerOrder:
        """This will return one part of the order. Refuses: Http404 for a part there is not. Costs: 1 query."""
        parts = self.order.producer_orders.select_related("order__shipping_address", "partner__producer")
        part: ProducerOrder | None = parts.filter(number=f"{self.order.number}-{ordinal}").first()
        if part is None:
            raise Http404
        return part


def remember(request: HttpRequest, kind: str, number: str, *, at: datetime) -> None:
    """This will let this browser see what it has just proved (`ORDERS` | `TICKETS`), for a while."""
    now = int(at.timestamp())
    kept = {key: until for key, until in request.session.get(kind, {}).items() if until > now and key != number}
    rows = [*kept.items(), (number, now + int(HOLDS.total_seconds()))]
    request.session[kind] = dict(rows[-_REMEMBERED:])


def is_remembered(request: HttpRequest, kind: str, number: str, *, at: datetime) -> bool:
    """This will tell whether this browser has proved it lately. Costs: none."""
    return bool(request.session.get(kind, {}).get(number, 0) > at.timestamp())


def proof_of(request: HttpRequest, number: str, *, at: datetime) -> Proof | None:
    """This will return the order when this visitor may see it, else None. Costs: 1 query."""
    orders = get_model("order", "Order").objects.filter(number=number)
    order = orders.select_related("shipping_address", "user", "invoice_request", "cash_confirmation").first()
    if order is None:
        return None
    user = request.user
    is_own = user.is_authenticated and order.user_id == user.pk
    if not is_own and not checkouts.is_placed(request, number) and not is_remembered(request, ORDERS, number, at=at):
        return None
    return Proof(order, order.user if is_own else None, at)


def for_buyer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """This will give a view the order that the visitor has proved to be theirs. A stranger finds nothing: 404; whose
    proof has run out is asked for number and phone again."""

    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, number: str, **words: Any) -> HttpResponse:
        at = timezone.now()
        proof = proof_of(request, number, at=at)
        if proof is None:
            if number in request.session.get(ORDERS, {}):
                return redirect(reverse("storefront:order_lookup", query={"so": number}))
            raise Http404
        return view(request, proof, **words)

    return shown


def ticket_of(request: HttpRequest, number: str, *, at: datetime) -> Ticket | None:
    """This will return the ticket when this visitor may read it, else None: who opened it, who has proved number and
    phone of it, or the order it is about. Costs: 1 query, 1 more for an order's."""
    ticket = Ticket.objects.select_related("order", "producer_order__partner__producer").filter(number=number).first()
    if ticket is None:
        return None
    is_own = request.user.is_authenticated and ticket.user_id == request.user.pk
    if is_own or is_remembered(request, TICKETS, number, at=at):
        return ticket
    order: Any = ticket.order
    return ticket if order is not None and proof_of(request, order.number, at=at) else None
