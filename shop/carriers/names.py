"""What ways of delivery are called, in both languages at once: an order keeps both, whatever its buyer reads."""

from __future__ import annotations

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OWN = _("Brought by the producer")
TABLE = _("Sent to your door")
PICKUP = _("Pick up at %(name)s")


def both(text: Promise, *, vi: str = "", en: str = "") -> tuple[str, str]:
    """This will say a text in Vietnamese and in English; `%(name)s` stands for a name in each."""
    said = []
    for language, name in (("vi", vi), ("en", en)):
        with translation.override(language):
            said.append(str(text) % {"name": name} if name else str(text))
    return said[0], said[1]
