"""Words in quotation marks, which belong together and mean themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from shop.discovery.reading.typed import Typed

_CLOSES = {'"': '"', "“": "”", "«": "»", "„": "“"}


def quoted(typed: Typed) -> Iterator[tuple[int, int]]:
    """This will yield the words between each pair of marks. A mark that nothing closes is a mere sign."""
    at = 0
    while at < len(typed.text):
        closing = _CLOSES.get(typed.text[at])
        end = typed.text.find(closing, at + 1) if closing else -1
        if end < 0:
            at += 1
            continue
        inside = [n for n, word in enumerate(typed.words) if at < word.typed_at[0] and word.typed_at[1] <= end]
        if inside:
            yield inside[0], inside[-1] + 1
        at = end + 1
