"""Telling once, and only what is true at that moment; seen by itself, whatever brought the product back."""

from __future__ import annotations

from datetime import timedelta
from itertools import product as every

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from oscar.core.loading import get_class

from shop.audit.models import Entry
from shop.notices.models import Delivery
from shop.outbox.models import Message
from shop.outbox.operations import drain
from shop.personal_data.gathering import gather, of_account
from shop.personal_data.operations import delete_account
from shop.stock.operations import adjust, set_price
from shop.waits import operations
from shop.waits.models import Wait
from shop.waits.queries import buyable
from tests.factories.situations import certify, lapsed, make_product, never_certified, not_yet, on_sale, put_up, revoked
from tests.shop.waits.conftest import EMAIL, fill, work

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

MINUTE = timedelta(minutes=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def wait(jar, ask, now):
    """A guest who confirmed, and got the one mail that asks."""
    row = operations.confirm(wait=ask(jar), at=now)
    mail.outbox.clear()
    Message.objects.all().delete()
    return row


def test_told_once_and_forgotten(wait, jar, now):
    assert work(now) == 0
    fill(jar, at=now)

    assert work(now + MINUTE) == 1

    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "Có lại rồi: Mật ong Cái Rồng"
    assert f"https://xanha.example{jar.get_absolute_url()}\n" in letter.body
    assert "Bạn nhận tin này vì có người dùng địa chỉ này nhờ" in letter.body
    assert Wait.objects.count() == 0
    told = Delivery.objects.get()
    assert (told.event, told.key, told.address) == ("product_back", f"product_back:{wait.pk}", "h***@example.test")
    assert Entry.objects.get(action="wait.told").facts["product"] == jar.pk
    # Nothing of the address is left lying about.
    assert EMAIL not in str(list(Message.objects.values())) + str(list(Entry.objects.values()))
    work(now + 2 * MINUTE)
    assert len(mail.outbox) == 1


def test_in_the_language_of_the_wish(jar, cast, ask, now):
    cast.shopper.language = "vi"
    cast.shopper.save()
    ask(jar, user=cast.shopper, language="en")
    fill(jar, at=now)

    work(now)

    (letter,) = mail.outbox
    assert letter.to == [cast.shopper.email]
    assert letter.subject == "It is back: Cai Rong honey"
    assert f"https://xanha.example/en{jar.get_absolute_url()}\n" in letter.body


def test_who_has_no_email_is_told_by_sms(jar, cast, ask, now):
    cast.shopper.email, cast.shopper.phone = None, "+84912345678"
    cast.shopper.save()
    ask(jar, user=cast.shopper)
    fill(jar, at=now)

    work(now)

    told = Delivery.objects.get()
    assert (told.way, told.address, told.event) == ("SMS", "0912***678", "product_back")
    assert (mail.outbox, Wait.objects.count()) == ([], 0)


def test_sold_again_before_the_message_left_they_wait_on(wait, jar, now):
    fill(jar, at=now, quantity=1)
    assert operations.tell_who_waits(at=now) == 1
    adjust(stock_record=jar.stockrecords.get(), counted=0, by=None, at=now, reason="bán")

    assert drain(at=now).done == 1

    assert (mail.outbox, Delivery.objects.count()) == ([], 0)
    assert Wait.objects.get().telling_since is None
    fill(jar, at=now + MINUTE)
    work(now + MINUTE)
    assert len(mail.outbox) == 1


def test_a_lapse_before_the_message_left_keeps_them_waiting(cast, ask, now):
    jar = make_product(producer=cast.producers[0])
    certify(jar, cast, valid_from=now - timedelta(days=9), valid_to=now + MINUTE)
    record = put_up(jar, at=now, stock=0)
    operations.confirm(wait=ask(jar), at=now)
    work(now)
    fill(jar, at=now)
    assert record.pk
    assert operations.tell_who_waits(at=now + MINUTE - MOMENT) == 1

    assert drain(at=now + MINUTE).done == 1

    assert mail.outbox == []
    assert Wait.objects.count() == 1


def test_a_mail_server_that_is_down_loses_nobody(wait, jar, now, monkeypatch):
    fill(jar, at=now)
    broken = [OSError("no route")]
    send = mail.EmailMultiAlternatives.send

    def sometimes(self, *args, **words):
        if broken:
            raise broken.pop()
        return send(self, *args, **words)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", sometimes)
    assert operations.tell_who_waits(at=now) == 1
    assert drain(at=now).failed == 1
    # While it is on its way nobody writes another.
    assert operations.tell_who_waits(at=now + MINUTE) == 0
    assert Wait.objects.count() == 1

    assert drain(at=now + MINUTE).done == 1
    assert (len(mail.outbox), Wait.objects.count(), Delivery.objects.count()) == (1, 0, 1)


def test_a_message_that_was_given_up_is_written_anew_after_a_day(wait, jar, now):
    fill(jar, at=now)
    operations.tell_who_waits(at=now)
    Message.objects.update(dead_at=now)

    assert operations.tell_who_waits(at=now + timedelta(days=1) - MOMENT) == 0
    assert work(now + timedelta(days=1)) == 1
    assert len(mail.outbox) == 1


def test_a_certificate_that_comes_into_force_by_itself_is_seen(old, cast, ask, now):
    operations.confirm(wait=ask(old), at=now)
    work(now)
    begins = now + timedelta(days=3)
    certify(old, cast, valid_from=begins, valid_to=begins + timedelta(days=900))

    assert work(begins - MOMENT) == 0
    assert work(begins) == 1
    assert [letter.subject for letter in mail.outbox] == ["Có lại rồi: Vừa hết hạn"]


def test_certified_again_but_sold_out_is_not_back(lost, cast, ask, now):
    operations.confirm(wait=ask(lost), at=now)
    work(now)
    adjust(stock_record=lost.stockrecords.get(), counted=0, by=None, at=now, reason="đếm")
    certify(lost, cast, valid_from=now + MINUTE, valid_to=now + timedelta(days=900))

    assert work(now + MINUTE) == 0
    fill(lost, at=now + MINUTE, quantity=1)
    assert work(now + MINUTE) == 1


def test_a_pack_size_brings_its_product_back(cast, ask, now):
    honey = make_product(producer=cast.producers[0], structure="parent", title="Mật ong")
    small = make_product(producer=cast.producers[0], structure="child", parent=honey)
    for row in (honey, small):
        certify(row, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9))
    put_up(small, at=now, stock=0)
    operations.confirm(wait=ask(honey), at=now)
    work(now)
    fill(small, at=now)

    assert work(now) == 1
    assert mail.outbox[-1].subject == "Có lại rồi: Mật ong"


