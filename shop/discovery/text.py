"""The one way from text to words, for documents and for questions, for every engine."""

from __future__ import annotations

import re
import unicodedata

from shop.primitives.vi_text import fold

# Letters and digits of any script, no underscore: a word needs no quoting in any engine's language.
_WORD = re.compile(r"[^\W_]+")
# A combining mark that stands alone after composing belongs to no Vietnamese letter.
_MARK = re.compile(r"[\u0300-\u036f]")
# What is longer is no word of this shop, and would only fill an index.
LONGEST_WORD = 40


def words(text: str) -> list[str]:
    """This will return the folded words in their order: "Nước mắm Cái Rồng" is nuoc mam cai rong."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def marked_words(text: str) -> list[str]:
    """This will return the words with their marks, in small letters, composed: what a reader typed who knows marks."""
    composed = unicodedata.normalize("NFC", text.casefold())
    return [word[:LONGEST_WORD] for word in _WORD.findall(_MARK.sub("", composed))]


def padded(found: list[str]) -> str:
    """This will return the words as one text with a space before and after each, so that ` mat ong ` is in it."""
    return f" {' '.join(found)} " if found else ""
