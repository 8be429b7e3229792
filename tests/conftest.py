"""What every test stands on: no outside host, one clock, a fixed cast, and the smallest house that can sell."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_socket import socket_allow_hosts

from shop.discovery.reading.gazetteer import forget as forget_names_of_places
from shop.outbox import announcing
from tests.factories.people import Cast, make_cast
from tests.factories.places import make_places

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="session")
def _stay_on_this_host():
    """No test reaches another machine."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture
def now() -> datetime:
    """One fixed instant: 24/11/2026, 10:00 in Vietnam."""
    return NOW


@pytest.fixture(autouse=True)
def _clean_process() -> None:
    """No cache, and the shop's own language, whatever the test before left behind."""
    cache.clear()
    forget_names_of_places()
    translation.activate("vi")


@pytest.fixture
def places(db):
    """A few real communes with their former names."""
    return make_places()


@pytest.fixture
def cast(places) -> Cast:
    """A shopper, two producers' owners, two centres' staff, two officers, support, an administrator."""
    return make_cast(places, at=NOW)


class Heard:
    """What rooms announced, each inside a transaction of its own act."""

    def __init__(self) -> None:
        self.said: list[tuple[str, list[int], datetime]] = []
        self.kept = self._depth()

    def _depth(self) -> int:
        return connection.in_atomic_block + len(connection.savepoint_ids)

    def _hear(self, kind: str, *, keys: Collection[int], at: datetime) -> None:
        assert self._depth() > self.kept, "announced outside the transaction of the act"
        self.said.append((kind, sorted(keys), at))

    def followers(self) -> dict[str, announcing.Follower]:
        """This will return a follower of each kind there is."""
        return {kind: partial(self._hear, kind) for kind in ("product.changed", "producer.changed", "commune.changed")}

    def changes(self) -> list[tuple[str, list[int], datetime]]:
        """This will return what was said since the last time that somebody asked."""
        said, self.said = self.said, []
        return said


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, db: None) -> Heard:
    """Hears what is announced, in place of whoever keeps a copy."""
    ears = Heard()
    monkeypatch.setattr(announcing, "_followers", ears.followers())
    return ears
