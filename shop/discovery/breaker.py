"""Leaving a server alone that does not answer."""

from __future__ import annotations

import logging
import threading
from time import monotonic

FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 60.0


class Breaker:
    """Opens at a failure and lets one caller try again after a wait that doubles. One line in the log when it opens,
    one when it closes."""

    def __init__(self, name: str, log: logging.Logger) -> None:
        self._name, self._log = name, log
        self._lock = threading.Lock()
        self._wait = 0.0
        self._opened = 0.0
        self._tried = 0.0
        self._is_tried = False

    @property
    def is_closed(self) -> bool:
        """This will tell whether a call is worth preparing: it is closed, or a try is due."""
        with self._lock:
            return self._is_due()

    def lets_through(self) -> bool:
        """This will let everybody through while closed, and one caller when a try is due; he says how it went."""
        with self._lock:
            if not self._is_due():
                return False
            if self._wait:
                # Should he never say so, another may try after the same wait.
                self._tried, self._is_tried = monotonic(), True
            return True

    def _is_due(self) -> bool:
        return not self._wait or monotonic() - self._tried >= self._wait

    def fails(self, why: str) -> None:
        """This will open, or wait twice as long where a try failed."""
        with self._lock:
            was_open = bool(self._wait)
            if was_open and not self._is_tried:
                # One of those who were let through before it opened.
                return
            self._tried, self._is_tried = monotonic(), False
            self._wait = min(self._wait * 2, LONGEST_WAIT_S) if was_open else FIRST_WAIT_S
            self._opened = self._opened if was_open else self._tried
        if not was_open:
            self._log.warning("%s does not answer (%s); the database answers instead", self._name, why)

    def works(self) -> None:
        """This will close."""
        with self._lock:
            was_open, self._wait, self._is_tried = bool(self._wait), 0.0, False
            seconds = monotonic() - self._opened
        if was_open:
            self._log.warning("%s answers again after %.0f s", self._name, seconds)

    def reset(self) -> None:
        """This will forget everything; for tests."""
        with self._lock:
            self._wait, self._is_tried = 0.0, False
