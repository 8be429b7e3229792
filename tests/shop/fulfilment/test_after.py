"""Change of mind and what follows: lines called off, goods given back, money owed, another address, codes."""

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from shop.carriers.models import PickupPoint
from shop.fulfilment import operations as verbs
from shop.fulfilment.models import BuyerPhone, CashConfirmation, ProducerOrder, ReturnRequest
from shop.fulfilment.operations.cash import CashRefused, TooManyOpen, TooMuchCash, block_phone, check_cash
from shop.fulfilment.operations.moving import UNANSWERED
from shop.fulfilment.states import Actor, State
from shop.outbox.models import Message
from shop.outbox.operations import drain
from tests.factories.orders import PHONE, delivered, placed, sent
from tests.factories.situations import on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _terms(settings):
    settings.RETURN_DAYS = 7


@pytest.fixture
def goods(cast, now):
    """Two products of one producer: 120.000 and 80.000."""
    return [on_sale(cast, at=now, price_vnd=price) for price in (120_000, 80_000)]


@pytest.fixture
def part(goods, places, now):
    """One parcel of both, 230.000 with its delivery."""
    return placed(*goods, commune=places.truong_xuan, at=now).producer_orders.get()


def stock(product):
    row = product.stockrecords.get()
    return row.num_in_stock, row.num_allocated


def line_of(part, product):
    return part.lines.get(product=product).pk


def told(event):
    return Message.objects.filter(kind="notice", key__startswith=f"{event}:").count()


# ---------------------------------------------------------------- deadlines


def test_unanswered_for_72_hours_is_refused_by_the_clock_alone(part, now):
    late = now + 72 * HOUR
    assert part.state_at(late - timedelta(microseconds=1)) is State.NEW
    assert part.state_at(late) is State.REFUSED
    assert ProducerOrder.objects.in_states(State.REFUSED, at=late).get() == part

    with pytest.raises(verbs.StepRefused):
        verbs.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=late)


def test_the_worker_writes_it_down_as_of_the_instant_it_happened(part, goods, now):
    drain(at=now + 100 * HOUR, limit=50)

    part.refresh_from_db()
    change = part.changes.latest("pk")
    assert (part.state, part.reduced_vnd, change.at, change.reason) == (
        "refused",
        230_000,
        now + 72 * HOUR,
        UNANSWERED,
    )
    assert [stock(product) for product in goods] == [(10, 0), (10, 0)]
    assert told("part_expired") == 1
    part.order.refresh_from_db()
    assert part.order.status == "refused"


def test_after_48_hours_buyer_producer_and_support_are_told_once(part, now):
    drain(at=now + 48 * HOUR - timedelta(seconds=1), limit=50)
    assert told("answer_overdue") == 0

    drain(at=now + 48 * HOUR, limit=50)
    assert [told(event) for event in ("answer_overdue", "producer_answer_overdue", "support_answer_overdue")] == [1] * 3


def test_who_answered_is_not_reminded(part, now):
    verbs.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)
    drain(at=now + 100 * HOUR, limit=50)

    part.refresh_from_db()
    assert part.state == "accepted"
    assert told("answer_overdue") == told("part_expired") == 0


def test_goods_of_an_unanswered_order_can_be_bought_again_at_that_instant(cast, places, now):
    jar = on_sale(cast, at=now, stock=1)
    placed(jar, commune=places.truong_xuan, at=now)

    again = placed_from_an_old_basket(jar, places, now)

    assert again.producer_orders.get().state == "new"
    assert stock(jar) == (1, 1)


def placed_from_an_old_basket(jar, places, now):
    """A basket that was filled while the jar was free."""
    from shop.forks.order.placement import Buyer, place

    basket = get_model("basket", "Basket").objects.create()
    basket.lines.create(
        product=jar,
        stockrecord=jar.stockrecords.get(),
        line_reference="x",
        quantity=1,
        price_currency="VND",
    )
    return place(
        basket_id=basket.pk,
        buyer=Buyer("Lan", "+84987654321", places.truong_xuan, "Thôn 1"),
        by=None,
        language="vi",
        expected_total_vnd=150_000,
        clock=lambda: now + 72 * HOUR,
    )


