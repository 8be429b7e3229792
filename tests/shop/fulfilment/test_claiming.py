"""A guest's order joins one account, once, by number and phone."""

import pytest

from shop.audit.models import Entry
from shop.forks.order.placement import Buyer, place
from shop.fulfilment.claiming import OrderTaken, claim
from shop.fulfilment.models import FailedLookup
from shop.fulfilment.queries import OrderNotFound, TooManyTries, find_order, orders_of
from tests.factories.situations import basket_with, on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

PHONE, ADDRESS = "+84912345678", "10.0.0.1"


@pytest.fixture
def order(cast, places, now):
    """A guest's order."""
    product = on_sale(cast, at=now, stock=100)
    return place(
        basket_id=basket_with(product, at=now).pk,
        buyer=Buyer("Hoa", PHONE, places.truong_xuan, "Thôn 10", "hoa@example.test"),
        by=None,
        language="vi",
        expected_total_vnd=150_000,
        clock=lambda: now,
    )


def claimed(order, by, now, **changes):
    return claim(**{"number": order.number, "phone": PHONE, "by": by, "client_address": ADDRESS, "at": now, **changes})


def claims():
    return Entry.objects.filter(action="order.claimed")


def test_the_order_is_the_persons_own_from_now_on(order, cast, now):
    assert claimed(order, cast.shopper, now, number=order.number.lower()) == order

    order.refresh_from_db()
    assert (order.user, order.guest_email, int(order.total_incl_tax)) == (cast.shopper, "hoa@example.test", 150_000)
    assert list(orders_of(user=cast.shopper)) == [order]
    entry = claims().get()
    assert (entry.by, entry.record_key, entry.at) == (cast.shopper, str(order.pk), now)
    assert entry.facts == {"number": order.number}
    assert not FailedLookup.objects.exists()


def test_twice_is_once(order, cast, now):
    claimed(order, cast.shopper, now)
    claimed(order, cast.shopper, now)

    assert claims().count() == 1


def test_an_order_of_another_account_stays_there(order, cast, now):
    claimed(order, cast.shopper, now)

    with pytest.raises(OrderTaken):
        claimed(order, cast.support, now)

    order.refresh_from_db()
    assert order.user == cast.shopper
    assert claims().count() == 1


@pytest.mark.parametrize("changes", [{"phone": "+84987654321"}, {"number": "ABCDEFGHJK"}])
def test_a_wrong_number_and_a_wrong_phone_get_one_answer_and_count(order, cast, now, changes):
    with pytest.raises(OrderNotFound):
        claimed(order, cast.shopper, now, **changes)

    order.refresh_from_db()
    assert order.user is None
    assert FailedLookup.objects.count() == 1
    assert not claims().exists()


def test_tries_count_together_with_the_look_ups(order, cast, now, settings):
    settings.LOOKUP_TRIES_AN_HOUR = 3
    for _ in range(2):
        with pytest.raises(OrderNotFound):
            find_order(number=order.number, phone="+84987654321", client_address=ADDRESS, at=now)
    with pytest.raises(OrderNotFound):
        claimed(order, cast.shopper, now, phone="+84987654321")

    with pytest.raises(TooManyTries):
        claimed(order, cast.shopper, now)
    assert not claims().exists()
