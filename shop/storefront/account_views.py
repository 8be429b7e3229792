"""Log-in, log-out, registration, the account page, and the second factor of staff."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from shop.accounts import operations, second_factor
from shop.accounts.queries import roles_of
from shop.accounts.roles import STAFF, Role
from shop.forks.basket.middleware import take_guest_basket
from shop.primitives.refusal import Refusal
from shop.storefront.account_forms import LoginForm, RegisterForm, TokenForm, sentence
from shop.storefront.onward import address_in, next_address
from shop.storefront.queries.shoppers import account_page
from shop.storefront.views.account.wishes import keep_waiting

BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"


def _onward(request: HttpRequest) -> HttpResponseRedirect:
    """This will lead on after log-in, in the person's language: staff to the second factor first, then to where they
    were going. What was put into a basket or wished for before is theirs now."""
    take_guest_basket(request)
    language = second_factor.person(request).language
    with override(language):
        keep_waiting(request)
    address = address_in(address=next_address(request) or reverse("storefront:home"), language=language)
    if roles_of(user=request.user) & STAFF and not second_factor.has_passed(request=request):
        name = (
            "second_factor" if second_factor.is_enrolled(user=second_factor.person(request)) else "second_factor_enrol"
        )
        step = reverse(f"storefront:{name}", query={"next": address} if next_address(request) else None)
        return redirect(address_in(address=step, language=language))
    return redirect(address)


def _page(request: HttpRequest, name: str, form: Any = None, **context: Any) -> HttpResponse:
    status = 422 if form is not None and form.is_bound else 200
    facts = {"form": form, "next": next_address(request), "section": "account", **context}
    return render(request, f"storefront/account/{name}.html", facts, status=status)


@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Log-in by e-mail or phone. A wrong name and a wrong password get one answer; too many lock out (axes)."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect("storefront:account")
    form = LoginForm(request.POST or None)
    if form.is_valid():
        user = auth.authenticate(request, username=form.cleaned_data["name"], password=form.cleaned_data["password"])
        if user is not None:
            auth.login(request, user)
            return _onward(request)
        form.add_error(None, _("No account has this name with this password."))
    return _page(request, "login", form)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Log-out. The basket of a known person waits for the next log-in."""
    auth.logout(request)
    messages.success(request, _("You are logged out."))
    return redirect("storefront:home")


@never_cache
@sensitive_post_parameters("password")
def register(request: HttpRequest) -> HttpResponse:
    """Registration, and log-in right after."""
    if request.user.is_authenticated:
        return redirect("storefront:account")
    form = RegisterForm(request.POST or None)
    if form.is_valid():
        try:
            user = operations.register(**form.cleaned_data, language=get_language() or "vi", by=None, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.facts.get("field"), sentence(refusal))
        else:
            auth.login(request, user, backend=BACKEND)
            return _onward(request)
    return _page(request, "register", form)


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Who is logged in, as what, and where that leads."""
    held = roles_of(user=request.user)
    return _page(
        request,
        "account",
        page=account_page(user=request.user, at=timezone.now()),
        roles=[_role_name(role) for role in Role if role in held],
        may_administer=Role.ADMINISTRATOR in held,
        is_officer=Role.PROGRAMME_OFFICER in held,
        is_member=Role.PRODUCER_MEMBER in held,
        may_see_dashboard=bool(held & {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER}),
        may_help=bool(held & {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.SUPPORT}),
        needs_second_factor=bool(held & STAFF) and not second_factor.is_excused(user=second_factor.person(request)),
    )


def _role_name(role: Role) -> str:
    return {
        Role.ADMINISTRATOR: _("administrator"),
        Role.PROGRAMME_OFFICER: _("programme officer"),
        Role.SUPPORT: _("support"),
        Role.CENTRE_STAFF: _("centre staff"),
        Role.PRODUCER_MEMBER: _("producer member"),
    }[role]


@never_cache
@login_required
@sensitive_post_parameters("token")
def second_factor_check(request: HttpRequest) -> HttpResponse:
    """The second step of staff: six digits, or a backup code."""
    if not second_factor.is_enrolled(user=second_factor.person(request)):
        return redirect(reverse("storefront:second_factor_enrol", query={"next": next_address(request)}))
    form = TokenForm(request.POST or None)
    if form.is_valid():
        try:
            second_factor.pass_with(request=request, token=form.cleaned_data["token"])
        except second_factor.WrongToken as refusal:
            form.add_error("token", sentence(refusal))
        else:
            return redirect(next_address(request) or "storefront:account")
    return _page(request, "second_factor", form)


@never_cache
@login_required
@sensitive_post_parameters("token")
def second_factor_enrol(request: HttpRequest) -> HttpResponse:
    """Connecting a telephone: a QR code, then six digits to show that it works."""
    if not second_factor.may_connect(request=request):
        return redirect(reverse("storefront:second_factor", query={"next": request.get_full_path()}))
    device = second_factor.waiting_device(user=second_factor.person(request))
    form = TokenForm(request.POST or None)
    if form.is_valid():
        try:
            second_factor.confirm(request=request, token=form.cleaned_data["token"], at=timezone.now())
        except second_factor.WrongToken as refusal:
            form.add_error("token", sentence(refusal))
        else:
            return redirect(reverse("storefront:backup_codes", query={"next": next_address(request)}))
    return _page(request, "second_factor_enrol", form, device=device, **_secret(device))


def _secret(device: Any) -> dict[str, SafeString | str]:
    """This will return what the telephone reads: the QR code as SVG, and the same secret to type."""
    if device is None:
        return {}
    # A white ground of its own: cameras read dark on light only, and pages are dark at night.
    svg = segno.make(device.config_url, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    key = device.config_url.split("secret=")[1].split("&")[0]
    grouped = " ".join(key[i : i + 4] for i in range(0, len(key), 4))
    return {"qr": mark_safe(svg), "secret": grouped}  # noqa: S308 (drawn by segno from our own secret)


@require_POST
@login_required
def second_factor_begin(request: HttpRequest) -> HttpResponse:
    """A new secret for the telephone."""
    if not second_factor.may_connect(request=request):
        return redirect("storefront:second_factor")
    second_factor.begin(request=request)
    return redirect(reverse("storefront:second_factor_enrol", query={"next": next_address(request)}))


@never_cache
@login_required
def backup_codes(request: HttpRequest) -> HttpResponse:
    """The codes that are still good; a POST replaces them. Only after the second factor."""
    if not second_factor.is_verified(request=request):
        return redirect(reverse("storefront:second_factor", query={"next": request.get_full_path()}))
    if request.method == "POST":
        second_factor.renew_backup_codes(user=second_factor.person(request))
        return redirect("storefront:backup_codes")
    return _page(request, "backup_codes", codes=second_factor.backup_codes(user=second_factor.person(request)))


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """What axes answers after too many wrong passwords for one name from one address."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "storefront/locked_out.html", {"minutes": minutes}, status=429)
