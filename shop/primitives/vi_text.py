"""Vietnamese text: one fold for searching, one key for ordering, one slug."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# The alphabet's order; within a letter the tones follow: none, huyền, hỏi, ngã, sắc, nặng (dictionary order).
_LETTERS = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
_LETTER_RANK = {letter: 0x30 + index * 2 for index, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SPACES = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """This will return the text for comparing: lower case, without marks, đ as d, single spaces.

    The same function serves the index and the query, so NFC and NFD, any case and any mark meet.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).replace("đ", "d")
    return _SPACES.sub(" ", plain).strip()


def slug(text: str) -> str:
    """This will return the folded words joined by hyphens, for addresses."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def _split_tone(char: str) -> tuple[str, int]:
    tone = 0
    letters = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            letters.append(part)
    return unicodedata.normalize("NFC", "".join(letters)), tone


@lru_cache(maxsize=4096)  # lists of places are put in order on every page
def sort_key(text: str) -> str:
    """This will return a key whose plain byte order is the order of a Vietnamese dictionary.

    Two hexadecimal digits per letter, then all tones: only 0-9a-f, so every database collation orders it alike.
    Letters decide first (a < ă < â < b … d < đ), tones only between words of the same letters.
    """
    ranks: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", text).lower():
        letter, tone = _split_tone(char)
        if letter.isspace():
            rank = 0x02
        elif letter.isdigit():
            rank = 0x10 + int(unicodedata.digit(letter, 0))
        else:
            rank = _LETTER_RANK.get(letter, 0)
        if rank:
            ranks.append(f"{rank:02x}")
            tones.append(str(tone))
    return "".join(ranks) + "00" + "".join(tones)
