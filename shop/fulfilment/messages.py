"""Who is told what about an order. Written to the outbox in the transaction of the event.

Events and their facts: shop/notices/events.py. The buyer is told in the language of the order, producers and support
in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from shop.consents.models import Purpose
from shop.consents.queries import has_agreed
from shop.fulfilment.states import Actor, State
from shop.notices.operations import Notice, Recipient, notify, notify_all
from shop.outbox.operations import Task, enqueue, enqueue_all
from shop.primitives.period import last_day

DESK = "/lam-viec/chu-the/"
LOOK_UP = {"vi": "/don-hang/tra-cuu/", "en": "/en/don-hang/tra-cuu/"}
# What waits in the outbox until an order's deadlines.
DEADLINE = "order_deadline"
# What a later room does for a received part whose buyer agreed to it (shop/opinions).
ASK_OPINION = "ask_opinion"


def announce(*, order: Any, at: datetime) -> None:
    """This will confirm a new order to the buyer, tell each producer of its part, and set the clock for answers.

    Costs: 3 queries to read, 2 to write, however many parts.
    """
    parts = list(
        order.producer_orders.select_related("partner__producer").prefetch_related("lines__product").order_by("pk")
    )
    notices = [Notice("order_placed", order.number, buyer_of(order=order), _order_facts(order, parts))]
    for part in parts:
        facts = {
            "number": part.number,
            "lines": _lines(part.lines.all(), "vi"),
            "total_vnd": part.total_vnd,
            "answer_by": part.expires_at.isoformat(),
            "desk_url": _desk(part),
        }
        notices.append(Notice("producer_order_placed", part.number, _producer(part), facts))
    notify_all(notices=notices, at=at)
    clocks = (("answer", parts[0].answer_due_at), ("expiry", parts[0].expires_at))
    tasks = [Task(f"{order.number}:{name}", {"order": order.pk, "deadline": name}, when) for name, when in clocks]
    enqueue_all(kind=DEADLINE, tasks=tasks, at=at)


def buyer_of(*, order: Any) -> Recipient:
    """This will return whom to tell about an order, in its language; by Zalo only who agreed to that.

    Costs: 2 queries, 1 more where the shop writes by Zalo.
    """
    address = order.shipping_address
    # Who gave an address with the order hears there, also when an account took the order over later.
    email = order.guest_email or (order.user.email if order.user_id else "")
    return Recipient(
        name=address.first_name,
        email=email or "",
        phone=str(address.phone_number or ""),
        language=order.language,
        zalo=has_agreed(order=order, purpose=Purpose.ZALO),
    )


def _producer(part: Any) -> Recipient:
    producer = part.partner.producer
    return Recipient(name=producer.name, email=producer.email, phone=producer.phone, language="vi")


def _support() -> Recipient:
    return Recipient(name=settings.OSCAR_SHOP_NAME, email=settings.SUPPORT_EMAIL, language="vi")


def _order_facts(order: Any, parts: list[Any]) -> dict[str, Any]:
    return {
        "number": order.number,
        "lines": [line for part in parts for line in _lines(part.lines.all(), order.language)],
        "delivery_vnd": sum(part.delivery_vnd for part in parts),
        "cod_fee_vnd": sum(part.cash_fee_vnd for part in parts),
        "discount_vnd": sum(part.discount_vnd for part in parts),
        "total_vnd": int(order.total_incl_tax),
        "look_up_url": _look_up(order),
    }


def _desk(part: Any) -> str:
    return f"{settings.SITE_URL}{DESK}{part.partner.producer.slug}/don/{part.number}/"


def _look_up(order: Any) -> str:
    return settings.SITE_URL + LOOK_UP[order.language]


def _lines(lines: Iterable[Any], language: str) -> list[dict[str, Any]]:
    return [_line_facts(line, language) for line in lines]


def _line_facts(line: Any, language: str) -> dict[str, Any]:
    name = line.product.title_en if language == "en" and line.product.title_en else line.title
    return {"name": name, "quantity": line.quantity, "total_vnd": int(line.line_price_incl_tax)}


def set_closing(*, part: Any, at: datetime) -> None:
    """This will have a received part closed in the books when the time to give back is over."""
    if part.returnable_until is not None:
        payload = {"order": part.order_id, "deadline": "closing"}
        key = f"{part.number}:closing:{part.returnable_until.isoformat()}"
        enqueue(kind=DEADLINE, key=key, payload=payload, at=at, not_before=part.returnable_until)


def set_asking(*, part: Any, at: datetime) -> None:
    """This will have a buyer who agreed asked for an opinion some days later. Costs: 1 query, 2 more then."""
    if has_agreed(order=part.order, purpose=Purpose.OPINION):
        when = at + timedelta(days=settings.OPINION_DAYS)
        enqueue(kind=ASK_OPINION, key=part.number, payload={"part": part.pk}, at=at, not_before=when)


# ---------------------------------------------------------------- what happens to a part


def _tell_buyer(event: str, part: Any, key: str, at: datetime, **facts: Any) -> None:
    order = part.order
    known = {
        "number": order.number,
        "look_up_url": _look_up(order),
        "part": part.number,
        "producer": part.partner.producer.name,
        **facts,
    }
    notify(event=event, key=key, to=buyer_of(order=order), facts=known, at=at)


def tell_of_move(*, part: Any, source: State, actor: Actor, reason: str, at: datetime) -> None:
    """This will tell the buyer of a move, and the producer when somebody else called its part off."""
    key = f"{part.number}:{part.changes.count()}"
    target = State(part.state)
    if target in _BUYER_EVENTS:
        event, facts = _BUYER_EVENTS[target](part, source, actor, reason)
        _tell_buyer(event, part, key, at, **facts)
    if target is State.CANCELLED and actor is not Actor.PRODUCER:
        facts = {"part": part.number, "reason": reason, "desk_url": _desk(part)}
        notify(event="producer_cancelled", key=key, to=_producer(part), facts=facts, at=at)


def _accepted(part: Any, source: State, actor: Actor, reason: str) -> tuple[str, dict[str, Any]]:
    return "part_accepted", {}


def _refused(part: Any, source: State, actor: Actor, reason: str) -> tuple[str, dict[str, Any]]:
    if actor is Actor.SYSTEM:
        return "part_expired", {}
    return "part_refused", {"reason": reason, "lines": _lines(part.lines.all(), part.order.language)}


def _cancelled(part: Any, source: State, actor: Actor, reason: str) -> tuple[str, dict[str, Any]]:
    return "part_cancelled", {"reason": reason, "lines": _lines(part.lines.all(), part.order.language)}


def _handed_over(part: Any, source: State, actor: Actor, reason: str) -> tuple[str, dict[str, Any]]:
    name = part.delivery_name_en if part.order.language == "en" else part.delivery_name_vi
    facts = {"tracking_number": part.tracking_number, "delivery": name, "payable_vnd": part.payable_vnd}
    return "part_handed_over", facts


def _delivered(part: Any, source: State, actor: Actor, reason: str) -> tuple[str, dict[str, Any]]:
    until = last_day(part.returnable_until).isoformat() if part.returnable_until else ""
    return "part_delivered", {"return_until": until}


_BUYER_EVENTS = {
    State.ACCEPTED: _accepted,
    State.REFUSED: _refused,
    State.CANCELLED: _cancelled,
    State.HANDED_OVER: _handed_over,
    State.DELIVERED: _delivered,
}


def tell_refused_at_door(*, part: Any, at: datetime) -> None:
    """This will tell the buyer that a parcel went back untaken."""
    _tell_buyer("refused_at_door", part, part.number, at)


def tell_ready(*, part: Any, at: datetime) -> None:
    """This will tell the buyer where a parcel waits, and the code that fetches it."""
    point, language = part.pickup_point, part.order.language
    facts = {
        "point": point.called(language),
        "address": point.address,
        "hours": point.open_when(language),
        "code": part.pickup_code,
        "payable_vnd": part.payable_vnd,
    }
    _tell_buyer("part_ready", part, part.number, at, **facts)


def tell_of_line(*, part: Any, line: Any, actor: Actor, reason: str, at: datetime) -> None:
    """This will tell the buyer, and the producer unless it did so itself, that one line was called off."""
    key = f"{part.number}:{line.pk}"
    _tell_buyer(
        "line_cancelled",
        part,
        key,
        at,
        line=_line_facts(line, part.order.language),
        reason=reason,
        payable_vnd=part.payable_vnd,
    )
    if actor is not Actor.PRODUCER:
        facts = {"part": part.number, "line": _line_facts(line, "vi"), "reason": reason, "desk_url": _desk(part)}
        notify(event="producer_line_cancelled", key=key, to=_producer(part), facts=facts, at=at)


def tell_of_refund(*, refund: Any, event: str, at: datetime) -> None:
    """This will tell the buyer that money is owed (refund_owed), or was given back (refund_paid)."""
    part = refund.producer_order
    facts = {"amount_vnd": refund.amount_vnd, "by": part.seller_of_record.name}
    _tell_buyer(event, part, f"{part.number}:{refund.pk}", at, **facts)


def tell_of_return(*, request: Any, event: str, at: datetime) -> None:
    """This will tell the buyer how a return goes on (return_asked, _accepted, _declined, _received), and the producer
    that one was asked for."""
    part, key = request.producer_order, f"{request.producer_order.number}:{request.pk}"
    facts = {"reason": request.text, "answer": request.answer}
    _tell_buyer(event, part, key, at, **facts)
    if event == "return_asked":
        asked = {"part": part.number, "reason": request.text, "desk_url": _desk(part)}
        notify(event="producer_return_asked", key=key, to=_producer(part), facts=asked, at=at)


def tell_of_address(*, order: Any, parts: list[Any], at: datetime) -> None:
    """This will tell buyer and producers where the parcels go now."""
    address = order.shipping_address
    words = f"{address.line1}, {address.commune_name}, {address.province_name}"
    facts = {"number": order.number, "look_up_url": _look_up(order), "address": words}
    notify(event="address_changed", key=f"{order.number}:{address.pk}", to=buyer_of(order=order), facts=facts, at=at)
    for part in parts:
        told = {"part": part.number, "address": words, "desk_url": _desk(part)}
        key = f"{part.number}:{address.pk}"
        notify(event="producer_address_changed", key=key, to=_producer(part), facts=told, at=at)


def tell_code(*, order: Any, code: str, minutes: int, at: datetime) -> None:
    """This will send the code that confirms a cash order."""
    facts = {"number": order.number, "look_up_url": _look_up(order), "code": code, "minutes": minutes}
    notify(event="cod_code", key=f"{order.number}:{at.isoformat()}", to=buyer_of(order=order), facts=facts, at=at)


def tell_overdue(*, part: Any, at: datetime) -> None:
    """This will tell buyer, producer and support that a part is still unanswered."""
    _tell_buyer("answer_overdue", part, part.number, at)
    notify(
        event="producer_answer_overdue",
        key=part.number,
        to=_producer(part),
        facts={"part": part.number, "expires_by": part.expires_at.isoformat(), "desk_url": _desk(part)},
        at=at,
    )
    producer = part.partner.producer
    facts = {"part": part.number, "producer": producer.name, "phone": producer.phone}
    notify(event="support_answer_overdue", key=part.number, to=_support(), facts=facts, at=at)
