"""The sentence people say yes to. Another sentence is another consent, so each row keeps the one that was read."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

ASKED = _("Tell me once when this product can be bought again, then delete the request.")


def asked(language: str) -> str:
    """This will return the sentence as it is read in a language."""
    with translation.override(language):
        return str(ASKED)
