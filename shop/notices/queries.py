"""What was told."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from shop.notices.models import Delivery


def notices_of(*, number: str) -> QuerySet[Delivery]:
    """This will return what was told about an order with its parts, or a ticket, newest first: event, way, when, where.

    Addresses are masked (0912***678). Costs: 1 query.
    """
    return Delivery.objects.filter(Q(about=number) | Q(about__startswith=f"{number}-")).order_by("-at", "-pk")
