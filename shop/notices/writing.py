"""What a message says, before it is known whether as plain text, HTML or SMS: its sheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import translation

from shop.notices.events import EVENTS

# Sums keep their no-break space.
_SPACES = re.compile(r"[^\S\u00a0]+")


def one_line(text: object) -> str:
    """This will write text in one line, without signs that nobody sees: some turn the words after them around."""
    line = _SPACES.sub(" ", str(text)).strip()
    return "".join(char for char in line if unicodedata.category(char) not in {"Cc", "Cf"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a body. Kinds: say, quote (words of a person), goods, fact, sum, total, code, link, also."""

    kind: str
    text: str = ""
    label: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Goods of one kind. Units: `sum` as written, empty where sums are not told."""

    name: str
    quantity: int
    sum: str = ""


@dataclass(slots=True)
class Sheet:
    """A message in one language. Its tags (templatetags/notice_text.py) fill it; everything in it is bare text."""

    subject: str = ""
    # The first sentence: it also stands beside the subject in a list of mails.
    lead: str = ""
    pieces: list[Piece] = field(default_factory=list)
    sms: str = ""


def write(*, event: str, language: str, facts: Mapping[str, Any]) -> Sheet:
    """This will write an event's message: once, so that plain text and HTML cannot tell two stories."""
    template: Template = get_template(f"notices/{event}/{language}.txt").template  # type: ignore[attr-defined]
    sheet = Sheet()
    known = {**dict.fromkeys(EVENTS[event].maybe, ""), **facts, "shop_name": settings.OSCAR_SHOP_NAME, "sheet": sheet}
    with translation.override(language):
        # Bare text: “Bà & Cháu” stays as it is here; whoever makes HTML of it escapes.
        template.render(Context(known, autoescape=False))
    return sheet
