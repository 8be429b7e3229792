"""An order by whatever somebody on the telephone can say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from oscar.core.loading import get_model

from shop.accounts.phones import BadPhone, to_e164
from shop.audit.models import Entry
from shop.fulfilment.states import derive_order_state
from shop.notices.masking import masked
from shop.primitives.codes import ALPHABET, normalise_code
from shop.primitives.money import vnd
from shop.primitives.paging import Turner
from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import fold
from shop.programme.queries.queues import Job, ticket_job
from shop.programme.words import STATE_WORDS
from shop.support import queries as support
from shop.support.models import Ticket

A_PAGE = 20
# Whoever needs more than this has not asked for one person's order.
MOST = 100
MOST_TICKETS = 20
SHORTEST_NAME = 2
SEARCHED = "desk.searched"
_CODE = re.compile(rf"[{ALPHABET}]+")
_ORDER, _TICKET = 10, 8


class TooManySearches(Refusal):
    """Somebody reads through the orders rather than helping one buyer. Facts: `most`."""

    code = "too_many_searches"


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """One order in the list. The phone is masked: it stands on the order's page, where looking is written down."""

    number: str
    placed_at: datetime
    words: Any
    kind: str
    name: str
    phone: str
    place: str
    total_vnd: int


@dataclass(frozen=True, slots=True)
class Found(Turner):
    """One page of what was found, the newest first. `is_cut`: there is more than is ever shown."""

    orders: list[FoundOrder]
    tickets: list[Job]
    count: int
    is_cut: bool
    page: int
    pages: int


def check_pace(*, by: Any, at: datetime) -> None:
    """This will refuse more searches of one person than an hour of work holds.

    Counted in the audit, where each search stands anyway; a refused one is not written and does not count.
    Refuses: TooManySearches. Costs: one query.
    """
    most = settings.SUPPORT_SEARCHES_AN_HOUR
    if Entry.objects.filter(by=by, action=SEARCHED, at__gt=at - timedelta(hours=1)).count() >= most:
        raise TooManySearches(most=most)


def find(*, text: str, page: int, at: datetime) -> Found:
    """This will find orders by their number, that of a part or a ticket, a phone however written, or part of a name
    with or without marks; and the tickets that fit. Costs: 4 queries at most.

    A name is looked for in every address: no column is folded for it.
    """
    wanted = _wanted(text)
    orders = get_model("order", "Order").objects
    newest = orders.filter(wanted).order_by("-date_placed", "-pk") if wanted else orders.none()
    keys = list(newest.values_list("pk", flat=True)[: MOST + 1])
    count = min(len(keys), MOST)
    pages = max(1, -(-count // A_PAGE))
    page = max(1, min(page, pages))
    chosen = keys[:MOST][(page - 1) * A_PAGE : page * A_PAGE]
    tickets = support.find(text=text)[:MOST_TICKETS] if page == 1 else []
    return Found(
        orders=_rows(orders, chosen, at),
        tickets=[ticket_job(ticket, at) for ticket in tickets],
        count=count,
        is_cut=len(keys) > MOST,
        page=page,
        pages=pages,
    )


def _rows(orders: Any, keys: list[int], at: datetime) -> list[FoundOrder]:
    rows = orders.filter(pk__in=keys).select_related("shipping_address").order_by("-date_placed", "-pk")
    found = list(rows.prefetch_related("producer_orders")) if keys else []
    return [found_order(order, at) for order in found]


def found_order(order: Any, at: datetime) -> FoundOrder:
    """This will show an order in a list; its parts and address are at hand."""
    address = order.shipping_address
    words, kind = STATE_WORDS[derive_order_state(part.state_at(at) for part in order.producer_orders.all())]
    return FoundOrder(
        number=order.number,
        placed_at=order.date_placed,
        words=words,
        kind=kind,
        name=address.first_name,
        phone=masked(str(address.phone_number or "")),
        place=f"{address.commune_name}, {address.province_name}",
        total_vnd=vnd(order.total_incl_tax),
    )


def _wanted(text: str) -> Q | None:
    """What the text may mean; a name of ten letters is looked up as a number too."""
    ways: list[Q] = []
    code = normalise_code(text)
    if _CODE.fullmatch(code):
        if len(code) == _TICKET:
            ways.append(Q(pk__in=Ticket.objects.filter(number=code, order__isnull=False).values("order")))
        elif len(code) >= _ORDER:
            # A part is the order's number and its ordinal.
            ways.append(Q(number=code[:_ORDER]) if code[_ORDER:].isdigit() or len(code) == _ORDER else Q(number=code))
    with suppress(BadPhone):
        ways.append(Q(shipping_address__phone_number=to_e164(text=text)))
    name = fold(text)
    if len(name) >= SHORTEST_NAME and any(sign.isalpha() for sign in name) and not any(map(str.isdigit, name)):
        ways.append(Q(shipping_address__first_name__regex=name_pattern(name)))
    if not ways:
        return None
    wanted = ways.pop()
    for way in ways:
        wanted |= way
    return wanted


@lru_cache(maxsize=1)
def _marked() -> dict[str, str]:
    """Every way to write a letter: plain and marked, large and small."""
    ways: dict[str, str] = {}
    for code in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        letter = fold(chr(code))
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            ways[letter] = ways.get(letter, "") + chr(code)
    return ways


def name_pattern(folded: str) -> str:
    """This will return a pattern, for PostgreSQL and Python alike, that finds a folded name however it was written.

    Both cases stand in each class, since a database's own idea of case depends on how it was made; marks of their own
    (NFD) may follow each letter.
    """
    return r"\s+".join("".join(_sign(sign) for sign in word) for word in folded.split())


def _sign(sign: str) -> str:
    ways = _marked().get(sign)
    return f"[{ways}][\u0300-\u036f]*" if ways else re.escape(sign)


def masked_words(text: str, numbers: Sequence[str] = ()) -> str:
    """This will return what the trace keeps of a search: the trace is for ever, a person's name and phone are not.

    Numbers of orders and tickets stay whole: what has a digit and their form, or is one of the numbers found.
    """
    code = normalise_code(text)
    # Asked of what was typed: as a code, I and O of a name are digits too. One order in forty has no digit at all.
    known = any(map(str.isdigit, text)) or code[:_ORDER] in numbers
    is_number = _CODE.fullmatch(code) and len(code) >= _TICKET and known
    with suppress(BadPhone):
        return masked(to_e164(text=text))
    return code[: _ORDER + 3] if is_number else " ".join(f"{word[:1]}***" for word in fold(text).split())


def trace(*, text: str, found: Found) -> dict[str, Any]:
    """This will return what the audit keeps of a search: what was looked for, how many fitted, and whose it showed."""
    orders = [order.number for order in found.orders]
    tickets = [ticket.number for ticket in found.tickets]
    return {
        "text": masked_words(text, numbers=orders + tickets),
        "found": found.count,
        "page": found.page,
        "orders": orders,
        "tickets": tickets,
    }
