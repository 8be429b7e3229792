"""Two workers on one outbox. On PostgreSQL: SQLite has one writer at a time, so nobody could be passed over there."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connections, transaction

from shop.outbox import registry
from shop.outbox.models import Message
from shop.outbox.operations import drain, enqueue
from tests.races.conftest import together

MESSAGES = 30

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def counted(monkeypatch, settings):
    """A slow handler that counts how often each message was done, and by how many threads."""
    settings.OUTBOX_EMBEDDED = False
    seen: list[tuple[str, int]] = []

    def slow(*, key, payload, at):
        time.sleep(0.005)
        seen.append((key, threading.get_ident()))

    monkeypatch.setitem(registry._handlers, "test", slow)
    return seen


def test_two_workers_never_do_one_message_twice(counted, now):
    for number in range(MESSAGES):
        enqueue(kind="test", key=str(number), payload={}, at=now)

    def work() -> int:
        done = 0
        while touched := drain(at=now).touched:
            done += touched
        return done

    results = together(work, work)

    assert sum(results) == MESSAGES
    assert sorted(key for key, _ in counted) == sorted(str(n) for n in range(MESSAGES))
    assert Message.objects.filter(done_at=now, attempts=1).count() == MESSAGES
    assert len({thread for _, thread in counted}) == 2


def test_a_worker_passes_over_what_another_is_just_claiming(counted, now):
    enqueue(kind="test", key="first", payload={}, at=now)
    first = Message.objects.get(key="first")
    enqueue(kind="test", key="second", payload={}, at=now)
    claimed, released = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Message.objects.select_for_update().get(pk=first.pk)
            claimed.set()
            released.wait(timeout=10)
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    assert claimed.wait(timeout=10)
    touched = drain(at=now, limit=5).touched
    released.set()
    holder.join(timeout=10)

    assert touched == 1
    assert [key for key, _ in counted] == ["second"]
