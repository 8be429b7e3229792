"""What support does with an order: each act with its reason, each refusal in words, nothing typed lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shop.audit.models import Entry
from shop.carriers.models import PickupPoint
from shop.fulfilment import operations
from shop.fulfilment.models import (
    BuyerPhone,
    CashConfirmation,
    Collection,
    DoorRefusal,
    LineOutcome,
    ProducerOrder,
    Refund,
    ReturnRequest,
    StateChange,
)
from shop.fulfilment.states import Actor
from shop.notices.models import Delivery
from shop.outbox.models import Message
from shop.outbox.operations import drain
from tests.factories.orders import delivered, placed, sent
from tests.factories.situations import on_sale
from tests.shop.programme.conftest import HOME, errors, read, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
WHY = {"reason": "HTX gọi báo"}


def step(part, verb):
    return f"{HOME}kien/{part.number}/{verb}/"


def whole(order, verb):
    return f"{HOME}don/{order.number}/{verb}/"


def accepted(part, at):
    return operations.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=at)


def packed(part, at):
    return operations.pack(producer_order=accepted(part, at), actor=Actor.PRODUCER, by=None, at=at)


def disputed(part, at):
    row = delivered(part, at=at)
    return operations.dispute(producer_order=row, actor=Actor.BUYER, by=None, at=at, reason="Vỡ")


BROUGHT = {
    "new": lambda part, at: part,
    "accepted": accepted,
    "packed": packed,
    "handed_over": lambda part, at: sent(part, at=at),
    "delivered": lambda part, at: delivered(part, at=at),
    "disputed": disputed,
}
# Verb, the state it starts from, what is typed more, the state it leads to.
STEPS = [
    ("nhan", "new", {}, "accepted"),
    ("tu-choi", "new", {}, "refused"),
    ("tu-choi", "accepted", {}, "refused"),
    ("huy", "new", {}, "cancelled"),
    ("huy", "packed", {}, "cancelled"),
    ("dong-goi", "accepted", {}, "packed"),
    ("giao-di", "packed", {"tracking_number": "GHN123"}, "handed_over"),
    ("da-giao", "handed_over", {}, "delivered"),
    ("khong-nhan", "handed_over", {}, "returned"),
    ("tranh-chap", "handed_over", {}, "disputed"),
    ("tranh-chap", "delivered", {}, "disputed"),
    ("giu-hang", "disputed", {}, "closed"),
    ("that-lac", "disputed", {}, "cancelled"),
    ("lay-lai", "disputed", {"restock": "on"}, "returned"),
    ("lay-lai", "delivered", {}, "returned"),
    ("dong", "delivered", {}, "closed"),
]


@pytest.mark.parametrize(("verb", "source", "more", "target"), STEPS)
def test_a_step_is_taken_with_its_reason(desk, cast, part, now, verb, source, more, target):
    BROUGHT[source](part, now)

    answer = desk.post(step(part, verb), {**WHY, **more})

    assert (answer.status_code, answer.url) == (302, f"{HOME}don/{part.order.number}/#{part.number}")
    part.refresh_from_db()
    assert part.state == target
    change = StateChange.objects.filter(producer_order=part).latest("pk")
    told = (change.source, change.target, change.actor, change.by, change.reason)
    assert told == (source, target, "support", cast.support, "HTX gọi báo")
    assert "main" in str(desk.get(f"{HOME}don/{part.order.number}/").content)


@pytest.mark.parametrize("verb", ["nhan", "tu-choi", "huy", "khong-nhan", "that-lac", "lay-lai", "dong"])
def test_without_a_reason_nothing_happens(desk, part, now, verb):
    answer = desk.post(step(part, verb), {"reason": " "})

    assert "lý do lưu trong lịch sử" in errors(answer)
    part.refresh_from_db()
    assert (part.state, Entry.objects.filter(action__startswith="part.").count()) == ("new", 0)


@pytest.mark.parametrize(
    "verb", ["dong-goi", "giao-di", "da-giao", "khong-nhan", "tranh-chap", "giu-hang", "that-lac", "lay-lai", "dong"]
)
def test_a_step_that_does_not_fit_is_refused_in_words_and_keeps_what_was_typed(desk, part, verb):
    answer = desk.post(step(part, verb), {**WHY, "tracking_number": "GHN123"})

    page = read(answer, 422)
    said = words(page.select_one('main [role="alert"]'))
    assert said == "Không làm được nữa: hiện đang ở “chờ người làm nhận đơn”. Chưa có gì thay đổi."
    assert page.select_one('[name="reason"]').get_text().strip() == "HTX gọi báo"
    part.refresh_from_db()
    assert (part.state, part.tracking_number, part.returnable_until) == ("new", "", None)


def test_what_the_clock_has_refused_is_not_accepted_any_more(desk, part, now):
    ProducerOrder.objects.filter(pk=part.pk).update(expires_at=now)

    assert "bị từ chối" in errors(desk.post(step(part, "nhan"), WHY))


def test_a_hand_over_keeps_the_tracking_number(desk, part, now):
    packed(part, now)
    desk.post(step(part, "giao-di"), {**WHY, "tracking_number": "GHN123"})

    part.refresh_from_db()
    assert part.tracking_number == "GHN123"


def test_not_taken_at_the_door_is_remembered_with_the_phone(desk, part, oil, now):
    sent(part, at=now)
    desk.post(step(part, "khong-nhan"), WHY)

    refusal = DoorRefusal.objects.get()
    assert (refusal.phone.phone, refusal.reason) == ("+84912345678", "HTX gọi báo")
    assert oil.stockrecords.get().num_in_stock == 10


def test_goods_that_cannot_be_sold_again_do_not_go_back_into_stock(desk, part, oil, now):
    disputed(part, now)
    desk.post(step(part, "lay-lai"), WHY)

    assert oil.stockrecords.get().num_in_stock == 9
    assert Refund.objects.get().amount_vnd == 150_000


# ---------------------------------------------------------------- pick-up


@pytest.fixture
def waiting(cast, places, part, now):
    """A parcel that was sent to a centre's point."""
    point = PickupPoint.objects.create(
        code="ha-long",
        name="Hạ Long",
        centre=cast.centres[0],
        commune=places.uong_bi,
        address="Số 1",
        hours="8:00-17:00",
    )
    ProducerOrder.objects.filter(pk=part.pk).update(delivery_kind="pickup", pickup_point=point, pickup_code="ABC234")
    part.refresh_from_db()
    return sent(part, at=now)


