"""Addresses of our own drawings in their widths. Pictures of goods bring theirs along (`queries.cards.Picture`)."""

from __future__ import annotations

from django import template
from django.templatetags.static import static

from catalogue_ext.places.lands import Land

register = template.Library()

# Made by `shop/demo/pictures/make_pictures.py`. Units: px.
LANDSCAPE_WIDTHS = (640, 1280)


@register.simple_tag
def landscape(kind: str, width: int, file_type: str) -> str:
    """This will return the address of a drawn landscape. Refuses: ValueError for a kind of land that is not drawn."""
    if width not in LANDSCAPE_WIDTHS:
        raise ValueError(f"no landscape {width} px wide")
    return static(f"img/places/{Land(kind)}-{width}.{file_type}")
