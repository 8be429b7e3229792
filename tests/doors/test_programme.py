"""Every address of the support desk × every role × the second factor: who helps opens it, nobody else."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from shop.audit.models import Entry
from shop.carriers.models import FeeTable, PickupPoint
from shop.carriers.operations import open_pickup_point, publish_fee_table
from shop.carriers.rules import Bracket, Scale, Zone
from shop.fulfilment import operations
from shop.fulfilment.models import CashConfirmation, ProducerOrder, Refund, ReturnRequest, StateChange
from shop.notices.models import Delivery
from shop.programme.queries.queues import QUEUES
from shop.programme.verbs import VERBS
from shop.programme.views.orders import ORDER_VERBS
from shop.programme.views.tickets import SAYINGS
from shop.support.models import Kind, Ticket, TicketEntry, TicketPicture
from shop.support.operations import Asker, open_ticket
from tests.doors.routes import names
from tests.factories.orders import PHONE, delivered, placed
from tests.factories.situations import on_sale

pytestmark = pytest.mark.django_db
BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"
MAY = ("officer", "support", "administrator")
MAY_NOT = ("shopper", "producer", "other_producer", "centre", "other_centre")
# What a GET by who may answers: a page, a file, or 405 because it takes forms only.
PAGE, POSTED = 200, 405


@pytest.fixture(autouse=True)
def _frozen(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def house(cast, places, now, settings, tmp_path):
    """One of everything that the desk can open: an order with a return, a refund, a notice, a ticket, fees, a point."""
    settings.RETURN_DAYS, settings.MEDIA_ROOT = 7, str(tmp_path)
    cast.order = placed(
        on_sale(cast, at=now),
        on_sale(cast, at=now, producer=cast.producers[1]),
        commune=places.truong_xuan,
        at=now,
        by=cast.shopper,
    )
    cast.part, cast.other_part = cast.order.producer_orders.order_by("pk")
    received = delivered(cast.part, at=now)
    cast.refund = operations.owe_refund(producer_order=received, amount_vnd=5_000, by=None, at=now, reason="Vỡ")
    cast.request = operations.ask_return(
        producer_order=received,
        line_ids=[received.lines.get().pk],
        reason="damaged",
        text="Vỡ",
        pictures=[b"picture"],
        by=cast.shopper,
        at=now,
    )
    CashConfirmation.objects.create(order=cast.order, code="123456", sent_at=now)
    cast.notice = Delivery.objects.create(
        event="part_accepted",
        key="part_accepted:x",
        about=cast.order.number,
        way="SMS",
        address="0912***678",
        language="vi",
        at=now,
    )
    cast.ticket = open_ticket(
        kind=Kind.QUESTION,
        text="Bao giờ?",
        asker=Asker("Hoa", phone=PHONE),
        client_address="10.0.0.1",
        by=cast.shopper,
        at=now,
        order=cast.order,
    )
    cast.picture = TicketPicture(entry=cast.ticket.entries.get())
    cast.picture.file.save("picture.webp", ContentFile(b"picture"))
    cast.table = publish_fee_table(
        partner=None, scales=[Scale(Zone.COUNTRY, (Bracket(500, 30_000),), 0)], valid_on=None, by=None, at=now
    )
    cast.point = open_pickup_point(
        code="ha-long",
        name="Hạ Long",
        commune=places.uong_bi,
        address="Số 1",
        hours="8:00-17:00",
        centre=cast.centres[0],
        by=None,
        at=now,
    )
    return cast


def addresses(house):
    """Every route with every word it takes: name, address, what a GET answers."""
    number, part, other = house.order.number, house.part.number, house.other_part
    table = {
        "home": [([], PAGE)],
        "queue": [([slug], PAGE) for slug in QUEUES],
        "find": [([], PAGE)],
        "missed": [([], PAGE)],
        "order": [([number], PAGE)],
        "address": [([number], PAGE)],
        "ticket_new": [([number], PAGE)],
        "order_step": [([number, verb], PAGE) for verb in ORDER_VERBS],
        "line_cancel": [([other.number, other.lines.get().pk], PAGE)],
        "step": [([part, verb], PAGE) for verb in VERBS],
        "refund_paid": [([house.refund.pk], PAGE)],
        "return_answer": [([house.request.pk], PAGE)],
        "return_receive": [([house.request.pk], PAGE)],
        "return_picture": [([house.request.pictures.get().pk], PAGE)],
        "notice": [([house.notice.pk], PAGE)],
        "tickets": [([], PAGE)],
        "ticket_picture": [([house.picture.pk], PAGE)],
        "ticket": [([house.ticket.number], PAGE)],
        "ticket_step": [([house.ticket.number, verb], POSTED) for verb in SAYINGS],
        "delivery": [([], PAGE)],
        "fees": [([], PAGE)],
        "fees_withdraw": [([house.table.pk], POSTED)],
        "point": [([house.point.pk], POSTED)],
    }
    assert {f"programme:{name}" for name in table} == {name for name in names() if name.startswith("programme:")}
    return [(reverse(f"programme:{name}", args=args), status) for name, ways in table.items() for args, status in ways]


def kept():
    """Everything a form of the desk could have changed."""
    return (
        list(ProducerOrder.objects.order_by("pk").values()),
        list(Refund.objects.order_by("pk").values()),
        list(ReturnRequest.objects.order_by("pk").values()),
        list(CashConfirmation.objects.order_by("pk").values()),
        list(Ticket.objects.order_by("pk").values()),
        list(FeeTable.objects.order_by("pk").values()),
        list(PickupPoint.objects.order_by("pk").values()),
        [StateChange.objects.count(), TicketEntry.objects.count(), Entry.objects.count()],
    )


TYPED = {
    "reason": "x",
    "text": "x",
    "how": "x",
    "answer": "x",
    "is_accepted": "1",
    "amount_vnd": "1000",
    "q": "hoa",
    "name": "x",
    "street": "x",
    "place": "Quảng Trực, Lâm Đồng",
    "kind": "question",
    "COUNTRY-1-g": "500",
    "COUNTRY-1-fee": "1000",
    "is_open": "0",
}


@pytest.mark.parametrize("role", MAY)
def test_who_helps_opens_every_page(client, house, role):
    client.force_login(getattr(house, role), backend=BACKEND)

    assert {url: client.get(url).status_code for url, _ in addresses(house)} == dict(addresses(house))


@pytest.mark.parametrize("role", MAY_NOT)
def test_everybody_else_finds_nothing_and_changes_nothing(client, house, role):
    """The order is the shopper's own, one of its parts each producer's: here it is nobody's but support's."""
    client.force_login(getattr(house, role), backend=BACKEND)
    before = kept()

    assert {client.get(url).status_code for url, _ in addresses(house)} == {404}
    assert {client.post(url, TYPED).status_code for url, _ in addresses(house)} == {404}
    assert kept() == before


def test_nobody_is_sent_to_log_in(client, house):
    before = kept()

    for url, _ in addresses(house):
        for answer in (client.get(url), client.post(url, TYPED)):
            assert answer.status_code == 302
            assert answer.url.startswith(reverse("storefront:login"))
    assert kept() == before


@pytest.mark.parametrize("role", MAY)
def test_without_the_second_factor_nothing_is_seen_or_done(client, house, role):
    user = getattr(house, role)
    user.is_demo = False
    user.save()
    client.force_login(user, backend=BACKEND)
    before = kept()

    for url, _ in addresses(house):
        for answer in (client.get(url), client.post(url, TYPED)):
            assert answer.status_code == 302
            assert answer.url.startswith(reverse("storefront:second_factor_enrol"))
    assert kept() == before


@pytest.mark.parametrize("role", MAY)
def test_a_role_that_was_withdrawn_opens_nothing(client, house, role, now):
    user = getattr(house, role)
    user.role_grants.update(withdrawn_at=now, withdrawn_by=house.other_officer)
    client.force_login(user, backend=BACKEND)

    assert {client.get(url).status_code for url, _ in addresses(house)} == {404}


def test_a_form_without_its_token_is_refused(house):
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.support, backend=BACKEND)
    before = kept()

    assert {client.post(url, TYPED).status_code for url, _ in addresses(house)} == {403}
    assert kept() == before


def test_every_page_says_that_no_index_and_no_cache_keeps_it(client, house):
    client.force_login(house.support, backend=BACKEND)

    for url, status in addresses(house):
        answer = client.get(url)
        assert "no-store" in answer["Cache-Control"], url
        if status == PAGE and answer["Content-Type"].startswith("text/html"):
            assert '<meta name="robots" content="noindex">' in answer.content.decode(), url
