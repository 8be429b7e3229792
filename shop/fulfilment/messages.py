"""Who is told what about an order. Written to the outbox in the transaction of the event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shop.notices.operations import Recipient, notify


def announce(*, order: Any, at: datetime) -> None:
    """This will confirm a new order to the buyer, and tell each producer of its part."""
    address = order.shipping_address
    buyer = Recipient(
        name=address.first_name,
        email=order.user.email if order.user_id else order.guest_email,
        phone=str(address.phone_number),
        language=order.language,
    )
    parts = list(
        order.producer_orders.select_related("partner__producer").prefetch_related("lines").order_by("pk")
    )
    notify(event="order_placed", key=order.number, to=buyer, facts=_order_facts(order, parts), at=at)
    for part in parts:
        producer = part.partner.producer
        to = Recipient(name=producer.name, email=producer.email, phone=producer.phone, language="vi")
        notify(event="producer_order_placed", key=part.number, to=to, facts=_part_facts(part), at=at)


def _order_facts(order: Any, parts: list[Any]) -> dict[str, Any]:
    return {
        "number": order.number,
        "total_vnd": int(order.total_incl_tax),
        "delivery_vnd": int(order.shipping_incl_tax),
        "name": order.shipping_address.first_name,
        "parts": [{"producer": part.partner.producer.name, **_part_facts(part)} for part in parts],
    }


def _part_facts(part: Any) -> dict[str, Any]:
    return {
        "number": part.number,
        "total_vnd": part.total_vnd,
        "delivery_vnd": part.delivery_vnd,
        "lines": [
            {"title": line.title, "quantity": line.quantity, "price_vnd": int(line.line_price_incl_tax)}
            for line in part.lines.all()
        ],
    }