def test_what_nobody_gives_back_is_closed_by_the_clock(part, now):
    delivered(part, at=now)
    part.refresh_from_db()
    over = now + timedelta(days=7)

    assert part.state_at(over - timedelta(microseconds=1)) is State.DELIVERED
    assert part.state_at(over) is State.CLOSED
    drain(at=over, limit=50)
    part.refresh_from_db()
    assert (part.state, part.changes.latest("pk").at) == ("closed", over)


# ---------------------------------------------------------------- one line


def test_one_line_falls_away_and_the_rest_goes_on(part, goods, now):
    verbs.cancel_line(
        producer_order=part, line_id=line_of(part, goods[1]), actor=Actor.BUYER, by=None, at=now, reason="đổi ý"
    )

    part.refresh_from_db()
    assert (part.state, part.total_vnd, part.reduced_vnd, part.payable_vnd) == ("new", 230_000, 80_000, 150_000)
    assert [stock(product) for product in goods] == [(10, 1), (10, 0)]
    assert (told("line_cancelled"), told("producer_line_cancelled")) == (1, 1)
    delivered(part, at=now)
    part.refresh_from_db()
    assert part.collection.amount_vnd == 150_000
    assert [stock(product) for product in goods] == [(9, 0), (10, 0)]


def test_the_last_line_takes_its_part_with_it(part, goods, now):
    for product in goods:
        verbs.cancel_line(
            producer_order=part, line_id=line_of(part, product), actor=Actor.BUYER, by=None, at=now, reason="đổi ý"
        )

    part.refresh_from_db()
    assert (part.state, part.payable_vnd) == ("cancelled", 0)


def test_a_line_falls_once_and_not_after_packing(part, goods, now):
    wanted = {"producer_order": part, "actor": Actor.BUYER, "by": None, "at": now, "reason": "đổi ý"}
    verbs.cancel_line(line_id=line_of(part, goods[0]), **wanted)
    with pytest.raises(verbs.LineFell):
        verbs.cancel_line(line_id=line_of(part, goods[0]), **wanted)
    for verb in (verbs.accept, verbs.pack):
        verb(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)

    with pytest.raises(verbs.StepRefused):
        verbs.cancel_line(line_id=line_of(part, goods[1]), **wanted)


def test_a_producer_without_one_of_the_goods_says_so_for_that_line(part, goods, now):
    verbs.cancel_line(
        producer_order=part, line_id=line_of(part, goods[0]), actor=Actor.PRODUCER, by=None, at=now, reason="hết hàng"
    )

    part.refresh_from_db()
    assert part.payable_vnd == 110_000
    assert told("producer_line_cancelled") == 0


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


# ---------------------------------------------------------------- picked up


def test_a_parcel_is_given_for_its_code_only(cast, places, goods, part, now):
    point = PickupPoint.objects.create(
        code="hl", name="TTXT", partner=cast.producers[0].partner, commune=places.uong_bi, address="1", hours="8-17"
    )
    ProducerOrder.objects.filter(pk=part.pk).update(
        delivery_kind="pickup", pickup_point=point, pickup_code="AB12CD", cash_holder="centre"
    )
    part.refresh_from_db()
    sent(part, at=now)
    verbs.mark_ready(producer_order=part, actor=Actor.SUPPORT, by=None, at=now)
    verbs.mark_ready(producer_order=part, actor=Actor.SUPPORT, by=None, at=now + HOUR)
    part.refresh_from_db()
    assert (part.ready_at, told("part_ready")) == (now, 1)

    with pytest.raises(verbs.WrongPickupCode):
        verbs.deliver(producer_order=part, actor=Actor.SUPPORT, by=None, at=now, pickup_code="AB12CE")
    verbs.deliver(producer_order=part, actor=Actor.SUPPORT, by=None, at=now, pickup_code=" ab-12 cd ")
    part.refresh_from_db()
    assert (part.state, part.collection.holder) == ("delivered", "centre")


def test_only_a_parcel_that_waits_to_be_fetched_is_ready(part, now):
    sent(part, at=now)

    with pytest.raises(verbs.StepRefused):
        verbs.mark_ready(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)


# ---------------------------------------------------------------- another address


def move_to(part, commune, at):
    return verbs.change_address(
        order=part.order, commune=commune, street="Số 9", name="Lan", actor=Actor.BUYER, by=None, at=at
    )


