"""Tickets read: by whatever somebody knows of one, by what is due, and without notes for who asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shop.fulfilment.models import FailedLookup
from shop.fulfilment.queries import TooManyTries
from shop.support import queries
from shop.support.operations import Asker, add_entry, answer, close
from shop.support.states import Side
from tests.factories.orders import OTHER_PHONE, PHONE
from tests.shop.support.conftest import opened

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_a_ticket_is_found_by_what_a_caller_knows(now, order, django_assert_num_queries):
    ticket = opened(now, order=order)
    other = opened(now + timedelta(hours=1), asker=Asker("Nguyễn Văn Lân", OTHER_PHONE))

    for known in (ticket.number.lower(), f"{ticket.number[:4]} {ticket.number[4:]}", "091 234 5678", "thi hoa", "HOÀ"):
        with django_assert_num_queries(1):
            assert queries.find(text=known) == [ticket], known
    assert queries.find(text=order.number) == [ticket]
    assert queries.find(text="n") == [other, ticket]
    with django_assert_num_queries(0):
        assert queries.find(text="  ") == []


def test_what_was_promised_soonest_waits_first(now, cast, settings):
    settings.TICKET_FIRST_ANSWER_DAYS = 0
    settings.TICKET_RESOLVE_DAYS = 0
    never = opened(now - timedelta(days=9))
    settings.TICKET_FIRST_ANSWER_DAYS, settings.TICKET_RESOLVE_DAYS = 3, 7
    late, soon = opened(now), opened(now - timedelta(days=1))
    # Its first promise is kept: due is the settling.
    again = opened(now - timedelta(days=1))
    answer(ticket=again, text="Bạn cho biết thêm?", by=cast.support, at=now)
    add_entry(ticket=again, side=Side.BUYER, text="Đây", by=None, at=now)
    answer(ticket=opened(now), text="Xong", by=cast.support, at=now)
    close(ticket=opened(now), side=Side.BUYER, by=None, at=now)

    assert list(queries.waiting()) == [soon, late, again, never]


def test_a_promise_is_broken_at_its_last_instant_and_kept_by_the_answer(now, cast):
    ticket, answered = opened(now), opened(now)
    answer(ticket=answered, text="Vâng", by=cast.support, at=now)
    first, settled = ticket.first_answer_due, ticket.resolve_due

    assert list(queries.overdue(at=first - timedelta(microseconds=1))) == []
    assert list(queries.overdue(at=first)) == [ticket]
    # Answered, but not settled in time.
    assert set(queries.overdue(at=settled)) == {ticket, answered}
    close(ticket=ticket, side=Side.BUYER, by=None, at=first)
    assert list(queries.overdue(at=settled)) == [answered]


def test_of_one_order_of_one_person_of_one_producer(now, order, cast):
    part, other = order.producer_orders.order_by("pk")
    about = opened(now, producer_order=part)
    whole = opened(now + timedelta(hours=1), order=order)
    mine = opened(now, by=cast.shopper)

    assert queries.of_order(order=order) == [whole, about]
    assert queries.of_user(user=cast.shopper) == [mine]
    assert list(queries.of_producer(producer=part.partner.producer)) == [about]
    assert list(queries.of_producer(producer=other.partner.producer)) == []


def test_who_asked_never_reads_a_note(now, cast, django_assert_num_queries):
    ticket = opened(now)
    add_entry(ticket=ticket, side=Side.SUPPORT, text="Khách khó", by=cast.support, at=now, is_internal=True)
    answer(ticket=ticket, text="Vâng", by=cast.support, at=now)

    with django_assert_num_queries(2):
        seen = queries.thread(ticket=ticket, is_support=False)

    assert [entry.text for entry in seen] == ["Dầu lạc để được bao lâu?", "Vâng"]
    assert len(queries.thread(ticket=ticket, is_support=True)) == 3


def test_number_and_phone_find_ones_own_ticket_and_wrong_ones_count(now, settings):
    ticket = opened(now)
    ask = {"client_address": "10.0.0.1", "at": now}

    assert queries.find_ticket(number=ticket.number.lower(), phone=PHONE, **ask) == ticket
    assert not FailedLookup.objects.exists()
    settings.LOOKUP_TRIES_AN_HOUR = 2
    for number, phone in ((ticket.number, OTHER_PHONE), ("ABCDEFGH", PHONE)):
        with pytest.raises(queries.TicketNotFound):
            queries.find_ticket(number=number, phone=phone, **ask)
    with pytest.raises(TooManyTries):
        queries.find_ticket(number=ticket.number, phone=PHONE, **ask)


def test_a_ticket_without_a_phone_is_not_found_by_an_empty_one(now):
    ticket = opened(now, asker=Asker("Hoa", email="hoa@example.test"))

    with pytest.raises(queries.TicketNotFound):
        queries.find_ticket(number=ticket.number, phone="", client_address="10.0.0.1", at=now)
