"""Two workers look and tell at once: whoever waits is told once. Two forms of one address: one row, one mail."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from shop.notices.models import Delivery
from shop.outbox.operations import drain
from shop.waits import operations
from shop.waits.models import Wait
from tests.conftest import NOW
from tests.factories.situations import on_sale
from tests.races.conftest import together
from tests.shop.waits.conftest import fill

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WAITING = 12


@pytest.fixture(autouse=True)
def _worker_only(settings):
    settings.OUTBOX_EMBEDDED = False
    settings.WAITS_AN_HOUR = 100


def ask(product, email):
    return operations.ask(
        product=product, user=AnonymousUser(), email=email, language="vi", client_address="10.0.0.1", at=NOW
    )


def drain_all():
    done = 0
    while touched := drain(at=NOW).touched:
        done += touched
    return done


def test_two_workers_tell_each_once(committed):
    jar = on_sale(committed, at=NOW, stock=0)
    for number in range(WAITING):
        operations.confirm(wait=ask(jar, f"a{number}@example.test"), at=NOW)
    drain_all()
    fill(jar, at=NOW)

    def work():
        return operations.tell_who_waits(at=NOW), drain_all()

    results = together(work, work, work)

    assert sum(called for called, _ in results) == WAITING
    drain_all()
    assert Wait.objects.count() == 0
    assert Delivery.objects.filter(event="product_back").count() == WAITING
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        f"a{number}@example.test" for number in range(WAITING)
    )


def test_one_address_pressed_twice_is_one_row_and_one_mail(committed):
    jar = on_sale(committed, at=NOW, stock=0)

    rows = together(*[lambda: ask(jar, "hoa@example.test")] * 4)
    drain_all()

    assert {row.pk for row in rows} == {Wait.objects.get().pk}
    assert len(mail.outbox) == 1


def test_an_account_pressed_twice_is_one_row(committed):
    jar = on_sale(committed, at=NOW, stock=0)

    def press():
        return operations.ask(
            product=jar, user=committed.shopper, email="", language="vi", client_address="10.0.0.1", at=NOW
        )

    rows = together(press, press, press)

    assert {row.pk for row in rows} == {Wait.objects.get().pk}


def test_confirmed_and_taken_back_at_the_same_moment_ends_taken_back_or_refused(committed):
    jar = on_sale(committed, at=NOW, stock=0)
    wait = ask(jar, "hoa@example.test")

    confirmed, taken = together(
        lambda: operations.confirm(wait=wait, at=NOW), lambda: operations.take_back(wait=wait, by=None, at=NOW)
    )

    assert taken is None
    assert isinstance(confirmed, Wait | operations.WaitOver)
    assert Wait.objects.count() == 0
