"""An order as its buyer sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.accounts.phones import spoken
from shop.fulfilment.queries import order_parts
from shop.fulfilment.states import State
from shop.primitives.money import vnd
from shop.primitives.period import last_day

# What a buyer reads for each state of a part, and its colour on the page.
STATE_WORDS: dict[State, tuple[str | Promise, str]] = {
    State.NEW: (_("waiting for the producer"), "warn"),
    State.ACCEPTED: (_("the producer is preparing it"), "good"),
    State.PACKED: (_("packed, waiting for the courier"), "good"),
    State.HANDED_OVER: (_("on its way"), "good"),
    State.DELIVERED: (_("delivered"), "good"),
    State.CLOSED: (_("closed"), ""),
    State.REFUSED: (_("the producer could not send it"), "danger"),
    State.CANCELLED: (_("cancelled"), "danger"),
    State.RETURNED: (_("sent back"), "warn"),
    State.DISPUTED: (_("being looked into"), "warn"),
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of the order, with the certificate it was sold under. Units: ₫, pieces."""

    name: str
    name_language: str
    url: str
    pack_size: str
    quantity: int
    price_vnd: int
    sum_vnd: int
    stars: int
    decision_number: str
    last_day: Any
    commune: str
    province: str


@dataclass(frozen=True, slots=True)
class OrderPart:
    """What one producer sends."""

    number: str
    producer: Any
    name: str
    state_words: str | Promise
    state_kind: str
    lines: list[OrderLine]
    goods_vnd: int
    discount_vnd: int
    delivery_vnd: int
    total_vnd: int
    tracking_number: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The whole order."""

    number: str
    placed_at: Any
    name: str
    phone: str
    street: str
    commune: str
    province: str
    note: str
    has_email: bool
    # Placed without logging in, and in nobody's account yet.
    is_unclaimed: bool
    parts: list[OrderPart]
    total_vnd: int


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in a list. Units: ₫."""

    number: str
    placed_at: Any
    total_vnd: int
    state_words: str | Promise
    state_kind: str


def order_rows(*, orders: Iterable[Any]) -> list[OrderRow]:
    """This will return what a list of orders shows. Costs: the one query that reads the orders."""
    return [
        OrderRow(order.number, order.date_placed, vnd(order.total_incl_tax), *STATE_WORDS[State(order.status)])
        for order in orders
    ]


def order_page(*, order: Any) -> OrderPage:
    """This will read an order for its buyer. Costs: 4 queries."""
    address = order.shipping_address
    return OrderPage(
        number=order.number,
        placed_at=order.date_placed,
        name=address.first_name,
        phone=spoken(phone=str(address.phone_number)),
        street=address.line1,
        commune=address.commune_name,
        province=address.province_name,
        note=order.note,
        has_email=bool(order.email),
        is_unclaimed=order.user_id is None,
        parts=[_part(part) for part in order_parts(order=order)],
        total_vnd=vnd(order.total_incl_tax),
    )


def _part(part: Any) -> OrderPart:
    words, kind = STATE_WORDS[State(part.state)]
    producer = getattr(part.partner, "producer", None)
    return OrderPart(
        number=part.number,
        producer=producer,
        name=producer.name if producer else part.partner.name,
        state_words=words,
        state_kind=kind,
        lines=[_line(line) for line in part.lines.all()],
        goods_vnd=part.goods_vnd,
        discount_vnd=part.discount_vnd,
        delivery_vnd=part.delivery_vnd,
        total_vnd=part.total_vnd,
        tracking_number=part.tracking_number,
    )


def _line(line: Any) -> OrderLine:
    product = line.product
    return OrderLine(
        name=product.name if product else line.title,
        name_language=product.name_language if product else "vi",
        url=product.get_absolute_url() if product else "",
        pack_size=product.pack_size if product else "",
        quantity=line.quantity,
        price_vnd=vnd(line.unit_price_incl_tax),
        sum_vnd=vnd(line.line_price_incl_tax),
        stars=line.stars,
        decision_number=line.decision_number,
        last_day=last_day(line.certificate_valid_to),
        commune=line.commune_name,
        province=line.province_name,
    )
