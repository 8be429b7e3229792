"""A person whose every word is marked, an order that saw everything, and a look into every column of the database."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from oscar.core.loading import get_model

from shop.consents.models import Purpose
from shop.consents.operations import say
from shop.forks.order.placement import Buyer, Invoice, Wishes, place
from shop.fulfilment import operations
from shop.fulfilment.queries import split_preview, total_vnd
from shop.fulfilment.states import Actor
from shop.notices.handlers import tell
from shop.opinions.operations import give_opinion
from shop.outbox.models import Message
from shop.support.models import Kind
from shop.support.operations import Asker, answer, close, open_ticket
from shop.support.states import Side
from tests.factories.situations import basket_with, on_sale

NAME, PHONE, EMAIL, STREET = "Mai Thị Tỏ Rõ", "+84977000111", "tora@mai.test", "Ngõ Tỏ Rõ 7"
# Each thing that only this person said has this in it.
WORD = "lời kín"
WORDS = f"đây là {WORD} của tôi"
MARKS = ("tỏ rõ", "to ro", "77000111", "077000111", "77 000 111", "tora@mai.test", WORD)
# What else an export has to say of them; and what stays for ever.
COMPANY, TAX_CODE = "Công ty Ở Lại", "0101234567"


def everywhere(*marks: str) -> set[str]:
    """This will name every column of every table in which one of the marks stands, whatever its case."""
    found = set()
    for model in (model for model in apps.get_models() if model._meta.managed):
        names = [field.name for field in model._meta.local_concrete_fields]
        for row in model._base_manager.values_list(*names):
            for name, value in zip(names, row, strict=True):
                if any(mark in str(value).lower() for mark in marks):
                    found.add(f"{model._meta.label}.{name}")
    return found


def lived(cast: Any, places: Any, at: datetime, *, by: Any = None) -> Any:
    """This will have the person order of two producers and see everything: an address changed, a part called off, the
    other one delivered, given back in vain, complained of and praised. Over `at` + 11 days."""
    goods = [on_sale(cast, at=at, producer=producer) for producer in cast.producers]
    basket = basket_with(*goods, owner=by, at=at)
    order = place(
        basket_id=basket.pk,
        buyer=Buyer(NAME, PHONE, places.truong_xuan, STREET, EMAIL),
        by=by,
        language="vi",
        expected_total_vnd=total_vnd(split_preview(lines=basket.all_lines())),
        wishes=Wishes(
            note=f"ghi chú: {WORDS}",
            gift_note=f"thiệp: {WORDS}",
            invoice=Invoice(COMPANY, TAX_CODE, f"phố {STREET}", EMAIL),
            agreed=(Purpose.OPINION,),
        ),
        clock=lambda: at,
    )
    operations.change_address(
        order=order,
        commune=places.truong_xuan,
        street=f"{STREET} B",
        name=NAME,
        actor=Actor.BUYER,
        by=by,
        at=at,
    )
    first, second = order.producer_orders.order_by("pk")
    operations.cancel(producer_order=first, actor=Actor.BUYER, by=by, at=at, reason=f"huỷ: {WORDS}")
    for verb in (operations.accept, operations.pack):
        verb(producer_order=second, actor=Actor.PRODUCER, by=None, at=at)
    operations.hand_over(producer_order=second, actor=Actor.PRODUCER, by=None, at=at, tracking_number="VN-TỎ RÕ-1")
    part = operations.deliver(producer_order=second, actor=Actor.PRODUCER, by=None, at=at + timedelta(days=2))
    asked_at = at + timedelta(days=3)
    line = part.lines.get()
    give_opinion(
        line=line, score=5, title=WORDS, body=f"ngon: {WORDS}", shown_as="Mai Tỏ Rõ", by=by, phone=PHONE, at=asked_at
    )
    request = operations.ask_return(
        producer_order=part,
        line_ids=[line.pk],
        reason="damaged",
        text=f"vỡ: {WORDS}",
        pictures=[b"webp"],
        by=by,
        at=asked_at,
    )
    operations.answer_return(
        request=request,
        is_accepted=False,
        answer=f"không: {WORDS}",
        by=cast.producer,
        actor=Actor.PRODUCER,
        at=asked_at,
    )
    ticket = open_ticket(
        kind=Kind.QUESTION,
        text=f"hỏi: {WORDS}",
        asker=Asker(name=NAME, phone=PHONE, email=EMAIL),
        client_address="10.0.0.1",
        by=by,
        at=asked_at,
        order=order,
    )
    answer(ticket=ticket, text=f"đáp: {WORDS}", by=cast.support, at=asked_at)
    close(ticket=ticket, side=Side.SUPPORT, by=cast.support, at=asked_at)
    order.refresh_from_db()
    return order


def tell_all(at: datetime) -> None:
    """This will send every notice that is due, as the outbox would."""
    for message in Message.objects.filter(kind="notice", done_at=None, next_at__lte=at):
        tell(key=message.key, payload=message.payload, at=at)
    Message.objects.filter(kind="notice", done_at=None, next_at__lte=at).update(done_at=at)


@pytest.fixture(autouse=True)
def _seven_days_to_give_back(settings) -> None:
    settings.RETURN_DAYS = 7


@pytest.fixture
def mai(cast) -> Any:
    """An account of the same person."""
    user = cast.shopper
    user.email, user.phone, user.last_name, user.first_name = EMAIL, PHONE, "Mai Thị", "Tỏ Rõ"
    user.save()
    return user


@pytest.fixture
def guests_order(cast, places, now) -> Any:
    """The order of a guest that saw everything."""
    return lived(cast, places, now)


@pytest.fixture
def history(cast, places, now, mai) -> Any:
    """An account that kept, wished, put in a basket, and ordered."""
    from shop.shoppers.operations import keep_address, wish

    order = lived(cast, places, now, by=mai)
    keep_address(owner=mai, name=NAME, phone=PHONE, street=STREET, commune=places.truong_xuan)
    product = order.lines.first().product
    wish(owner=mai, product_id=product.pk, at=now)
    basket_with(product, owner=mai, at=now)
    ticket = open_ticket(
        kind=Kind.PERSONAL_DATA,
        text=f"dữ liệu: {WORDS}",
        asker=Asker(name=NAME, phone=PHONE, email=EMAIL),
        client_address="10.0.0.1",
        by=mai,
        at=now,
    )
    close(ticket=ticket, side=Side.BUYER, by=mai, at=now)
    say(purpose=Purpose.OPINION, is_given=False, language="vi", at=now + timedelta(days=1), user=mai)
    return SimpleNamespace(user=mai, order=order, line=get_model("basket", "Line").objects.get(basket__order=None))
