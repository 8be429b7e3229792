"""Who does what a message asks. A room registers its handlers when its application is ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol


class Handler(Protocol):
    """Does what one message asks. It runs in a transaction that also marks the message done.

    What it changes in the database happens once. What it does outside (a mail) may happen again after a crash.
    """

    def __call__(self, *, key: str, payload: dict[str, Any], at: datetime) -> None: ...


class NoHandler(LookupError):
    """A programmer's mistake: nobody registered for this kind."""


_handlers: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """This will register the decorated function for a kind of message; a kind has one handler."""

    def register(handler: Handler) -> Handler:
        known = _handlers.setdefault(kind, handler)
        if known is not handler:
            raise ValueError(f"“{kind}” already has a handler: {known}")
        return handler

    return register


def handler_for(*, kind: str) -> Handler:
    """This will return the handler of a kind. Refuses: NoHandler."""
    try:
        return _handlers[kind]
    except KeyError:
        raise NoHandler(kind) from None
