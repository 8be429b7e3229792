"""What was said and told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from oscar.core.loading import get_model

from shop.accounts.models import User
from shop.audit.models import Entry
from shop.consents.models import Consent
from shop.notices.models import Delivery
from shop.opinions.models import Reply
from shop.personal_data.gathering.whose import Row, Whose
from shop.support.models import Ticket, TicketEntry


def tickets(whose: Whose) -> Any:
    """This will keep the tickets of this person. Costs: none."""
    mine = Q(order__in=whose.orders)
    if whose.user is not None:
        mine |= Q(user=whose.user)
    return Ticket.objects.filter(mine)


def ticket_rows(whose: Whose) -> Iterator[Row]:
    """This will yield tickets."""
    for ticket in tickets(whose).order_by("pk"):
        yield {
            "ticket": ticket.number,
            "kind": ticket.kind,
            "name": ticket.name,
            "phone": ticket.phone,
            "email": ticket.email,
            "at": ticket.opened_at,
            "state": ticket.state,
        }


def entries(whose: Whose) -> Iterator[Row]:
    """This will yield what was written in them."""
    rows = TicketEntry.objects.filter(ticket__in=tickets(whose), is_internal=False).select_related("ticket")
    for entry in rows.prefetch_related("pictures").order_by("pk"):
        yield {
            "ticket": entry.ticket.number,
            "at": entry.at,
            "who": entry.side,
            "text": entry.text,
            "pictures": len(entry.pictures.all()),
        }


def opinion_rows(whose: Whose) -> Iterator[Row]:
    """This will yield opinions and replies."""
    reviews = get_model("reviews", "ProductReview").objects.filter(proof__line__order__in=whose.orders)
    replies = {reply.review_id: reply.text for reply in Reply.objects.filter(review__in=reviews)}
    for review in reviews.select_related("product").order_by("pk"):
        yield {
            "product": review.product.get_title() if review.product else "",
            "score": review.score,
            "shown_as": review.name,
            "title": review.title,
            "text": review.body,
            "at": review.date_created,
            "answer": replies.get(review.pk, ""),
        }


def consents(whose: Whose) -> Iterator[Row]:
    """This will yield consents."""
    mine = Q(order__in=whose.orders)
    if whose.user is not None:
        mine |= Q(user=whose.user)
    for row in Consent.objects.filter(mine).select_related("order").order_by("at", "pk"):
        yield {
            "at": row.at,
            "purpose": row.purpose,
            "said_yes": row.is_given,
            "wording": row.wording,
            "phone": row.phone,
            "order": row.order.number if row.order else "",
        }


def notices(whose: Whose) -> Iterator[Row]:
    """This will yield messages sent."""
    about = Q(pk__in=[])
    for number in whose.numbers:
        about |= Q(about=number) | Q(about__startswith=f"{number}-")
    about |= Q(about__in=[ticket.number for ticket in tickets(whose)])
    told = Delivery.objects.filter(about, ~Q(event__startswith="producer_"), ~Q(event__startswith="support_"))
    for row in told.order_by("at", "pk"):
        yield {"at": row.at, "event": row.event, "way": row.way, "address": row.address}


def trace(whose: Whose) -> Iterator[Row]:
    """This will yield the audit."""
    mine = Q(record_type="order.Order", record_key__in=[str(order.pk) for order in whose.orders])
    if whose.user is not None:
        mine |= Q(by=whose.user) | Q(record_type=User._meta.label, record_key=str(whose.user.pk))
    for row in Entry.objects.filter(mine).order_by("at", "pk"):
        yield {"at": row.at, "action": row.action, "on": row.record_type, "facts": row.facts}
