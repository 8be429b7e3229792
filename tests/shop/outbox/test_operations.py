from datetime import timedelta

import pytest
from django.db import transaction

from shop.audit.models import Entry
from shop.outbox.models import Message
from shop.outbox.operations import Drained, NotDead, drain, drain_embedded, enqueue, retry_dead
from shop.outbox.registry import NoHandler, handler_for, handles
from shop.outbox.rules import LEASE

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


class Killed(BaseException):
    """Like a kill -9: nothing of ours gets to say good-bye."""


def put(key: str, at, **payload) -> Message:
    enqueue(kind="test", key=key, payload=payload, at=at)
    return Message.objects.get(kind="test", key=key)


def test_same_kind_and_key_is_written_once(deeds, now):
    first = put("a", now, n=1)
    second = put("a", now + timedelta(hours=1), n=2)

    assert second.pk == first.pk
    assert Message.objects.get().payload == {"n": 1}


def test_a_kind_nobody_handles_is_refused_at_once(now):
    with pytest.raises(NoHandler):
        enqueue(kind="nobody", key="a", payload={}, at=now)

    assert not Message.objects.exists()


def test_a_kind_has_one_handler():
    @handles("test.once")
    def first(*, key, payload, at): ...

    handles("test.once")(first)
    with pytest.raises(ValueError, match=r"test\.once"):

        @handles("test.once")
        def second(*, key, payload, at): ...

    assert handler_for(kind="test.once") is first


def test_what_is_due_is_done_once_in_order(deeds, now):
    put("b", now + timedelta(seconds=1), n=2)
    put("a", now, n=1)

    drained = drain(at=now + timedelta(seconds=1), limit=10)

    assert drained == Drained(done=2)
    assert deeds.done == [("a", {"n": 1}), ("b", {"n": 2})]
    assert drain(at=now + timedelta(days=1), limit=10) == Drained()


def test_what_is_not_yet_due_waits(deeds, now):
    put("a", now)

    assert drain(at=now - timedelta(microseconds=1)).touched == 0
    assert drain(at=now).done == 1


def test_the_limit_counts_messages(deeds, now):
    for key in "abc":
        put(key, now)

    assert drain(at=now, limit=2).touched == 2
    assert Message.objects.filter(done_at__isnull=True).count() == 1


def test_a_done_message_says_when_and_lets_go(deeds, now):
    message = put("a", now)

    drain(at=now)

    message.refresh_from_db()
    assert (message.done_at, message.dead_at, message.locked_until, message.attempts) == (now, None, None, 1)


def test_a_failure_waits_exactly_its_back_off(deeds, now):
    message = put("a", now)
    deeds.failures = [OSError("no route"), OSError("still none")]

    assert drain(at=now) == Drained(failed=1)
    message.refresh_from_db()
    assert message.next_at == now + timedelta(seconds=30)
    assert message.last_error == "OSError: no route"
    assert message.locked_until is None

    assert drain(at=now + timedelta(seconds=29)).touched == 0
    second_try = now + timedelta(seconds=30)
    assert drain(at=second_try) == Drained(failed=1)
    message.refresh_from_db()
    assert message.next_at == second_try + timedelta(minutes=1)

    assert drain(at=message.next_at) == Drained(done=1)
    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (3, "")


def test_the_tenth_failure_makes_it_dead(deeds, now):
    message = put("a", now)
    deeds.failures = [OSError(str(n)) for n in range(10)]

    at = now
    for _ in range(9):
        assert drain(at=at) == Drained(failed=1)
        message.refresh_from_db()
        at = message.next_at
    assert drain(at=at) == Drained(dead=1)

    message.refresh_from_db()
    assert (message.dead_at, message.done_at, message.attempts, message.last_error) == (at, None, 10, "OSError: 9")
    assert drain(at=at + timedelta(days=365)).touched == 0


def test_one_failing_message_does_not_stop_the_next(deeds, now):
    put("a", now)
    put("b", now)
    deeds.failures = [OSError("x")]

    assert drain(at=now, limit=5) == Drained(done=1, failed=1)
    assert deeds.done == [("b", {})]


