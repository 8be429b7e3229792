"""An order as its buyer sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from shop.accounts.phones import spoken
from shop.fulfilment.models import InvoiceRequest
from shop.fulfilment.states import NOT_PACKED, State, derive_order_state
from shop.primitives.money import vnd
from shop.storefront.queries.order_parts import OrderPart, order_parts
from shop.storefront.queries.order_words import STATE_WORDS, Words
from shop.storefront.queries.tickets import TicketRow, rows_of
from shop.support.queries import of_order


@dataclass(frozen=True, slots=True)
class OrderPage:
    """The whole order. Units: ₫."""

    number: str
    placed_at: Any
    name: str
    phone: str
    street: str
    commune: str
    province: str
    note: str
    gift_note: str
    invoice: InvoiceRequest | None
    has_email: bool
    # Placed without logging in, and in nobody's account yet.
    is_unclaimed: bool
    # Nothing is packed before its buyer has said yes, by a code or on the phone.
    is_unconfirmed: bool
    parts: list[OrderPart]
    total_vnd: int
    tickets: list[TicketRow] = field(default_factory=list)

    @property
    def owed_vnd(self) -> int:
        """This will return what is still to be paid for all parcels, ₫."""
        return sum(part.owed_vnd for part in self.parts)

    @property
    def kept_vnd(self) -> int:
        """This will return the cash that was taken and is not owed back, ₫."""
        return sum(part.payable_vnd for part in self.parts if part.taken_at)

    @property
    def fell_vnd(self) -> int:
        """This will return what fell away since the order was placed, ₫."""
        return sum(part.fell_vnd for part in self.parts)

    @property
    def may_cancel(self) -> bool:
        """This will tell whether there is anything left to call off."""
        return any(part.may.cancel for part in self.parts)

    @property
    def may_move(self) -> bool:
        """This will tell whether the parcels can still go elsewhere: none is packed yet."""
        living = [part for part in self.parts if part.is_under_way]
        return bool(living) and all(part.state in NOT_PACKED for part in living)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order in a list. Units: ₫."""

    number: str
    placed_at: Any
    total_vnd: int
    state_words: Words
    state_kind: str


def order_rows(*, orders: Iterable[Any], at: datetime) -> list[OrderRow]:
    """This will return what a list of orders shows, true at the instant. Costs: the query that reads the orders, and 1
    more for their parts."""
    rows = list(orders)
    prefetch_related_objects(rows, "producer_orders")
    return [
        OrderRow(order.number, order.date_placed, vnd(order.total_incl_tax), *STATE_WORDS[_state(order, at)])
        for order in rows
    ]


def _state(order: Any, at: datetime) -> State:
    return derive_order_state(part.state_at(at) for part in order.producer_orders.all())


def order_page(*, order: Any, at: datetime) -> OrderPage:
    """This will read an order for its buyer, true at the instant.

    Costs: 12 queries, however many parts and lines, for an order that was read with its one-to-one rows
    (`proofs.proof_of`).
    """
    address = order.shipping_address
    confirmation = getattr(order, "cash_confirmation", None)
    parts = order_parts(order=order, at=at)
    is_waiting = any(part.state == State.NEW for part in parts)
    return OrderPage(
        number=order.number,
        placed_at=order.date_placed,
        name=address.first_name,
        phone=spoken(phone=str(address.phone_number)) if address.phone_number else "",
        street=address.line1,
        commune=address.commune_name,
        province=address.province_name,
        note=order.note,
        gift_note=order.gift_note,
        invoice=getattr(order, "invoice_request", None),
        has_email=bool(order.email),
        is_unclaimed=order.user_id is None,
        is_unconfirmed=is_waiting and confirmation is not None and confirmation.confirmed_at is None,
        parts=parts,
        total_vnd=vnd(order.total_incl_tax),
        tickets=rows_of(tickets=of_order(order=order)),
    )