def test_the_time_of_a_wish_is_over_to_the_microsecond(wait, jar, now):
    fill(jar, at=now)
    over = now + timedelta(days=180)

    assert work(over) == 0
    assert (mail.outbox, Wait.objects.count()) == ([], 0)


def test_until_then_it_holds(wait, jar, now):
    fill(jar, at=now)

    assert work(now + timedelta(days=180) - MOMENT) == 1
    assert len(mail.outbox) == 1


def test_who_asked_first_is_told_first(jar, ask, now):
    later = ask(jar, email="b@example.test", at=now + MINUTE)
    first = ask(jar, email="a@example.test")
    for row in (later, first):
        operations.confirm(wait=row, at=now + MINUTE)
    work(now + MINUTE)
    mail.outbox.clear()
    fill(jar, at=now)

    work(now + 2 * MINUTE)

    assert [letter.to for letter in mail.outbox] == [["a@example.test"], ["b@example.test"]]


# ---------------------------------------------------------------- one rule


def situations(cast, now):
    """A listing in every situation there is, with and without pack sizes."""
    found = [
        on_sale(cast, at=now),
        on_sale(cast, at=now, stock=0),
        on_sale(cast, at=now, price_vnd=None),
        on_sale(cast, at=now, is_public=False),
        on_sale(cast, at=now, criteria_set=26),
        on_sale(cast, at=now, criteria_set=18, herbal_kind="MEDICINE"),
        lapsed(cast, at=now),
        revoked(cast, at=now),
        not_yet(cast, at=now),
        never_certified(cast, at=now),
        make_product(producer=cast.producers[0]),
    ]
    for is_covered, is_shown, stock in every((True, False), (True, False), (0, 2)):
        listing = make_product(producer=cast.producers[0], structure="parent")
        pack = make_product(producer=cast.producers[0], structure="child", parent=listing, is_public=is_shown)
        for row in (listing, *([pack] if is_covered else [])):
            certify(row, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9))
        put_up(pack, at=now, stock=stock)
        found.append(listing)
    return found


def test_buyable_is_what_a_button_stands_beside(cast, now):
    """Asked of many at once and of one by the strategy: the same answer, and both answers occur."""
    listings = situations(cast, now)
    strategy = get_class("partner.strategy", "Strategy")(at=now)

    def has_button(listing):
        rows = listing.children.filter(is_public=True) if listing.is_parent else [listing]
        return any(strategy.fetch_for_product(row).availability.is_available_to_buy for row in rows)

    expected = {listing.pk for listing in listings if has_button(listing)}

    assert buyable(product_ids=[listing.pk for listing in listings], at=now) == expected
    assert len(expected) == 2


def test_without_a_price_nothing_is_buyable(cast, now):
    jar = on_sale(cast, at=now, stock=2)
    set_price(stock_record=jar.stockrecords.get(), price_vnd=None, by=None, at=now)

    assert buyable(product_ids=[jar.pk], at=now) == frozenset()


# ---------------------------------------------------------------- costs


def queries_of(at):
    with CaptureQueriesContext(connection) as captured:
        operations.tell_who_waits(at=at)
    return len(captured)


def test_a_look_costs_four_queries_and_one_where_nobody_waits(cast, ask, now):
    assert queries_of(now) == 1
    for number in range(4):
        operations.confirm(wait=ask(on_sale(cast, at=now, stock=0), client_address=f"10.0.0.{number}"), at=now)
    work(now)

    assert queries_of(now) == 4


def test_a_look_asks_no_more_than_it_must(old, ask, now):
    operations.confirm(wait=ask(old), at=now)
    work(now)

    # Nothing that waits may be sold: the store is not asked.
    assert queries_of(now) == 3


# ---------------------------------------------------------------- whose it is


def test_a_copy_of_ones_data_holds_it(jar, cast, ask, now):
    ask(jar, user=cast.shopper)
    ask(jar, email="b@example.test")

    copied = gather(whose=of_account(user=cast.shopper))["waits"]

    assert copied == [
        {
            "product": "Mật ong Cái Rồng",
            "at": now,
            "wording": "Báo tôi một lần khi mua lại được món này, rồi xoá lời nhờ.",
            "language": "vi",
            "keep_until": now + timedelta(days=180),
        }
    ]


def test_a_closed_account_waits_for_nothing(jar, old, cast, ask, now):
    ask(jar, user=cast.shopper)
    operations.confirm(wait=ask(old, email=cast.shopper.email), at=now)
    other = ask(jar, email="b@example.test")

    delete_account(user=cast.shopper, at=now)

    assert list(Wait.objects.all()) == [other]
