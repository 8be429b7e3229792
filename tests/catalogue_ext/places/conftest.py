"""The whole register, loaded once for a module that only reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from catalogue_ext.places.operations import load_places


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_places(by=None, at=datetime(2026, 11, 24, tzinfo=UTC))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def register(_loaded: None, db: None) -> None:
    """All provinces, communes and former units; what a test adds is taken back after it."""
