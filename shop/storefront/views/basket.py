"""Into the basket, and the basket itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.accounts.client import client_address
from shop.channels.queries import national
from shop.forks.basket.models import NotForSale
from shop.primitives.refusal import Refusal
from shop.promotions.operations import find_voucher
from shop.promotions.refusals import TooManyCodes
from shop.storefront.forms import AddForm, LineForm, VoucherForm
from shop.storefront.queries.baskets import basket_page, line_of
from shop.storefront.queries.products import back_url, buyable
from shop.storefront.sentences import sentence


@never_cache
@require_safe
def basket(request: HttpRequest) -> HttpResponse:
    """The basket, grouped by producer."""
    return _page(request, VoucherForm())


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a product, or the chosen pack size of it, into the basket."""
    form = AddForm(request.POST)
    product = buyable(pk=pk, pack=form.chosen_pack)
    if product is None:
        raise Http404
    if not form.is_valid():
        return _refused(request, _("Choose a number from 1 to 500."), product, 422)
    try:
        request.basket.add_product(product, form.cleaned_data["quantity"], channel=national())
    except NotForSale as refusal:
        return _refused(request, sentence(refusal), product, 409)
    messages.success(request, _("In your basket: %(name)s.") % {"name": product.name})
    return redirect("storefront:checkout" if request.POST.get("next") == "checkout" else "storefront:basket")


@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line of the visitor's own basket, or take it out."""
    found = line_of(basket=request.basket, pk=pk)
    if found is None:
        raise Http404
    form = LineForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a number from 1 to 500."))
        return redirect("storefront:basket")
    try:
        request.basket.set_quantity(line=found, quantity=form.cleaned_data["quantity"])
    except NotForSale as refusal:
        messages.error(request, sentence(refusal))
    return redirect("storefront:basket")


@require_POST
def voucher(request: HttpRequest) -> HttpResponse:
    """Put a voucher in by its code; what is wrong with it stands under the field. Too many that are none: 429."""
    form = VoucherForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    who, where = request.user, client_address(request)
    try:
        state = find_voucher(code=form.cleaned_data["code"], by=who, client_address=where, at=timezone.now())
        request.basket.take_voucher(voucher=state.voucher, by=who)
    except Refusal as refusal:
        form.add_error("code", sentence(refusal))
        return _page(request, form, status=429 if isinstance(refusal, TooManyCodes) else 409)
    messages.success(request, _("The code %(code)s counts in this basket.") % {"code": state.voucher.code})
    return redirect("storefront:basket")


@require_POST
def voucher_remove(request: HttpRequest) -> HttpResponse:
    """Take the voucher out of the basket."""
    request.basket.drop_voucher()
    return redirect("storefront:basket")


def _page(request: HttpRequest, form: VoucherForm, *, status: int = 200) -> HttpResponse:
    context = {"page": basket_page(basket=request.basket), "form": form, "section": "basket"}
    return render(request, "storefront/basket.html", context, status=status)


def _refused(request: HttpRequest, text: str, product: Any, status: int) -> HttpResponse:
    back = back_url(product=product, strategy=request.strategy)
    return render(request, "storefront/refused.html", {"text": text, "back_url": back}, status=status)
