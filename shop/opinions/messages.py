"""Who is told what about an opinion. Written to the outbox in the transaction of the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from shop.fulfilment.messages import LOOK_UP, buyer_of
from shop.notices.operations import notify
from shop.opinions.models import Reply


def tell_replied(*, reply: Reply, at: datetime) -> None:
    """This will send the buyer what the maker replied, in the language of the order. Costs: 4 queries."""
    review: Any = reply.review
    order: Any = review.proof.line.order
    product = review.product
    with translation.override(order.language):
        facts = {
            "product": product.name,
            "text": reply.text,
            "producer": product.producer.name,
            "url": settings.SITE_URL + product.get_absolute_url(),
        }
    notify(event="opinion_replied", key=str(review.pk), to=buyer_of(order=order), facts=facts, at=at)


def ask(*, part: Any, lines: list[Any], at: datetime) -> None:
    """This will ask the buyer of a part how they like these lines. Costs: 3 queries."""
    order: Any = part.order
    facts = {
        "number": order.number,
        "look_up_url": settings.SITE_URL + LOOK_UP[order.language],
        "part": part.number,
        "producer": part.partner.producer.name,
        "lines": [{"name": _name(line, order.language), "quantity": line.quantity} for line in lines],
    }
    notify(event="opinion_asked", key=part.number, to=buyer_of(order=order), facts=facts, at=at)


def _name(line: Any, language: str) -> str:
    return line.product.title_en if language == "en" and line.product and line.product.title_en else line.title
