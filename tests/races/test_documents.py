"""Two things of one listing change at one moment: the document says both, whoever commits last."""

import contextlib
import threading

import pytest
from django.db import transaction
from oscar.core.loading import get_model

from shop.discovery import operations
from shop.discovery.models import Document, DocumentWords
from shop.outbox import announcing
from tests.conftest import NOW
from tests.factories.situations import make_product, put_up
from tests.races.conftest import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def changed_at_once(committed, monkeypatch):
    """One changes the name, one the stock; each works its document out while the other has not committed."""
    product = make_product(producer=committed.producers[0], title="Mật ong")
    record = put_up(product, at=NOW, price_vnd=10_000)
    operations.refresh(product_ids=[product.pk], at=NOW)
    monkeypatch.setattr(announcing, "_followers", {})
    gate, derive = threading.Barrier(2), operations.derive

    def derive_late(**asked):
        found = derive(**asked)
        # Broken: the other one waits for the document, as it should.
        with contextlib.suppress(threading.BrokenBarrierError):
            gate.wait(timeout=1)
        return found

    monkeypatch.setattr(operations, "derive", derive_late)

    def rename():
        with transaction.atomic():
            get_model("catalogue", "Product").objects.filter(pk=product.pk).update(title="Mật ong rừng")
            operations.refresh(product_ids=[product.pk], at=NOW)

    def sell_out():
        with transaction.atomic():
            get_model("partner", "StockRecord").objects.filter(pk=record.pk).update(num_in_stock=0)
            operations.refresh(product_ids=[product.pk], at=NOW)

    def act():
        assert together(rename, sell_out) == [None, None]
        return DocumentWords.objects.get().names, Document.objects.get().is_free

    return act


def test_the_document_says_both(changed_at_once):
    assert changed_at_once() == (" mat ong rung ", False)


def test_without_the_lock_one_of_them_would_be_lost(changed_at_once, monkeypatch):
    held = Document.objects.all()
    monkeypatch.setattr(operations.Document.objects, "select_for_update", held.all)

    assert changed_at_once() != (" mat ong rung ", False)
