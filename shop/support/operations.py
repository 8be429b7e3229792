"""Verbs of a ticket: open, add, answer, close, open again. What was said stays; who is told hears after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from shop.audit.operations import record
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.operations import StepRefused, dispute
from shop.fulfilment.queries import TooManyTries, network
from shop.fulfilment.states import Actor
from shop.fulfilment.states import State as PartState
from shop.listings.pictures import cleaned
from shop.primitives.codes import crockford
from shop.primitives.plain_text import plain
from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import fold
from shop.support.calendar import holidays
from shop.support.messages import tell_answered, tell_closed, tell_opened, tell_support
from shop.support.models import Kind, Opening, Ticket, TicketEntry, TicketPicture, WordsQuerySet
from shop.support.rules import due
from shop.support.states import AFTER_WORDS, MAY_CLOSE, MAY_REOPEN, Side, State

WINDOW = timedelta(hours=1)
LONGEST_TEXT = 4000
MOST_PICTURES = 5
# Of all entries of one ticket together.
MOST_PICTURES_OF_TICKET = 20


class TextMissing(Refusal):
    """Nothing was said."""

    code = "ticket_text_missing"


class TextTooLong(Refusal):
    """More was written than a ticket takes. Facts: `most`, `length`."""

    code = "ticket_text_too_long"


class NobodyToAnswer(Refusal):
    """Neither a phone nor an e-mail address was left: nobody could be answered."""

    code = "ticket_nobody_to_answer"


class NotTheirOrder(Refusal):
    """The order is neither this account's nor this phone's."""

    code = "ticket_not_their_order"


class TooManyTickets(TooManyTries):
    """`TICKETS_AN_HOUR` tickets were opened from this client address, or for this phone, within an hour."""

    code = "too_many_tickets"


class TooManyPictures(Refusal):
    """More pictures than one entry, or one ticket, takes. Facts: `most`."""

    code = "ticket_too_many_pictures"


class TicketClosed(Refusal):
    """The ticket is closed; it is opened again first."""

    code = "ticket_closed"


class TicketNotClosed(Refusal):
    """Only a closed ticket is opened again."""

    code = "ticket_not_closed"


class MayNot(Refusal):
    """This side does not do that. Facts: `side`."""

    code = "ticket_may_not"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is to be answered. Empty where not known; `phone` in E.164, `language` vi or en."""

    name: str
    phone: str = ""
    email: str = ""
    language: str = "vi"


def open_ticket(
    *,
    kind: Kind,
    text: str,
    asker: Asker,
    client_address: str,
    by: Any,
    at: datetime,
    side: Side = Side.BUYER,
    order: Any = None,
    producer_order: Any = None,
    has_arrived: bool = True,
    pictures: Sequence[IO[bytes]] = (),
) -> Ticket:
    """This will open a ticket, free or about an order, and tell the asker its number and until when it is answered.

    About an order only who owns it: the account, or the phone it was placed with (the door proves number and phone by
    `fulfilment.find_order`); support opens for somebody who calls. A complaint about a delivered part, or about one
    that was handed over and has not arrived, brings the part before support. Opening is counted before it is judged,
    as `find_order` counts.
    Refuses: TextMissing, TextTooLong, NobodyToAnswer, NotTheirOrder, TooManyTickets, TooManyPictures, PictureRefused.
    Costs: about 15 queries, 12 more where a part is disputed; 0.1 s for each picture. Must not run inside a
    transaction that a refusal rolls back.
    """
    words, files = _words(text), _cleaned(pictures, already=0)
    if not (asker.phone or asker.email):
        raise NobodyToAnswer
    if producer_order is not None:
        order = producer_order.order
    if side is not Side.SUPPORT:
        _check_owner(order, asker, by)
        _count(asker, client_address, at)
    with transaction.atomic():
        ticket = _ticket(kind, asker, order, producer_order, by if side is Side.BUYER else None, at)
        _entry(ticket, side, words, by, at, files=files)
        record(action="ticket.opened", record=ticket, by=by, at=at, facts={"kind": kind, "side": side})
        if kind == Kind.COMPLAINT and producer_order is not None:
            _dispute(ticket, side, by, at, has_arrived=has_arrived)
        tell_opened(ticket=ticket, at=at)
        tell_support(ticket=ticket, at=at)
    return ticket


