"""Which page of a long list was asked for."""

from __future__ import annotations

from django.http import HttpRequest


def page_number(request: HttpRequest) -> int:
    """This will return the page asked for (`?trang=2`); the first where the word is no number."""
    text = request.GET.get("trang", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else 1
