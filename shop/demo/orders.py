"""Orders of one invented producer, in every state its desk knows: buyers, goods and words are illustrations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from oscar.core.loading import get_class, get_model

from catalogue_ext.places.models import Commune
from catalogue_ext.producers.models import Producer
from shop.accounts.models import User
from shop.demo.accounts import MAKER, OFFICER
from shop.demo.makers import invented
from shop.demo.register import HERE, read
from shop.forks.order.placement import Buyer, Wishes, place
from shop.fulfilment import operations
from shop.fulfilment.queries import split_preview, total_vnd
from shop.fulfilment.states import Actor
from shop.listings.pictures import cleaned
from shop.notices.operations import KIND
from shop.opinions.operations import give_opinion, judge
from shop.outbox.models import Message

PAUSE = timedelta(minutes=20)


@transaction.atomic
def place_orders(*, at: datetime) -> int:
    """This will place the orders of our file and bring each some way, once. Returns how many were placed."""
    orders = get_model("order", "Order").objects
    rows = [
        row
        for row in read(HERE / "demo_orders.csv")
        if not orders.filter(shipping_address__phone_number=row["phone"]).exists()
    ]
    for row in rows:
        placed_at = at - timedelta(hours=int(row["hours_ago"]))
        part = _place(row, placed_at).producer_orders.get()
        for number, step in enumerate(filter(None, row["steps"].split(";")), start=1):
            _STEPS[step](part, placed_at + number * PAUSE)
    # Nobody has these telephones: what waits to be told is told to nobody.
    Message.objects.filter(kind=KIND, done_at=None).delete()
    return len(rows)


def _place(row: dict[str, str], at: datetime) -> Any:
    producer = invented({"subject": MAKER})
    basket = get_model("basket", "Basket").objects.create(owner=None)
    basket.strategy = get_class("partner.strategy", "Strategy")(at=at)
    for goods in row["goods"].split(";"):
        title, _, quantity = goods.partition("*")
        product = get_model("catalogue", "Product").objects.get(title=title, producer=producer)
        basket.add_product(product, int(quantity))
    commune = Commune.objects.get(code=row["commune"], valid_to=None)
    return place(
        basket_id=basket.pk,
        buyer=Buyer(row["name"], row["phone"], commune, row["street"]),
        by=None,
        language=row["language"],
        expected_total_vnd=total_vnd(split_preview(lines=basket.all_lines())),
        wishes=Wishes(note=row["note"], gift_note=row["gift_note"]),
        clock=lambda: at,
    )


def _member() -> User:
    producer = Producer.objects.get(name=MAKER)
    return User.objects.filter(producer_memberships__producer=producer).order_by("pk")[0]


def _acting(at: datetime) -> dict[str, Any]:
    return {"actor": Actor.PRODUCER, "by": _member(), "at": at}


def _move(part: Any, at: datetime, verb: Any, **facts: Any) -> None:
    verb(producer_order=part, **_acting(at), **facts)


def _ask_return(part: Any, at: datetime) -> None:
    line = part.lines.order_by("pk").first()
    with line.product.images.order_by("display_order")[0].original.open("rb") as file:
        picture = cleaned(file=file)
    operations.ask_return(
        producer_order=part,
        line_ids=[line.pk],
        reason="damaged",
        text="Lọ bị nứt ở cổ, dầu thấm ra hộp. (minh hoạ)",
        pictures=[picture],
        by=None,
        at=at,
    )


def _accept_return(part: Any, at: datetime) -> None:
    answer = "Bạn gửi hàng về địa chỉ trên phiếu giao, chúng tôi trả phí gửi. (minh hoạ)"
    operations.answer_return(request=part.return_requests.get(), is_accepted=True, answer=answer, **_acting(at))


def _receive_return(part: Any, at: datetime) -> None:
    operations.receive_return(request=part.return_requests.get(), restock=False, **_acting(at))


def _opinion(part: Any, at: datetime) -> None:
    told: dict[str, Any] = {
        "score": 5,
        "title": "Thơm dịu",
        "body": "Mùi sả tươi, xông phòng rất dễ chịu. (minh hoạ)",
        "shown_as": "Thư",
    }
    phone = str(part.order.shipping_address.phone_number)
    review = give_opinion(line=part.lines.get(), by=None, phone=phone, at=at, **told)
    judge(review=review, is_approved=True, by=User.objects.get(email=OFFICER), at=at)


_STEPS: dict[str, Any] = {
    "accept": lambda part, at: _move(part, at, operations.accept),
    "refuse": lambda part, at: _move(part, at, operations.refuse, reason="Hàng đã hết"),
    "pack": lambda part, at: _move(part, at, operations.pack),
    "hand_over": lambda part, at: _move(part, at, operations.hand_over, tracking_number="MINHHOA-0001"),
    "deliver": lambda part, at: _move(part, at, operations.deliver),
    "ask_return": _ask_return,
    "accept_return": _accept_return,
    "receive_return": _receive_return,
    "opinion": _opinion,
}
