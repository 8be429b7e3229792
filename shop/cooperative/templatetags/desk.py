"""Addresses of the desk a page belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_url(context: Mapping[str, Any], name: str, *keys: Any) -> str:
    """This will return the address of a page of this desk: `{% desk_url "part" row.number %}`."""
    address: str = context["desk"].to(f"cooperative:{name}", *keys)
    return address
