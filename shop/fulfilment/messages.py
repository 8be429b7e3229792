"""Who is told what about an order. Written to the outbox in the transaction of the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from shop.notices.operations import Recipient, notify

LOOK_UP = {"vi": "/don-hang/tra-cuu/", "en": "/en/don-hang/tra-cuu/"}


def announce(*, order: Any, at: datetime) -> None:
    """This will confirm a new order to the buyer, and tell each producer of its part.

    Costs: 3 queries to read, 2 per message.
    """
    parts = list(
        order.producer_orders.select_related("partner__producer").prefetch_related("lines__product").order_by("pk")
    )
    notify(event="order_placed", key=order.number, to=_buyer(order), facts=_order_facts(order, parts), at=at)
    for part in parts:
        producer = part.partner.producer
        to = Recipient(name=producer.name, email=producer.email, phone=producer.phone, language="vi")
        facts = {
            "number": part.number,
            "lines": [_line_facts(line, "vi") for line in part.lines.all()],
            "total_vnd": part.total_vnd,
        }
        notify(event="producer_order_placed", key=part.number, to=to, facts=facts, at=at)


def _buyer(order: Any) -> Recipient:
    address = order.shipping_address
    # Who gave an address with the order hears there, also when an account took the order over later.
    email = order.guest_email or (order.user.email if order.user_id else "")
    return Recipient(
        name=address.first_name, email=email or "", phone=str(address.phone_number), language=order.language
    )


def _order_facts(order: Any, parts: list[Any]) -> dict[str, Any]:
    return {
        "number": order.number,
        "lines": [_line_facts(line, order.language) for part in parts for line in part.lines.all()],
        "delivery_vnd": int(order.shipping_incl_tax),
        "total_vnd": int(order.total_incl_tax),
        "look_up_url": settings.SITE_URL + LOOK_UP[order.language],
    }


def _line_facts(line: Any, language: str) -> dict[str, Any]:
    name = line.product.title_en if language == "en" and line.product.title_en else line.title
    return {"name": name, "quantity": line.quantity, "total_vnd": int(line.line_price_incl_tax)}