def _words(text: str, *, is_needed: bool = True) -> str:
    words = plain(text)
    if is_needed and not words:
        raise TextMissing
    if len(words) > LONGEST_TEXT:
        raise TextTooLong(most=LONGEST_TEXT, length=len(words))
    return words


def _cleaned(pictures: Sequence[IO[bytes]], *, already: int) -> list[bytes]:
    if len(pictures) > MOST_PICTURES:
        raise TooManyPictures(most=MOST_PICTURES)
    if pictures and already + len(pictures) > MOST_PICTURES_OF_TICKET:
        raise TooManyPictures(most=MOST_PICTURES_OF_TICKET)
    return [cleaned(file=file) for file in pictures]


def _check_owner(order: Any, asker: Asker, by: Any) -> None:
    if order is None:
        return
    is_account = by is not None and order.user_id == by.pk
    address = order.shipping_address
    is_phone = bool(asker.phone) and address is not None and str(address.phone_number) == asker.phone
    if not (is_account or is_phone):
        raise NotTheirOrder


def _count(asker: Asker, client_address: str, at: datetime) -> None:
    opening = Opening.objects.create(at=at, address=network(client_address), phone=asker.phone)
    recent = Opening.objects.filter(at__gt=at - WINDOW)
    counts = [recent.filter(address=opening.address).count()]
    if asker.phone:
        counts.append(recent.filter(phone=asker.phone).count())
    if max(counts) > settings.TICKETS_AN_HOUR:
        # A try that was not judged does not count: otherwise knocking would keep the door shut for ever.
        opening.delete()
        raise TooManyTickets
    Opening.objects.filter(at__lt=at - timedelta(days=1)).delete()


def _ticket(kind: Kind, asker: Asker, order: Any, producer_order: Any, user: Any, at: datetime) -> Ticket:
    promised = due(
        opened_at=at,
        first_answer_days=settings.TICKET_FIRST_ANSWER_DAYS,
        resolve_days=settings.TICKET_RESOLVE_DAYS,
        holidays=holidays(),
    )
    number = crockford(8)
    while Ticket.objects.filter(number=number).exists():
        number = crockford(8)
    name = " ".join(asker.name.split())[:120]
    return Ticket.objects.create(
        number=number,
        kind=kind,
        order=order,
        producer_order=producer_order,
        name=name,
        name_fold=fold(name)[:120],
        phone=asker.phone,
        email=asker.email,
        language=asker.language,
        user=user,
        opened_at=at,
        first_answer_due=promised.first_answer,
        resolve_due=promised.resolve,
    )


def _entry(
    ticket: Ticket,
    side: Side,
    words: str,
    by: Any,
    at: datetime,
    *,
    is_internal: bool = False,
    files: Sequence[bytes] = (),
) -> TicketEntry:
    entry = TicketEntry.objects.create(ticket=ticket, side=side, text=words, is_internal=is_internal, at=at, by=by)
    for content in files:
        TicketPicture.objects.create(entry=entry, file=ContentFile(content, name="picture.webp"))
    return entry


def _dispute(ticket: Ticket, side: Side, by: Any, at: datetime, *, has_arrived: bool) -> None:
    """A delivered part waits for support; one that may not be disputed any more keeps its state and has its ticket."""
    # Read anew: the caller's may be old.
    part = ProducerOrder.objects.get(tickets=ticket)
    disputed = {PartState.DELIVERED} if has_arrived else {PartState.DELIVERED, PartState.HANDED_OVER}
    if part.state_at(at) not in disputed:
        return
    actor = Actor.SUPPORT if side is Side.SUPPORT else Actor.BUYER
    try:
        # The words stay in the ticket, where they can be forgotten.
        dispute(producer_order=part, actor=actor, by=by, at=at, reason=f"#{ticket.number}")
    except StepRefused:
        return


