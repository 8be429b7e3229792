"""What shoppers type. Forms judge shape; the rooms judge meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shop.accounts.phones import BadPhone, to_e164
from shop.consents.models import Purpose
from shop.consents.queries import offered
from shop.primitives.codes import normalise_code
from shop.storefront.sentences import bad_phone

MOST = 500
# What a key's column holds; PostgreSQL fails at more.
BIGGEST_KEY = 2**63 - 1


INVOICE_FIELDS = ("company", "tax_code", "company_address", "company_email")
# Ten digits, a branch with three more (as printed on registration papers); twelve are a citizen's number used as one.
TAX_CODE = re.compile(r"\d{10}(-\d{3})?|\d{12}")
DELIVERY = "giao-"
# One box for each purpose of shop/consents.
AGREES = "dong-y"
_BAD_TAX_CODE = _("A tax code has 10 digits, 13 with a branch (0101234567-001), or 12.")
_NEEDED_FOR_INVOICE = {
    "company": _("Please give the company's name for the invoice."),
    "tax_code": _("Please give the tax code for the invoice."),
    "company_address": _("Please give the company's address for the invoice."),
    "company_email": _("Please give the e-mail address that the invoice goes to."),
}


def _text(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs=attributes)


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


class VoucherForm(MendableForm):
    """A voucher code as its owner types it."""

    code = forms.CharField(
        label=_("Voucher code"),
        max_length=40,
        error_messages={
            "required": _("Please type the code, for example CHAOBAN."),
            "max_length": _("This is too long for a code. Please check it once more."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


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
    """Who orders and where it goes: the first page of the checkout.

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
    gift_note = forms.CharField(
        label=_("Gift card (optional)"),
        required=False,
        max_length=300,
        help_text=_("We ask the producers to put a card with these words into the parcels."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wants_invoice = forms.BooleanField(label=_("I need a VAT invoice for a company"), required=False)
    company = forms.CharField(
        label=_("Company name"), required=False, max_length=255, widget=_text(autocomplete="organization")
    )
    tax_code = forms.CharField(
        label=_("Tax code"), required=False, max_length=14, widget=_text(inputmode="numeric", autocomplete="off")
    )
    company_address = forms.CharField(
        label=_("Address on the invoice"), required=False, max_length=255, widget=_text(autocomplete="off")
    )
    company_email = forms.EmailField(
        label=_("E-mail for the invoice"),
        required=False,
        error_messages={"invalid": _("This e-mail address is not complete. Example: ha@example.com.")},
    )

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

    @property
    def is_invoice_open(self) -> bool:
        """This will tell whether the fields of the invoice are to be seen at once."""
        return bool(self["wants_invoice"].value()) or any(name in self.errors for name in INVOICE_FIELDS)

    def clean(self) -> dict[str, Any]:
        """This will ask for every field of an invoice that is wanted, and forget them when none is."""
        cleaned = super().clean() or {}
        if not cleaned.get("wants_invoice"):
            return {**cleaned, **dict.fromkeys(INVOICE_FIELDS, "")}
        for name in INVOICE_FIELDS:
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, forms.ValidationError(_NEEDED_FOR_INVOICE[name], code="required"))
        tax_code = "".join(str(cleaned.get("tax_code", "")).split())
        if tax_code and not TAX_CODE.fullmatch(tax_code):
            self.add_error("tax_code", forms.ValidationError(_BAD_TAX_CODE, code="tax_code"))
        cleaned["tax_code"] = tax_code
        return cleaned


class OrderForm(forms.Form):
    """What is decided on the second page: the way of each parcel (`giao-<part>`), age, and the total that was seen."""

    expected_total_vnd = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    basket = forms.CharField(widget=forms.HiddenInput)
    is_of_age = forms.BooleanField(required=False)

    @property
    def agreed(self) -> list[Purpose]:
        """This will return what was ticked beyond what the order needs; nothing is ticked before anybody does."""
        sent = self.data.getlist(AGREES) if isinstance(self.data, QueryDict) else self.data.get(AGREES, ())
        return [purpose for purpose in offered() if purpose.value in sent]

    @property
    def choices(self) -> dict[str, str]:
        """This will return the chosen way by part, as sent; placing refuses what is not offered."""
        sent = self.data.items() if self.is_bound else ()
        return {name.removeprefix(DELIVERY): str(code) for name, code in sent if name.startswith(DELIVERY)}


class ConsentForm(forms.Form):
    """A yes or a no to one purpose."""

    purpose = forms.ChoiceField(choices=Purpose.choices)
    yes = forms.BooleanField(required=False)

    def clean_purpose(self) -> Purpose:
        """This will return the purpose, one that is offered."""
        purpose = Purpose(self.cleaned_data["purpose"])
        if purpose not in offered():
            raise forms.ValidationError("not offered", code="not_offered")
        return purpose


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
