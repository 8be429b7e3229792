"""Until when a producer sees whose parcel it was. One rule for pages, papers and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from shop.accounts.phones import spoken
from shop.fulfilment.models import InvoiceRequest, ProducerOrder
from shop.fulfilment.states import ENDED, State


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who gets the parcel, and what was written with the order. `phone` is E.164, "" once nobody's."""

    name: str
    phone: str
    street: str
    commune: str
    province: str
    note: str
    gift_note: str
    # Only for the seller of record, who makes out the invoice.
    invoice: InvoiceRequest | None

    @property
    def spoken_phone(self) -> str:
        """This will return the number as people read it: 0912 345 678."""
        return spoken(phone=self.phone) if self.phone else ""


def hidden_from(*, part: ProducerOrder, at: datetime) -> datetime | None:
    """This will return the instant from which the buyer is hidden from the producer; None while the part goes on.

    Thirty days (a setting) after it closed, was refused, cancelled or sent back, as of the instant when that became
    true. What was received and has no time to give back counts as closed when it was received. Costs: none.
    """
    ended = ended_at(part=part, at=at)
    return None if ended is None else ended + timedelta(days=settings.BUYER_VISIBLE_DAYS)


def buyer_of(*, part: ProducerOrder, at: datetime) -> Buyer | None:
    """This will return the buyer as the producer may see them at the instant; None once hidden.

    Costs: none where the order, its address and its invoice request were read along.
    """
    hidden = hidden_from(part=part, at=at)
    if hidden is not None and at >= hidden:
        return None
    order = part.order
    address: Any = order.shipping_address
    is_seller = part.seller_of_record_id == part.partner_id
    return Buyer(
        name=address.first_name,
        phone=str(address.phone_number) if address.phone_number else "",
        street=address.line1,
        commune=address.commune_name,
        province=address.province_name,
        note=order.note,
        gift_note=order.gift_note,
        invoice=getattr(order, "invoice_request", None) if is_seller else None,
    )


def ended_at(*, part: ProducerOrder, at: datetime) -> datetime | None:
    """This will return when a part was over for good; None while it goes on, or goods may come back. Costs: none."""
    true = part.state_at(at)
    if true is State(part.state):
        is_over = true in ENDED or (true is State.DELIVERED and part.returnable_until is None)
        return part.moved_at if is_over and not part.has_open_return else None
    return part.expires_at if true is State.REFUSED else part.returnable_until
