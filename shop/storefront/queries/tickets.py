"""What a buyer wrote to us, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.support.models import Kind, Ticket
from shop.support.queries import thread
from shop.support.states import Side, State

Words = str | Promise

STATE_WORDS: dict[State, tuple[Words, str]] = {
    State.OPEN: (_("we are looking into it"), "warn"),
    State.ANSWERED: (pgettext_lazy("state of a ticket", "answered"), "good"),
    State.CLOSED: (pgettext_lazy("state of a ticket", "closed"), ""),
}
KIND_WORDS: dict[str, Words] = {
    Kind.COMPLAINT: pgettext_lazy("kind of a ticket", "Complaint"),
    Kind.QUESTION: pgettext_lazy("kind of a ticket", "Question"),
    Kind.RETURN: pgettext_lazy("kind of a ticket", "Giving goods back"),
    Kind.PERSONAL_DATA: pgettext_lazy("kind of a ticket", "Personal data"),
}
SIDE_WORDS: dict[Side, Words] = {
    Side.BUYER: pgettext_lazy("who wrote", "You"),
    Side.PRODUCER: pgettext_lazy("who wrote", "The producer"),
    Side.SUPPORT: pgettext_lazy("who wrote", "Our support"),
}


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One ticket in a list."""

    number: str
    kind_words: Words
    state_words: Words
    state_kind: str
    opened_at: datetime
    part: str


@dataclass(frozen=True, slots=True)
class Said:
    """One entry of the thread. `side` is buyer, producer or support."""

    side: str
    who: Words
    text: str
    language: str
    at: datetime
    pictures: list[int]


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A ticket with what was said, and by when it is answered and settled."""

    row: TicketRow
    order_number: str
    said: list[Said]
    first_answer_by: date | None
    resolve_by: date | None
    is_answered: bool
    is_closed: bool


def rows_of(*, tickets: Iterable[Ticket]) -> list[TicketRow]:
    """This will return what a list of tickets shows. Costs: none."""
    return [_row(ticket) for ticket in tickets]


def _row(ticket: Ticket) -> TicketRow:
    part: Any = ticket.producer_order
    return TicketRow(
        ticket.number,
        KIND_WORDS[ticket.kind],
        *STATE_WORDS[State(ticket.state)],
        opened_at=ticket.opened_at,
        part=part.number if part else "",
    )


def ticket_page(*, ticket: Ticket) -> TicketPage:
    """This will read a ticket for who asked; support's notes to itself stay out. Costs: 2 queries."""
    order: Any = ticket.order
    return TicketPage(
        row=_row(ticket),
        order_number=order.number if order else "",
        said=[_said(entry, ticket) for entry in thread(ticket=ticket, is_support=False)],
        first_answer_by=ticket.first_answer_by,
        resolve_by=ticket.resolve_by,
        is_answered=ticket.first_answered_at is not None,
        is_closed=ticket.is_closed,
    )


def _said(entry: Any, ticket: Ticket) -> Said:
    side = Side(entry.side)
    return Said(
        side=side,
        who=SIDE_WORDS[side],
        text=entry.text,
        # Producers write Vietnamese; support in the language of who asked.
        language="vi" if side is Side.PRODUCER else ticket.language,
        at=entry.at,
        pictures=sorted(picture.pk for picture in entry.pictures.all()),
    )
