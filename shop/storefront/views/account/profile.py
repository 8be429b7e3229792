"""Who a person is to us: name, log-in names, password, language."""

from __future__ import annotations

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shop.accounts.phones import spoken
from shop.accounts.profile import change_password, choose_language, rename
from shop.accounts.second_factor import person
from shop.storefront.account_forms import ChangePasswordForm, LanguageForm, NameForm
from shop.storefront.onward import address_in, next_address, own_form

FORM = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_http_methods(FORM)
def profile(request: HttpRequest) -> HttpResponse:
    """Name, e-mail, phone, language; the name can be changed."""
    user = person(request)
    form = NameForm(request.POST or None, initial={"full_name": user.get_full_name()})
    if form.is_valid():
        rename(user=user, full_name=form.cleaned_data["full_name"], at=timezone.now())
        messages.success(request, _("Your name is changed."))
        return redirect("storefront:profile")
    phone = spoken(phone=user.phone) if user.phone else ""
    context = {"form": form, "phone": phone, "section": "account"}
    return render(request, "storefront/account/profile.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@sensitive_post_parameters("old", "password")
@require_http_methods(FORM)
def password(request: HttpRequest) -> HttpResponse:
    """A new password, by the old one; too many wrong ones lock out as at the log-in (axes)."""
    form = ChangePasswordForm(request.POST or None, request=request)
    if form.is_valid():
        user = person(request)
        change_password(user=user, password=form.cleaned_data["password"], at=timezone.now())
        auth.update_session_auth_hash(request, user)
        messages.success(request, _("Your new password is set. Everywhere else you are logged out."))
        return redirect("storefront:profile")
    context = {"form": form, "section": "account"}
    return render(request, "storefront/account/password.html", context, status=422 if form.is_bound else 200)


@own_form
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language a person chose, and show the page they came from in it."""
    form, user = LanguageForm(request.POST), person(request)
    if form.is_valid():
        choose_language(user=user, language=form.cleaned_data["language"])
    address = next_address(request) or reverse("storefront:profile")
    return redirect(address_in(address=address, language=user.language))
