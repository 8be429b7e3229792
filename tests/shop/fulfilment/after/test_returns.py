"""Goods given back, money owed and given, parcels refused at the door, lost and disputed."""

from datetime import timedelta

import pytest

from shop.fulfilment import operations as verbs
from shop.fulfilment.models import BuyerPhone, ReturnRequest
from shop.fulfilment.states import Actor, State
from tests.factories.orders import PHONE, delivered, sent
from tests.shop.fulfilment.after.conftest import HOUR, line_of, stock

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


# ---------------------------------------------------------------- giving back


def ask(part, *products, at, **changes):
    facts = {"reason": "damaged", "text": "vỡ lọ", "pictures": [b"webp"], "by": None, **changes}
    return verbs.ask_return(
        producer_order=part, line_ids=[line_of(part, product) for product in products], at=at, **facts
    )


def answer(request, cast, at, *, is_accepted=True):
    return verbs.answer_return(
        request=request, is_accepted=is_accepted, answer="đã xem ảnh", actor=Actor.PRODUCER, by=cast.producer, at=at
    )


def test_one_line_comes_back_and_is_owed(part, goods, cast, now):
    delivered(part, at=now)
    request = ask(part, goods[1], at=now + HOUR)
    assert part.changes.latest("pk").target == "delivered"
    answer(request, cast, now + HOUR)

    verbs.receive_return(request=request, restock=True, actor=Actor.PRODUCER, by=None, at=now + HOUR)

    part.refresh_from_db()
    refund = part.refunds.get()
    assert (part.state, part.payable_vnd, part.has_open_return) == ("delivered", 150_000, False)
    assert (refund.amount_vnd, refund.owed_to, refund.paid_at) == (80_000, f"Trần Thị Hoa, {PHONE}", None)
    assert [stock(product) for product in goods] == [(9, 0), (10, 0)]


def test_when_all_comes_back_the_delivery_fee_is_owed_too(part, goods, cast, now):
    delivered(part, at=now)
    request = answer(ask(part, *goods, at=now), cast, now)

    verbs.receive_return(request=request, restock=False, actor=Actor.SUPPORT, by=None, at=now)

    part.refresh_from_db()
    assert (part.state, part.payable_vnd, part.refunds.get().amount_vnd) == ("returned", 0, 230_000)
    # Broken goods are not sold again.
    assert [stock(product) for product in goods] == [(9, 0), (9, 0)]


def test_an_open_return_keeps_the_part_open_beyond_its_time(part, goods, cast, now):
    delivered(part, at=now)
    request = ask(part, goods[0], at=now + timedelta(days=6))
    part.refresh_from_db()
    late = now + timedelta(days=30)
    assert part.state_at(late) is State.DELIVERED

    answer(request, cast, late, is_accepted=False)
    part.refresh_from_db()
    assert part.state_at(late) is State.CLOSED


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"pictures": []}, verbs.PicturesMissing),
        ({"text": " "}, verbs.ReasonMissing),
        ({"line_ids": []}, verbs.NothingToReturn),
        ({"line_ids": [0]}, verbs.LineFell),
        ({"at": timedelta(days=7)}, verbs.ReturnOver),
    ],
)
def test_returns_that_are_refused(part, goods, now, changes, refusal):
    delivered(part, at=now)
    facts = {
        "line_ids": [line_of(part, goods[0])],
        "reason": "damaged",
        "text": "vỡ",
        "pictures": [b"webp"],
        "by": None,
        **changes,
    }
    at = now + facts.pop("at", HOUR)

    with pytest.raises(refusal):
        verbs.ask_return(producer_order=part, at=at, **facts)
    assert not ReturnRequest.objects.exists()


def test_nothing_is_given_back_before_it_arrived_and_not_twice_at_once(part, goods, now):
    with pytest.raises(verbs.ReturnOver):
        ask(part, goods[0], at=now)
    delivered(part, at=now)
    ask(part, goods[0], at=now)

    with pytest.raises(verbs.ReturnOver):
        ask(part, goods[1], at=now)


def test_a_refund_is_given_back_once_and_says_how(part, cast, now):
    delivered(part, at=now)
    refund = verbs.owe_refund(producer_order=part, amount_vnd=20_000, by=None, at=now, reason="dập nhẹ")
    part.refresh_from_db()
    assert part.payable_vnd == 210_000

    with pytest.raises(verbs.HowMissing):
        verbs.pay_refund(refund=refund, by=cast.support, at=now, how=" ")
    verbs.pay_refund(refund=refund, by=cast.support, at=now, how="chuyển khoản")
    with pytest.raises(verbs.RefundPaid):
        verbs.pay_refund(refund=refund, by=cast.support, at=now, how="chuyển khoản")
    with pytest.raises(verbs.RefundRefused):
        verbs.owe_refund(producer_order=part, amount_vnd=210_001, by=None, at=now, reason="quá tay")


def test_before_money_was_taken_nothing_is_owed_back(part, now):
    with pytest.raises(verbs.RefundRefused):
        verbs.owe_refund(producer_order=part, amount_vnd=1, by=None, at=now, reason="thử")


# ---------------------------------------------------------------- at the door, lost, disputed


def test_refused_at_the_door_is_remembered_and_costs_nothing(part, goods, now):
    sent(part, at=now)
    verbs.refuse_at_door(producer_order=part, actor=Actor.PRODUCER, by=None, at=now, reason="không có nhà")

    part.refresh_from_db()
    assert (part.state, part.payable_vnd, part.refunds.count()) == ("returned", 0, 0)
    assert [stock(product) for product in goods] == [(10, 0), (10, 0)]
    assert BuyerPhone.objects.get(phone=PHONE).refusals.count() == 1


def test_lost_on_the_way_owes_nothing_and_brings_nothing_back(part, goods, now):
    sent(part, at=now)
    verbs.dispute(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="chưa thấy hàng")
    verbs.lose(producer_order=part, by=None, at=now, reason="thất lạc")

    part.refresh_from_db()
    assert (part.state, part.payable_vnd) == ("cancelled", 0)
    assert [stock(product) for product in goods] == [(9, 0), (9, 0)]


def test_a_dispute_that_ends_with_the_goods_kept_is_paid(part, now):
    sent(part, at=now)
    verbs.dispute(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="chưa thấy hàng")
    verbs.settle_dispute(producer_order=part, by=None, at=now)

    part.refresh_from_db()
    assert (part.state, part.collection.amount_vnd) == ("closed", 230_000)


@pytest.mark.parametrize(("ends", "left"), [("lost", "declined"), ("kept", "declined"), ("back", "received")])
def test_what_support_decides_answers_an_open_return_too(part, goods, cast, now, ends, left):
    delivered(part, at=now)
    request = ask(part, goods[0], at=now)
    verbs.dispute(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="không ai trả lời")
    facts = {"producer_order": part, "by": cast.support, "at": now}
    if ends == "lost":
        verbs.lose(**facts, reason="thất lạc")
    elif ends == "kept":
        verbs.settle_dispute(**facts)
    else:
        verbs.move(**facts, target=State.RETURNED, actor=Actor.SUPPORT, reason="nhận lại")

    request.refresh_from_db()
    part.refresh_from_db()
    assert (request.state, part.has_open_return) == (left, False)
