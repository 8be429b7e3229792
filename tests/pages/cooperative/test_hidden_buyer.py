"""Thirty days after the end no page and no paper of a producer says whose parcel it was: every address is opened."""

from __future__ import annotations

import subprocess
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from shop.fulfilment import operations
from shop.fulfilment.states import Actor
from shop.notices.handlers import tell
from shop.notices.models import Delivery
from shop.notices.operations import NotResendable, resend
from shop.opinions.operations import give_opinion, judge
from shop.outbox.models import Message
from shop.support.models import Kind
from shop.support.operations import Asker, close, open_ticket
from shop.support.states import Side
from tests.doors.routes import names
from tests.factories.orders import PHONE, delivered
from tests.pages.cooperative.conftest import BACKEND

pytestmark = pytest.mark.django_db

SLUG = "htx-nong-nghiep-hai-yen"
MARKS = ("Trần Thị Hoa", "0912345678", "091 234 5678", "912345678", "Thôn 10", "Gọi trước", "Chúc mẹ vui", "ketoan@")
STEPS = ("nhan", "tu-choi", "dong-goi", "giao", "da-giao", "tra-ve", "khong-nhan", "san-sang", "huy")


@pytest.fixture
def over(cast, part, now, settings):
    """The part delivered, asked back in vain, praised and complained of; over seven days later."""
    settings.RETURN_DAYS = 7
    part = delivered(part, at=now)
    line = part.lines.order_by("pk").first()
    request = operations.ask_return(
        producer_order=part, line_ids=[line.pk], reason="damaged", text="vỡ", pictures=[b"webp"], by=None, at=now
    )
    operations.answer_return(
        request=request, is_accepted=False, answer="Chưa rõ", by=cast.producer, actor=Actor.PRODUCER, at=now
    )
    refund = operations.owe_refund(producer_order=part, amount_vnd=1_000, by=cast.support, at=now, reason="lọ móp")
    operations.pay_refund(refund=refund, by=cast.support, at=now, how="tiền mặt")
    review = give_opinion(
        line=line, score=5, title="", body="Dầu thơm, chai kín.", shown_as="", by=None, phone=PHONE, at=now
    )
    judge(review=review, is_approved=True, by=cast.officer, at=now)
    ticket = open_ticket(
        kind=Kind.QUESTION,
        text="Dầu để được bao lâu?",
        asker=Asker(name="Trần Thị Hoa", phone=PHONE),
        client_address="10.0.0.1",
        by=None,
        at=now,
        producer_order=part,
    )
    close(ticket=ticket, side=Side.SUPPORT, by=cast.support, at=now)
    part.refresh_from_db()
    return part, request, refund, review, line


def addresses(over):
    """Every address of the desk, with the part's own keys; steps by each of their names."""
    part, request, refund, review, line = over
    own = {
        "index": [()],
        "part": [(SLUG, part.number)],
        "delivery_note": [(SLUG, part.number)],
        "receipt": [(SLUG, part.number)],
        "drop_line": [(SLUG, part.number, line.pk)],
        "step": [(SLUG, part.number, step) for step in STEPS],
        "return": [(SLUG, request.pk)],
        "picture": [(SLUG, request.pictures.get().pk)],
        "refund": [(SLUG, refund.pk)],
        "fees_withdraw": [(SLUG, 1)],
        "point_swing": [(SLUG, "x")],
        "reply": [(SLUG, review.pk)],
    }
    for name in sorted(name for name in names() if name.startswith("cooperative:")):
        for args in own.get(name.partition(":")[2], [(SLUG,)]):
            yield reverse(name, args=args)


def words_in(answer):
    """What a person reads: of a page its text with every attribute, of a PDF what `pdftotext` finds."""
    if answer.headers.get("Content-Type") == "application/pdf":
        return subprocess.run(
            ["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True
        ).stdout.decode()
    return answer.content.decode(errors="replace") if answer.status_code == 200 else ""


def seen(member, owner, over, at):
    """Which address says which mark, at an instant; and how many answered."""
    found, opened = set(), 0
    with time_machine.travel(at, tick=False):
        # A session lives for thirty days.
        member.force_login(owner, backend=BACKEND)
        for address in addresses(over):
            answer = member.get(address)
            opened += answer.status_code == 200
            found |= {(address, mark) for mark in MARKS if mark in words_in(answer)}
    return found, opened


def test_nothing_of_the_buyer_is_left_anywhere(client, cast, over, now, settings):
    settings.BUYER_VISIBLE_DAYS = 30
    hidden = now + timedelta(days=37)

    before, _ = seen(client, cast.producer, over, hidden - timedelta(minutes=1))
    after, opened = seen(client, cast.producer, over, hidden)

    part = reverse("cooperative:part", args=[SLUG, over[0].number])
    assert {mark for address, mark in before if address == part} >= {"Trần Thị Hoa", "091 234 5678", "Thôn 10"}
    assert after == set()
    assert opened >= 9


def test_no_mail_to_a_producer_ever_says_who_bought(over):
    mails = Message.objects.filter(kind="notice", payload__event__startswith="producer_")

    assert mails.count() >= 2
    assert not [mark for mark in MARKS for mail in mails if mark in str(mail.payload)]


def test_an_address_that_was_told_is_not_told_again(order, places, now):
    operations.change_address(
        order=order, commune=places.truong_xuan, street="Thôn 11", name="Hoa", actor=Actor.BUYER, by=None, at=now
    )
    message = Message.objects.get(payload__event="producer_address_changed")
    tell(key=message.key, payload=message.payload, at=now)

    with pytest.raises(NotResendable):
        resend(delivery=Delivery.objects.get(key=message.key), at=now)
