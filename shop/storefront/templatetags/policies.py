"""Links to the trust pages, by their own titles."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shop.storefront.queries.policies import title_of

register = template.Library()


@register.simple_tag
def policy_link(slug: str) -> SafeString:
    """This will link a trust page by its title in the reader's language.

    Refuses: UnknownPage, so that no page of ours links to one that is not there.
    """
    return format_html('<a href="{}">{}</a>', reverse("storefront:policy", args=[slug]), title_of(slug=slug))
