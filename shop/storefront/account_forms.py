"""Forms of log-in, registration and the second factor. They check shape; the room of people checks meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.accounts.phones import BadPhone, to_e164
from shop.primitives.refusal import Refusal
from shop.storefront.forms import MendableForm


def sentence(refusal: Refusal) -> str:
    """This will return what is said for a refusal of the room of people."""
    facts = refusal.facts
    if refusal.code == "bad_phone":
        if facts["reason"] == "length":
            return _("This number has %(digits)s digits and needs %(needed)s. Example: 091 234 5678.") % facts
        if facts["reason"] == "foreign":
            return _("We can only use Vietnamese numbers for now. Example: 091 234 5678.")
        return _("This is not a Vietnamese phone number. Example: 091 234 5678.")
    if refusal.code == "name_taken":
        taken = {
            "email": _("There is an account with this e-mail address already. Log in instead."),
            "phone": _("There is an account with this phone number already. Log in instead."),
        }
        return taken[facts["field"]]
    if refusal.code == "no_login_name":
        return _("Give an e-mail address or a phone number.")
    if refusal.code == "wrong_token":
        return _("These digits do not fit. Wait for the next ones and try again.")
    raise refusal


def _phone(text: str) -> str:
    try:
        return to_e164(text=text)
    except BadPhone as refusal:
        raise forms.ValidationError(sentence(refusal)) from None


class LoginForm(forms.Form):
    """E-mail or phone, and the password."""

    name = forms.CharField(
        label=gettext_lazy("E-mail or phone number"),
        max_length=254,
        error_messages={"required": gettext_lazy("Please give your e-mail address or your phone number.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=256,
        strip=False,
        error_messages={"required": gettext_lazy("Please give your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_name(self) -> str:
        """This will return the name in its stored form."""
        name = self.cleaned_data["name"].strip()
        return name.lower() if "@" in name else _phone(name)


class RegisterForm(forms.Form):
    """A name, an e-mail or a phone or both, and a password."""

    full_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please give your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=256,
        strip=False,
        help_text=gettext_lazy("At least 8 characters, not digits alone."),
        error_messages={"required": gettext_lazy("Please choose a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_phone(self) -> str:
        """This will return the phone in its stored form, empty when none was given."""
        phone = self.cleaned_data["phone"].strip()
        return _phone(phone) if phone else ""

    def clean_password(self) -> str:
        """This will refuse what is too short, too common or digits alone."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """This will ask for one name at least, once both were readable."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Give an e-mail address or a phone number."))
        return cleaned


class TokenForm(forms.Form):
    """Six digits from the telephone, or a backup code."""

    token = forms.CharField(
        label=gettext_lazy("Six digits or a backup code"),
        max_length=20,
        error_messages={"required": gettext_lazy("Please give the six digits, or a backup code.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "none"}),
    )


class NameForm(MendableForm):
    """The name a person is called by."""

    full_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please give your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class LanguageForm(forms.Form):
    """One of the shop's languages."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


class ForgottenForm(forms.Form):
    """The name a person logs in with."""

    name = forms.CharField(
        label=gettext_lazy("E-mail or phone number"),
        max_length=254,
        error_messages={"required": gettext_lazy("Please give your e-mail address or your phone number.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    clean_name = LoginForm.clean_name


class NewPasswordForm(MendableForm):
    """A new password, judged as at registration."""

    password = forms.CharField(
        label=gettext_lazy("New password"),
        max_length=256,
        strip=False,
        help_text=gettext_lazy("At least 8 characters, not digits alone."),
        error_messages={"required": gettext_lazy("Please choose a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_password(self) -> str:
        """This will return the password when it is hard enough to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self._user)
        return password


class ChangePasswordForm(NewPasswordForm):
    """The old password and the new one. A wrong old one counts as at the log-in, so nobody guesses on here."""

    old = forms.CharField(
        label=gettext_lazy("Current password"),
        max_length=256,
        strip=False,
        error_messages={"required": gettext_lazy("Please give your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, user=request.user, **kwargs)
        self._request = request

    def clean_old(self) -> str:
        """This will refuse what does not log this person in."""
        return _own_password(self._request, self.cleaned_data["old"])


class DeleteAccountForm(MendableForm):
    """The password once more. A wrong one counts as at the log-in."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=256,
        strip=False,
        error_messages={"required": gettext_lazy("Please give your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_password(self) -> str:
        """This will refuse what does not log this person in."""
        return _own_password(self._request, self.cleaned_data["password"])


def _own_password(request: HttpRequest, typed: str) -> str:
    user: Any = request.user
    if auth.authenticate(request, username=user.email or user.phone, password=typed) != user:
        raise forms.ValidationError(_("This is not your password."))
    return typed
