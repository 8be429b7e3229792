"""What the clock does by itself: reminders, refusals, goods that are free again, closing."""

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from shop.fulfilment import operations as verbs
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.operations.moving import UNANSWERED
from shop.fulfilment.states import Actor, State
from shop.outbox.operations import drain
from tests.factories.orders import delivered, placed
from tests.factories.situations import on_sale
from tests.shop.fulfilment.after.conftest import HOUR, stock, told

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


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
