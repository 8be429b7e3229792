"""One order as support sees it: everything, and one row of the audit for each look."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as shop_settings

from shop.audit.models import Entry
from shop.fulfilment import operations
from shop.fulfilment.models import BuyerPhone, InvoiceRequest, ProducerOrder
from shop.fulfilment.operations.forgetting import forget_buyer
from shop.fulfilment.states import Actor
from shop.outbox.operations import drain
from tests.factories.orders import delivered, placed, sent
from tests.shop.programme.conftest import HOME, read, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def address_of(order):
    return f"{HOME}don/{order.number}/"


def panel(page, heading):
    return page.select_one(f'section[aria-labelledby="{heading}"]')


def history_of(page, part):
    events = [words(event) for event in panel(page, "lich-su").select("li")]
    return [event for event in events if part.number in event]


def looks(order):
    return list(Entry.objects.filter(action="order.seen", record_key=str(order.pk)).order_by("pk"))


def verbs(page, part):
    links = page.select(f'[id="{part.number}"] > .actions a')
    return [link["href"].removeprefix(f"{HOME}kien/{part.number}/").strip("/") for link in links]


def test_each_opening_is_one_row_and_the_page_shows_it(desk, cast, order, now):
    page = read(desk.get(address_of(order)))

    assert [(row.by, row.at, row.record_type, row.facts) for row in looks(order)] == [
        (cast.support, now, "order.Order", {})
    ]
    assert words(panel(page, "dau-vet").select("li")[0]) == "10:00, 24/11/2026 Support xem đơn"
    read(desk.get(address_of(order)))
    assert len(looks(order)) == 2


def test_who_buys_and_what(desk, order, part, other_part):
    InvoiceRequest.objects.create(
        order=order, company="Công ty Mẫu", tax_code="0101234567", address="Hà Nội", email="a@example.test"
    )

    page = read(desk.get(address_of(order)))

    buyer = words(panel(page, "nguoi-mua"))
    for fact in ("Trần Thị Hoa", "091 234 5678", "Thôn 10, Xã Trường Xuân", "đặt không cần tài khoản", "Tiếng Việt"):
        assert fact in buyer
    assert "Công ty Mẫu, 0101234567, Hà Nội, a@example.test" in words(panel(page, "giay-to"))
    money = words(panel(page, "tien"))
    assert "HTX Nông nghiệp Hải Yến 150.000 ₫" in money
    assert "HTX Dược liệu xanh Đông Triều 380.000 ₫" in money
    assert [words(head) for head in page.select("article h2")] == [part.number, other_part.number]
    assert "Dầu lạc Hải Yến" in words(page.select_one("article"))


def test_the_state_is_true_by_the_clock_and_nothing_is_owed_then(desk, order, part):
    with time_machine.travel(part.expires_at, tick=False):
        page = read(desk.get(address_of(order)))

    assert words(page.select_one("article .status")) == "bị từ chối"
    assert words(page.select("article .sums .total dd")[0]) == "0 ₫"
    assert verbs(page, part) == []
    assert (
        history_of(page, part)[0]
        == f"10:00, 27/11/2026 · {part.number} bị từ chối tự động theo giờ không trả lời đúng hạn"
    )
    # Looking settles nothing.
    assert ProducerOrder.objects.get(pk=part.pk).state == "new"


STEPS = {
    "new": ["nhan", "tu-choi", "huy"],
    "accepted": ["dong-goi", "tu-choi", "huy"],
    "packed": ["giao-di", "huy"],
    "handed_over": ["da-giao", "khong-nhan", "tranh-chap"],
    "delivered": ["tranh-chap", "lay-lai", "no-hoan", "dong"],
    "disputed": ["giu-hang", "that-lac", "lay-lai", "no-hoan"],
    "closed": ["no-hoan"],
    "returned": [],
}


def test_what_can_be_done_follows_the_state(desk, order, part, now):
    def offered():
        page = read(desk.get(address_of(order)))
        return verbs(page, part)

    moves = [
        lambda: operations.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now),
        lambda: operations.pack(producer_order=part, actor=Actor.PRODUCER, by=None, at=now),
        lambda: operations.hand_over(producer_order=part, actor=Actor.PRODUCER, by=None, at=now),
        lambda: operations.deliver(producer_order=part, actor=Actor.PRODUCER, by=None, at=now),
        lambda: operations.dispute(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="Vỡ"),
        lambda: operations.settle_dispute(producer_order=part, by=None, at=now),
    ]
    seen = {"new": offered()}
    for move in moves:
        state = move().state
        seen[state] = offered()

    assert seen == {state: steps for state, steps in STEPS.items() if state != "returned"}


def test_every_move_tells_when_who_and_why(desk, order, part, cast, now):
    operations.accept(producer_order=part, actor=Actor.SUPPORT, by=cast.support, at=now, reason="HTX gọi báo")
    operations.cancel_line(
        producer_order=part,
        line_id=part.lines.get().pk,
        actor=Actor.SUPPORT,
        by=cast.support,
        at=now + timedelta(minutes=1),
        reason="Hết hàng",
    )

    page = read(desk.get(address_of(order)))

    assert history_of(page, part)[:2] == [
        f"10:01, 24/11/2026 · {part.number} đã huỷ bởi hỗ trợ, Support Hết hàng",
        f"10:00, 24/11/2026 · {part.number} đã nhận đơn bởi hỗ trợ, Support HTX gọi báo",
    ]


def test_the_phone_tells_its_other_orders_and_refusals(desk, order, oil, places, now):
    earlier = placed(oil, commune=places.truong_xuan, at=now - timedelta(days=5))
    operations.refuse_at_door(
        producer_order=sent(earlier.producer_orders.get(), at=now - timedelta(days=4)),
        actor=Actor.PRODUCER,
        by=None,
        at=now - timedelta(days=3),
        reason="Không liên lạc được",
    )

    other = placed(oil, commune=places.truong_xuan, at=now, phone="+84987654321")

    about = panel(read(desk.get(address_of(order))), "so-may")

    assert "1 kiện không nhận khi giao" in words(about)
    assert "Không liên lạc được" in words(about)
    assert [words(link) for link in about.select(".lines a")] == [earlier.number]
    assert other.number not in words(about)
    BuyerPhone.objects.update(is_blocked=True)
    assert "bị chặn đơn tiền mặt" in words(panel(read(desk.get(address_of(order))), "so-may"))


def test_messages_that_went_out_show_masked_addresses(desk, order, part, now):
    operations.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)
    drain(at=now, limit=50)

    sent_ = words(panel(read(desk.get(address_of(order))), "tin-bao"))

    assert "kiện được nhận tin nhắn · 0912***678" in sent_
    assert "912345678" not in sent_


def test_an_unknown_order_is_not_there_and_leaves_no_trace(desk, order):
    before = Entry.objects.count()

    assert desk.get(f"{HOME}don/XXXXXXXXXX/").status_code == 404
    assert Entry.objects.count() == before


def test_english(desk, order):
    page = read(desk.get(f"/en{address_of(order)}"))

    assert words(page.select_one("h1")) == f"Order {order.number}"
    assert "waiting for the producer" in words(page.select_one("article"))
    assert page.select_one("article h3")["lang"] == "vi"
    assert "150.000 ₫" in words(page)


def test_it_costs_the_same_however_much_there_is(count, order, part, other_part, oil, places, now):
    received = delivered(part, at=now)
    operations.owe_refund(producer_order=received, amount_vnd=5_000, by=None, at=now, reason="Vỡ")
    one = placed(oil, commune=places.truong_xuan, at=now)
    few = count(address_of(order))
    delivered(other_part, at=now)
    for _ in range(3):
        operations.owe_refund(producer_order=received, amount_vnd=5_000, by=None, at=now, reason="Vỡ")
    shop_settings.CASH_MOST_OPEN, most = 0, shop_settings.CASH_MOST_OPEN
    try:
        placed(oil, commune=places.truong_xuan, at=now)
    finally:
        shop_settings.CASH_MOST_OPEN = most

    assert one.pk != order.pk
    assert (few, count(address_of(order))) == (QUERIES, QUERIES)


# Ten before the order is read: session, person, roles twice, the order itself, the look.
QUERIES = 25


def test_a_forgotten_buyer_leaves_an_order_that_can_be_read(desk, order, part, now):
    operations.cancel_order(order=order, actor=Actor.SUPPORT, by=None, at=now, reason="Thử")
    forget_buyer(order=order)

    page = read(desk.get(address_of(order)))

    buyer = words(panel(page, "nguoi-mua"))
    assert "Tên — Điện thoại — E-mail — Địa chỉ Xã Trường Xuân" in buyer
    assert "None" not in page.get_text()
    assert panel(page, "so-may").select("a") == []
    assert desk.post(f"{address_of(order)}chan/", {"reason": "Thử"}).status_code == 404
    found = read(desk.post(f"{HOME}tim/", {"q": order.number}))
    assert words(found.select_one(".job__top a")) == order.number
