"""What is to be done: each queue holds exactly what waits for support at the instant, the most urgent first."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from shop.audit.models import Entry
from shop.carriers.models import PickupPoint
from shop.fulfilment import operations
from shop.fulfilment.models import CashConfirmation, ProducerOrder, ReturnRequest
from shop.fulfilment.states import Actor
from shop.programme.queries.queues import QUEUES, waiting
from shop.support.models import Kind
from shop.support.operations import Asker, open_ticket
from tests.factories.orders import PHONE, delivered, sent
from tests.shop.programme.conftest import HOME, read, words

pytestmark = pytest.mark.django_db


def numbers(slug, at):
    return [job.number for job in next(w for w in waiting(at=at) if w.queue.slug == slug).jobs]


def test_nothing_waits_at_first(desk, order, now):
    page = read(desk.get(HOME))

    assert [words(count) for count in page.select(".todo__count")] == ["0"] * 9
    assert page.select(".job") == []
    assert [w.count for w in waiting(at=now)] == [0] * 7


def test_parts_without_an_answer_from_the_first_deadline_to_the_second(order, part, other_part, now):
    operations.accept(producer_order=other_part, actor=Actor.PRODUCER, by=None, at=now)

    first, second = timedelta(hours=48), timedelta(hours=72)
    moment = timedelta(microseconds=1)
    assert numbers("cho-tra-loi", now + first - moment) == []
    assert numbers("cho-tra-loi", now + first) == [part.number]
    assert numbers("cho-tra-loi", now + second - moment) == [part.number]
    assert numbers("cho-tra-loi", now + second) == []


def test_a_cash_order_waits_while_it_can_still_be_accepted(order, now):
    CashConfirmation.objects.create(order=order, code="123456", sent_at=now)

    assert numbers("goi-xac-nhan", now) == [order.number]
    assert numbers("goi-xac-nhan", now + timedelta(hours=72)) == []
    operations.confirm_by_call(order=order, by=None, at=now)
    assert numbers("goi-xac-nhan", now) == []


def test_returns_wait_for_support_after_some_days(part, now, settings):
    settings.RETURN_ANSWER_DAYS = 3
    received = delivered(part, at=now)
    ReturnRequest.objects.create(producer_order=received, reason="damaged", text="Vỡ", asked_at=now)
    ProducerOrder.objects.filter(pk=part.pk).update(has_open_return=True)

    assert numbers("tra-hang", now + timedelta(days=3) - timedelta(microseconds=1)) == []
    assert numbers("tra-hang", now + timedelta(days=3)) == [part.number]
    operations.dispute(
        producer_order=received, actor=Actor.SUPPORT, by=None, at=now + timedelta(days=3), reason="Không đồng ý"
    )
    assert numbers("tra-hang", now + timedelta(days=3)) == [part.number]
    operations.lose(producer_order=received, by=None, at=now + timedelta(days=3), reason="Mất")
    assert numbers("tra-hang", now + timedelta(days=4)) == []


def test_refunds_and_disputes(cast, part, other_part, now):
    received = delivered(part, at=now)
    refund = operations.owe_refund(producer_order=received, amount_vnd=20_000, by=None, at=now, reason="Vỡ nắp")
    operations.dispute(
        producer_order=sent(other_part, at=now), actor=Actor.BUYER, by=None, at=now, reason="Chưa nhận được"
    )

    assert numbers("hoan-tien", now) == [part.number]
    assert numbers("tranh-chap", now) == [other_part.number]
    operations.pay_refund(refund=refund, by=cast.support, at=now, how="chuyển khoản")
    operations.settle_dispute(producer_order=other_part, by=None, at=now)
    assert numbers("hoan-tien", now) == []
    assert numbers("tranh-chap", now) == []


def test_parcels_at_centres_points_arrive_and_are_given_out(cast, places, part, other_part, now):
    facts = {"commune": places.uong_bi, "address": "Số 1", "hours": "8:00-17:00"}
    at_centre = PickupPoint.objects.create(code="ha-long", name="Hạ Long", centre=cast.centres[0], **facts)
    at_maker = PickupPoint.objects.create(code="xuong", name="Xưởng", partner=part.partner, **facts)
    for row, point in ((part, at_centre), (other_part, at_maker)):
        sent(row, at=now)
        ProducerOrder.objects.filter(pk=row.pk).update(delivery_kind="pickup", pickup_point=point, pickup_code="ABC234")

    job = next(w for w in waiting(at=now) if w.queue.slug == "diem-nhan").jobs
    assert [(row.number, row.go[0][1]) for row in job] == [
        (part.number, f"{HOME}kien/{part.number}/san-sang/"),
    ]
    operations.mark_ready(producer_order=part, actor=Actor.SUPPORT, by=None, at=now)
    job = next(w for w in waiting(at=now) if w.queue.slug == "diem-nhan").jobs
    assert job[0].go[0][1] == f"{HOME}kien/{part.number}/da-giao/"


def test_tickets_stand_by_their_promise_and_say_when_it_is_broken(desk, cast, order, now, settings):
    settings.TICKET_FIRST_ANSWER_DAYS = 3
    opened = [
        open_ticket(
            kind=Kind.QUESTION,
            text="Bao giờ có hàng?",
            asker=Asker("Hoa", phone=PHONE),
            client_address="10.0.0.1",
            by=None,
            at=now + timedelta(days=day),
        )
        for day in (1, 0)
    ]

    # From Wednesday on three working days: Monday is the last.
    with time_machine.travel(now + timedelta(days=4), tick=False):
        page = read(desk.get(HOME))
    section = page.select_one("section[aria-labelledby=viec-phieu]")
    assert [words(link) for link in section.select(".job__top a")] == [opened[1].number, opened[0].number]
    kinds = [status["class"] for status in section.select(".status")]
    assert kinds == [["status", "status--danger"], ["status", "status--warn"]]


def test_no_buyer_is_named_and_nothing_is_written(desk, order, now):
    CashConfirmation.objects.create(order=order, code="123456", sent_at=now)
    before = Entry.objects.count()

    with time_machine.travel(now + timedelta(hours=50), tick=False):
        shown = read(desk.get(HOME)).select_one("main").get_text()

    assert len(read(desk.get(HOME)).select(".job")) == 1
    assert order.number in shown
    for personal in ("Hoa", "912345678", "345 678", "Thôn 10"):
        assert personal not in shown
    assert Entry.objects.count() == before


@pytest.mark.parametrize("slug", sorted(QUEUES))
def test_each_queue_has_its_page(desk, slug):
    assert len(read(desk.get(f"{HOME}viec/{slug}/")).select(".empty")) == 1


def test_an_unknown_queue_is_not_there(desk):
    assert desk.get(f"{HOME}viec/khac/").status_code == 404


def test_it_costs_the_same_with_more_to_do(count, cast, order, part, other_part, oil, places, now):
    cache.clear()
    received = delivered(part, at=now)
    operations.owe_refund(producer_order=received, amount_vnd=20_000, by=None, at=now, reason="Vỡ")
    few = count(HOME)
    for _ in range(3):
        operations.owe_refund(producer_order=received, amount_vnd=1_000, by=None, at=now, reason="Vỡ")

    assert count(HOME) == few == QUERIES


# Session, person, roles (3 for the gate, 3 for the other desks), 7 queues counted, 1 read, opinions, searches in vain.
QUERIES = 18


def test_who_helps_is_led_to_the_desk_from_the_account(client, cast):
    for name, is_led in (("support", True), ("officer", True), ("administrator", True), ("shopper", False)):
        client.force_login(getattr(cast, name), backend="shop.accounts.backends.EmailOrPhoneBackend")
        page = read(client.get("/tai-khoan/"))
        assert bool(page.select(f'main a[href="{HOME}"]')) is is_led, name
