from __future__ import annotations

from typing import Any

import pytest

from shop.outbox import registry


class Deeds:
    """A handler that notes what it was asked, and fails as often as told."""

    def __init__(self) -> None:
        self.done: list[tuple[str, Any]] = []
        self.failures: list[BaseException] = []

    def __call__(self, *, key, payload, at) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.done.append((key, payload))


@pytest.fixture
def deeds(monkeypatch) -> Deeds:
    """The kind “test” is handled by it, for one test."""
    handler = Deeds()
    monkeypatch.setitem(registry._handlers, "test", handler)
    return handler
