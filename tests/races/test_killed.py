"""The process is killed after each commit of placing and of cancelling: after a restart nothing is lost or doubled."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from oscar.core.loading import get_model

from shop.fulfilment import operations
from shop.fulfilment.models import LineOutcome, Payment, ProducerOrder
from shop.fulfilment.states import Actor
from shop.notices.models import Delivery
from shop.outbox.models import Message
from shop.outbox.operations import drain
from tests.conftest import NOW
from tests.factories.situations import basket_with, on_sale
from tests.races.test_last_jar import buying

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite_too]

KILLED, FAILED, NEVER = 9, 1, -1
# Who is not killed says how many commits there were.
COUNTED = 100
# Commits of each, its messages included; the last test holds them to what really happens.
PLACING, CANCELLING = 9, 11
# Longer than a lease of the outbox, shorter than the first deadline of an order.
LATER = NOW + timedelta(hours=1)


def killed_after(commits: int, act: Callable[[], object]) -> int:
    """This will do something in a process of its own that dies right after so many commits, and return how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        # The parent's connection is the parent's.
        connection = connections["default"]
        connection.connection = None
        seen = 0
        commit = type(connection)._commit

        def count(self):
            nonlocal seen
            result = commit(self)
            seen += 1
            if seen == commits:
                os._exit(KILLED)
            return result

        type(connection)._commit = count
        if commits == 0:
            os._exit(KILLED)
        act()
        os._exit(COUNTED + seen)
    except BaseException:  # noqa: BLE001  whatever it was, the parent is told
        traceback.print_exc()
        os._exit(FAILED)


@pytest.fixture
def house(committed, settings):
    settings.OUTBOX_EMBEDDED = True
    # What is done after a commit asks the clock itself.
    with time_machine.travel(NOW, tick=False):
        yield _house(committed)


def _house(committed):
    jar = on_sale(committed, at=NOW, stock=5)
    tea = on_sale(committed, at=NOW, stock=5, producer=committed.producers[1])
    return committed, basket_with(jar, tea, at=NOW, quantity=2), (jar, tea)


def restart():
    """What a worker does when it comes up again, after leases have run out."""
    for _ in range(60):
        if not drain(at=LATER).touched:
            return


def told():
    """Every message that was due is done, and each person was told of each event once."""
    assert not Message.objects.filter(done_at=None, next_at__lte=LATER).exists()
    return Counter(Delivery.objects.values_list("event", flat=True))


def stock(products):
    rows = [product.stockrecords.get() for product in products]
    return [(row.num_in_stock, row.num_allocated) for row in rows]


@pytest.mark.parametrize("commits", range(PLACING))
def test_placing(house, commits):
    cast, basket, products = house
    order_it = buying(basket, cast, total_vnd=540_000)

    ended = killed_after(commits, order_it)

    assert ended == KILLED
    assert get_model("order", "Order").objects.count() == (1 if commits else 0)
    # The shopper presses again.
    order = order_it()
    restart()

    assert get_model("order", "Order").objects.get() == order
    assert (ProducerOrder.objects.count(), Payment.objects.count()) == (2, 2)
    assert sum(payment.amount_vnd for payment in Payment.objects.all()) == order.total_incl_tax == 540_000
    assert stock(products) == [(5, 2), (5, 2)]
    assert told() == {"order_placed": 1, "producer_order_placed": 2}


@pytest.mark.parametrize("commits", range(CANCELLING))
def test_cancelling(house, commits):
    cast, basket, products = house
    order = buying(basket, cast, total_vnd=540_000)()
    restart()

    def cancel():
        operations.cancel_order(order=order, actor=Actor.BUYER, by=None, at=NOW, reason="đổi ý")

    ended = killed_after(commits, cancel)

    assert ended == KILLED
    if not commits:
        assert ProducerOrder.objects.filter(state="new").count() == 2
        cancel()
    restart()

    order.refresh_from_db()
    assert order.status == "cancelled"
    assert [part.payable_vnd for part in ProducerOrder.objects.all()] == [0, 0]
    assert LineOutcome.objects.count() == 2
    assert stock(products) == [(5, 0), (5, 0)]
    assert told() == {
        "order_placed": 1,
        "producer_order_placed": 2,
        "part_cancelled": 2,
        "producer_cancelled": 2,
    }


def test_no_commit_is_left_out(house):
    """A commit that comes with time would be missing in the proofs above."""
    cast, basket, _ = house
    order_it = buying(basket, cast, total_vnd=540_000)

    assert killed_after(NEVER, order_it) == COUNTED + PLACING - 1
    order = get_model("order", "Order").objects.get()

    def cancel():
        operations.cancel_order(order=order, actor=Actor.BUYER, by=None, at=NOW, reason="đổi ý")

    assert killed_after(NEVER, cancel) == COUNTED + CANCELLING - 1
