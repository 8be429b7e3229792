"""An order without its buyer: what was sold, for how much, under which certificate and to which commune stays."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from oscar.core.loading import get_model

from shop.audit.append_only import forget_words
from shop.audit.models import Entry
from shop.fulfilment.models import (
    BuyerPhone,
    DoorRefusal,
    InvoiceRequest,
    LineOutcome,
    ProducerOrder,
    Refund,
    ReturnPicture,
    ReturnRequest,
    StateChange,
)

# What stands where a refund says how it was paid: the database wants a word, and an account's number is nobody's.
FORGOTTEN = "-"
# Of an address; commune and province stay, they are counted.
_OF_ADDRESS = ("title", "first_name", "last_name", "line1", "line2", "line3", "postcode", "search_text", "notes")


def forget_extras(*, order: Any) -> None:
    """This will forget what nobody needs once the goods are there: e-mail, note, gift card, and the invoice's e-mail.

    Twice is once. Costs: 2 queries.
    """
    get_model("order", "Order").objects.filter(pk=order.pk).update(guest_email="", note="", gift_note="")
    InvoiceRequest.objects.filter(order=order).update(email="")
    order.guest_email = order.note = order.gift_note = ""


@transaction.atomic
def forget_buyer(*, order: Any) -> None:
    """This will take the buyer out of an order, also out of the addresses it was sent to before.

    What tax law asks of an invoice stays: company and tax code. Twice is once. Costs: about 20 queries. The caller
    knows that the legal time is over.
    """
    forget_extras(order=order)
    phone = _forget_addresses(order)
    get_model("order", "Order").objects.filter(pk=order.pk).update(user=None)
    get_model("basket", "Basket").objects.filter(order=order).update(owner=None)
    InvoiceRequest.objects.filter(order=order).update(address="")
    parts = ProducerOrder.objects.filter(order=order)
    parts.update(tracking_number="", pickup_code="")
    ids = list(parts.values_list("pk", flat=True))
    for rows in (StateChange.objects, LineOutcome.objects, DoorRefusal.objects):
        forget_words(rows=rows.filter(producer_order__in=ids), column="reason")
    _forget_returns(ids)
    refunds = Refund.objects.filter(producer_order__in=ids)
    refunds.update(owed_to="", reason="")
    refunds.exclude(paid_how="").update(paid_how=FORGOTTEN)
    _forget_phone(phone)
    order.user = None


def _forget_addresses(order: Any) -> str:
    addresses = get_model("order", "ShippingAddress").objects
    moves = Entry.objects.filter(
        action="order.address_changed", record_type=order._meta.label, record_key=str(order.pk)
    )
    former = [facts["from"] for facts in moves.values_list("facts", flat=True)]
    rows = addresses.filter(Q(pk__in=former) | Q(pk=order.shipping_address_id))
    phone = str(order.shipping_address.phone_number or "") if order.shipping_address else ""
    rows.update(**dict.fromkeys(_OF_ADDRESS, ""), phone_number="")
    if order.shipping_address_id:
        order.shipping_address.refresh_from_db()
    return phone


def _forget_returns(parts: list[int]) -> None:
    requests = ReturnRequest.objects.filter(producer_order__in=parts)
    requests.update(text="", answer="")
    pictures = list(ReturnPicture.objects.filter(request__producer_order__in=parts))
    ReturnPicture.objects.filter(pk__in=[picture.pk for picture in pictures]).delete()
    for picture in pictures:
        # After the commit: a rolled back act loses no file.
        transaction.on_commit(partial(picture.file.storage.delete, str(picture.file.name)))


def _forget_phone(phone: str) -> None:
    """The row stays where a refusal hangs on it, without the number, unless another order still has it."""
    held = get_model("order", "Order").objects.filter(shipping_address__phone_number=phone)
    if phone and not held.exists():
        for row in BuyerPhone.objects.filter(phone=phone):
            BuyerPhone.objects.filter(pk=row.pk).update(phone=f"#{row.pk}", is_blocked=False)
