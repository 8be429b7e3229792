"""A person's own data: what we hold and why, what they agreed to, a copy, and the end of the account."""

from __future__ import annotations

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from catalogue_ext.labels.words import written_day
from shop.accounts.second_factor import person
from shop.consents.operations import say
from shop.personal_data.copies import copies_of, copy_of_account
from shop.personal_data.operations import Forgotten, UnderWay, WorksHere, delete_account
from shop.primitives.period import last_day
from shop.storefront.account_forms import DeleteAccountForm
from shop.storefront.forms import ConsentForm
from shop.storefront.onward import own_form
from shop.storefront.queries.personal_data import legal_time, my_data
from shop.storefront.views.personal_data import noted, zipped

NAME = "xanha-du-lieu.zip"


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What we hold of whoever is logged in."""
    context = {"data": my_data(user=person(request), at=timezone.now()), "section": "account"}
    return render(request, "storefront/account/my_data.html", context)


@own_form
def copy(request: HttpRequest) -> HttpResponse:
    """The copy: at once, or made while the person goes on."""
    made = copy_of_account(user=person(request), language=get_language() or "vi", at=timezone.now())
    if made is not None:
        return zipped(made, NAME)
    messages.success(request, _("We are making your copy. As soon as it is ready we tell you, and it stands here."))
    return redirect("storefront:my_data")


@never_cache
@login_required
@require_safe
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy that was made; anybody else's, or one whose time is over, is not there."""
    ready = [row for row in copies_of(user=person(request), at=timezone.now()) if row.pk == pk and row.file]
    if not ready:
        raise Http404
    with ready[0].file.open("rb") as file:
        return zipped(file.read(), NAME)


@own_form
def consent(request: HttpRequest) -> HttpResponse:
    """A yes or a no that counts for all orders of the account."""
    form = ConsentForm(request.POST)
    if form.is_valid():
        said, language = form.cleaned_data, get_language() or "vi"
        say(
            purpose=said["purpose"],
            is_given=said["yes"],
            language=language,
            at=timezone.now(),
            user=person(request),
        )
        messages.success(request, noted(is_given=said["yes"]))
    return redirect("storefront:my_data")


@never_cache
@login_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """The end of an account, by its password; too many wrong ones lock out as at the log-in (axes)."""
    form = DeleteAccountForm(request.POST or None, request=request)
    refusal: WorksHere | UnderWay | None = None
    if form.is_valid():
        try:
            done = delete_account(user=person(request), at=timezone.now())
        except (WorksHere, UnderWay) as refused:
            refusal = refused
        else:
            auth.logout(request)
            messages.success(request, _farewell(done))
            return redirect("storefront:home")
    context = {"form": form, "refused": refusal, "legal_time": legal_time(at=timezone.now()), "section": "account"}
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "storefront/account/delete.html", context, status=status)


def _farewell(done: Forgotten) -> str:
    if done.keep_until is None:
        return _("Your account and your data are deleted. Thank you for having been here.")
    words = _("Your account is deleted. The law keeps your orders' papers until %(day)s, then they are deleted, too.")
    return words % {"day": written_day(last_day(done.keep_until))}