def test_what_a_failing_handler_wrote_is_rolled_back(monkeypatch, deeds, now):
    def write_then_fail(*, key, payload, at):
        Entry.objects.create(at=at, action="test", record_type="x", record_key=key)
        raise OSError("after writing")

    monkeypatch.setitem(__import__("shop.outbox.registry", fromlist=["_handlers"])._handlers, "test", write_then_fail)
    put("a", now)

    drain(at=now)

    assert not Entry.objects.filter(action="test").exists()


def test_a_killed_workers_message_comes_back_when_its_lease_ends(deeds, now):
    message = put("a", now)
    deeds.failures = [Killed()]
    with pytest.raises(Killed):
        drain(at=now)

    message.refresh_from_db()
    assert (message.locked_until, message.done_at) == (now + LEASE, None)
    assert drain(at=now + LEASE - timedelta(microseconds=1)).touched == 0
    assert drain(at=now + LEASE) == Drained(done=1)
    assert deeds.done == [("a", {})]


def test_a_message_that_kills_every_worker_is_given_up(deeds, now):
    message = put("a", now)
    deeds.failures = [Killed() for _ in range(10)]
    at = now
    for _ in range(10):
        with pytest.raises(Killed):
            drain(at=at)
        at += LEASE

    assert drain(at=at) == Drained(dead=1)
    message.refresh_from_db()
    assert message.last_error == "every worker that took it up died"


def test_a_worker_whose_lease_ran_out_does_not_finish_anothers_work(monkeypatch, deeds, now):
    message = put("a", now)

    def taken_over(*, key, payload, at):
        Entry.objects.create(at=at, action="test", record_type="x", record_key=key)
        Message.objects.filter(pk=message.pk).update(attempts=2, locked_until=now + 2 * LEASE)

    from shop.outbox import registry

    monkeypatch.setitem(registry._handlers, "test", taken_over)

    assert drain(at=now) == Drained(failed=1)
    message.refresh_from_db()
    assert message.done_at is None
    assert not Entry.objects.filter(action="test").exists()


def test_embedded_it_is_done_right_after_commit(deeds, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        put("a", now, n=1)
        assert deeds.done == []

    assert deeds.done == [("a", {"n": 1})]


def test_with_a_worker_nothing_is_done_in_the_request(settings, deeds, now, django_capture_on_commit_callbacks):
    settings.OUTBOX_EMBEDDED = False

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        put("a", now)

    assert callbacks == []
    assert deeds.done == []


def test_an_error_while_draining_never_breaks_the_request(monkeypatch, caplog, deeds, now):
    put("a", now)
    monkeypatch.setattr("shop.outbox.operations._claim", lambda at: 1 / 0)

    drain_embedded()

    assert "could not be drained" in caplog.text


def test_a_handler_may_enqueue_and_one_drain_serves_both(monkeypatch, deeds, now, django_capture_on_commit_callbacks):
    from shop.outbox import registry

    def chain(*, key, payload, at):
        enqueue(kind="test", key="second", payload={}, at=at)

    monkeypatch.setitem(registry._handlers, "test.chain", chain)

    with django_capture_on_commit_callbacks(execute=True):
        enqueue(kind="test.chain", key="first", payload={}, at=now)

    assert deeds.done == [("second", {})]


def test_a_dead_message_is_put_back_by_hand_and_audited(deeds, now, cast):
    message = put("a", now)
    Message.objects.filter(pk=message.pk).update(dead_at=now, attempts=10, last_error="OSError: x")
    message.refresh_from_db()
    later = now + timedelta(days=1)

    retry_dead(message=message, by=cast.administrator, at=later)

    assert (message.dead_at, message.attempts, message.next_at) == (None, 0, later)
    entry = Entry.objects.get(action="outbox.retried")
    assert (entry.by, entry.facts) == (cast.administrator, {"last_error": "OSError: x"})
    assert drain(at=later) == Drained(done=1)


def test_only_a_dead_message_is_put_back(deeds, now, cast):
    message = put("a", now)

    with pytest.raises(NotDead):
        retry_dead(message=message, by=cast.administrator, at=now)

    assert not Entry.objects.filter(action="outbox.retried").exists()
