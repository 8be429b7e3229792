"""Everything we hold of one person, gathered for them: an account with its orders, or one order that was proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from axes.models import AccessLog
from django.db.models import Q
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from oscar.core.loading import get_model

from shop.accounts.models import RoleGrant, User
from shop.audit.models import Entry
from shop.consents.models import Consent
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
    ReturnPicture,
    ReturnRequest,
    StateChange,
)
from shop.fulfilment.queries import orders_of
from shop.notices.models import Delivery
from shop.opinions.models import Reply
from shop.support.models import Ticket, TicketEntry, TicketPicture
from shop.waits.queries import waits_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data: an account's with all its orders, or those of one order when `user` is None."""

    user: User | None
    orders: tuple[Any, ...]

    @property
    def numbers(self) -> list[str]:
        """This will return the order numbers."""
        return [order.number for order in self.orders]


def of_account(*, user: User) -> Whose:
    """This will return an account with its orders. Costs: 1 query."""
    return Whose(user, tuple(orders_of(user=user)))


def of_order(*, order: Any) -> Whose:
    """This will return one order; the caller has asked for its proof."""
    return Whose(None, (order,))


def gather(*, whose: Whose) -> dict[str, list[Row]]:
    """This will return every row we hold, section by section, empty ones left out. Costs: about 35 queries."""
    sections = {name: list(rows(whose)) for name, rows in _SECTIONS.items()}
    return {name: rows for name, rows in sections.items() if rows}


def pictures(*, whose: Whose) -> list[Any]:
    """This will return the files a person has shown us. Costs: 2 queries."""
    tickets = TicketPicture.objects.filter(entry__ticket__in=_tickets(whose), entry__is_internal=False)
    returns = ReturnPicture.objects.filter(request__producer_order__order__in=whose.orders)
    return [row.file for row in tickets.order_by("pk")] + [row.file for row in returns.order_by("pk")]


# ---------------------------------------------------------------- the account


def _account(whose: Whose) -> Iterator[Row]:
    user = whose.user
    if user is not None:
        yield {
            "last_name": user.last_name,
            "first_name": user.first_name,
            "email": user.email,
            "phone": user.phone,
            "language": user.language,
            "joined_at": user.date_joined,
            "last_login_at": user.last_login,
        }


def _roles(whose: Whose) -> Iterator[Row]:
    for grant in RoleGrant.objects.filter(user=whose.user).order_by("pk") if whose.user else ():
        yield {"role": grant.role, "from": grant.granted_at, "to": grant.withdrawn_at}


def _addresses(whose: Whose) -> Iterator[Row]:
    rows = get_model("address", "UserAddress").objects.filter(user=whose.user).select_related("commune__province")
    for row in rows.order_by("pk") if whose.user else ():
        commune = row.commune
        yield {
            "name": f"{row.last_name} {row.first_name}".strip(),
            "phone": str(row.phone_number or ""),
            "street": ", ".join(word for word in (row.line1, row.line2, row.line3) if word),
            "commune": commune.name if commune else row.line4,
            "province": commune.province.name if commune else row.state,
            "postcode": row.postcode,
            "note": row.notes,
        }


def _wishes(whose: Whose) -> Iterator[Row]:
    for line in get_model("wishlists", "Line").objects.filter(wishlist__owner=whose.user).order_by("pk"):
        if whose.user:
            yield {"product": line.title}


def _waits(whose: Whose) -> Iterator[Row]:
    for wait in waits_of(user=whose.user) if whose.user else ():
        product: Any = wait.product
        yield {
            "product": product.title,
            "at": wait.asked_at,
            "wording": wait.wording,
            "language": wait.language,
            "keep_until": wait.ends_at,
        }


def _basket(whose: Whose) -> Iterator[Row]:
    lines = get_model("basket", "Line").objects.filter(basket__owner=whose.user, basket__order=None)
    for line in lines.select_related("product").order_by("pk") if whose.user else ():
        yield {"product": line.product.get_title(), "quantity": line.quantity, "at": line.date_created}


def _devices(whose: Whose) -> Iterator[Row]:
    for model in (TOTPDevice, StaticDevice):
        for device in model.objects.filter(user=whose.user).order_by("pk") if whose.user else ():
            yield {"name": device.name, "kind": model._meta.verbose_name}


def _log_ins(whose: Whose) -> Iterator[Row]:
    names = [name for name in (whose.user.email, whose.user.phone) if name] if whose.user else []
    for row in AccessLog.objects.filter(username__in=names).order_by("attempt_time"):
        yield {"at": row.attempt_time, "network_address": row.ip_address, "browser": row.user_agent}


# ---------------------------------------------------------------- orders


def _orders(whose: Whose) -> Iterator[Row]:
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


def _former_addresses(whose: Whose) -> Iterator[Row]:
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


def _agreements(whose: Whose) -> Iterator[Row]:
    for row in Agreement.objects.filter(order__in=whose.orders).select_related("order").order_by("pk"):
        yield {"order": row.order.number, "at": row.at, "wordings": row.wordings, "said_of_age": row.is_of_age}


def _invoices(whose: Whose) -> Iterator[Row]:
    for row in InvoiceRequest.objects.filter(order__in=whose.orders).select_related("order").order_by("pk"):
        yield {
            "order": row.order.number,
            "company": row.company,
            "tax_code": row.tax_code,
            "street": row.address,
            "email": row.email,
        }


def _parts(whose: Whose) -> Iterator[Row]:
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


