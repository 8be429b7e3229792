"""Who is told what about a ticket. Written to the outbox in the transaction of the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from shop.fulfilment.messages import LOOK_UP
from shop.notices.operations import Recipient, notify
from shop.support.models import Ticket, TicketEntry


def tell_opened(*, ticket: Ticket, at: datetime) -> None:
    """This will tell the asker the ticket's number and until when it is answered and settled. Costs: 2 queries."""
    facts = {**_facts(ticket), "first_answer_by": ticket.first_answer_by, "resolve_by": ticket.resolve_by}
    notify(event="ticket_opened", key=ticket.number, to=_asker(ticket), facts=facts, at=at)


def tell_answered(*, ticket: Ticket, entry: TicketEntry, at: datetime) -> None:
    """This will send the asker the answer. Costs: 2 queries."""
    facts = {**_facts(ticket), "text": entry.text}
    notify(event="ticket_answered", key=f"{ticket.number}-{entry.pk}", to=_asker(ticket), facts=facts, at=at)


def tell_closed(*, ticket: Ticket, at: datetime) -> None:
    """This will tell the asker that the ticket is closed. Costs: 2 queries."""
    key = f"{ticket.number}-{at.isoformat()}"
    notify(event="ticket_closed", key=key, to=_asker(ticket), facts=_facts(ticket), at=at)


def tell_support(*, ticket: Ticket, at: datetime) -> None:
    """This will tell support that a ticket waits; nobody where whoever runs the shop has named no address.

    Costs: 2 queries.
    """
    if not settings.SUPPORT_EMAIL:
        return
    to = Recipient(name=settings.OSCAR_SHOP_NAME, email=settings.SUPPORT_EMAIL, language="vi")
    part: Any = ticket.producer_order
    with translation.override(to.language):
        kind = ticket.get_kind_display()
    facts = {
        "ticket": ticket.number,
        "kind": kind,
        "part": part.number if part is not None else "",
        "first_answer_by": ticket.first_answer_by,
    }
    notify(event="support_ticket", key=f"{ticket.number}-{at.isoformat()}", to=to, facts=facts, at=at)


def _asker(ticket: Ticket) -> Recipient:
    return Recipient(name=ticket.name, email=ticket.email, phone=ticket.phone, language=ticket.language)


def _facts(ticket: Ticket) -> dict[str, Any]:
    order: Any = ticket.order
    if order is None:
        return {"ticket": ticket.number}
    return {
        "ticket": ticket.number,
        "number": order.number,
        "look_up_url": settings.SITE_URL + LOOK_UP[ticket.language],
    }
