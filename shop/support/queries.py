"""Tickets read for the support desk, and for who asked."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from shop.accounts.phones import BadPhone, to_e164
from shop.fulfilment.models import FailedLookup
from shop.fulfilment.queries import WINDOW, TooManyTries, network
from shop.primitives.codes import normalise_code
from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import fold
from shop.support.models import Ticket, TicketEntry, TicketQuerySet


class TicketNotFound(Refusal):
    """No ticket has this number and this phone. One answer for a wrong phone and an unknown number."""

    code = "ticket_not_found"


def _with_order(tickets: QuerySet[Ticket]) -> Any:
    return tickets.select_related("order", "producer_order__partner__producer", "user")


def find(*, text: str) -> list[Ticket]:
    """This will find tickets by number, by order number, by phone however written, or by a part of the name.

    For support only. The newest first, 100 at most. Costs: 1 query; none for an empty text.
    """
    words = fold(text)
    if not words:
        return []
    code = normalise_code(text)[:20]
    wanted = Q(number=code) | Q(order__number=code) | Q(name_fold__contains=words[:120])
    with suppress(BadPhone):
        wanted |= Q(phone=to_e164(text=text))
    return list(_with_order(Ticket.objects.filter(wanted)).order_by("-opened_at", "-pk")[:100])


def waiting() -> TicketQuerySet:
    """This will return the tickets that wait for support, what was promised soonest first. Costs: 1 query a page."""
    tickets: TicketQuerySet = _with_order(Ticket.objects.waiting()).most_urgent_first()
    return tickets


def overdue(*, at: datetime) -> TicketQuerySet:
    """This will return the tickets of which a promise is broken at the instant, the oldest promise first.

    Costs: 1 query a page.
    """
    tickets: TicketQuerySet = _with_order(Ticket.objects.overdue(at=at)).most_urgent_first()
    return tickets


def of_order(*, order: Any) -> list[Ticket]:
    """This will return the tickets about an order or a part of it, the newest first. Costs: 1 query."""
    return list(_with_order(Ticket.objects.filter(order=order)).order_by("-opened_at", "-pk"))


def of_user(*, user: Any) -> list[Ticket]:
    """This will return a signed-in person's own tickets, the newest first. Never another's. Costs: 1 query."""
    return list(_with_order(Ticket.objects.filter(user=user)).order_by("-opened_at", "-pk"))


def of_producer(*, producer: Any) -> TicketQuerySet:
    """This will return the tickets about parts of this producer, the newest first. Never another's."""
    tickets: TicketQuerySet = _with_order(Ticket.objects.filter(producer_order__partner_id=producer.partner_id))
    return tickets.order_by("-opened_at", "-pk")


def thread(*, ticket: Ticket, is_support: bool) -> list[TicketEntry]:
    """This will return what was said, in order, with its pictures; support's own notes only to support.

    Costs: 2 queries.
    """
    entries = TicketEntry.objects.filter(ticket=ticket)
    if not is_support:
        entries = entries.filter(is_internal=False)
    return list(entries.select_related("by").prefetch_related("pictures").order_by("at", "pk"))


def find_ticket(*, number: str, phone: str, client_address: str, at: datetime) -> Ticket:
    """This will return the ticket of that number and phone (E.164), for who asked.

    Tries count together with those of `fulfilment.find_order`, written before they are judged and struck out when
    right. Refuses: TooManyTries, TicketNotFound. Costs: 4 queries. Must not run inside a transaction that a refusal
    rolls back.
    """
    wanted = normalise_code(number)[:20]
    attempt = FailedLookup.objects.create(at=at, address=network(client_address), number=wanted)
    recent = FailedLookup.objects.filter(at__gt=at - WINDOW)
    tries = max(recent.filter(address=attempt.address).count(), recent.filter(number=wanted).count())
    if tries > settings.LOOKUP_TRIES_AN_HOUR:
        attempt.delete()
        raise TooManyTries
    ticket: Ticket | None = _with_order(Ticket.objects.filter(number=wanted, phone=phone).exclude(phone="")).first()
    if ticket is None:
        FailedLookup.objects.filter(at__lt=at - timedelta(days=1)).delete()
        raise TicketNotFound
    attempt.delete()
    return ticket
