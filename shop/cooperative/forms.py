"""What producers type about a part. Forms judge shape; the rooms judge meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.cooperative.sentences import DOOR_REASONS, REFUSE_REASONS, reason_text

# What the room keeps of a reason.
LONGEST_REASON = 300


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DeskForm(forms.Form):
    """A form whose errors stand on top with links, and under their fields."""

    @property
    def has_field_errors(self) -> bool:
        """This will tell whether some field is to be mended (not only the form as a whole)."""
        return any(name != NON_FIELD_ERRORS for name in self.errors)


class NothingForm(DeskForm):
    """A step that asks nothing."""


class RefuseForm(DeskForm):
    """Why a part, or one line of it, is not sent."""

    choices = REFUSE_REASONS
    choice = forms.ChoiceField(
        label=_("Reason"),
        error_messages={"required": _("Please choose a reason.")},
        widget=forms.RadioSelect,
        choices=[],
    )
    text = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=200,
        help_text=_("The buyer reads this. For “another reason” it is needed."),
        widget=_area(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = self.choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """This will ask for words where the choice says nothing."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == "other" and not cleaned.get("text", "").strip():
            self.add_error("text", _("Please write the reason; the buyer reads it."))
        return cleaned

    def reason(self, language: str) -> str:
        """This will return the reason as the buyer reads it."""
        facts = self.cleaned_data
        told = reason_text(choices=self.choices, choice=facts["choice"], text=facts["text"], language=language)
        return told[:LONGEST_REASON]


class DoorForm(RefuseForm):
    """Why a parcel was not taken."""

    choices = DOOR_REASONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Kept with the order. For “another reason” it is needed.")


class HandOverForm(DeskForm):
    """Under which number the parcel travels."""

    tracking_number = forms.CharField(
        label=_("Tracking number (optional)"),
        required=False,
        max_length=60,
        help_text=_("As printed on the courier's receipt; the buyer sees it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class CodeForm(DeskForm):
    """The code that a buyer says who fetches a parcel."""

    pickup_code = forms.CharField(
        label=_("Code of the parcel"),
        max_length=20,
        error_messages={"required": _("Please ask for the code and type it.")},
        help_text=_("The buyer has it in the message that told of the parcel."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class AnswerForm(DeskForm):
    """Yes or no to a return, with words."""

    decision = forms.ChoiceField(
        label=_("Your answer"),
        error_messages={"required": _("Please choose an answer.")},
        widget=forms.RadioSelect,
        choices=[
            ("accept", _("Accept: the goods come back to you, and you give the money back")),
            ("decline", _("Decline: the buyer can still complain to support")),
        ],
    )
    answer = forms.CharField(
        label=_("Your words to the buyer"),
        max_length=1000,
        error_messages={"required": _("Please write to the buyer, for example where to send the goods.")},
        help_text=_("For a yes: where to send the goods and who pays for it. For a no: why."),
        widget=_area(4),
    )


class ReceiveForm(DeskForm):
    """The goods are back; can they be sold again?"""

    restock = forms.ChoiceField(
        label=_("Can the goods be sold again?"),
        error_messages={"required": _("Please say whether they can be sold again.")},
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("Yes, they go back into the stock")),
            ("no", _("No, they are not counted again")),
        ],
    )


class PaidForm(DeskForm):
    """How money was given back."""

    how = forms.CharField(
        label=pgettext_lazy("refund", "How was it paid?"),
        max_length=200,
        error_messages={"required": _("Please say how the money was given back, for example: bank transfer on 24/11.")},
        help_text=_("For example: bank transfer on 24/11, or cash to the buyer."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ReplyForm(DeskForm):
    """What the maker says to an opinion."""

    text = forms.CharField(
        label=_("Your reply"),
        max_length=1000,
        error_messages={"required": _("Please write something.")},
        help_text=_("Everybody reads it on the product's page. Name nobody and no phone number."),
        widget=_area(5),
    )
