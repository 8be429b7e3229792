"""Who is told what about an opinion. Written to the outbox in the transaction of the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from shop.fulfilment.messages import buyer_of
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