def _lines(whose: Whose) -> Iterator[Row]:
    lines = get_model("order", "Line").objects.filter(order__in=whose.orders).select_related("order")
    for line in lines.order_by("pk"):
        yield {
            "order": line.order.number,
            "product": line.title,
            "quantity": line.quantity,
            "total_vnd": int(line.line_price_incl_tax),
            "decision_number": line.decision_number,
        }


def _moves(whose: Whose) -> Iterator[Row]:
    rows = StateChange.objects.filter(producer_order__order__in=whose.orders).select_related("producer_order")
    for row in rows.order_by("pk"):
        yield {
            "part": row.producer_order.number,
            "at": row.at,
            "state": row.target,
            "who": row.actor,
            "reason": row.reason,
        }


def _fallen(whose: Whose) -> Iterator[Row]:
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


def _money(whose: Whose) -> Iterator[Row]:
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


def _cash(whose: Whose) -> Iterator[Row]:
    for row in CashConfirmation.objects.filter(order__in=whose.orders).select_related("order").order_by("pk"):
        yield {"order": row.order.number, "code_sent_at": row.sent_at, "confirmed_at": row.confirmed_at}
    phones = {str(order.shipping_address.phone_number or "") for order in whose.orders} - {""}
    for phone in BuyerPhone.objects.filter(phone__in=phones).order_by("pk"):
        yield {"phone": phone.phone, "no_cash_orders": phone.is_blocked}
    refusals = DoorRefusal.objects.filter(producer_order__order__in=whose.orders).select_related("producer_order")
    for refusal in refusals.order_by("pk"):
        yield {"part": refusal.producer_order.number, "refused_at": refusal.at, "reason": refusal.reason}


def _returns(whose: Whose) -> Iterator[Row]:
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


# ---------------------------------------------------------------- what was said and told


def _tickets(whose: Whose) -> Any:
    mine = Q(order__in=whose.orders)
    if whose.user is not None:
        mine |= Q(user=whose.user)
    return Ticket.objects.filter(mine)


def _ticket_rows(whose: Whose) -> Iterator[Row]:
    for ticket in _tickets(whose).order_by("pk"):
        yield {
            "ticket": ticket.number,
            "kind": ticket.kind,
            "name": ticket.name,
            "phone": ticket.phone,
            "email": ticket.email,
            "at": ticket.opened_at,
            "state": ticket.state,
        }


def _entries(whose: Whose) -> Iterator[Row]:
    rows = TicketEntry.objects.filter(ticket__in=_tickets(whose), is_internal=False).select_related("ticket")
    for entry in rows.prefetch_related("pictures").order_by("pk"):
        yield {
            "ticket": entry.ticket.number,
            "at": entry.at,
            "who": entry.side,
            "text": entry.text,
            "pictures": len(entry.pictures.all()),
        }


def _opinion_rows(whose: Whose) -> Iterator[Row]:
    reviews = get_model("reviews", "ProductReview").objects.filter(proof__line__order__in=whose.orders)
    replies = {reply.review_id: reply.text for reply in Reply.objects.filter(review__in=reviews)}
    for review in reviews.select_related("product").order_by("pk"):
        yield {
            "product": review.product.get_title() if review.product else "",
            "score": review.score,
            "shown_as": review.name,
            "title": review.title,
            "text": review.body,
            "at": review.date_created,
            "answer": replies.get(review.pk, ""),
        }


def _consents(whose: Whose) -> Iterator[Row]:
    mine = Q(order__in=whose.orders)
    if whose.user is not None:
        mine |= Q(user=whose.user)
    for row in Consent.objects.filter(mine).select_related("order").order_by("at", "pk"):
        yield {
            "at": row.at,
            "purpose": row.purpose,
            "said_yes": row.is_given,
            "wording": row.wording,
            "phone": row.phone,
            "order": row.order.number if row.order else "",
        }


def _notices(whose: Whose) -> Iterator[Row]:
    about = Q(pk__in=[])
    for number in whose.numbers:
        about |= Q(about=number) | Q(about__startswith=f"{number}-")
    about |= Q(about__in=[ticket.number for ticket in _tickets(whose)])
    told = Delivery.objects.filter(about, ~Q(event__startswith="producer_"), ~Q(event__startswith="support_"))
    for row in told.order_by("at", "pk"):
        yield {"at": row.at, "event": row.event, "way": row.way, "address": row.address}


def _trace(whose: Whose) -> Iterator[Row]:
    mine = Q(record_type="order.Order", record_key__in=[str(order.pk) for order in whose.orders])
    if whose.user is not None:
        mine |= Q(by=whose.user) | Q(record_type=User._meta.label, record_key=str(whose.user.pk))
    for row in Entry.objects.filter(mine).order_by("at", "pk"):
        yield {"at": row.at, "action": row.action, "on": row.record_type, "facts": row.facts}


_SECTIONS = {
    "account": _account,
    "roles": _roles,
    "addresses": _addresses,
    "wishes": _wishes,
    "waits": _waits,
    "basket": _basket,
    "orders": _orders,
    "former_addresses": _former_addresses,
    "agreements": _agreements,
    "invoices": _invoices,
    "parcels": _parts,
    "goods": _lines,
    "moves": _moves,
    "fallen": _fallen,
    "money": _money,
    "cash": _cash,
    "returns": _returns,
    "tickets": _ticket_rows,
    "entries": _entries,
    "opinions": _opinion_rows,
    "consents": _consents,
    "notices": _notices,
    "devices": _devices,
    "log_ins": _log_ins,
    "trace": _trace,
}