def test_a_parcel_arrives_and_is_given_out_by_its_code(desk, waiting, now):
    assert desk.post(step(waiting, "san-sang")).status_code == 302
    waiting.refresh_from_db()
    assert waiting.ready_at == now
    assert Message.objects.filter(key__startswith="part_ready").count() == 1

    wrong = desk.post(step(waiting, "da-giao"), {**WHY, "pickup_code": "ABC235"})
    assert "không phải mã" in errors(wrong)
    waiting.refresh_from_db()
    assert (waiting.state, Collection.objects.count()) == ("handed_over", 0)
    missing = desk.post(step(waiting, "da-giao"), WHY)
    assert "Hỏi người mua mã" in errors(missing)
    desk.post(step(waiting, "da-giao"), {**WHY, "pickup_code": "abc 234"})
    waiting.refresh_from_db()
    assert (waiting.state, Collection.objects.get().amount_vnd) == ("delivered", 150_000)


def test_a_parcel_to_the_door_never_waits_at_a_point(desk, part, now):
    sent(part, at=now)

    assert "đang trên đường" in errors(desk.post(step(part, "san-sang")))
    part.refresh_from_db()
    assert part.ready_at is None


# ---------------------------------------------------------------- lines, orders


def test_one_line_is_cancelled_and_the_rest_goes_on(desk, cast, oil, places, now):
    order = placed(oil, on_sale(cast, at=now, title="Bánh gai"), commune=places.truong_xuan, at=now)
    part = order.producer_orders.get()
    line = part.lines.get(title="Bánh gai")
    address = f"{HOME}kien/{part.number}/huy-mon/{line.pk}/"

    assert "Bánh gai × 1" in words(read(desk.get(address)))
    assert "lý do lưu trong lịch sử" in errors(desk.post(address, {"reason": ""}))
    desk.post(address, {"reason": "Hết bánh"})

    outcome = LineOutcome.objects.get()
    assert (outcome.line, outcome.kind, outcome.by, outcome.reason) == (line, "cancelled", cast.support, "Hết bánh")
    part.refresh_from_db()
    assert (part.state, part.payable_vnd) == ("new", 150_000)
    assert "đã huỷ trước đó" in errors(desk.post(address, {"reason": "Lần nữa"}))