def test_another_address_before_packing_keeps_fee_and_phone(part, places, now):
    old = part.order.shipping_address_id
    address = move_to(part, places.vang_danh, now)

    order = get_model("order", "Order").objects.get(pk=part.order_id)
    assert order.shipping_address == address
    assert (address.first_name, address.line1, address.commune, str(address.phone_number)) == (
        "Lan",
        "Số 9",
        places.vang_danh,
        PHONE,
    )
    assert get_model("order", "ShippingAddress").objects.get(pk=old).line1 == "Thôn 10"
    assert (told("address_changed"), told("producer_address_changed")) == (1, 1)


def test_a_packed_parcel_goes_where_it_was_to_go(part, places, now):
    for verb in (verbs.accept, verbs.pack):
        verb(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)

    with pytest.raises(verbs.TooLate):
        move_to(part, places.vang_danh, now)


def test_where_it_would_cost_more_the_address_stays(part, places, now, settings):
    settings.DELIVERY_FLAT_VND = 40_000

    with pytest.raises(verbs.AddressCostsMore):
        move_to(part, places.vang_danh, now)
    part.order.refresh_from_db()
    assert part.order.shipping_address.commune == places.truong_xuan


# ---------------------------------------------------------------- cash


@pytest.fixture
def dear(goods, places, now, settings):
    """An order for so much cash that it is to be confirmed."""
    settings.CASH_CONFIRM_FROM_VND = 230_000
    return placed(*goods, commune=places.truong_xuan, at=now)


def test_much_cash_waits_for_the_buyers_yes(dear, now):
    part = dear.producer_orders.get()
    with pytest.raises(verbs.NotConfirmed):
        verbs.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)

    verbs.confirm_by_code(order=dear, code=dear.cash_confirmation.code, at=now)

    assert verbs.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now).state == "accepted"


def test_little_cash_needs_no_word(part):
    assert not CashConfirmation.objects.exists()


def test_a_code_is_tried_five_times_and_for_half_an_hour(dear, now):
    code = dear.cash_confirmation.code
    wrong = "000000" if code != "000000" else "000001"
    with pytest.raises(verbs.WrongCode):
        verbs.confirm_by_code(order=dear, code=code, at=now + timedelta(minutes=30))
    for left in (3, 2, 1, 0):
        with pytest.raises(verbs.WrongCode) as refusal:
            verbs.confirm_by_code(order=dear, code=wrong, at=now)
        assert refusal.value.facts == {"left": left}
    with pytest.raises(verbs.WrongCode):
        verbs.confirm_by_code(order=dear, code=code, at=now)

    again = verbs.send_code(order=dear, at=now + timedelta(minutes=1))
    verbs.confirm_by_code(order=dear, code=again.code, at=now + timedelta(minutes=2))
    assert CashConfirmation.objects.get().confirmed_by is None


def test_support_may_confirm_by_calling(dear, cast, now):
    verbs.confirm_by_call(order=dear, by=cast.support, at=now)

    assert CashConfirmation.objects.get().confirmed_by == cast.support


def check(now, **changes):
    check_cash(**{"phone": PHONE, "total_vnd": 100_000, "order_id": 0, "at": now, **changes})


def test_the_limits_of_cash(part, cast, now, settings):
    settings.CASH_MOST_VND, settings.CASH_MOST_OPEN, settings.CASH_MOST_REFUSALS = 1_000_000, 1, 1
    with pytest.raises(TooMuchCash):
        check(now, total_vnd=1_000_001)
    with pytest.raises(TooManyOpen):
        check(now)
    # An order nobody answered is open no more.
    check(now + 72 * HOUR)
    sent(part, at=now)
    verbs.refuse_at_door(producer_order=part, actor=Actor.PRODUCER, by=None, at=now, reason="vắng nhà")
    with pytest.raises(CashRefused):
        check(now + HOUR)
    check(now + timedelta(days=366))
    block_phone(phone=PHONE, is_blocked=True, by=cast.support, at=now, reason="đặt phá")
    with pytest.raises(CashRefused):
        check(now + timedelta(days=366))


def test_settings_of_nought_are_no_limits(part, now, settings):
    settings.CASH_MOST_VND = settings.CASH_MOST_OPEN = settings.CASH_MOST_REFUSALS = 0

    check(now, total_vnd=10**9)
