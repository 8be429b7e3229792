"""What every test stands on: no outside host, one clock, a fixed cast, and the smallest house that can sell."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_socket import socket_allow_hosts

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
    translation.activate("vi")


@pytest.fixture
def places(db):
    """A few real communes with their former names."""
    return make_places()


@pytest.fixture
def cast(places) -> Cast:
    """A shopper, two producers' owners, two centres' staff, two officers, support, an administrator."""
    return make_cast(places, at=NOW)
