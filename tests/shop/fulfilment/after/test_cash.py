"""Much cash is confirmed, and cash orders of one phone have limits."""

from datetime import timedelta

import pytest

from shop.fulfilment import operations as verbs
from shop.fulfilment.models import CashConfirmation
from shop.fulfilment.operations.cash import CashRefused, TooManyOpen, TooMuchCash, block_phone, check_cash
from shop.fulfilment.states import Actor
from tests.factories.orders import PHONE, placed, sent
from tests.shop.fulfilment.after.conftest import HOUR

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


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
