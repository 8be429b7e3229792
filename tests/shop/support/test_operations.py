"""Tickets: what is written, who is told, and what nobody may do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image

from shop.audit.append_only import AppendOnly
from shop.audit.models import Entry
from shop.fulfilment.models import ProducerOrder, StateChange
from shop.fulfilment.operations import close as close_part
from shop.fulfilment.states import Actor
from shop.listings.pictures import PictureRefused
from shop.outbox.models import Message
from shop.primitives.period import day_start
from shop.support import operations
from shop.support.models import Kind, Opening, Ticket, TicketEntry, TicketPicture
from shop.support.operations import (
    Asker,
    MayNot,
    NobodyToAnswer,
    NotTheirOrder,
    TextMissing,
    TextTooLong,
    TicketClosed,
    TicketNotClosed,
    TooManyPictures,
    TooManyTickets,
    add_entry,
    answer,
    close,
    forget_asker,
    reopen,
)
from shop.support.states import Side, State
from tests.factories.orders import OTHER_PHONE, PHONE, delivered, sent
from tests.shop.listings.test_pictures import picture
from tests.shop.support.conftest import HOA, opened

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def told(event: str) -> list[dict]:
    """The messages of an event, oldest first."""
    return [row.payload for row in Message.objects.filter(key__startswith=f"{event}:").order_by("pk")]


# ---------------------------------------------------------------- opening


def test_a_ticket_has_a_number_an_asker_and_its_promises(now):
    ticket = opened(now, text="Dầu lạc <b>để</b> được bao lâu?")

    assert len(ticket.number) == 8
    assert not set(ticket.number) & set("ILOU")
    assert (ticket.name, ticket.name_fold, ticket.phone) == ("Trần Thị Hoa", "tran thi hoa", PHONE)
    assert (ticket.state, ticket.kind, ticket.user, ticket.order) == (State.OPEN, Kind.QUESTION, None, None)
    # 24/11/2026 is a Tuesday: three working days on is Friday 27, seven is Thursday 3/12; the whole day counts.
    assert ticket.first_answer_due == day_start(now.date() + timedelta(days=4))
    assert (ticket.first_answer_by.isoformat(), ticket.resolve_by.isoformat()) == ("2026-11-27", "2026-12-03")
    entry = ticket.entries.get()
    assert (entry.text, entry.side, entry.by, entry.at) == ("Dầu lạc để được bao lâu?", Side.BUYER, None, now)
    trace = Entry.objects.get(action="ticket.opened")
    assert (trace.record_key, trace.facts) == (str(ticket.pk), {"kind": "question", "side": "buyer"})
    (message,) = told("ticket_opened")
    assert message["to"]["email"] == "hoa@example.test"
    assert message["facts"]["ticket"] == ticket.number
    assert (message["facts"]["first_answer_by"], message["facts"]["resolve_by"]) == ("2026-11-27", "2026-12-03")


def test_nothing_is_promised_where_the_settings_say_so(now, settings):
    settings.TICKET_FIRST_ANSWER_DAYS = settings.TICKET_RESOLVE_DAYS = 0

    ticket = opened(now)

    assert (ticket.first_answer_due, ticket.resolve_due, ticket.first_answer_by) == (None, None, None)
    assert told("ticket_opened")[0]["facts"]["first_answer_by"] == ""


def test_support_hears_of_it_where_it_has_an_address(now, settings):
    opened(now)
    assert told("support_ticket") == []
    settings.SUPPORT_EMAIL = "hotro@example.test"

    ticket = opened(now)

    (message,) = told("support_ticket")
    assert message["to"]["email"] == "hotro@example.test"
    assert (message["facts"]["ticket"], message["facts"]["kind"]) == (ticket.number, ticket.get_kind_display())


def test_an_accounts_own_ticket_is_its(now, cast):
    assert opened(now, by=cast.shopper).user == cast.shopper


def test_support_opens_for_a_caller_without_becoming_the_asker(now, cast, order, settings):
    settings.TICKETS_AN_HOUR = 0
    ticket = opened(now, side=Side.SUPPORT, by=cast.support, order=order, asker=Asker("Con của Hoa", OTHER_PHONE))

    assert (ticket.user, ticket.order, ticket.phone) == (None, order, OTHER_PHONE)
    assert (ticket.entries.get().side, ticket.entries.get().by) == (Side.SUPPORT, cast.support)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"text": "  "}, TextMissing),
        ({"text": "<b></b>"}, TextMissing),
        ({"text": "a" * 4001}, TextTooLong),
        ({"asker": Asker("Hoa")}, NobodyToAnswer),
    ],
)
def test_what_cannot_be_answered_is_not_opened(now, changes, refusal):
    with pytest.raises(refusal):
        opened(now, **changes)

    assert not Ticket.objects.exists()
    assert not Opening.objects.exists()
    assert not Message.objects.exists()


# ---------------------------------------------------------------- whose order


def test_the_phone_of_the_order_proves_it(now, order):
    part = order.producer_orders.order_by("pk").first()

    ticket = opened(now, producer_order=part)

    assert (ticket.order, ticket.producer_order) == (order, part)
    assert told("ticket_opened")[0]["facts"]["number"] == order.number


def test_the_account_of_the_order_proves_it_with_any_phone(now, order, cast):
    order.user = cast.shopper
    order.save()

    assert opened(now, order=order, by=cast.shopper, asker=Asker("Lan", OTHER_PHONE)).order == order


@pytest.mark.parametrize("who", [None, "producer"])
def test_neither_a_stranger_nor_another_account_asks_about_an_order(now, order, cast, who):
    by = getattr(cast, who) if who else None
    with pytest.raises(NotTheirOrder):
        opened(now, order=order, by=by, asker=Asker("Lan", OTHER_PHONE))

    assert not Ticket.objects.exists()


# ---------------------------------------------------------------- complaints and disputes


def test_a_complaint_brings_a_delivered_part_before_support(now, order):
    part, other = order.producer_orders.order_by("pk")
    delivered(part, at=now)
    delivered(other, at=now)

    ticket = opened(now, kind=Kind.COMPLAINT, producer_order=part, text="Chai vỡ")

    part.refresh_from_db()
    other.refresh_from_db()
    order.refresh_from_db()
    assert (part.state, other.state, order.status) == ("disputed", "delivered", "disputed")
    change = part.changes.latest("pk")
    # The words are in the ticket, where they can be forgotten.
    assert (change.actor, change.by, change.reason) == ("buyer", None, f"#{ticket.number}")


@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.RETURN, Kind.PERSONAL_DATA])
def test_what_is_no_complaint_disputes_nothing(now, order, kind):
    part = delivered(order.producer_orders.order_by("pk").first(), at=now)

    opened(now, kind=kind, producer_order=part)

    assert ProducerOrder.objects.get(pk=part.pk).state == "delivered"


def test_a_complaint_about_what_is_on_its_way_or_closed_leaves_the_part_alone(now, order):
    going, closed = order.producer_orders.order_by("pk")
    sent(going, at=now)
    closed = delivered(closed, at=now)
    close_part(producer_order=closed, actor=Actor.SYSTEM, by=None, at=now)
    moves = StateChange.objects.count()

    tickets = [opened(now, kind=Kind.COMPLAINT, producer_order=part) for part in (going, closed)]

    assert [ticket.state for ticket in tickets] == [State.OPEN, State.OPEN]
    assert StateChange.objects.count() == moves


def test_past_the_time_to_give_back_the_part_is_closed_by_the_clock_and_stays_so(now, order, settings):
    settings.RETURN_DAYS = 7
    part = delivered(order.producer_orders.order_by("pk").first(), at=now)
    later = now + timedelta(days=8)

    opened(later, kind=Kind.COMPLAINT, producer_order=part)

    assert ProducerOrder.objects.get(pk=part.pk).state_at(later) == "closed"


# ---------------------------------------------------------------- too many


def test_so_many_an_hour_from_one_address(now, settings):
    settings.TICKETS_AN_HOUR = 2
    for n in range(2):
        opened(now, asker=Asker("Hoa", f"+8491234567{n}"))

    with pytest.raises(TooManyTickets):
        opened(now, asker=Asker("Hoa", "+84912345679"))
    with pytest.raises(TooManyTickets):
        opened(now, asker=Asker("Hoa", "+84912345679"))

    assert Ticket.objects.count() == 2
    # What was not judged does not count: an hour later the door is open.
    opened(now + timedelta(hours=1), asker=Asker("Hoa", "+84912345679"))


def test_so_many_an_hour_for_one_phone(now, settings):
    settings.TICKETS_AN_HOUR = 2
    for n in range(2):
        opened(now, client_address=f"10.0.0.{n}")

    with pytest.raises(TooManyTickets):
        opened(now, client_address="10.0.0.9")
    opened(now, client_address="10.0.0.9", asker=Asker("Lan", OTHER_PHONE))


def test_people_without_a_phone_do_not_count_as_one(now, settings):
    settings.TICKETS_AN_HOUR = 1

    for n in range(3):
        opened(now, client_address=f"10.0.0.{n}", asker=Asker("Hoa", email=f"hoa{n}@example.test"))

    assert Ticket.objects.count() == 3


def test_addresses_are_forgotten_after_a_day(now):
    opened(now)
    opened(now + timedelta(days=1, seconds=1))

    assert [row.at for row in Opening.objects.all()] == [now + timedelta(days=1, seconds=1)]


# ---------------------------------------------------------------- saying more


def test_the_first_answer_keeps_the_first_promise_and_the_asker_reads_it(now, cast):
    ticket = opened(now)
    then, later = now + timedelta(hours=1), now + timedelta(hours=2)

    answer(ticket=ticket, text="Mười hai tháng.", by=cast.support, at=then)
    answer(ticket=ticket, text="Để nơi mát.", by=cast.support, at=later)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.first_answered_at) == (State.ANSWERED, then)
    assert [row["facts"]["text"] for row in told("ticket_answered")] == ["Mười hai tháng.", "Để nơi mát."]
    assert Entry.objects.filter(action="ticket.answered", by=cast.support).count() == 2


def test_a_buyers_word_waits_for_support_again_and_a_producers_does_not(now, cast):
    ticket = opened(now)
    answer(ticket=ticket, text="Bạn gửi ảnh nhé.", by=cast.support, at=now)

    add_entry(ticket=ticket, side=Side.PRODUCER, text="Chúng tôi xin lỗi.", by=cast.producer, at=now)
    assert Ticket.objects.get().state == State.ANSWERED
    add_entry(ticket=ticket, side=Side.BUYER, text="Ảnh đây.", by=None, at=now)

    assert Ticket.objects.get().state == State.OPEN
    assert Ticket.objects.get().first_answered_at == now


def test_a_note_is_no_answer(now, cast):
    ticket = opened(now)

    entry = add_entry(ticket=ticket, side=Side.SUPPORT, text="Gọi lại.", by=cast.support, at=now, is_internal=True)

    ticket.refresh_from_db()
    assert entry.is_internal
    assert (ticket.state, ticket.first_answered_at) == (State.OPEN, None)
    assert told("ticket_answered") == []


@pytest.mark.parametrize(("side", "is_internal"), [(Side.BUYER, True), (Side.PRODUCER, True), (Side.SUPPORT, False)])
def test_only_support_writes_notes_and_it_answers_by_answering(now, side, is_internal):
    ticket = opened(now)

    with pytest.raises(MayNot):
        add_entry(ticket=ticket, side=side, text="…?", by=None, at=now, is_internal=is_internal)
    assert ticket.entries.count() == 1


def test_the_database_too_keeps_notes_to_support(now):
    ticket = opened(now)

    with pytest.raises(DatabaseError), transaction.atomic():
        TicketEntry.objects.create(ticket=ticket, side=Side.BUYER, text="x", is_internal=True, at=now)


def test_what_was_said_is_not_changed(now):
    entry = opened(now).entries.get()
    entry.text = "Khác"

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        TicketEntry.objects.update(text="")
    for change in ("text = 'Khác'", "text = '', side = 'support'", "at = '2020-01-01'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE support_ticketentry SET {change}")
    assert TicketEntry.objects.get().text == "Dầu lạc để được bao lâu?"


# ---------------------------------------------------------------- closing


def test_closing_says_so_once_and_a_last_word_is_an_answer(now, cast):
    ticket = opened(now)

    close(ticket=ticket, side=Side.SUPPORT, text="Đã gửi chai khác.", by=cast.support, at=now)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed_at, ticket.first_answered_at) == (State.CLOSED, now, now)
    assert [row["facts"]["text"] for row in told("ticket_answered")] == ["Đã gửi chai khác."]
    assert len(told("ticket_closed")) == 1
    with pytest.raises(TicketClosed):
        close(ticket=ticket, side=Side.SUPPORT, by=cast.support, at=now)
    assert len(told("ticket_closed")) == 1


def test_a_buyer_closes_what_is_settled_without_an_answer(now):
    ticket = close(ticket=opened(now), side=Side.BUYER, by=None, at=now)

    assert (ticket.state, ticket.first_answered_at) == (State.CLOSED, None)


@pytest.mark.parametrize("verb", ["close", "reopen"])
def test_a_producer_neither_closes_nor_opens_a_complaint(now, cast, verb):
    ticket = opened(now)

    with pytest.raises(MayNot):
        getattr(operations, verb)(ticket=ticket, side=Side.PRODUCER, by=cast.producer, at=now, text="xong")


def test_a_closed_ticket_takes_notes_only_until_it_is_opened_again(now, cast, settings):
    settings.SUPPORT_EMAIL = "hotro@example.test"
    ticket = close(ticket=opened(now), side=Side.SUPPORT, by=cast.support, at=now)

    with pytest.raises(TicketClosed):
        add_entry(ticket=ticket, side=Side.BUYER, text="Vẫn chưa được", by=None, at=now)
    with pytest.raises(TicketClosed):
        answer(ticket=ticket, text="?", by=cast.support, at=now)
    add_entry(ticket=ticket, side=Side.SUPPORT, text="Nhớ hỏi lại", by=cast.support, at=now, is_internal=True)
    later = now + timedelta(days=1)
    reopen(ticket=ticket, side=Side.BUYER, text="Vẫn chưa được", by=None, at=later)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed_at) == (State.OPEN, None)
    assert [(row.side, row.text) for row in ticket.entries.order_by("pk")] == [
        ("buyer", "Dầu lạc để được bao lâu?"),
        ("support", "Nhớ hỏi lại"),
        ("buyer", "Vẫn chưa được"),
    ]
    assert len(told("support_ticket")) == 2
    with pytest.raises(TicketNotClosed):
        reopen(ticket=ticket, side=Side.BUYER, text="Nữa", by=None, at=later)


# ---------------------------------------------------------------- pictures


def test_a_picture_is_kept_clean_under_a_name_nobody_guesses(now, client):
    exif = Image.Exif()
    exif[0x010F] = "Camera of Lan"
    ticket = opened(now, pictures=[picture(exif=exif)])

    kept = TicketPicture.objects.get()
    with kept.file.open() as file:
        content = file.read()
    assert b"Camera of Lan" not in content
    assert content[8:12] == b"WEBP"
    folder, _, name = kept.file.name.rpartition("/")
    assert folder == "private/tickets"
    assert len(name.removesuffix(".webp")) == 32
    assert ticket.number not in name
    for address in (
        kept.file.name,
        f"./{kept.file.name}",
        f"x/../{kept.file.name}",
        kept.file.name.replace("p", "P", 1),
    ):
        assert client.get(f"/media/{address}").status_code == 404, address


def test_pictures_have_a_number_and_a_size(now):
    with pytest.raises(TooManyPictures):
        opened(now, pictures=[picture() for _ in range(6)])
    with pytest.raises(PictureRefused):
        opened(now, pictures=[picture(size=(10, 10))])
    assert not Ticket.objects.exists()

    ticket = opened(now, pictures=[picture()])
    for _ in range(3):
        add_entry(ticket=ticket, side=Side.BUYER, text="Nữa", by=None, at=now, pictures=[picture()] * 0)
    for _ in range(19):
        TicketPicture.objects.create(entry=ticket.entries.first(), file="private/tickets/x.webp")
    with pytest.raises(TooManyPictures):
        add_entry(ticket=ticket, side=Side.BUYER, text="Nữa", by=None, at=now, pictures=[picture()])


# ---------------------------------------------------------------- forgetting


def test_who_asked_is_forgotten_and_that_it_was_asked_stays(now, cast, order, django_capture_on_commit_callbacks):
    ticket = opened(now, order=order, by=cast.shopper, asker=HOA, pictures=[picture()])
    file = TicketPicture.objects.get().file
    with pytest.raises(TicketNotClosed):
        forget_asker(ticket=ticket, by=None, at=now)
    close(ticket=ticket, side=Side.SUPPORT, text="Xong.", by=cast.support, at=now)

    with django_capture_on_commit_callbacks(execute=True):
        forget_asker(ticket=ticket, by=None, at=now)
    forget_asker(ticket=ticket, by=None, at=now)

    ticket.refresh_from_db()
    assert (ticket.name, ticket.name_fold, ticket.phone, ticket.email, ticket.user) == ("", "", "", "", None)
    assert (ticket.order, ticket.opened_at, ticket.closed_at) == (order, now, now)
    assert [row.text for row in ticket.entries.all()] == ["", ""]
    assert not TicketPicture.objects.exists()
    assert not file.storage.exists(file.name)
    assert Entry.objects.get(action="ticket.forgotten").facts == {"entries": 2, "pictures": 1}
