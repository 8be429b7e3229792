"""An order as support sees it: everything, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from oscar.core.loading import get_model

from shop.accounts.phones import spoken
from shop.fulfilment.models import BuyerPhone, ProducerOrder
from shop.fulfilment.states import FELL_AWAY, NOT_PACKED, State, derive_order_state
from shop.notices.models import Delivery
from shop.notices.queries import notices_of
from shop.primitives.money import vnd
from shop.primitives.period import last_day
from shop.programme.queries.finding import FoundOrder, found_order
from shop.programme.queries.history import Happened, Traced, audit_of, history_of
from shop.programme.queries.queues import Job, ticket_job
from shop.programme.verbs import Verb, may_cancel, offered
from shop.programme.words import EVENT_WORDS, STATE_WORDS, Words
from shop.support.queries import of_order

MOST_EARLIER = 20


@dataclass(frozen=True, slots=True)
class LineView:
    """One line, with the certificate it was sold under and what became of it. Units: ₫, pieces."""

    pk: int
    name: str
    pack_size: str
    quantity: int
    sum_vnd: int
    stars: int
    decision_number: str
    last_day: Any
    outcome: Any
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class PartView:
    """One producer's part: the state true now, its lines, its money, and what can be done."""

    row: ProducerOrder
    producer: Any
    producer_phone: str
    state: State
    words: Words
    kind: str
    delivery: str
    payable_vnd: int
    lines: list[LineView]
    collection: Any
    refunds: list[Any]
    returns: list[Any]
    verbs: list[Verb]
    is_unanswered: bool


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One message that went out; its address is masked."""

    row: Delivery
    words: Words


@dataclass(frozen=True, slots=True)
class PhoneView:
    """What is known of the phone an order was placed with. Units: ₫."""

    phone: str
    dialled: str
    is_blocked: bool
    refusals: list[Any]
    earlier: list[FoundOrder]


@dataclass(frozen=True, slots=True)
class OrderView:
    """The whole order."""

    row: Any
    words: Words
    kind: str
    address: Any
    total_vnd: int
    payable_vnd: int
    phone: PhoneView
    parts: list[PartView]
    payments: list[Any]
    agreement: Any
    invoice: Any
    confirmation: Any
    history: list[Happened]
    notices: list[NoticeRow]
    tickets: list[Job]
    audit: list[Traced]
    may_cancel: bool
    may_change_address: bool
    is_to_confirm: bool


def order_numbered(*, number: str) -> Any | None:
    """This will return an order with its address, or None. Costs: one query."""
    orders = get_model("order", "Order").objects
    return (
        orders.select_related(
            "shipping_address", "user", "agreement", "invoice_request", "cash_confirmation__confirmed_by"
        )
        .filter(number=number)
        .first()
    )


def order_view(*, order: Any, at: datetime) -> OrderView:
    """This will read everything about an order of `order_numbered`. Costs: 15 queries, however many parts."""
    rows = _parts(order)
    parts = [_part(row, at) for row in rows]
    states = [part.state for part in parts]
    words, kind = STATE_WORDS[derive_order_state(states)]
    tickets = of_order(order=order)
    phone = str(order.shipping_address.phone_number or "")
    blocked = BuyerPhone.objects.filter(phone=phone).first()
    confirmation = getattr(order, "cash_confirmation", None)
    return OrderView(
        row=order,
        words=words,
        kind=kind,
        address=order.shipping_address,
        total_vnd=vnd(order.total_incl_tax),
        payable_vnd=sum(part.payable_vnd for part in parts),
        phone=_phone(order, phone, blocked, at),
        parts=parts,
        payments=list(order.payments.select_related("payee").order_by("pk")),
        agreement=getattr(order, "agreement", None),
        invoice=getattr(order, "invoice_request", None),
        confirmation=confirmation,
        history=history_of(parts=rows, at=at),
        notices=[NoticeRow(row, EVENT_WORDS.get(row.event, row.event)) for row in notices_of(number=order.number)],
        tickets=[ticket_job(ticket, at) for ticket in tickets],
        audit=audit_of(order=order, parts=rows, tickets=tickets, phone=blocked),
        may_cancel=any(may_cancel(state) for state in states),
        may_change_address=_may_change_address(states),
        is_to_confirm=confirmation is not None and confirmation.confirmed_at is None and State.NEW in states,
    )


def _parts(order: Any) -> list[ProducerOrder]:
    rows = order.producer_orders.select_related(
        "partner__producer", "seller_of_record", "location", "pickup_point__commune", "collection__by", "door_refusal"
    )
    return list(
        rows.prefetch_related(
            "lines__product__parent",
            "lines__outcome__by",
            "changes__by",
            "refunds__paid_by",
            "return_requests__lines__line",
            "return_requests__pictures",
            "return_requests__answered_by",
        ).order_by("pk")
    )


def _part(row: Any, at: datetime) -> PartView:
    state = row.state_at(at)
    words, kind = STATE_WORDS[state]
    collection = getattr(row, "collection", None)
    name = row.delivery_name_en if get_language() == "en" else row.delivery_name_vi
    return PartView(
        row=row,
        producer=row.partner.producer,
        producer_phone=spoken(phone=row.partner.producer.phone),
        state=state,
        words=words,
        kind=kind,
        delivery=name or row.get_delivery_kind_display(),
        # What the clock has ended and nobody has written yet is owed by nobody either.
        payable_vnd=0 if state in FELL_AWAY else row.payable_vnd,
        lines=[_line(line, may_cancel(state)) for line in sorted(row.lines.all(), key=lambda line: line.pk)],
        collection=collection,
        refunds=sorted(row.refunds.all(), key=lambda refund: refund.pk),
        returns=sorted(row.return_requests.all(), key=lambda request: request.pk),
        verbs=offered(row, state, is_paid=collection is not None),
        is_unanswered=state is State.NEW and at >= row.answer_due_at,
    )


def _line(line: Any, is_open: bool) -> LineView:
    outcome = getattr(line, "outcome", None)
    return LineView(
        pk=line.pk,
        name=line.title,
        pack_size=line.product.pack_size if line.product else "",
        quantity=line.quantity,
        sum_vnd=vnd(line.line_price_incl_tax),
        stars=line.stars,
        decision_number=line.decision_number,
        last_day=last_day(line.certificate_valid_to),
        outcome=outcome,
        may_cancel=is_open and outcome is None,
    )


def _may_change_address(states: list[State]) -> bool:
    going = [state for state in states if state not in FELL_AWAY and state is not State.CLOSED]
    return bool(going) and all(state in NOT_PACKED for state in going)


def _phone(order: Any, phone: str, row: BuyerPhone | None, at: datetime) -> PhoneView:
    orders = get_model("order", "Order").objects.filter(shipping_address__phone_number=phone).exclude(pk=order.pk)
    others = orders.select_related("shipping_address").prefetch_related("producer_orders")
    refusals = row.refusals.select_related("producer_order__order").order_by("-at", "-pk") if row else []
    return PhoneView(
        phone=spoken(phone=phone),
        dialled=phone,
        is_blocked=row is not None and row.is_blocked,
        refusals=list(refusals),
        earlier=[found_order(row, at) for row in others.order_by("-date_placed", "-pk")[:MOST_EARLIER]]
        if phone
        else [],
    )
