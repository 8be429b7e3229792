"""A forgotten password. Whether an account exists is not told: both answers are the same page."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from shop.accounts.resetting import LinkDead, choose_password, reset_url, user_of_link, user_of_name
from shop.notices.operations import Recipient, notify
from shop.storefront.account_forms import ForgottenForm, NewPasswordForm

# One message in ten minutes for one account: a stranger's impatience is not a person's noise.
A_MESSAGE_IN_S = 600


@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by e-mail or SMS."""
    form = ForgottenForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "storefront/account/forgotten.html", {"form": form, "section": "account"}, status=status)
    _send_link(form.cleaned_data["name"])
    messages.success(request, _("If an account has this name, a link is on its way. It works for one hour."))
    return redirect("storefront:login")


def _send_link(name: str) -> None:
    user = user_of_name(name=name)
    if user is None:
        return
    at = timezone.now()
    # The link goes to the name that was typed, not to another one of the account.
    is_phone = name.startswith("+")
    # In the language the person chose, whoever asks.
    with override(user.language):
        base = reverse("storefront:new_password", args=["x", "x"]).removesuffix("x/x/")
    with transaction.atomic():
        notify(
            event="password_reset",
            key=f"{user.pk}.{int(at.timestamp()) // A_MESSAGE_IN_S}",
            to=Recipient(
                name=user.get_full_name() or name,
                email="" if is_phone else name,
                phone=name if is_phone else "",
                language=user.language,
            ),
            facts={"url": reset_url(user=user, base=base)},
            at=at,
        )


@never_cache
@sensitive_post_parameters("password")
def new_password(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Choose a new password by the link."""
    try:
        user = user_of_link(key=key, token=token)
        form = NewPasswordForm(request.POST or None, user=user)
        if form.is_valid():
            choose_password(key=key, token=token, password=form.cleaned_data["password"], at=timezone.now())
            messages.success(request, _("Your new password is set. Log in with it."))
            return redirect("storefront:login")
    except LinkDead:
        messages.error(request, _("This link no longer works. Ask for a new one."))
        return redirect("storefront:forgotten")
    context = {"form": form, "section": "account"}
    response = render(request, "storefront/account/new_password.html", context, status=422 if form.is_bound else 200)
    # The address is the key: it is told to nobody.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
