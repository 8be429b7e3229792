"""What hangs on orders."""

from __future__ import annotations

from collections.abc import Iterator

from oscar.core.loading import get_model

from shop.audit.models import Entry
from shop.fulfilment.models import (
    Agreement,
    BuyerPhone,
    CashConfirmation,
    Collection,
    DoorRefusal,
    InvoiceRequest,
    LineOutcome,
    ProducerOrder,
    Refund,
    ReturnRequest,
    StateChange,
)
from shop.personal_data.gathering.whose import Row, Whose


def orders(whose: Whose) -> Iterator[Row]:
    """This will yield the orders with their address."""
    for order in whose.orders:
        address = order.shipping_address
        yield {
            "number": order.number,
            "at": order.date_placed,
            "state": order.status,
            "total_vnd": int(order.total_incl_tax),
            "name": f"{address.last_name} {address.first_name}".strip(),
            "phone": str(address.phone_number or ""),
            "street": ", ".join(word for word in (address.line1, address.line2, address.line3) if word),
            "commune": address.commune_name,
            "province": address.province_name,
            "email": order.guest_email,
            "note": order.note,
            "gift_note": order.gift_note,
            "language": order.language,
        }


def former_addresses(whose: Whose) -> Iterator[Row]:
    """This will yield addresses that an order had before."""
    keys = [str(order.pk) for order in whose.orders]
    moves = Entry.objects.filter(action="order.address_changed", record_type="order.Order", record_key__in=keys)
    ids = [facts["from"] for facts in moves.values_list("facts", flat=True)]
    for row in get_model("order", "ShippingAddress").objects.filter(pk__in=ids).order_by("pk"):
        yield {
            "name": row.first_name,
            "phone": str(row.phone_number or ""),
            "street": row.line1,
            "commune": row.commune_name,
            "province": row.province_name,
        }


def agreements(whose: Whose) -> Iterator[Row]:
    """This will yield what was agreed at checkout."""
    for row in Agreement.objects.filter(order__in=whose.orders).select_related("order").order_by("pk"):
        yield {"order": row.order.number, "at": row.at, "wordings": row.wordings, "said_of_age": row.is_of_age}


def invoices(whose: Whose) -> Iterator[Row]:
    """This will yield data for invoices."""
    for row in InvoiceRequest.objects.filter(order__in=whose.orders).select_related("order").order_by("pk"):
        yield {
            "order": row.order.number,
            "company": row.company,
            "tax_code": row.tax_code,
            "street": row.address,
            "email": row.email,
        }


def parts(whose: Whose) -> Iterator[Row]:
    """This will yield the parts."""
    parts = ProducerOrder.objects.filter(order__in=whose.orders).select_related("partner").order_by("pk")
    for part in parts:
        yield {
            "part": part.number,
            "producer": part.partner.name,
            "state": part.state,
            "goods_vnd": part.goods_vnd,
            "discount_vnd": part.discount_vnd,
            "delivery_vnd": part.delivery_vnd,
            "cash_fee_vnd": part.cash_fee_vnd,
            "reduced_vnd": part.reduced_vnd,
            "total_vnd": part.total_vnd,
            "delivery": part.delivery_name_vi,
            "tracking_number": part.tracking_number,
            "pickup_code": part.pickup_code,
        }


def lines(whose: Whose) -> Iterator[Row]:
    """This will yield the lines."""
    lines = get_model("order", "Line").objects.filter(order__in=whose.orders).select_related("order")
    for line in lines.order_by("pk"):
        yield {
            "order": line.order.number,
            "product": line.title,
            "quantity": line.quantity,
            "total_vnd": int(line.line_price_incl_tax),
            "decision_number": line.decision_number,
        }


def moves(whose: Whose) -> Iterator[Row]:
    """This will yield what became of each part."""
    rows = StateChange.objects.filter(producer_order__order__in=whose.orders).select_related("producer_order")
    for row in rows.order_by("pk"):
        yield {
            "part": row.producer_order.number,
            "at": row.at,
            "state": row.target,
            "who": row.actor,
            "reason": row.reason,
        }


def fallen(whose: Whose) -> Iterator[Row]:
    """This will yield lines that fell away."""
    rows = LineOutcome.objects.filter(producer_order__order__in=whose.orders).select_related("line", "producer_order")
    for row in rows.order_by("pk"):
        yield {
            "part": row.producer_order.number,
            "product": row.line.title,
            "at": row.at,
            "state": row.kind,
            "amount_vnd": row.amount_vnd,
            "reason": row.reason,
        }


def money(whose: Whose) -> Iterator[Row]:
    """This will yield cash taken and refunds."""
    taken = Collection.objects.filter(producer_order__order__in=whose.orders).select_related("producer_order")
    for row in taken.order_by("pk"):
        yield {"part": row.producer_order.number, "at": row.at, "taken_vnd": row.amount_vnd, "who": row.holder}
    owed = Refund.objects.filter(producer_order__order__in=whose.orders).select_related("producer_order")
    for refund in owed.order_by("pk"):
        yield {
            "part": refund.producer_order.number,
            "at": refund.owed_at,
            "owed_vnd": refund.amount_vnd,
            "owed_to": refund.owed_to,
            "reason": refund.reason,
            "paid_at": refund.paid_at,
            "paid_how": refund.paid_how,
        }


def cash(whose: Whose) -> Iterator[Row]:
    """This will yield confirmations and refusals of cash orders."""
    for row in CashConfirmation.objects.filter(order__in=whose.orders).select_related("order").order_by("pk"):
        yield {"order": row.order.number, "code_sent_at": row.sent_at, "confirmed_at": row.confirmed_at}
    phones = {str(order.shipping_address.phone_number or "") for order in whose.orders} - {""}
    for phone in BuyerPhone.objects.filter(phone__in=phones).order_by("pk"):
        yield {"phone": phone.phone, "no_cash_orders": phone.is_blocked}
    refusals = DoorRefusal.objects.filter(producer_order__order__in=whose.orders).select_related("producer_order")
    for refusal in refusals.order_by("pk"):
        yield {"part": refusal.producer_order.number, "refused_at": refusal.at, "reason": refusal.reason}


def returns(whose: Whose) -> Iterator[Row]:
    """This will yield returns."""
    rows = ReturnRequest.objects.filter(producer_order__order__in=whose.orders).select_related("producer_order")
    for row in rows.prefetch_related("pictures").order_by("pk"):
        yield {
            "part": row.producer_order.number,
            "at": row.asked_at,
            "state": row.state,
            "reason": row.reason,
            "text": row.text,
            "answer": row.answer,
            "pictures": len(row.pictures.all()),
        }
