from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from shop.outbox.models import Message
from shop.outbox.operations import enqueue

pytestmark = pytest.mark.django_db


def test_once_does_all_that_is_due_and_ends(deeds):
    for key in "abc":
        enqueue(kind="test", key=key, payload={}, at=timezone.now())
    out = StringIO()

    call_command("worker", "--once", stdout=out)

    assert out.getvalue() == "3 message(s) taken up.\n"
    assert [key for key, _ in deeds.done] == ["a", "b", "c"]
    assert Message.objects.filter(done_at__isnull=False).count() == 3


def test_once_ends_when_nothing_is_due():
    out = StringIO()

    call_command("worker", "--once", stdout=out)

    assert out.getvalue() == "0 message(s) taken up.\n"
