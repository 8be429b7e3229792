"""The seal in templates. `{% load labels %}`, then `{% star_seal standing %}`; the symbols stand once per page."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from catalogue_ext.labels.tally import GRADES, LETTER_STROKE, WIDTH, path, tally
from catalogue_ext.labels.words import SealState, spoken, state_of

register = template.Library()


@register.simple_tag
def star_seal(standing: Any, state: str | None = None, href: str = "", size: str = "") -> SafeString:
    """This will draw the seal of a standing (anything with `stars`, and `state` unless given), or of a number of stars.

    `href` makes it a link to the certificate panel; `size` is "" or "large".
    Refuses: NoSuchGrade and NoSuchState: a page must not hang a seal on what has none.
    """
    shape = tally(getattr(standing, "stars", standing))
    chosen = state_of(state or str(getattr(standing, "state", SealState.IN_FORCE)))
    if size not in ("", "large"):
        raise ValueError(f"a seal is plain or large, not {size!r}")
    return _seal(shape.stars, chosen, href, size, get_language())


@lru_cache(maxsize=128)  # a page of cards hangs the same few; the language is in what is said
def _seal(stars: int, state: SealState, href: str, size: str, language: str | None) -> SafeString:
    facts = {
        "stars": stars,
        "state": state.value,
        "height": f"{tally(stars).height:g}",
        "label": spoken(stars=stars, state=state),
        "href": href,
        "size": size,
    }
    return render_to_string("components/star_seal.html", facts)


@register.simple_tag
def seal_symbols() -> SafeString:
    """This will return the three symbols that `star_seal` uses, drawn from the same geometry as the badge file."""
    return mark_safe("".join(_symbol(stars) for stars in GRADES))  # noqa: S308 -- numbers of our own only


@cache
def _symbol(stars: int) -> str:
    shape = tally(stars)
    letters = "".join(path(letter, closed=False) for letter in shape.letters)
    marks = "".join(path(mark) for mark in shape.marks)
    return (
        f'<symbol id="seal-{stars}" viewBox="0 0 {WIDTH:g} {shape.height:g}">'
        f'<path class="seal__ground" d="{path(shape.outline)}"/>'
        f'<path class="seal__frame" d="{path(shape.frame, closed=False)}{path(shape.rule, closed=False)}"/>'
        f'<path class="seal__word" stroke-width="{LETTER_STROKE:g}" d="{letters}"/>'
        f'<path class="seal__marks" d="{marks}"/>'
        f'<path class="seal__foot" d="{path(shape.foot)}"/>'
        f'<path class="seal__strike" d="{path(shape.strike, closed=False)}"/></symbol>'
    )
