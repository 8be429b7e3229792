"""Short messages in the telephone's own alphabet (GSM 03.38): 160 characters a message, not the 70 of Unicode."""

from __future__ import annotations

import math
import unicodedata

_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these is sent as two.
_PAIRS = frozenset("^{}\\[~]|€")
_ONE, _EACH_OF_MANY = 160, 153
_ONE_UNICODE, _EACH_OF_MANY_UNICODE = 70, 67
_DONG = {"vi": "d", "en": " VND"}
# What has a twin in the alphabet that decomposing does not find.
_TWINS = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "×": "x", "·": "-"}
)


def without_marks(*, text: str, language: str) -> str:
    """This will write text without Vietnamese marks, sums as 30.000d (30.000 VND in English).

    What the alphabet lacks and has no twin (other scripts, pictures) is left out.
    """
    text = text.replace("\u00a0₫", _DONG[language])
    decomposed = unicodedata.normalize("NFKD", text.translate(_TWINS))
    bare = "".join(char for char in decomposed if char in _ALPHABET or char in _PAIRS or char.isspace())
    return " ".join(bare.split())


def segments(text: str) -> int:
    """This will return how many messages a telephone company counts."""
    if any(char not in _ALPHABET and char not in _PAIRS for char in text):
        length, one, many = len(text.encode("utf-16-be")) // 2, _ONE_UNICODE, _EACH_OF_MANY_UNICODE
    else:
        length, one, many = len(text) + sum(char in _PAIRS for char in text), _ONE, _EACH_OF_MANY
    return 1 if length <= one else math.ceil(length / many)
