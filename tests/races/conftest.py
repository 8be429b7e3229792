"""Races need real commits: rows are written outside a test's transaction, and each thread has its own connection."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from oscar.core.loading import get_model

from tests.conftest import NOW
from tests.factories.people import make_cast
from tests.factories.places import make_places


@pytest.fixture
def committed(transactional_db):
    """The cast and places, committed."""
    places = make_places()
    cast = make_cast(places, at=NOW)
    cast.places = places  # type: ignore[attr-defined]
    # Two first orders of a new shop would wait for each other at this row.
    get_model("address", "Country").objects.create(iso_3166_1_a2="VN", printable_name="Việt Nam", name="Việt Nam")
    return cast


def together(*acts: Callable[[], Any]) -> list[Any]:
    """This will start all acts at one moment and return what each returned or raised."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(index: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait(timeout=20)
            results[index] = act()
        except BaseException as error:  # noqa: BLE001  the test looks at whatever came out
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
