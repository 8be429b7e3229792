"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shop.primitives.refusal import Refusal

SENTENCES = {
    "opinion_score_refused": _("Please choose 1 to 5."),
    "opinion_text_too_short": _("Please write %(least)s characters at least; these are %(length)s."),
    "opinion_text_too_long": _("Please write %(most)s characters at most; these are %(length)s."),
    "opinion_not_bought": _("Only who bought this and kept it can give an opinion about it."),
    "opinion_not_yet_delivered": _("You can give your opinion once the parcel has arrived and nothing is in dispute."),
    "opinion_already_given": _("You have given your opinion about this purchase already."),
    "opinion_reason_missing": _("Say why it is turned down."),
    "opinion_not_the_maker": _("Only the people who make this product reply to opinions about it."),
    "opinion_not_shown": _("Only an opinion that stands on the page is replied to."),
    "opinion_reply_fixed": _("A reply can be changed for a week; that time is over."),
}


def sentence(refusal: Refusal) -> str:
    """This will say a refusal of this room. A code that nobody wrote a sentence for is a mistake: KeyError."""
    return str(SENTENCES[refusal.code]) % refusal.facts
