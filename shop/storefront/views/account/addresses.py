"""The address book. Another person's address is not there: 404."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue_ext.places.queries import provinces
from shop.accounts.phones import spoken
from shop.accounts.second_factor import person
from shop.primitives.refusal import Refusal
from shop.shoppers.operations import forget_address, keep_address, make_default
from shop.shoppers.queries import addresses_of
from shop.storefront.addresses import find_commune
from shop.storefront.forms import AddressForm
from shop.storefront.onward import own_form
from shop.storefront.queries.shoppers import kept_addresses
from shop.storefront.sentences import sentence

FORM = ["GET", "HEAD", "POST"]


@never_cache
@login_required
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """All of them, the default first."""
    context = {"rows": kept_addresses(owner=request.user), "section": "account"}
    return render(request, "storefront/account/addresses.html", context)


@never_cache
@login_required
@require_http_methods(FORM)
def new(request: HttpRequest) -> HttpResponse:
    """Write down one more."""
    user = person(request)
    initial = {"name": user.get_full_name(), "phone": spoken(phone=user.phone or "")}
    return _edit(request, AddressForm(request.POST or None, provinces=provinces(), initial=initial))


@never_cache
@login_required
@require_http_methods(FORM)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write one anew."""
    row = get_object_or_404(addresses_of(owner=request.user), pk=pk)
    shown = next(kept for kept in kept_addresses(owner=request.user) if kept.pk == pk)
    # The code stays out: without a script it would win over a name that is typed anew.
    initial = {**shown.typed, "commune": "", "is_default": shown.is_default}
    return _edit(request, AddressForm(request.POST or None, provinces=provinces(), initial=initial), row)


@own_form
def default(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the one the checkout begins with."""
    make_default(address=get_object_or_404(addresses_of(owner=request.user), pk=pk))
    messages.success(request, _("The checkout begins with this address from now on."))
    return redirect("storefront:addresses")


@own_form
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one out of the book."""
    forget_address(address=get_object_or_404(addresses_of(owner=request.user), pk=pk))
    messages.success(request, _("The address is deleted. Orders you placed with it keep theirs."))
    return redirect("storefront:addresses")


def _edit(request: HttpRequest, form: AddressForm, row: Any = None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, row)
    typed = form.cleaned_data
    found = find_commune(text=typed["place"], province_code=typed["province"], chosen_code=typed["commune"])
    if found.commune is None:
        form.add_error("place", sentence(Refusal(found.code)))
        return _page(request, form, row, candidates=found.candidates)
    try:
        keep_address(
            owner=request.user,
            name=typed["name"],
            phone=typed["phone"],
            street=typed["street"],
            commune=found.commune,
            is_default=typed["is_default"],
            address=row,
        )
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return _page(request, form, row)
    messages.success(request, _("The address is kept."))
    return redirect("storefront:addresses")


def _page(request: HttpRequest, form: AddressForm, row: Any, *, candidates: tuple[Any, ...] = ()) -> HttpResponse:
    context = {"form": form, "row": row, "candidates": candidates, "section": "account"}
    return render(request, "storefront/account/address.html", context, status=422 if form.is_bound else 200)
