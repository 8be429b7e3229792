"""What is looked at again and again, because nothing can be written beforehand that tells when.

A certificate comes into force by itself, a file fills. A room registers its round when its application is ready;
`manage.py worker` goes them between two messages, the embedded default after it has drained. Several processes go the
same round at the same time, so a round has to bear that.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

log = logging.getLogger(__name__)


class Round(Protocol):
    """Looks whether something is to be done, and does it. Cheap where nothing is."""

    def __call__(self, *, at: datetime) -> object: ...


@dataclass(slots=True)
class _Kept:
    go: Round
    every: timedelta
    # In this process; each goes its own rounds.
    gone_at: datetime | None = None


_rounds: dict[str, _Kept] = {}
_going = threading.Lock()


def goes_round(name: str, *, every: timedelta) -> Callable[[Round], Round]:
    """This will register the decorated function under a name of its own, to be called that often at most."""

    def register(go: Round) -> Round:
        known = _rounds.setdefault(name, _Kept(go, every))
        if known.go is not go:
            raise ValueError(f"“{name}” already goes round: {known.go}")
        return go

    return register


def go_rounds(*, at: datetime) -> int:
    """This will go the rounds whose time has come in this process, and return how many. One that fails ends no other.

    Must not run inside a transaction. Costs: what the rounds cost; nothing before their time.
    """
    if not _going.acquire(blocking=False):
        return 0
    try:
        due = [(name, kept) for name, kept in _rounds.items() if _is_due(kept, at)]
        for name, kept in due:
            kept.gone_at = at
            _go(name, kept.go, at)
        return len(due)
    finally:
        _going.release()


def _is_due(kept: _Kept, at: datetime) -> bool:
    # A clock that was put back must not keep a round from being gone for ever.
    return kept.gone_at is None or not kept.gone_at <= at < kept.gone_at + kept.every


def _go(name: str, go: Round, at: datetime) -> None:
    try:
        go(at=at)
    except Exception:
        # The outermost border of a round: it is gone again at its next time.
        log.exception("round %s failed", name)
