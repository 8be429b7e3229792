"""Texts on paper: what people typed is shown as they typed it, never obeyed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from shop.papers.look import drawable

# Any white space but the no-break space, which keeps a sum and its ₫ together.
_SPACES = re.compile(r"[^\S\u00a0]+")
# A number and its unit stay on one line: 500 g.
_MEASURE = re.compile(r"(\d) (k?g|m?l)\b")
# Control, format, surrogate, private and unassigned characters: none of them is text.
_NO_TEXT = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def legible(text: str) -> str:
    """This will return text that a paper can show: composed (NFC), one space where many stood, nothing invisible.

    A letter that the font lacks is written without its foreign mark, or as "?"; a symbol that it lacks is left out.
    """
    spaced = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    drawn = _SPACES.sub(" ", "".join(_drawn(char) for char in spaced)).strip()
    return _MEASURE.sub("\\1\u00a0\\2", drawn)


@lru_cache(maxsize=2048)
def _drawn(char: str) -> str:
    if ord(char) in drawable():
        return char
    category = unicodedata.category(char)
    if category in _NO_TEXT or category.startswith(("M", "S")):
        return ""
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if ord(part) in drawable())
    return plain or "?"


def words(text: str, style: ParagraphStyle) -> Paragraph:
    """This will set text as a paragraph. No character of it is markup."""
    return Paragraph(escape(legible(text), quote=False), style)
