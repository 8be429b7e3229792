"""The doors to a telephone. A real one is a class with the same `send`, named in SMS_BACKEND or ZALO_BACKEND.

What any of them must keep to: tests/shop/notices/test_doors.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from shop.notices.models import Way


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """One message to one telephone.

    `key`: the same message handed over twice (a worker died right after) has the same key, so a company that takes
    one sends it once. `to`: a mobile number of Vietnam, +84…. `event` and `language` choose the company's own approved
    wording where it wants one.
    """

    key: str
    to: str
    event: str
    language: str
    text: str
    # Pieces of the text that open something: no log keeps them.
    secrets: tuple[str, ...] = field(default=(), repr=False)


class Unreachable(Exception):
    """Nobody can be reached by this way (no Zalo on this number): the next way is tried, not this one again."""


class Door(Protocol):
    """Hands one short message over, or raises: Unreachable, or anything else, and then the outbox tries again."""

    def send(self, *, message: ShortMessage) -> None: ...


_SETTINGS = {Way.SMS: "SMS_BACKEND", Way.ZALO: "ZALO_BACKEND"}


def door_for(*, way: Way) -> Door | None:
    """This will return the configured door; None where the shop has not turned this way on."""
    path: str = getattr(settings, _SETTINGS[way])
    if not path:
        return None
    try:
        door: Door = import_string(path)()
    except ImportError as error:
        raise ImproperlyConfigured(f"{_SETTINGS[way]}: “{path}” cannot be loaded ({error}).") from error
    return door


def check_doors() -> None:
    """This will stop a start with a door that cannot be loaded. Refuses: ImproperlyConfigured."""
    for way in _SETTINGS:
        door_for(way=way)