def test_a_line_of_another_part_is_not_there(desk, part, other_part):
    line = other_part.lines.get()

    assert desk.post(f"{HOME}kien/{part.number}/huy-mon/{line.pk}/", WHY).status_code == 404
    assert LineOutcome.objects.count() == 0


def test_the_whole_order_is_cancelled_but_for_what_has_left(desk, order, part, other_part, now):
    sent(part, at=now)

    answer = desk.post(whole(order, "huy"), WHY, follow=True)

    assert f"Đã huỷ: {other_part.number}." in words(read(answer))
    assert [row.state for row in order.producer_orders.order_by("pk")] == ["handed_over", "cancelled"]
    assert errors(desk.post(whole(order, "huy"), WHY)) == (
        "Không còn kiện nào của đơn này huỷ được. Chưa có gì thay đổi."
    )


# ---------------------------------------------------------------- money


def test_a_refund_is_owed_and_given_back(desk, cast, part, now):
    delivered(part, at=now)

    desk.post(step(part, "no-hoan"), {**WHY, "amount_vnd": "45k"})
    refund = Refund.objects.get()
    assert (refund.amount_vnd, refund.reason, refund.paid_at) == (45_000, "HTX gọi báo", None)
    address = f"{HOME}hoan/{refund.pk}/"
    page = words(read(desk.get(address)).select_one("main"))
    assert "HTX Nông nghiệp Hải Yến đã hoàn 45.000 ₫" in page
    assert "Hoa" not in page
    assert "bằng cách nào" in errors(desk.post(address, {"how": ""}))
    desk.post(address, {"how": "Chuyển khoản FT26"})
    refund.refresh_from_db()
    assert (refund.paid_at, refund.paid_by, refund.paid_how) == (now, cast.support, "Chuyển khoản FT26")
    assert errors(desk.post(address, {"how": "Lần nữa"})) == "Khoản này đã ghi là hoàn rồi."


@pytest.mark.parametrize("typed", ["150.001", "0", "nhiều", ""])
def test_more_than_was_taken_or_nothing_is_not_owed(desk, part, now, typed):
    delivered(part, at=now)

    answer = desk.post(step(part, "no-hoan"), {**WHY, "amount_vnd": typed})

    page = read(answer, 422)
    assert page.select_one('[name="amount_vnd"]').get("value", "") == typed
    assert Refund.objects.count() == 0
    if typed == "150.001":
        assert "nhiều nhất 150.000 ₫" in words(page)


def test_nothing_is_owed_before_money_was_taken(desk, part):
    assert "khi đã thu tiền" in errors(desk.post(step(part, "no-hoan"), {**WHY, "amount_vnd": "1000"}))


# ---------------------------------------------------------------- returns


@pytest.fixture
def asked(part, now, settings, tmp_path):
    """A return that waits for its answer, with a picture."""
    settings.RETURN_DAYS, settings.MEDIA_ROOT = 7, str(tmp_path)
    row = delivered(part, at=now)
    return operations.ask_return(
        producer_order=row,
        line_ids=[row.lines.get().pk],
        reason="damaged",
        text="Chai vỡ nắp",
        pictures=[b"RIFF-picture"],
        by=None,
        at=now,
    )


