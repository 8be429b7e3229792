"""Orders of the demo that have come some way: placed and moved by the real operations, each in another state."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from oscar.core.loading import get_class, get_model
from PIL import Image

from catalogue_ext.places.queries import commune
from shop.forks.order.placement import Buyer, TotalChanged, place
from shop.fulfilment import operations
from shop.fulfilment.models import CashConfirmation
from shop.fulfilment.states import Actor
from shop.support.models import Kind
from shop.support.operations import Asker, answer, open_ticket
from tests.factories.situations import basket_with

# Nobody else orders with it: what is open for a phone is counted.
PHONE = "+84987654321"
HERE = "24736"


def stand(*, at: datetime) -> dict[str, str]:
    """This will place the orders and return name -> number, line or ticket, as the scenes ask for them."""
    support = get_model("accounts", "User").objects.get(email="hotro@demo.test")
    goods = _of_two_makers(at)
    received = _order(*goods, at=at - timedelta(hours=60))
    for part in received.producer_orders.order_by("pk"):
        _bring(part, support, at=at - timedelta(hours=40))
    first, second = received.producer_orders.order_by("pk")
    _give_back(first, support, at)
    ticket = _complain(second, support, at)
    fresh = _order(goods[0], at=at - timedelta(hours=20))
    _bring(fresh.producer_orders.get(), support, at=at - timedelta(hours=2))
    late = _order(*goods, at=at - timedelta(hours=50))
    facts = {"actor": Actor.PRODUCER, "by": support, "at": at - timedelta(hours=40)}
    operations.refuse(producer_order=late.producer_orders.latest("pk"), reason="Mẻ này không đủ ngon để gửi", **facts)
    waiting = _order(*goods, at=at)
    CashConfirmation.objects.get_or_create(order=waiting, defaults={"code": "123456", "sent_at": at})
    return {
        "order new": waiting.number,
        "order late": late.number,
        "order received": fresh.number,
        "order with a return": received.number,
        "line received": str(fresh.lines.get().pk),
        "ticket": ticket.number,
    }


def _of_two_makers(at: datetime) -> list[Any]:
    found: dict[int, Any] = {}
    products = get_model("catalogue", "Product").objects.filter(structure="standalone").order_by("pk")
    strategy = get_class("partner.strategy", "Strategy")(at=at)
    for product in products:
        # A dry good, sent everywhere.
        if product.criteria_set == 7 and strategy.fetch_for_product(product).availability.code == "ok":
            found.setdefault(product.producer_id, product)
    return list(found.values())[:2]


def _order(*goods: Any, at: datetime) -> Any:
    basket = basket_with(*goods, at=at)
    buyer = Buyer("Nguyễn Thị Hoa", PHONE, commune(code=HERE), "Số 5, thôn 10")
    facts = {"basket_id": basket.pk, "buyer": buyer, "by": None, "language": "vi", "clock": lambda: at}
    try:
        return place(**facts, expected_total_vnd=0)
    except TotalChanged as refusal:
        return place(**facts, expected_total_vnd=refusal.facts["total_vnd"])


def _bring(part: Any, by: Any, *, at: datetime) -> None:
    facts = {"producer_order": part, "actor": Actor.PRODUCER, "by": by, "at": at}
    operations.accept(**facts)
    operations.pack(**facts)
    operations.hand_over(**facts, tracking_number="VN123456789")
    operations.deliver(**facts)


def _picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), (150, 100, 60)).save(out, "WEBP")
    return out


def _give_back(part: Any, by: Any, at: datetime) -> None:
    request = operations.ask_return(
        producer_order=part,
        line_ids=[part.lines.get().pk],
        reason="damaged",
        text="Hai gói bị rách, hạt rơi ra ngoài.",
        pictures=[_picture().getvalue()],
        by=None,
        at=at - timedelta(hours=20),
    )
    facts = {"request": request, "actor": Actor.PRODUCER, "by": by}
    words = "Bạn gửi lại bằng bưu điện, phí chúng tôi chịu."
    operations.answer_return(**facts, is_accepted=True, answer=words, at=at - timedelta(hours=10))
    operations.receive_return(**facts, restock=False, at=at - timedelta(hours=5))


def _complain(part: Any, by: Any, at: datetime) -> Any:
    ticket = open_ticket(
        kind=Kind.COMPLAINT,
        text="Kiện tới trễ và bị ướt một góc.",
        asker=Asker("Nguyễn Thị Hoa", PHONE),
        client_address="127.0.0.1",
        by=None,
        at=at - timedelta(hours=9),
        producer_order=part,
        pictures=[SimpleUploadedFile("a.webp", _picture().getvalue())],
    )
    answer(ticket=ticket, text="Chúng tôi đã hỏi người làm, mai trả lời bạn.", by=by, at=at - timedelta(hours=4))
    return ticket
