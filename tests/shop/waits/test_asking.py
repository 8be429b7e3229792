"""Being put down: an account at once, a guest after confirming; who is not, and what each costs a stranger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from shop.audit.models import Entry
from shop.stock.operations import set_price
from shop.waits import operations
from shop.waits.links import key_in, token_of
from shop.waits.models import Asking, Wait
from shop.waits.queries import may_be_waited_for, wait_of, waits_of
from shop.waits.refusals import NothingToWaitFor, TooManyAskings, TooManyWaits, WaitOver
from tests.factories.situations import certify, make_product, never_certified, not_yet, on_sale, put_up
from tests.shop.waits.conftest import CLIENT, EMAIL, GUEST, fill, work

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


def test_an_account_is_put_down_at_once(jar, cast, ask, now):
    wait = ask(jar, user=cast.shopper, email="other@example.test")

    assert Wait.objects.get() == wait == wait_of(user=cast.shopper, product=jar)
    assert (wait.user, wait.email, wait.language) == (cast.shopper, "", "vi")
    assert (wait.asked_at, wait.confirmed_at, wait.ends_at) == (now, now, now + timedelta(days=180))
    assert wait.wording == "Báo tôi một lần khi mua lại được món này, rồi xoá lời nhờ."
    entry = Entry.objects.get(action="wait.agreed")
    assert (entry.by, entry.facts) == (
        cast.shopper,
        {"product": jar.pk, "language": "vi", "wording": wait.wording},
    )
    assert mail.outbox == []
    assert (wait_of(user=GUEST, product=jar), list(waits_of(user=cast.shopper))) == (None, [wait])


def test_a_guest_gets_one_mail_and_nothing_before_confirming(jar, ask, now):
    wait = ask(jar, email=" Hoa@Example.TEST ")
    work(now)

    assert (wait.email, wait.confirmed_at, wait.ends_at) == (EMAIL, None, now + timedelta(hours=48))
    (letter,) = mail.outbox
    assert letter.to == [EMAIL]
    assert letter.subject == "Xác nhận: báo bạn khi có lại Mật ong Cái Rồng"
    link = f"https://xanha.example/bao-khi-co-lai/{token_of(wait=wait)}/"
    assert f"{link}\n" in letter.body
    assert f"{link}thoi/" in letter.body

    fill(jar, at=now)
    work(now + HOUR)

    assert len(mail.outbox) == 1
    assert Entry.objects.filter(action__startswith="wait.").count() == 0


def test_asking_again_writes_nobody_again(jar, ask, now):
    first = ask(jar)
    work(now)

    assert ask(jar, at=now + HOUR, language="en") == first
    work(now + HOUR)

    assert (Wait.objects.get().language, len(mail.outbox)) == ("vi", 1)


def test_confirming_twice_is_once(jar, ask, now):
    wait = ask(jar)

    operations.confirm(wait=wait, at=now + HOUR)
    row = operations.confirm(wait=wait, at=now + 2 * HOUR)

    assert (row.confirmed_at, row.ends_at) == (now + HOUR, now + HOUR + timedelta(days=180))
    assert Entry.objects.filter(action="wait.agreed", by=None).count() == 1


def test_confirming_too_late_finds_nothing(jar, ask, now):
    wait = ask(jar)

    with pytest.raises(WaitOver):
        operations.confirm(wait=wait, at=now + 48 * HOUR)
    assert operations.confirm(wait=wait, at=now + 48 * HOUR - MOMENT).is_confirmed


def test_who_did_not_confirm_is_forgotten_and_may_ask_again(jar, ask, now):
    ask(jar)
    late = now + 48 * HOUR

    assert operations.sweep(at=late - MOMENT) == 1  # the asking, a day old
    assert Wait.objects.count() == 1
    assert operations.sweep(at=late) == 1
    assert Wait.objects.count() == 0
    ask(jar, at=late)
    work(late)

    assert len(mail.outbox) == 1


def test_asking_anew_does_not_wait_for_the_sweep(jar, ask, now):
    first = ask(jar)

    again = ask(jar, at=now + 48 * HOUR)

    assert again.pk != first.pk
    assert again.asked_at == now + 48 * HOUR


def test_one_person_is_put_down_once(jar, cast, ask, now):
    """As a guest and with an account of the same address: told once in any order of asking."""
    ask(jar, email=cast.shopper.email)
    ask(jar, user=cast.shopper)
    assert [wait.user for wait in Wait.objects.all()] == [cast.shopper]

    assert ask(jar, email=cast.shopper.email.upper()) is None
    assert Wait.objects.count() == 1


def test_taking_back_deletes(jar, cast, ask, now):
    wait = ask(jar)

    operations.take_back(wait=wait, by=None, at=now)

    assert Wait.objects.count() == 0
    assert Entry.objects.get(action="wait.withdrawn").facts["product"] == jar.pk
    with pytest.raises(WaitOver):
        operations.take_back(wait=wait, by=None, at=now)
    work(now)
    assert mail.outbox == []


def test_a_link_is_made_by_nobody_but_us(jar, ask, settings):
    wait = ask(jar)
    token = token_of(wait=wait)

    assert key_in(token=token) == wait.pk
    other = f"{wait.pk + 1}{token[len(str(wait.pk)) :]}"
    for forged in (other, token[:-1], token + "x", str(wait.pk), "", f"{wait.pk}.", "." + token):
        assert key_in(token=forged) is None
    settings.SECRET_KEY = "another-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789"
    assert key_in(token=token) is None


# ---------------------------------------------------------------- what may be waited for


def test_sold_out_lapsed_and_revoked_may_be_waited_for(jar, old, lost, now):
    assert [may_be_waited_for(product=product, at=now) for product in (jar, old, lost)] == [True, True, True]
    # A microsecond before, both were sold.
    assert [may_be_waited_for(product=product, at=now - MOMENT) for product in (old, lost)] == [False, False]


def test_what_was_never_to_be_had_is_not_waited_for(cast, ask, now):
    for product in (
        on_sale(cast, at=now),
        never_certified(cast, at=now),
        not_yet(cast, at=now),
        on_sale(cast, at=now, price_vnd=None),
        on_sale(cast, at=now, stock=0, is_public=False),
        on_sale(cast, at=now, stock=0, criteria_set=26),
        make_product(producer=cast.producers[0]),
    ):
        with pytest.raises(NothingToWaitFor):
            ask(product)
    assert Wait.objects.count() == 0


def test_of_pack_sizes_all_must_be_gone(cast, now):
    honey = make_product(producer=cast.producers[0], structure="parent")
    small = make_product(producer=cast.producers[0], structure="child", parent=honey)
    large = make_product(producer=cast.producers[0], structure="child", parent=honey)
    for row in (honey, small, large):
        certify(row, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9))
    put_up(small, at=now, stock=0)
    record = put_up(large, at=now, stock=1)

    assert not may_be_waited_for(product=honey, at=now)
    set_price(stock_record=record, price_vnd=None, by=None, at=now)
    assert may_be_waited_for(product=honey, at=now)
    assert not may_be_waited_for(product=small, at=now)


# ---------------------------------------------------------------- limits


def test_a_client_address_asks_ten_times_in_an_hour(cast, ask, now):
    goods = [on_sale(cast, at=now, stock=0) for _ in range(11)]
    for number, product in enumerate(goods[:10]):
        ask(product, email=f"a{number}@example.test", client_address="2001:db8::1")

    # The same network counts as one client, and a try that was not judged is not counted.
    for _ in range(3):
        with pytest.raises(TooManyAskings):
            ask(goods[10], email="b@example.test", client_address="2001:db8::2")
    assert Asking.objects.count() == 10
    ask(goods[10], email="b@example.test", client_address=CLIENT)
    ask(goods[10], email="c@example.test", client_address="2001:db8::2", at=now + HOUR)
    assert Wait.objects.count() == 12


def test_asking_for_what_is_not_to_be_had_counts(cast, ask, now):
    sold = on_sale(cast, at=now)
    for _ in range(10):
        with pytest.raises(NothingToWaitFor):
            ask(sold)
    with pytest.raises(TooManyAskings):
        ask(sold)


def test_an_address_is_written_to_three_times_before_it_confirms(cast, ask, now):
    goods = [on_sale(cast, at=now, stock=0) for _ in range(5)]
    waits = [ask(product, client_address=f"203.0.113.{number}") for number, product in enumerate(goods[:3])]
    with pytest.raises(TooManyAskings):
        ask(goods[3], client_address="203.0.113.77")

    operations.confirm(wait=waits[0], at=now)
    ask(goods[3], client_address="203.0.113.77")
    work(now)

    assert len(mail.outbox) == 3  # the confirmed one was not written to


def test_an_account_waits_for_a_hundred(jar, cast, ask, now, monkeypatch):
    monkeypatch.setattr(operations, "MOST_WAITS", 1)
    ask(jar, user=cast.shopper)

    assert ask(jar, user=cast.shopper)
    with pytest.raises(TooManyWaits):
        ask(on_sale(cast, at=now, stock=0), user=cast.shopper)


# ---------------------------------------------------------------- the table's own word


@pytest.mark.parametrize(
    "wrong",
    [
        {"user": None, "email": ""},
        {"email": "x@example.test"},
        {"confirmed_at": None},
        {"wording": ""},
        {"ends_at": "asked_at"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_database_refuses_a_wrong_row(jar, cast, now, wrong):
    right = {
        "product": jar,
        "user": cast.shopper,
        "email": "",
        "language": "vi",
        "wording": "x",
        "asked_at": now,
        "confirmed_at": now,
        "ends_at": now + HOUR,
    }
    wrong = {name: now if value == "asked_at" else value for name, value in wrong.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        Wait.objects.create(**right | wrong)
    Wait.objects.create(**right)
    with pytest.raises(IntegrityError), transaction.atomic():
        Wait.objects.create(**right)