def test_a_return_is_answered_and_taken_in(desk, cast, asked, oil, now):
    answer, receive = f"{HOME}tra-hang/{asked.pk}/", f"{HOME}tra-hang/{asked.pk}/nhan/"

    early = desk.post(receive, {"restock": "on"})
    assert "chờ trả lời" in errors(early)
    assert "Chọn đồng ý" in errors(desk.post(answer, {"answer": "Xin gửi lại"}))
    assert "Viết lời" in errors(desk.post(answer, {"is_accepted": "1", "answer": ""}))
    desk.post(answer, {"is_accepted": "1", "answer": "Xin gửi lại"})
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by) == ("accepted", "Xin gửi lại", cast.support)
    again = read(desk.post(answer, {"is_accepted": "0", "answer": "Thôi"}), 422)
    assert "Không làm được nữa" in words(again)
    assert again.select_one('[name="answer"]').get_text().strip() == "Thôi"
    desk.post(receive, {"restock": "on"})
    asked.refresh_from_db()
    assert (asked.state, asked.producer_order.state) == ("received", "returned")
    assert (oil.stockrecords.get().num_in_stock, Refund.objects.get().amount_vnd) == (10, 150_000)


def test_a_return_is_declined_with_words(desk, asked, part):
    desk.post(f"{HOME}tra-hang/{asked.pk}/", {"is_accepted": "0", "answer": "Ảnh không rõ"})

    asked.refresh_from_db()
    part.refresh_from_db()
    assert (asked.state, part.has_open_return, part.state) == ("declined", False, "delivered")


def test_its_pictures_are_private_and_looking_is_written_down(desk, client, cast, asked):
    picture = asked.pictures.get()
    address = f"{HOME}tra-hang/hinh/{picture.pk}/"

    shown = desk.get(address)

    assert (shown.content, shown["Content-Type"]) == (b"RIFF-picture", "image/webp")
    assert "no-store" in shown["Cache-Control"]
    rows = Entry.objects.filter(action="return.picture_seen")
    assert [(row.by, row.record_key, row.facts) for row in rows] == [
        (cast.support, str(asked.pk), {"picture": picture.pk})
    ]
    assert client.get(address).status_code == 302
    assert client.get(f"/media/{picture.file.name}").status_code == 404


# ---------------------------------------------------------------- cash, address, notices


@pytest.fixture
def unconfirmed(order, now):
    return CashConfirmation.objects.create(order=order, code="123456", sent_at=now - timedelta(minutes=2))


def test_a_part_is_not_accepted_before_its_buyer_said_yes(desk, part, unconfirmed):
    assert "Người mua chưa xác nhận" in errors(desk.post(step(part, "nhan"), WHY))


def test_an_order_is_confirmed_by_call(desk, cast, order, part, unconfirmed, now):
    desk.post(whole(order, "xac-nhan"), {"reason": "Chị Hoa đồng ý"})

    unconfirmed.refresh_from_db()
    assert (unconfirmed.confirmed_at, unconfirmed.confirmed_by) == (now, cast.support)
    entry = Entry.objects.get(action="cash.confirmed")
    assert (entry.by, entry.facts) == (cast.support, {"way": "call", "reason": "Chị Hoa đồng ý"})
    assert desk.post(step(part, "nhan"), WHY).status_code == 302


def test_the_code_is_sent_again_once_a_minute(desk, order, unconfirmed, now):
    said = words(read(desk.post(whole(order, "gui-lai-ma"), WHY, follow=True)))
    assert "Mã mới đang gửi" in said
    with time_machine.travel(now + timedelta(seconds=59), tick=False):
        said = words(read(desk.post(whole(order, "gui-lai-ma"), WHY, follow=True)))
    assert "chưa đầy một phút" in said

    entry = Entry.objects.get(action="cash.code_sent")
    assert entry.facts == {"reason": "HTX gọi báo"}
    assert Message.objects.filter(key__startswith="cod_code").count() == 1


@pytest.mark.parametrize("verb", ["xac-nhan", "gui-lai-ma", "khac"])
def test_an_order_that_needs_no_confirmation_has_none(desk, order, verb):
    assert desk.post(whole(order, verb), WHY).status_code == 404


def test_a_phone_is_blocked_and_freed(desk, cast, order):
    desk.post(whole(order, "chan"), {"reason": "Ba lần không nhận"})
    assert BuyerPhone.objects.get(phone="+84912345678").is_blocked
    desk.post(whole(order, "mo-chan"), {"reason": "Đã xin lỗi"})
    assert not BuyerPhone.objects.get(phone="+84912345678").is_blocked

    rows = Entry.objects.filter(action__startswith="cash.phone").order_by("pk")
    assert [(row.action, row.by, row.facts["reason"]) for row in rows] == [
        ("cash.phone_blocked", cast.support, "Ba lần không nhận"),
        ("cash.phone_freed", cast.support, "Đã xin lỗi"),
    ]


