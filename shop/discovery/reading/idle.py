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
# Only at the very beginning: what somebody wants to do, and what it comes in.
_OPENERS = {
    **dict.fromkeys(("mua", "cần mua", "muốn mua", "buy", "chai", "hộp", "gói", "bịch", "lon", "vỉ"), True),
    "hũ": False,
}
# Behind a number: how many, and of what.
_COUNTED = ("quả", "trái", "cái", "con", "hộp", "chai", "gói", "túi", "lọ", "hũ", "lon", "bịch", "thùng", "vỉ")


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
        if at and _is_count(typed, at):
            found.update((at, at + 1))
    return frozenset(found)


def _is_count(typed: Typed, at: int) -> bool:
    if not typed.is_free(at, at + 2) or not typed.words[at].folded.isdigit():
        return False
    return any(typed.agrees(at + 1, spelling, strictly=True) for spelling in _COUNTED)
