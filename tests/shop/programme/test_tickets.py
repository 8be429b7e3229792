"""Tickets at the desk: lists without names, a thread where looking is written down, and what support says."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from PIL import Image

from shop.audit.models import Entry
from shop.fulfilment.states import State as PartState
from shop.outbox.models import Message
from shop.support.models import Kind, Ticket
from shop.support.operations import Asker, open_ticket
from tests.factories.orders import PHONE, delivered
from tests.shop.programme.conftest import HOME, errors, read, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
LIST = f"{HOME}phieu/"
HOA = Asker(name="Trần Thị Hoa", phone=PHONE, email="hoa@example.test")


@pytest.fixture
def ticket(now, settings):
    settings.TICKET_FIRST_ANSWER_DAYS, settings.TICKET_RESOLVE_DAYS = 3, 7
    return open_ticket(
        kind=Kind.QUESTION, text="Dầu để được\nbao lâu?", asker=HOA, client_address="10.0.0.1", by=None, at=now
    )


def address(ticket, verb=""):
    return f"{LIST}{ticket.number}/" + (f"{verb}/" if verb else "")


def listed(desk, name):
    page = read(desk.get(LIST, {"loc": name}))
    return [words(link) for link in page.select(".job__top a")]


def test_a_ticket_moves_through_the_lists(desk, ticket, now):
    assert [listed(desk, name) for name in ("cho", "qua-han", "da-tra-loi", "da-dong")] == [[ticket.number], [], [], []]
    with time_machine.travel(now + timedelta(days=7), tick=False):
        assert listed(desk, "qua-han") == [ticket.number]
    desk.post(address(ticket, "tra-loi"), {"text": "Để được sáu tháng."})
    assert [listed(desk, name) for name in ("cho", "da-tra-loi")] == [[], [ticket.number]]
    desk.post(address(ticket, "dong"), {"text": ""})
    assert [listed(desk, name) for name in ("da-tra-loi", "da-dong")] == [[], [ticket.number]]
    assert desk.get(LIST, {"loc": "khac"}).status_code == 404


def test_the_list_names_nobody_and_writes_nothing(desk, ticket):
    before = Entry.objects.count()

    shown = read(desk.get(LIST)).get_text()

    for personal in ("Hoa", "912345678", "345 678", "hoa@example.test"):
        assert personal not in shown
    assert Entry.objects.count() == before


def test_each_opening_is_one_row(desk, cast, ticket, now):
    page = read(desk.get(address(ticket)))

    rows = Entry.objects.filter(action="ticket.seen")
    assert [(row.by, row.at, row.record_key) for row in rows] == [(cast.support, now, str(ticket.pk))]
    assert "Trần Thị Hoa" in words(page.select_one('section[aria-labelledby="ai"]'))
    promised = words(page.select_one('section[aria-labelledby="hen"]'))
    assert "trước hết ngày 27/11/2026" in promised
    assert "quá hạn" not in promised
    assert "Support xem phiếu" in words(page.select_one('section[aria-labelledby="dau-vet"]'))


def test_what_is_overdue_says_so(desk, ticket, now):
    with time_machine.travel(ticket.first_answer_due, tick=False):
        promised = words(read(desk.get(address(ticket))).select_one('section[aria-labelledby="hen"]'))

    assert "quá hạn 27/11/2026" in promised
    assert promised.count("quá hạn") == 1


def test_an_answer_is_told_and_a_note_is_not(desk, cast, ticket, now):
    desk.post(address(ticket, "tra-loi"), {"text": "Để được sáu tháng."})
    desk.post(address(ticket, "ghi-chu"), {"text": "Khách quen"})

    thread = [words(entry) for entry in read(desk.get(address(ticket))).select(".thread li")]
    assert thread == [
        "Người hỏi · 10:00, 24/11/2026 Dầu để được bao lâu?",
        "Hỗ trợ · Support · 10:00, 24/11/2026 Để được sáu tháng.",
        "Ghi chú, chỉ hỗ trợ đọc · Support · 10:00, 24/11/2026 Khách quen",
    ]
    assert Message.objects.filter(key__startswith="ticket_answered").count() == 1
    ticket.refresh_from_db()
    assert (ticket.state, ticket.first_answered_at) == ("answered", now)


@pytest.mark.parametrize("verb", ["tra-loi", "ghi-chu"])
def test_nothing_is_not_said(desk, ticket, verb):
    assert "viết giúp" in errors(desk.post(address(ticket, verb), {"text": "  "}))
    assert ticket.entries.count() == 1


def test_a_closed_ticket_is_opened_again_first(desk, ticket):
    desk.post(address(ticket, "dong"), {"text": "Cảm ơn bạn."})

    refused = desk.post(address(ticket, "tra-loi"), {"text": "Còn một điều"})
    assert f"Phiếu {ticket.number}" in errors(refused) or ticket.number in errors(refused)
    page = read(desk.get(address(ticket)))
    assert [form["action"].split("/")[-2] for form in page.select("main form")] == ["mo-lai", "ghi-chu"]
    assert "viết giúp" in errors(desk.post(address(ticket, "mo-lai"), {"text": ""}))
    desk.post(address(ticket, "mo-lai"), {"text": "Khách gọi lại"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed_at) == ("open", None)
    assert ticket.number in errors(desk.post(address(ticket, "mo-lai"), {"text": "Lần nữa"}))


def test_what_was_typed_stays_when_it_is_refused(desk, ticket):
    desk.post(address(ticket, "dong"), {"text": ""})

    page = read(desk.post(address(ticket, "dong"), {"text": "Tạm biệt"}), 422)

    # A closed ticket has no form to close it; the words are not sent, and the sentence says why.
    assert ticket.number in words(page.select_one('main [role="alert"]'))
    note = read(desk.post(address(ticket, "ghi-chu"), {"text": "x" * 4001}), 422)
    assert note.select_one("#ghi-chu-text").get_text().strip() == "x" * 4001


def test_support_opens_a_ticket_for_who_calls(desk, cast, order, part, now):
    delivered(part, at=now)
    page = read(desk.get(f"{HOME}don/{order.number}/phieu-moi/"))
    assert page.select_one('[name="part"] option').get_text() == "cả đơn"

    answer = desk.post(
        f"{HOME}don/{order.number}/phieu-moi/", {"kind": "complaint", "part": part.number, "text": "Chai vỡ"}
    )

    ticket = Ticket.objects.get()
    assert answer.url == address(ticket)
    told = (ticket.kind, ticket.order, ticket.producer_order, ticket.name, ticket.phone, ticket.user)
    assert told == ("complaint", order, part, "Trần Thị Hoa", PHONE, None)
    assert (ticket.entries.get().side, ticket.entries.get().by) == ("support", cast.support)
    part.refresh_from_db()
    assert part.state == PartState.DISPUTED
    assert "viết giúp" in errors(desk.post(f"{HOME}don/{order.number}/phieu-moi/", {"kind": "question", "text": ""}))


def test_its_pictures_are_private(desk, client, cast, now, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    file = BytesIO()
    Image.new("RGB", (500, 500), "white").save(file, "PNG")
    file.seek(0)
    ticket = open_ticket(
        kind=Kind.QUESTION,
        text="Ảnh đây",
        asker=HOA,
        client_address="10.0.0.1",
        by=None,
        at=now,
        pictures=[file],
    )
    picture = ticket.entries.get().pictures.get()

    shown = desk.get(f"{LIST}hinh/{picture.pk}/")

    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    entry = Entry.objects.get(action="ticket.picture_seen")
    assert (entry.by, entry.record_key, entry.facts) == (cast.support, str(ticket.pk), {"picture": picture.pk})
    assert client.get(f"{LIST}hinh/{picture.pk}/").status_code == 302


def test_a_ticket_only_takes_what_there_is(desk, ticket):
    assert desk.post(address(ticket, "khac"), {"text": "x"}).status_code == 404
    assert desk.get(address(ticket, "tra-loi")).status_code == 405
    assert desk.get(f"{LIST}XXXXXXXX/").status_code == 404


def test_they_cost_the_same_however_much_there_is(count, cast, ticket, now, settings):
    settings.TICKETS_AN_HOUR = 100
    few = (count(LIST), count(address(ticket)))
    for _ in range(4):
        open_ticket(kind=Kind.QUESTION, text="Và?", asker=HOA, client_address="10.0.0.1", by=None, at=now)

    # Session, person and roles are eight; then the list and its number; or the ticket, the look and four to read.
    assert (count(LIST), count(address(ticket))) == few == (10, 14)