ADDRESS = {"name": "Trần Thị Hoa", "street": "Số 7, thôn 2", "reason": "Chị Hoa gọi"}


def test_the_address_is_changed_and_the_look_at_it_written_down(desk, order, places):
    page = read(desk.get(whole(order, "dia-chi")))
    assert page.select_one('[name="street"]')["value"] == "Thôn 10"
    assert Entry.objects.filter(action="order.seen").count() == 1

    desk.post(whole(order, "dia-chi"), {**ADDRESS, "place": "Xã Quảng Trực, Lâm Đồng", "commune": ""})

    order.refresh_from_db()
    address = order.shipping_address
    told = (address.line1, address.commune, str(address.phone_number))
    assert told == ("Số 7, thôn 2", places.quang_truc, "+84912345678")
    entry = Entry.objects.get(action="order.address_changed")
    assert (entry.facts["actor"], entry.facts["reason"]) == ("support", "Chị Hoa gọi")


def test_a_place_nobody_knows_or_several_have_is_asked_again(desk, order, places):
    unknown = desk.post(whole(order, "dia-chi"), {**ADDRESS, "place": "Atlantis", "commune": ""})
    assert "Atlantis" in errors(unknown)
    assert order.shipping_address.line1 == "Thôn 10"
    chosen = desk.post(whole(order, "dia-chi"), {**ADDRESS, "place": "Atlantis", "commune": places.quang_truc.code})
    assert chosen.status_code == 302


def test_once_packed_the_address_stays(desk, order, part, places, now):
    packed(part, now)
    answer = desk.post(whole(order, "dia-chi"), {**ADDRESS, "place": "Xã Quảng Trực, Lâm Đồng", "commune": ""})

    page = read(answer, 422)
    assert "Địa chỉ giữ nguyên" in words(page.select_one('main [role="alert"]'))
    assert page.select_one('[name="street"]')["value"] == "Số 7, thôn 2"


def test_a_notice_is_sent_again_with_a_reason(desk, cast, order, part, now):
    operations.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)
    drain(at=now, limit=50)
    delivery = Delivery.objects.get(event="part_accepted")
    address = f"{HOME}tin-bao/{delivery.pk}/"

    assert "0912***678" in words(read(desk.get(address)))
    assert "lý do" in errors(desk.post(address, {"reason": ""}))
    answer = desk.post(address, {"reason": "Máy hết pin"})
    assert answer.url == f"{HOME}don/{order.number}/"
    assert Message.objects.filter(key=f"{delivery.key}~1").count() == 1
    entry = Entry.objects.get(action="notice.resent")
    assert (entry.by, entry.record_key, entry.facts) == (
        cast.support,
        str(order.pk),
        {"event": "part_accepted", "reason": "Máy hết pin"},
    )


def test_a_forgotten_notice_is_not_sent_again(desk, part, now):
    operations.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)
    drain(at=now, limit=50)
    Message.objects.filter(kind="notice").update(payload={})
    delivery = Delivery.objects.get(event="part_accepted")

    answer = desk.post(f"{HOME}tin-bao/{delivery.pk}/", {"reason": "Máy hết pin"})

    assert "Không gửi lại" in errors(answer)
    assert not Entry.objects.filter(action="notice.resent").exists()


def test_looking_at_a_form_changes_nothing(desk, order, part, now):
    before = (Entry.objects.count(), Message.objects.count())

    for verb in ("nhan", "huy", "khong-nhan", "no-hoan", "lay-lai", "san-sang", "da-giao"):
        read(desk.get(step(part, verb)))
    for verb in ("huy", "chan", "mo-chan"):
        read(desk.get(whole(order, verb)))

    assert (Entry.objects.count(), Message.objects.count()) == before
    assert ReturnRequest.objects.count() == 0
    assert desk.get(step(part, "khac")).status_code == 404
