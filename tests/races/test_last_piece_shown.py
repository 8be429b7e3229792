"""What a list says of the last piece, whoever took it or gave it back at that moment."""

import contextlib
import threading

import pytest
from django.db import transaction

from shop.discovery import operations as discovery
from shop.discovery.models import Document
from shop.outbox import announcing
from shop.stock import operations
from shop.stock.models import Reservation
from shop.stock.operations import StockGone, promise, receive, release
from tests.conftest import NOW
from tests.factories.orders import placed
from tests.factories.situations import on_sale
from tests.races.conftest import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sold_out(committed):
    """One jar, and it is promised."""
    jar = on_sale(committed, at=NOW, stock=1)
    placed(jar, commune=committed.places.truong_xuan, at=NOW)
    assert not Document.objects.get(product=jar).is_free
    return jar


def shown_and_true(jar):
    row = jar.stockrecords.get()
    return Document.objects.get(product=jar).is_free, row.net_stock_level > 0


def taking(jar):
    """This will promise one, as placing does: in a transaction of its own; sold out is an answer, too."""

    def act():
        with contextlib.suppress(StockGone), transaction.atomic():
            promise(stock_record_id=jar.stockrecords.get().pk, quantity=1, at=NOW)

    return act


def freeing(jar):
    return lambda: release(reservation=Reservation.objects.get(stock_record__product=jar), at=NOW)


def bringing(jar):
    return lambda: receive(stock_record=jar.stockrecords.get(), quantity=1, by=None, at=NOW)


@pytest.mark.parametrize("takers", [1, 2, 3])
def test_what_is_shown_is_what_was_committed_last(sold_out, takers):
    results = together(freeing(sold_out), bringing(sold_out), *(taking(sold_out) for _ in range(takers)))

    assert results == [None, results[1], *[None] * takers], results
    shown, true = shown_and_true(sold_out)
    assert shown is true


def test_the_last_announcement_follows_the_last_commit(sold_out, monkeypatch):
    """Two that flip it wait for each other at the stock record: who comes second says what the first one left."""
    seen = []
    follower = announcing._followers["product.changed"]

    def noting(*, keys, at):
        follower(keys=keys, at=at)
        seen.append(shown_and_true(sold_out))

    monkeypatch.setitem(announcing._followers, "product.changed", noting)

    together(freeing(sold_out), *(taking(sold_out) for _ in range(2)))

    assert all(shown is true for shown, true in seen), seen
    assert seen
    assert shown_and_true(sold_out) == (seen[-1][0],) * 2


def test_one_announcement_too_few_is_a_wrong_shelf(sold_out, monkeypatch):
    """The proof above can fail: silence leaves the list where it was."""
    monkeypatch.setattr(operations, "_announce_if_shown", lambda **_: None)

    together(freeing(sold_out))

    assert shown_and_true(sold_out) == (False, True)


def test_two_that_change_one_listing_wait_at_its_document(sold_out, monkeypatch):
    """A text and the last piece at one moment: neither writes back what the other has just left."""
    gate, derive = threading.Barrier(2), discovery.derive

    def derive_late(*, product_ids):
        # Broken: the other one waits for the document, as it should.
        with contextlib.suppress(threading.BrokenBarrierError):
            gate.wait(timeout=1)
        return derive(product_ids=product_ids)

    monkeypatch.setattr(discovery, "derive", derive_late)

    def renaming():
        fresh = type(sold_out).objects.get(pk=sold_out.pk)
        fresh.title = "Dầu lạc ép mới"
        fresh.save()

    assert together(freeing(sold_out), renaming) == [None, None]
    assert discovery.differences(progress=lambda done, total: None) == []