def _held(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_for_update(of=("self",)).get(pk=ticket.pk)


@transaction.atomic
def add_entry(
    *,
    ticket: Ticket,
    side: Side,
    text: str,
    by: Any,
    at: datetime,
    is_internal: bool = False,
    pictures: Sequence[IO[bytes]] = (),
) -> TicketEntry:
    """This will add what one side says: a buyer's word makes an answered ticket wait again, an internal note nothing.

    What support says to the buyer goes by `answer`. Refuses: MayNot for a note to itself by any side but support, and
    for support's open words; TicketClosed (not for a note), TextMissing, TextTooLong, TooManyPictures, PictureRefused.
    """
    if is_internal is not (side is Side.SUPPORT):
        raise MayNot(side=side)
    words = _words(text)
    row = _held(ticket)
    if row.is_closed and not is_internal:
        raise TicketClosed(number=row.number)
    already = TicketPicture.objects.filter(entry__ticket=row).count() if pictures else 0
    entry = _entry(row, side, words, by, at, is_internal=is_internal, files=_cleaned(pictures, already=already))
    if not is_internal:
        _move(row, AFTER_WORDS[State(row.state), side])
    facts = {"side": side, "is_internal": is_internal, "entry": entry.pk}
    record(action="ticket.added", record=row, by=by, at=at, facts=facts)
    return entry


@transaction.atomic
def answer(*, ticket: Ticket, text: str, by: Any, at: datetime) -> TicketEntry:
    """This will answer the asker, who is told; the first answer keeps the first promise.

    Refuses: TicketClosed, TextMissing, TextTooLong.
    """
    words = _words(text)
    row = _held(ticket)
    if row.is_closed:
        raise TicketClosed(number=row.number)
    entry = _entry(row, Side.SUPPORT, words, by, at)
    row.first_answered_at = row.first_answered_at or at
    _move(row, AFTER_WORDS[State(row.state), Side.SUPPORT])
    record(action="ticket.answered", record=row, by=by, at=at, facts={"entry": entry.pk})
    tell_answered(ticket=row, entry=entry, at=at)
    return entry


@transaction.atomic
def close(*, ticket: Ticket, side: Side, by: Any, at: datetime, text: str = "") -> Ticket:
    """This will close what is settled, with a last word or without. Support's last word is an answer too.

    Refuses: TicketClosed, MayNot for a producer, TextTooLong.
    """
    if side not in MAY_CLOSE:
        raise MayNot(side=side)
    words = _words(text, is_needed=False)
    row = _held(ticket)
    if row.is_closed:
        raise TicketClosed(number=row.number)
    if words:
        entry = _entry(row, side, words, by, at)
        if side is Side.SUPPORT:
            row.first_answered_at = row.first_answered_at or at
            tell_answered(ticket=row, entry=entry, at=at)
    row.closed_at = at
    _move(row, State.CLOSED)
    record(action="ticket.closed", record=row, by=by, at=at, facts={"side": side})
    tell_closed(ticket=row, at=at)
    return row


@transaction.atomic
def reopen(*, ticket: Ticket, side: Side, text: str, by: Any, at: datetime) -> Ticket:
    """This will open a closed ticket again, saying why; support is told. Its first promises stay as they were.

    Refuses: TicketNotClosed, MayNot for a producer, TextMissing, TextTooLong.
    """
    if side not in MAY_REOPEN:
        raise MayNot(side=side)
    words = _words(text)
    row = _held(ticket)
    if not row.is_closed:
        raise TicketNotClosed(number=row.number)
    _entry(row, side, words, by, at, is_internal=side is Side.SUPPORT)
    row.closed_at = None
    _move(row, State.OPEN)
    record(action="ticket.reopened", record=row, by=by, at=at, facts={"side": side})
    tell_support(ticket=row, at=at)
    return row


def _move(row: Ticket, state: State) -> None:
    row.state = state
    row.save(update_fields=["state", "first_answered_at", "closed_at"])


@transaction.atomic
def forget_asker(*, ticket: Ticket, by: Any, at: datetime) -> Ticket:
    """This will forget who asked, every word that was said, and every picture; number, times and order stay.

    Only of a closed ticket: somebody still waits for the others. Twice is once. Refuses: TicketNotClosed.
    """
    row = _held(ticket)
    if not row.is_closed:
        raise TicketNotClosed(number=row.number)
    row.name = row.name_fold = row.phone = row.email = ""
    row.user = None
    row.save(update_fields=["name", "name_fold", "phone", "email", "user"])
    pictures = list(TicketPicture.objects.filter(entry__ticket=row))
    words = WordsQuerySet(TicketEntry).filter(ticket=row).forget()
    TicketPicture.objects.filter(pk__in=[picture.pk for picture in pictures]).delete()
    for picture in pictures:
        # After the commit: a rolled back act loses no file.
        transaction.on_commit(partial(picture.file.storage.delete, str(picture.file.name)))
    if words or pictures:
        record(action="ticket.forgotten", record=row, by=by, at=at, facts={"entries": words, "pictures": len(pictures)})
    return row
