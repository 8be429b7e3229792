"""What support types. Forms judge shape; the rooms judge meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from shop.primitives.money import NotAnAmount, format_vnd, read_vnd
from shop.support.models import Kind

TOLD = _("The buyer and the producer are told this reason.")
KEPT = _("Stays in the history; nobody outside is told.")


class DeskForm(forms.Form):
    """A form whose errors stand on top with links, and under their fields."""

    @property
    def has_field_errors(self) -> bool:
        """This will tell whether some field is to be mended (not only the form as a whole)."""
        return any(name != NON_FIELD_ERRORS for name in self.errors)


class VndField(forms.CharField):
    """A sum as people write it: 45.000 ₫, 45k; cleaned to whole dong."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """This will return whole dong; None where nothing was typed and nothing is asked for."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_vnd(text)
        except NotAnAmount as refusal:
            raise forms.ValidationError(_("This is no sum. Example: 45.000"), code=refusal.code) from refusal

    def prepare_value(self, value: Any) -> Any:
        """This will write a number as a sum."""
        return format_vnd(value) if isinstance(value, int) else value


class ReasonForm(DeskForm):
    """Why something is done."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        error_messages={"required": _("Say why; the reason stays in the history.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, is_told: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])
        self.fields["reason"].help_text = TOLD if is_told else KEPT


class HandOverForm(ReasonForm):
    """A parcel that was given to whoever brings it."""

    tracking_number = forms.CharField(label=_("Tracking number (optional)"), max_length=60, required=False)


class PickupForm(ReasonForm):
    """A parcel that its buyer fetches."""

    pickup_code = forms.CharField(
        label=_("Code the buyer says"),
        max_length=20,
        error_messages={"required": _("Ask the buyer for the code; it is in the message about the parcel.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class TakeBackForm(ReasonForm):
    """Goods that came back."""

    restock = forms.BooleanField(label=_("The goods can be sold again"), required=False)


class OweForm(ReasonForm):
    """Money owed back while the goods are kept."""

    amount_vnd = VndField(
        label=_("Sum to be given back"), error_messages={"required": _("Say how much. Example: 45.000")}
    )


class PaidForm(DeskForm):
    """How a refund was given back."""

    how = forms.CharField(
        label=_("How the money was given back"),
        max_length=200,
        error_messages={"required": _("Say how the money was given back.")},
        help_text=_("For example: bank transfer on 24/11, number FT2632."),
    )


class ReturnAnswerForm(DeskForm):
    """Yes or no to a return, in words the buyer reads."""

    is_accepted = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("1", _("accept: the goods may come back")), ("0", _("decline"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose accept or decline.")},
    )
    answer = forms.CharField(
        label=_("What the buyer is told"),
        max_length=1000,
        error_messages={"required": _("Write what the buyer is told.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReceiveForm(DeskForm):
    """Goods of an accepted return that have arrived."""

    restock = forms.BooleanField(label=_("The goods can be sold again"), required=False)


class AddressForm(ReasonForm):
    """Another address. The place is found by today's or an old name; where several fit, one is chosen."""

    name = forms.CharField(label=_("Full name"), max_length=100)
    street = forms.CharField(label=_("House number, street, hamlet"), max_length=200)
    place = forms.CharField(
        label=_("Commune or ward, province"),
        max_length=150,
        help_text=_("Old names are fine, we convert them for you."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)


class TextForm(DeskForm):
    """Something said to a ticket."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=4000,
        error_messages={"required": _("Please write what it is about.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LastWordForm(TextForm):
    """A last word, or none."""

    text = forms.CharField(
        label=_("Last word (optional)"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class FindForm(DeskForm):
    """What is looked for. Sent by POST: a phone number in an address would stay in every log on the way."""

    q = forms.CharField(
        label=_("Order, part or ticket number, phone, or name"),
        max_length=100,
        error_messages={"required": _("Write a number, a phone or a part of a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )
    trang = forms.IntegerField(required=False, min_value=1, max_value=5, widget=forms.HiddenInput)


class OpenForm(TextForm):
    """A ticket for somebody who calls, about an order or one part of it."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=Kind.choices)
    part = forms.ChoiceField(label=_("Part"), required=False)

    field_order = ("kind", "part", "text")

    def __init__(self, *args: Any, parts: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {part.number: part for part in parts}
        choices = [("", _("the whole order")), *((number, number) for number in self.parts)]
        self.fields["part"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen_part(self) -> Any:
        """This will return the part that was chosen, or None for the whole order."""
        return self.parts.get(self.cleaned_data["part"])
