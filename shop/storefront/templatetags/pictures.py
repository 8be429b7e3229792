"""Pictures of goods in the width the screen asks for, and the addresses of our own drawings."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from catalogue_ext.places.lands import Land
from shop.storefront.queries.cards import Picture

register = template.Library()

# Made by `shop/demo/pictures/make_pictures.py`. Units: px.
LANDSCAPE_WIDTHS = (640, 960, 1280)

EAGER, LAZY = mark_safe('fetchpriority="high"'), mark_safe('loading="lazy"')
CARD_SIZES = "(min-width: 64rem) 276px, (min-width: 48rem) calc(33.4vw - 27px), calc(50vw - 22px)"
SOURCES = '<source type="image/avif" srcset="{}" sizes="{}"><source type="image/webp" srcset="{}" sizes="{}">'


@register.simple_tag
def picture_element(picture: Picture, alt: str, sizes: str, is_eager: bool) -> SafeString:
    """This will write what `components/picture.html` includes; a page of cards calls it straight, 24 times.

    Its place is kept while it comes (width and height), and out of the first view it waits (lazy).
    """
    image = format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" {} decoding="async">',
        picture.small,
        alt,
        picture.width,
        picture.height,
        EAGER if is_eager else LAZY,
    )
    if not picture.avif:
        return image
    return format_html("<picture>" + SOURCES + "{}</picture>", picture.avif, sizes, picture.webp, sizes, image)


@register.simple_tag
def card_picture(picture: Picture, is_eager: bool) -> SafeString:
    """This will write a card's picture: half of a phone, a third of a tablet, 276 px at the most on a desk."""
    return picture_element(picture, "", CARD_SIZES, is_eager)


@register.simple_tag
def landscape(kind: str, width: int, file_type: str) -> str:
    """This will return the address of a drawn landscape. Refuses: ValueError for a kind of land that is not drawn."""
    if width not in LANDSCAPE_WIDTHS:
        raise ValueError(f"no landscape {width} px wide")
    return static(f"img/places/{Land(kind)}-{width}.{file_type}")
