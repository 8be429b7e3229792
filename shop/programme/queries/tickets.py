"""Tickets in lists, and one with its thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.accounts.phones import spoken
from shop.notices.queries import notices_of
from shop.primitives.paging import Turner, pages_of
from shop.programme.queries.history import Traced, traces
from shop.programme.queries.orders import NoticeRow
from shop.programme.queries.queues import A_PAGE, Job, ticket_job
from shop.programme.words import EVENT_WORDS, SIDE_WORDS, TICKET_WORDS, Words
from shop.support import queries as support
from shop.support.models import Ticket
from shop.support.states import State

LISTS: dict[str, str | Promise] = {
    "cho": _("waiting"),
    "qua-han": _("overdue"),
    "da-tra-loi": _("answered"),
    "da-dong": _("closed"),
}


@dataclass(frozen=True, slots=True)
class TicketList(Turner):
    """One page of a list of tickets."""

    jobs: list[Job]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of a thread."""

    row: Any
    side: Words
    by: str
    pictures: list[Any]


@dataclass(frozen=True, slots=True)
class TicketView:
    """One ticket: who asks, what was promised, what was said, what was sent, who looked."""

    row: Ticket
    words: Words
    kind: str
    phone: str
    is_first_late: bool
    is_settling_late: bool
    thread: list[Said]
    notices: list[NoticeRow]
    audit: list[Traced]


def ticket_list(*, name: str, page: int, at: datetime) -> TicketList:
    """This will return a page of one of the LISTS. Costs: 2 queries."""
    rows = _rows(name, at)
    count = rows.count()
    pages = pages_of(count=count, size=A_PAGE, page=page)
    start = (pages.page - 1) * A_PAGE
    return TicketList([ticket_job(row, at) for row in rows[start : start + A_PAGE]], count, pages.page, pages.pages)


def _rows(name: str, at: datetime) -> Any:
    if name == "cho":
        return support.waiting()
    if name == "qua-han":
        return support.overdue(at=at)
    state = State.ANSWERED if name == "da-tra-loi" else State.CLOSED
    rows = Ticket.objects.filter(state=state).select_related("order", "producer_order__partner__producer")
    return rows.order_by("-opened_at", "-pk")


def ticket_numbered(*, number: str) -> Ticket | None:
    """This will return a ticket, or None. Costs: one query."""
    rows = Ticket.objects.select_related("order", "producer_order__partner__producer", "user")
    return rows.filter(number=number).first()


def ticket_view(*, ticket: Ticket, at: datetime) -> TicketView:
    """This will read a ticket of `ticket_numbered`. Costs: 4 queries."""
    words, kind = TICKET_WORDS[State(ticket.state)]
    is_open = not ticket.is_closed
    due, settle = ticket.first_answer_due, ticket.resolve_due
    return TicketView(
        row=ticket,
        words=words,
        kind=kind,
        phone=spoken(phone=ticket.phone),
        is_first_late=is_open and ticket.first_answered_at is None and due is not None and due <= at,
        is_settling_late=is_open and settle is not None and settle <= at,
        thread=[_said(entry) for entry in support.thread(ticket=ticket, is_support=True)],
        notices=[NoticeRow(row, EVENT_WORDS.get(row.event, row.event)) for row in _notices(ticket)],
        audit=traces(records={"support.Ticket": [ticket.pk]}),
    )


def _notices(ticket: Ticket) -> Any:
    """A message about a ticket that is about an order stands under the order's number; its key names the ticket."""
    about: Any = ticket.order
    return notices_of(number=about.number if about else ticket.number).filter(key__contains=ticket.number)


def _said(entry: Any) -> Said:
    by = str(entry.by) if entry.by is not None else ""
    return Said(entry, SIDE_WORDS.get(entry.side, entry.side), by, list(entry.pictures.all()))
