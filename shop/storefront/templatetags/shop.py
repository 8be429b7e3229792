"""Words and small marks that every page uses. No query, no arithmetic: they only write down what they are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.http import escape_leading_slashes
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalogue_ext.labels.words import full_line, written_day
from shop.primitives.money import format_vnd
from shop.primitives.period import local_day, written_instant
from shop.primitives.refusal import Refusal
from shop.storefront import sentences

register = template.Library()

ICONS = frozenset(
    "alert box cart check clock close filter globe grid heart home map minus money paper phone pin plus print qr "
    "search shield smile store trash truck user".split()
)


@register.filter
def vnd(amount: int) -> str:
    """This will write whole dong: 120.000 ₫."""
    return format_vnd(amount)


@register.filter
def day(value: date) -> str:
    """This will write a day, or an instant's day in Vietnam: 19/06/2028 as on papers, 19 Jun 2028 in English."""
    value = local_day(value) if isinstance(value, datetime) else value
    return written_day(value)


@register.filter
def moment(value: datetime) -> str:
    """This will write an instant in Vietnam's time: 10:05, 24/11/2026."""
    return written_instant(value, get_language() or "vi")


@register.filter
def full_words(panel: Any) -> str:
    """This will write the line of product and check page: OCOP 4 sao · QĐ 858/QĐ-UBND · đến 19/06/2028."""
    return full_line(stars=panel.stars, decision_number=panel.entry.decision_number, last_day=panel.last_day)


@register.filter
def month(value: date) -> str:
    """This will write a month as on a card: 6/2028."""
    return f"{value.month}/{value.year}"


@register.filter
def lower_first(text: str) -> str:
    """This will write a place's type word small inside a sentence: Xã Quảng Trực → xã Quảng Trực."""
    return text[:1].lower() + text[1:]


@register.simple_tag
def lang(code: str = "vi") -> SafeString:
    """This will write the lang attribute of an element whose words are not in the page's language, or nothing."""
    return format_html(' lang="{}"', code) if code != get_language() else SafeString("")


@register.filter
def in_language(text: str, code: str = "vi") -> str:
    """This will mark words inside a sentence that is in another language, for voices and for spelling."""
    return format_html('<span lang="{}">{}</span>', code, text) if text and code != get_language() else text


@register.simple_tag
def why_not(code: str, free: int = 0) -> str:
    """This will say why a product may not be bought, or not so many of it."""
    return sentences.why_not(code, free=free)


@register.simple_tag
def said(refusal: Refusal) -> str:
    """This will say a refusal to a shopper."""
    return sentences.sentence(refusal)


@register.simple_tag
def no_way(code: str) -> str:
    """This will say why a parcel cannot be sent."""
    return sentences.no_way(code)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """This will draw one of the symbols of `components/icons.html`.

    Refuses: ValueError for a name that is not there.
    """
    if name not in ICONS:
        raise ValueError(f"no icon {name!r}")
    return format_html('<svg class="icon" aria-hidden="true"><use href="#{}"/></svg>', name)


# Kinds with more than one drawn picture; a list of one kind shows them in turn.
FACES = {"cooperative": ("cooperative", "cooperative-2"), "company": ("company", "workshop")}


@register.simple_tag
def face(kind: str, key: int = 0) -> str:
    """This will return the drawn picture that stands for a kind of producer: houses, fields, tools; no named person.

    `key` is the producer's own: it has the same picture on every page.
    """
    drawn = FACES.get(kind.lower(), (kind.lower(),))
    return static(f"img/faces/{drawn[key % len(drawn)]}.webp")


@register.simple_tag
@cache
def styles(*names: str) -> SafeString:
    """This will link style sheets of static/css, in the given order. No file of ours moves while a process runs."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in names))


@register.simple_tag(takes_context=True)
def other_language_url(context: Mapping[str, Any], address: str = "") -> str:
    """This will return this page's address, or the one given, in the other language; the start page where none is."""
    request: HttpRequest | None = context.get("request")
    other = "vi" if get_language() == "en" else "en"
    if address:
        return translate_url(address, other)
    if request is None:
        return "/" if other == "vi" else "/en/"
    path = request.get_full_path() if request.method == "GET" else request.path
    # "//host/" would lead away from the shop.
    return translate_url(escape_leading_slashes(path), other)


@register.simple_tag(takes_context=True)
def this_page(context: Mapping[str, Any]) -> str:
    """This will return this page's address, where a form leads back to; without the words where a form was sent."""
    request: HttpRequest = context["request"]
    return request.get_full_path() if request.method == "GET" else request.path


@register.simple_tag(takes_context=True)
def with_word(context: Mapping[str, Any], name: str, value: object) -> str:
    """This will return the query string of this page with one word set anew (the page turner's links).

    A page that knows its words hands them over as `turner_words`; else they are those of the request.
    """
    if "turner_words" in context:
        return "?" + urlencode([*context["turner_words"], (name, value)])
    words = context["request"].GET.copy()
    words[name] = value
    return "?" + words.urlencode()
