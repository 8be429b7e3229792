"""What only machines read of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# A name may hold "</script>": written as JSON escapes, nothing ends the element and nothing begins another.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def ld_json(data: Mapping[str, Any]) -> SafeString:
    """This will write schema.org data as a script element that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 (escaped above)


@register.simple_tag(takes_context=True)
def same_as_block(context: Context, name: str) -> SafeString:
    """This will write once more what a block of this page says, for Open Graph's title. Only in a layout itself."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    with context.push():
        return SafeString(block.nodelist.render(context).strip())
