"""Asking to be told when a product is back; the links in our messages: confirming, taking back. No log-in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop.accounts.client import client_address
from shop.primitives.refusal import Refusal
from shop.storefront.queries import products, waits
from shop.storefront.sentences import sentence
from shop.storefront.views.after_sale.acting import FORM, sent
from shop.storefront.wait_forms import AccountWaitForm, WaitForm
from shop.waits import operations
from shop.waits.links import key_in
from shop.waits.models import Wait
from shop.waits.queries import wait_behind
from shop.waits.refusals import NothingToWaitFor, TooManyAskings, WaitOver


@never_cache
@require_http_methods(FORM)
def ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form of a product's page on a page of its own: for who comes from a list, or has something to mend."""
    page = products.product_page(pk=pk, strategy=request.strategy)
    if page is None:
        raise Http404
    if not page.may_be_waited_for:
        return redirect(page.url)
    form = (AccountWaitForm if request.user.is_authenticated else WaitForm)(sent(request)[0])
    if form.is_valid():
        try:
            _put_down(request, page.product, form.cleaned_data.get("email", ""))
        except NothingToWaitFor as refusal:
            messages.warning(request, sentence(refusal))
            return redirect(page.url)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            return _form(request, page, form, status=429 if isinstance(refusal, TooManyAskings) else 409)
        return redirect(page.url)
    return _form(request, page, form, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, page: Any, form: Any, *, status: int) -> HttpResponse:
    context = {"page": page, "form": form, "tell_me": waits.tell_me(page=page, user=request.user)}
    return render(request, "storefront/tell_me.html", context, status=status)


def _put_down(request: HttpRequest, product: Any, email: str) -> None:
    operations.ask(
        product=product,
        user=request.user,
        email=email,
        language=get_language() or "vi",
        client_address=client_address(request),
        at=timezone.now(),
    )
    if request.user.is_authenticated:
        messages.success(request, _("You are put down. As soon as it can be bought again, we tell you once."))
        return
    # The same words whether the address was known or not: nobody learns who waits for what.
    words = _(
        "Please open the mail we send to %(email)s and confirm there; until then we tell you nothing. "
        "If you have confirmed before, there is nothing more to do."
    )
    messages.info(request, words % {"email": email})


def by_link(view: Callable[[HttpRequest, Wait], HttpResponse]) -> Callable[..., HttpResponse]:
    """This will give a view the wish whose signed link was opened: 404 for a link we did not make, 410 with a page that
    says so where nothing is kept any more."""

    @never_cache
    @require_http_methods(FORM)
    @wraps(view)
    def shown(request: HttpRequest, token: str) -> HttpResponse:
        key = key_in(token=token)
        if key is None:
            raise Http404
        try:
            return view(request, wait_behind(key=key, at=timezone.now()))
        except WaitOver:
            return render(request, "storefront/wait_over.html", status=410)

    return shown


@by_link
def confirm(request: HttpRequest, wait: Wait) -> HttpResponse:
    """A guest says that the address is theirs. Opening the link changes nothing: mail programs open links, too."""
    if request.method == "POST":
        operations.confirm(wait=wait, at=timezone.now())
        messages.success(request, _("Confirmed. As soon as it can be bought again, we tell you once."))
        return redirect(waits.leads_to(product=wait.product))
    return render(request, "storefront/wait.html", {"kept": waits.kept(wait=wait), "is_confirming": True})


@by_link
def stop(request: HttpRequest, wait: Wait) -> HttpResponse:
    """What we keep of a wish, and taking it back."""
    if request.method == "POST":
        # Who holds the link need not be signed in; the audit names the account only when it is its own.
        by = wait.user if request.user.is_authenticated and wait.user_id == request.user.pk else None
        operations.take_back(wait=wait, by=by, at=timezone.now())
        messages.success(request, _("Taken back and deleted. We do not write to you about it any more."))
        return redirect(waits.leads_to(product=wait.product))
    return render(request, "storefront/wait.html", {"kept": waits.kept(wait=wait), "is_confirming": False})
