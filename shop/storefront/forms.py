"""What shoppers type. Forms judge shape; the rooms judge meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from shop.accounts.phones import BadPhone, to_e164
from shop.primitives.codes import normalise_code
from shop.storefront.sentences import bad_phone

MOST = 500
# What a key's column holds; PostgreSQL fails at more.
BIGGEST_KEY = 2**63 - 1


class MendableForm(forms.Form):
    """A form whose errors stand on top with links, and under their fields."""

    @property
    def has_field_errors(self) -> bool:
        """This will tell whether some field is to be mended (not only the form as a whole)."""
        return any(name != NON_FIELD_ERRORS for name in self.errors)


class AddForm(forms.Form):
    """Quantity and pack size beside a buy button."""

    quantity = forms.IntegerField(min_value=1, max_value=MOST)
    pack = forms.IntegerField(required=False, min_value=1)

    @property
    def chosen_pack(self) -> int | None:
        """This will return the pack size's key as typed, or None."""
        text = self.data.get("pack", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


class WishForm(forms.Form):
    """A wish button: one of a product to put on the list, a product to take off, a line to take off."""

    add = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_KEY)
    remove = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_KEY)
    line = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST_KEY)
    # Of the button that a script replaces.
    is_small = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """This will refuse a form that asks for nothing, or for two things."""
        cleaned = super().clean() or {}
        if sum(cleaned.get(name) is not None for name in ("add", "remove", "line")) != 1:
            raise forms.ValidationError("one of add, remove, line", code="one_of")
        return cleaned


class LineForm(forms.Form):
    """A basket line's quantity; 0 takes it out."""

    quantity = forms.IntegerField(min_value=0, max_value=MOST)


class PhoneField(forms.CharField):
    """A Vietnamese number as people write it; cleaned to E.164."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)

    def clean(self, value: Any) -> str:
        """This will return +84… Refuses: a form error that says what is wrong with the number."""
        try:
            return to_e164(text=super().clean(value) or "")
        except BadPhone as refusal:
            raise forms.ValidationError(bad_phone(refusal.facts), code=refusal.code) from refusal


class DestinationForm(MendableForm):
    """Who receives it and where. The place is found by today's or an old name."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=100,
        error_messages={"required": _("Please give the name of who receives the parcel.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Phone number"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    street = forms.CharField(
        label=_("House number, street, hamlet"),
        max_length=200,
        error_messages={"required": _("Please give house number and street, or hamlet and landmark.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    place = forms.CharField(
        label=_("Commune or ward"),
        max_length=150,
        error_messages={"required": _("Please give the commune or ward.")},
        help_text=_("Old names are fine, we convert them for you."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    province = forms.ChoiceField(label=_("Province or city"), required=False)
    commune = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)

    def __init__(self, *args: Any, provinces: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Not sure"))] + [(row.code, row.name) for row in provinces]
        self.fields["province"].choices = choices  # type: ignore[attr-defined]


class AddressForm(DestinationForm):
    """One address of the book."""

    is_default = forms.BooleanField(label=_("Begin the checkout with this address"), required=False)


class CheckoutForm(DestinationForm):
    """Who orders and where it goes, on one page.

    `kept` are the addresses of who is signed in; `keep` writes a new one into their book.
    """

    keep = forms.BooleanField(label=_("Keep this address in my account"), required=False)
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        error_messages={"invalid": _("This e-mail address is not complete. Example: ha@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    note = forms.CharField(
        label=_("Note for the producers (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    expected_total_vnd = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    basket = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kept: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept

    @property
    def chosen(self) -> str:
        """This will return the key of the kept address that is chosen, at first the default; "" for a new one."""
        if self.is_bound:
            return str(self.data.get("address", ""))
        first = next(iter(self.kept), None)
        return str(first.pk) if first and first.is_of_today else ""


class LookupForm(MendableForm):
    """An order number and the phone it was ordered with."""

    number = forms.CharField(
        label=_("Order number"),
        max_length=30,
        error_messages={"required": _("Please give the order number. It has 10 letters and digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    phone = PhoneField(
        label=_("Phone number"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class CheckForm(MendableForm):
    """The code printed beside a QR."""

    code = forms.CharField(
        label=_("Check code"),
        max_length=30,
        error_messages={"required": _("Please give the code of 10 letters and digits printed beside the QR.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        """This will return the code as it is stored, however it was typed; signs alone are no code."""
        code = normalise_code(self.cleaned_data["code"])
        if not code.isalnum():
            raise forms.ValidationError(self.fields["code"].error_messages["required"], code="required")
        return code
