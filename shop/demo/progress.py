"""Steps and their seconds on the terminal, and a bar for the long ones. Standard library only: `manage.py` needs it
before anything is installed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 28
TITLE_WIDTH = 54
# How often a log that is not a terminal hears of a long step.
PLAIN_EVERY_S = 5.0
REDRAW_EVERY_S = 0.1


class Bar:
    """This will show how far a step is: call it with what is done and what there is to do."""

    def __init__(
        self, title: str, *, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._title = title
        self._stream = stream or sys.stderr
        self._clock = clock
        self._is_tty = self._stream.isatty()
        self._drawn = False
        self.has_written = False
        self._last = clock()

    def __call__(self, done: int, total: int) -> None:
        """This will draw the bar, at most ten times a second on a terminal and every five seconds elsewhere."""
        now = self._clock()
        if now - self._last < (REDRAW_EVERY_S if self._is_tty else PLAIN_EVERY_S):
            return
        self._last = now
        share = min(done / total, 1.0) if total > 0 else 0.0
        if self._is_tty:
            filled = round(share * WIDTH)
            bar = "█" * filled + "░" * (WIDTH - filled)
            self._stream.write(f"\r\x1b[K  {bar} {share:4.0%}  {self._title}")
            self._drawn = True
        else:
            self._stream.write(f"{'' if self.has_written else chr(10)}    {self._title}: {done:,} of {total:,}\n")
            self.has_written = True
        self._stream.flush()

    def clear(self) -> None:
        """This will take the bar off the terminal."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False


@contextmanager
def step(title: str, *, stream: TextIO | None = None) -> Iterator[Bar]:
    """This will print the title, then, when the block ends, its seconds. Gives the block a bar."""
    out = stream or sys.stdout
    bar = Bar(title)
    out.write(f"  {title:<{TITLE_WIDTH}}")
    out.flush()
    started = time.monotonic()
    try:
        yield bar
    except BaseException:
        bar.clear()
        out.write("\n")
        out.flush()
        raise
    bar.clear()
    seconds = time.monotonic() - started
    if out.isatty() or bar.has_written:
        told(title, seconds=seconds, stream=out)
    else:
        out.write(f" {seconds:6.1f} s\n")
        out.flush()


def told(title: str, *, seconds: float, stream: TextIO | None = None) -> None:
    """This will print one finished line: the title and its seconds."""
    out = stream or sys.stdout
    start = "\r\x1b[K" if out.isatty() else ""
    out.write(f"{start}  {title:<{TITLE_WIDTH}} {seconds:6.1f} s\n")
    out.flush()
