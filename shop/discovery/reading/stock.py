"""What can be had now: "còn hàng", "in stock". Pure."""

from __future__ import annotations

import re

from shop.discovery.reading.typed import BEGIN, END, Typed

_SPELLINGS = {"con hang": "còn hàng", "co san": "có sẵn", "san hang": "sẵn hàng"}
_PATTERN = re.compile(rf"{BEGIN}(?:con hang|co san|san hang|in stock|available){END}")


def find(typed: Typed) -> tuple[int, int] | None:
    """This will return the words that ask for what is in stock, or None."""
    for match, begin, end in typed.matches(_PATTERN):
        if typed.agrees(begin, _SPELLINGS.get(match[0], match[0]), strictly=True):
            return begin, end
    return None
