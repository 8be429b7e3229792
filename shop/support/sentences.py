"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shop.primitives.refusal import Refusal

SENTENCES = {
    "ticket_text_missing": _("Please write what it is about."),
    "ticket_text_too_long": _("Please write %(most)s characters at most; these are %(length)s."),
    "ticket_nobody_to_answer": _("Please leave a phone number or an e-mail address, so that we can answer."),
    "ticket_not_their_order": _("This order was placed with another phone number or account."),
    "too_many_tickets": _("You have written to us several times within an hour. Please wait a little, or call us."),
    "ticket_too_many_pictures": _("Please send %(most)s pictures at most."),
    "ticket_closed": _("Ticket %(number)s is closed. Please open it again first."),
    "ticket_not_closed": _("Ticket %(number)s is open already."),
    "ticket_may_not": _("This is not done from this side."),
    "ticket_not_found": _("We found no ticket with this number and this phone number. Please check both once more."),
    "too_many_tries": _("Too many tries that did not fit. Please wait an hour, or ask us by phone."),
    "picture_refused.bytes": _("The file is too large; 12 MB at most."),
    "picture_refused.format": _("This is no picture we can read. Send JPEG, PNG or WebP."),
    "picture_refused.pixels": _("The picture is too large; 50 million pixels at most."),
    "picture_refused.small": _("The picture is too small; 400 pixels at least on each side."),
    "picture_refused.broken": _("The file is damaged. Send it again."),
}


def sentence(refusal: Refusal) -> str:
    """This will say a refusal of this room. A code that nobody wrote a sentence for is a mistake: KeyError."""
    part = f"{refusal.code}.{refusal.facts.get('reason')}"
    template = SENTENCES[part] if part in SENTENCES else SENTENCES[refusal.code]
    return str(template) % refusal.facts
