"""What a buyer types about something received, and what its maker answers. `shop.opinions` judges the meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.opinions.rules import LONGEST_BODY, LONGEST_NAME, LONGEST_REPLY, LONGEST_TITLE
from shop.storefront.forms import MendableForm

# The best first, as it is read; a number alone does not say which end is good.
SCORES = [
    (5, pgettext_lazy("score", "5 · very content")),
    (4, pgettext_lazy("score", "4 · content")),
    (3, pgettext_lazy("score", "3 · all right")),
    (2, pgettext_lazy("score", "2 · not content")),
    (1, pgettext_lazy("score", "1 · not at all content")),
]


class OpinionForm(MendableForm):
    """One opinion. `facts` are what `give_opinion` takes."""

    score = forms.TypedChoiceField(
        label=_("How content are you?"),
        coerce=int,
        choices=SCORES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose 1 to 5.")},
    )
    title = forms.CharField(label=_("In a few words (if you like)"), required=False, max_length=LONGEST_TITLE)
    body = forms.CharField(
        label=_("What should others know?"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write a sentence or two.")},
        help_text=_("Taste, packing, freshness. Please no names, addresses or phone numbers."),
    )
    shown_as = forms.CharField(
        label=_("Name that is shown"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_("A first name is enough. Empty = “A buyer”."),
    )

    @property
    def facts(self) -> dict[str, Any]:
        """This will return what was typed, by the names of `give_opinion`."""
        return {name: self.cleaned_data[name] for name in ("score", "title", "body", "shown_as")}


class ReplyForm(MendableForm):
    """The maker's reply to one opinion."""

    text = forms.CharField(
        label=_("Your reply"),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write a sentence or two.")},
        help_text=_("Everybody reads it. You can change it for a week."),
    )
