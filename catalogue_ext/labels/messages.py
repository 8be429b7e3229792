"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shop.primitives.refusal import Refusal

# Code, or code.reason where the sentence depends on it.
SENTENCES = {
    "no_such_grade": _("Badges are for 3, 4 and 5 stars."),
    "no_such_seal_state": _("There is no seal for this state."),
    "no_badge": _("There is a badge only while the certificate is in force."),
    "not_an_address": _("A printed code needs a whole web address."),
    "not_an_administrator": _("Only an administrator changes the badge."),
    "no_artwork": _("Our own design is in use for this grade already."),
    "bad_artwork.too_heavy": _("The file is too large; 2 MB at most."),
    "bad_artwork.not_png_or_webp": _("This is no picture we can read. Send PNG or WebP."),
    "bad_artwork.moving": _("The badge does not move. Send a still picture."),
    "bad_artwork.too_small": _("The picture is too small; %(limit)d pixels at least on each side."),
    "bad_artwork.too_large": _("The picture is too large; %(limit)d pixels at most on each side."),
    "bad_artwork.broken": _("The file is damaged. Send it again."),
}


def sentence(refusal: Refusal) -> str:
    """This will say the refusal in the reader's language."""
    template = SENTENCES.get(f"{refusal.code}.{refusal.facts.get('reason')}") or SENTENCES[refusal.code]
    return str(template) % refusal.facts
