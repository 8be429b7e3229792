"""Producers write, two workers feed, and the index of the cluster is rebuilt all the time: nothing is lost."""

from __future__ import annotations

import random
import threading
from time import sleep

import pytest
from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from shop.discovery.elastic import index
from shop.discovery.elastic.difference import differences
from shop.discovery.operations import FEED, refresh
from shop.outbox.models import Message
from shop.outbox.operations import drain
from tests.conftest import NOW
from tests.factories.situations import on_sale
from tests.races.conftest import together
from tests.shop.discovery.conftest import elasticsearch  # noqa: F401  # a fixture
from tests.shop.discovery.elastic.server import indices, shop_with_index

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.elastic]

# Each product is written once in a round, and an index takes about as long as a round: half of the last writes come
# after the row was read and before the new index is searched.
ROUNDS, REBUILDS = 4, 3
PAUSE_S, CHUNK_S = 0.08, 0.25


@pytest.fixture
def shelf(committed, elasticsearch, monkeypatch):  # noqa: F811
    with shop_with_index(elasticsearch):
        monkeypatch.setattr(index, "CHUNK", 3)
        yield [on_sale(committed, at=NOW, title=f"Bánh {number}").pk for number in range(12)]


def test_nothing_is_lost_while_the_index_is_rebuilt(shelf):
    is_over = threading.Event()
    products = get_model("catalogue", "Product").objects

    def write():
        chance = random.Random(6)
        for number in range(ROUNDS * len(shelf)):
            sleep(PAUSE_S)
            with transaction.atomic():
                pk = shelf[number * 5 % len(shelf)]
                products.filter(pk=pk).update(title=f"Mứt {number}", is_public=chance.random() < 0.8)
                refresh(product_ids=[pk], at=NOW, register=True)

    def feed():
        fed = 0
        while not is_over.is_set():
            fed += drain(at=timezone.now()).done
        return fed

    def build():
        try:
            return [index.rebuild(lambda done, total: sleep(CHUNK_S)) for _ in range(REBUILDS)]
        finally:
            is_over.set()

    wrote, one, other, built = together(write, feed, feed, build)
    while drain(at=timezone.now()).touched:
        pass

    assert (wrote, built) == (None, [12] * REBUILDS)
    assert one + other > 0
    assert not Message.objects.filter(kind=FEED, done_at=None).exists()
    assert len(indices()) == 1
    assert list(differences()) == []
