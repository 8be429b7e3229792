"""The words of a message's template. Each puts a piece on the sheet and writes nothing where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context, NodeList
from django.template.base import Parser, Token
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language

from shop.notices.writing import Line, Piece, Sheet, one_line
from shop.primitives.money import format_vnd
from shop.primitives.period import LOCAL

register = template.Library()
register.filter("vnd", format_vnd)


# A list of mails shows no more.
_SUBJECT_MOST = 120


@register.filter
def when(value: str) -> str:
    """This will write a day or an instant in Vietnam's time: 19/06/2028; 10:05, 24/11/2026; 24 Nov 2026 in English."""
    if len(value) == len("2026-11-24"):
        return _day(date.fromisoformat(value))
    at = datetime.fromisoformat(value).astimezone(LOCAL)
    return f"{at:%H:%M}, {_day(at.date())}"


def _day(day: date) -> str:
    return date_format(day, "j M Y") if get_language() == "en" else f"{day:%d/%m/%Y}"


class _Words(template.Node):
    """Text between two tags, handed to the sheet."""

    def __init__(self, words: NodeList, put: Callable[[Sheet, str], None]) -> None:
        self.words = words
        self.put = put

    def render(self, context: Context) -> str:
        self.put(context["sheet"], one_line(self.words.render(context)))
        return ""


def _between(name: str, put: Callable[[Sheet, str], None]) -> None:
    def compile_tag(parser: Parser, token: Token) -> _Words:
        words = parser.parse((f"end{name}",))
        parser.delete_first_token()
        return _Words(words, put)

    register.tag(name, compile_tag)


_between("subject", lambda sheet, text: setattr(sheet, "subject", Truncator(text).chars(_SUBJECT_MOST)))
_between("lead", lambda sheet, text: setattr(sheet, "lead", text))
_between("sms", lambda sheet, text: setattr(sheet, "sms", text))
_between("say", lambda sheet, text: sheet.pieces.append(Piece("say", text)))


def _add(context: Context, kind: str, text: object, label: str = "") -> str:
    if one_line(text):
        context["sheet"].pieces.append(Piece(kind, one_line(text), label))
    return ""


@register.simple_tag(takes_context=True)
def fact(context: Context, label: str, value: object) -> str:
    """This will put a fact under its label; nothing where it is empty."""
    return _add(context, "fact", value, label)


@register.simple_tag(takes_context=True)
def quote(context: Context, label: str, words: str) -> str:
    """This will put what a person wrote, in the person's own lines; nothing where it is empty."""
    text = "\n".join(one_line(line) for line in words.strip().splitlines())
    if text:
        context["sheet"].pieces.append(Piece("quote", text, label))
    return ""


@register.simple_tag(takes_context=True, name="sum")
def sum_(context: Context, label: str, amount_vnd: int, sign: str = "") -> str:
    """This will put an amount among the sums; with a sign where it is taken off. Units: ₫."""
    return _add(context, "sum", sign + format_vnd(amount_vnd), label)


@register.simple_tag(takes_context=True)
def total(context: Context, label: str, amount_vnd: int) -> str:
    """This will put the amount that counts. Units: ₫."""
    return _add(context, "total", format_vnd(amount_vnd), label)


@register.simple_tag(takes_context=True)
def code(context: Context, text: str) -> str:
    """This will put a code to be read out or typed."""
    return _add(context, "code", text)


@register.simple_tag(takes_context=True)
def link(context: Context, url: str, label: str) -> str:
    """This will put the way on; nothing where there is no address."""
    return _add(context, "link", url, label)


@register.simple_tag(takes_context=True)
def also(context: Context, url: str, label: str) -> str:
    """This will put another way on, a quiet one; nothing where there is no address."""
    return _add(context, "also", url, label)


@register.simple_tag(takes_context=True)
def goods(context: Context, lines: Any) -> str:
    """This will put the goods: one line, or a list of them."""
    rows = tuple(_line(line) for line in ([lines] if isinstance(lines, Mapping) else lines))
    if rows:
        context["sheet"].pieces.append(Piece("goods", lines=rows))
    return ""


def _line(line: Mapping[str, Any]) -> Line:
    amount = line.get("total_vnd")
    return Line(one_line(line["name"]), line["quantity"], "" if amount is None else format_vnd(amount))
