"""Words that say nothing to a search. Pure. They fall away only where others, or a reading, remain."""

from __future__ import annotations

from shop.discovery.reading.typed import Typed

# Spelling -> it says nothing without its marks too. "cua" is a crab, "mua" a season, "tim" purple, "voi" an elephant.
_IDLE = {
    "ở": True,
    "cho": True,
    "và": True,
    "các": True,
    "những": True,
    "của": False,
    "tại": False,
    "với": False,
    "từ": False,
    "tìm": False,
    "sản phẩm": True,
    "đặc sản": True,
    "ocop": True,
    "from": True,
    "of": True,
    "the": True,
    "and": True,
    "with": True,
    "for": True,
    "in": True,
}
# Only at the very beginning.
_OPENERS = {"mua": True, "cần mua": True, "muốn mua": True, "buy": True}


def idle(typed: Typed) -> frozenset[int]:
    """This will return where words stand that say nothing."""
    found: set[int] = set()
    for at in range(len(typed.words)):
        for spelling, is_plain in _IDLE.items() if at else (_IDLE | _OPENERS).items():
            end = at + len(spelling.split())
            if not typed.is_free(at, end) or not typed.agrees(at, spelling, strictly=True):
                continue
            if is_plain or any(word.has_marks for word in typed.words[at:end]):
                found.update(range(at, end))
    return frozenset(found)
