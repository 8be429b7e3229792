"""What a guest types who wants to be told when a product is back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.storefront.forms import MendableForm


class WaitForm(MendableForm):
    """A guest's e-mail address."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={
            "required": _("Please give the e-mail address that we write to."),
            "invalid": _("This e-mail address is not complete. Example: ha@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class AccountWaitForm(MendableForm):
    """Who is signed in types nothing."""
