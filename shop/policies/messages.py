"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from shop.primitives.refusal import Refusal

SENTENCES = {
    "unknown_policy_page": _("There is no page %(slug)s."),
    "policy_text_missing": _("Write the page in both languages."),
    "policy_nothing_changed": _("The page says this already."),
    "policy_day_passed": _("%(day)s has passed: a wording begins today or later."),
    "policy_notice_too_short": _(
        "A changed fee is published %(days)s days before it holds: %(earliest)s at the earliest."
    ),
}


def sentence(refusal: Refusal) -> str:
    """This will say a refusal of this room. A code that nobody wrote a sentence for is a mistake: KeyError."""
    facts = {name: f"{fact:%d/%m/%Y}" if isinstance(fact, date) else fact for name, fact in refusal.facts.items()}
    return str(SENTENCES[refusal.code]) % facts
