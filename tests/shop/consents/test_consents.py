"""One purpose at a time, never before anybody said yes, and as easily taken back."""

from datetime import timedelta

import pytest

from shop.audit.append_only import AppendOnly
from shop.audit.models import Entry
from shop.consents.models import Consent, Purpose
from shop.consents.operations import forget_phone, say
from shop.consents.queries import agreed_by, agreed_with_order, has_agreed, offered
from shop.forks.order.placement import Buyer, Wishes, place
from shop.fulfilment.messages import ASK_OPINION, buyer_of
from shop.fulfilment.queries import split_preview, total_vnd
from shop.opinions.handlers import ask_opinion
from shop.opinions.operations import give_opinion
from shop.outbox.models import Message
from tests.factories.orders import OTHER_PHONE, PHONE, delivered, placed
from tests.factories.situations import basket_with, on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

ZALO, OPINION = Purpose.ZALO, Purpose.OPINION


@pytest.fixture(autouse=True)
def _zalo(settings) -> None:
    settings.ZALO_BACKEND = "shop.notices.doors.log.LogZalo"


@pytest.fixture
def oil(cast, now):
    return on_sale(cast, at=now, stock=50)


@pytest.fixture
def order(oil, places, now):
    return placed(oil, commune=places.truong_xuan, at=now)


def ticked(oil, places, at, *purposes, by=None, phone=PHONE):
    basket = basket_with(oil, at=at)
    return place(
        basket_id=basket.pk,
        buyer=Buyer("Hoa", phone, places.truong_xuan, "Thôn 10"),
        by=by,
        language="vi",
        expected_total_vnd=total_vnd(split_preview(lines=basket.all_lines())),
        wishes=Wishes(agreed=purposes),
        clock=lambda: at,
    )


def test_nobody_agreed_before_they_said_so(order, cast):
    assert Consent.objects.count() == 0
    assert not has_agreed(order=order, purpose=ZALO)
    assert not has_agreed(order=order, purpose=OPINION)
    assert agreed_by(user=cast.shopper) == frozenset()


def test_a_tick_says_yes_to_that_alone_in_the_words_that_were_read(oil, places, now):
    order = ticked(oil, places, now, ZALO)

    row = Consent.objects.get()
    assert (row.purpose, row.is_given, row.at, row.user, row.order, row.phone) == (
        "zalo",
        True,
        now,
        None,
        order,
        PHONE,
    )
    assert row.wording == "Báo tin về đơn cho tôi qua Zalo, theo số điện thoại của đơn."
    assert agreed_with_order(order=order) == {ZALO}
    assert Entry.objects.filter(action="consent.given").count() == 1


def test_an_order_that_is_refused_leaves_no_yes(oil, places, now):
    basket = basket_with(oil, at=now)
    with pytest.raises(Exception, match="total_changed"):
        place(
            basket_id=basket.pk,
            buyer=Buyer("Hoa", PHONE, places.truong_xuan, "Thôn 10"),
            by=None,
            language="vi",
            expected_total_vnd=1,
            wishes=Wishes(agreed=(ZALO,)),
            clock=lambda: now,
        )

    assert Consent.objects.count() == 0


def test_yes_decides_whether_zalo_is_a_way(oil, places, now, settings):
    with_it, without = ticked(oil, places, now, ZALO), ticked(oil, places, now)

    assert buyer_of(order=with_it).zalo is True
    assert buyer_of(order=without).zalo is False
    settings.ZALO_BACKEND = ""
    assert buyer_of(order=with_it).zalo is False
    assert offered() == [OPINION]


def test_a_guests_no_reaches_every_order_of_the_phone_and_nobody_elses(oil, places, now):
    first, second = ticked(oil, places, now, ZALO), ticked(oil, places, now, ZALO)
    other = ticked(oil, places, now, ZALO, phone=OTHER_PHONE)

    say(purpose=ZALO, is_given=False, language="vi", at=now + timedelta(hours=1), order=first)

    assert [has_agreed(order=order, purpose=ZALO) for order in (first, second, other)] == [False, False, True]
    third = ticked(oil, places, now + timedelta(hours=2), ZALO)
    assert has_agreed(order=third, purpose=ZALO)
    assert not has_agreed(order=second, purpose=ZALO)


def test_anothers_yes_with_my_phone_is_not_mine(oil, places, now):
    ticked(oil, places, now, ZALO)
    mine = ticked(oil, places, now)

    assert not has_agreed(order=mine, purpose=ZALO)


def test_an_account_says_it_for_all_its_orders_and_takes_it_back_for_all(oil, places, now, cast):
    first = ticked(oil, places, now, ZALO, by=cast.shopper)
    second = ticked(oil, places, now, by=cast.shopper)
    assert agreed_by(user=cast.shopper) == {ZALO}
    assert has_agreed(order=second, purpose=ZALO)

    say(purpose=ZALO, is_given=False, language="en", at=now, user=cast.shopper)

    assert [has_agreed(order=order, purpose=ZALO) for order in (first, second)] == [False, False]
    assert Consent.objects.latest("pk").wording == "Tell me about my order by Zalo, at the phone number of the order."


def test_what_holds_already_is_not_said_twice(order, now):
    assert say(purpose=ZALO, is_given=False, language="vi", at=now, order=order) is None
    assert say(purpose=ZALO, is_given=True, language="vi", at=now, order=order) is not None
    assert say(purpose=ZALO, is_given=True, language="vi", at=now, order=order) is None
    assert Consent.objects.count() == 1


def test_what_was_said_stays_and_the_phone_can_be_forgotten(oil, places, now):
    order = ticked(oil, places, now, ZALO)
    row = Consent.objects.get()

    row.is_given = False
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        Consent.objects.update(phone="")
    assert forget_phone(order=order) == 1
    row.refresh_from_db()
    assert (row.phone, row.is_given) == ("", True)


def test_only_who_agreed_is_asked_for_an_opinion_and_once(oil, places, now, settings):
    settings.OPINION_DAYS = 3
    asked, silent = ticked(oil, places, now, OPINION), ticked(oil, places, now)
    for order in (asked, silent):
        delivered(order.producer_orders.get(), at=now + timedelta(days=1))

    message = Message.objects.get(kind=ASK_OPINION)
    assert message.next_at == now + timedelta(days=4)
    ask_opinion(key=message.key, payload=message.payload, at=message.next_at)
    told = Message.objects.get(kind="notice", payload__event="opinion_asked")

    assert told.payload["facts"]["part"] == f"{asked.number}-1"
    assert told.payload["facts"]["lines"] == [{"name": asked.lines.get().title, "quantity": 1}]


@pytest.mark.parametrize("why", ["taken back", "told already"])
def test_who_changed_their_mind_or_has_spoken_is_not_asked(oil, places, now, why):
    order = ticked(oil, places, now, OPINION)
    delivered(order.producer_orders.get(), at=now)
    if why == "taken back":
        say(purpose=OPINION, is_given=False, language="vi", at=now, order=order)
    else:
        give_opinion(
            line=order.lines.get(),
            score=5,
            title="",
            body="Dầu thơm, chai kín.",
            shown_as="",
            by=None,
            phone=PHONE,
            at=now,
        )

    message = Message.objects.get(kind=ASK_OPINION)
    ask_opinion(key=message.key, payload=message.payload, at=message.next_at)

    assert not Message.objects.filter(payload__event="opinion_asked").exists()
