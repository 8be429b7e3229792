"""What the outbox still has to tell the index."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from shop.discovery.operations import FEED
from shop.outbox.models import Message

# Everything is brought up to date, step by step: until then the index is not asked.
CATCH_UP = "search.catch_up"
# Leaving out more than these would leave too much out, and take long.
MOST_HELD_BACK = 500


@dataclass(frozen=True, slots=True)
class Waiting:
    """Products whose last change may not be in the index, and whether so much is missing that it is not asked."""

    products: frozenset[int]
    is_much: bool


def waiting() -> Waiting:
    """This will return what is not done yet, given up or not. Costs: 1 query."""
    held = Message.objects.filter(kind__in=[FEED, CATCH_UP], done_at=None).values_list("kind", "key")
    rows = list(held[: MOST_HELD_BACK + 1])
    is_much = len(rows) > MOST_HELD_BACK or any(kind == CATCH_UP for kind, _ in rows)
    return Waiting(frozenset(int(key.split(":")[0]) for kind, key in rows if kind == FEED), is_much)


@contextmanager
def settling() -> Iterator[None]:
    """This will take back, when the block ends well, what had been given up before it: to be put around what goes
    through all documents. Costs: 2 queries."""
    given_up = Message.objects.filter(kind__in=[FEED, CATCH_UP], done_at=None, dead_at__isnull=False)
    keys = list(given_up.values_list("pk", flat=True))
    yield
    given_up.filter(pk__in=keys).delete()
