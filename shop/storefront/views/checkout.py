"""Ordering: one page, one idempotent completion, and the page that says it is done."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shop.forks.order.placement import BasketEmpty, Buyer, Wishes, place
from shop.primitives.refusal import Refusal
from shop.storefront import checkouts
from shop.storefront.addresses import Found, find_commune
from shop.storefront.forms import CheckoutForm
from shop.storefront.queries.baskets import basket_page
from shop.storefront.queries.orders import order_page
from shop.storefront.sentences import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """The whole checkout on one page."""
    form = checkouts.form_of(request)
    if request.method != "POST":
        page = basket_page(basket=request.basket)
        return _page(request, form) if page.may_be_ordered else redirect("storefront:basket")
    if not form.is_valid():
        return _page(request, form)
    basket_id = checkouts.basket_of(request, form.cleaned_data["basket"])
    if basket_id is None:
        return redirect("storefront:basket")
    place_found = find_commune(
        text=form.cleaned_data["place"],
        province_code=form.cleaned_data["province"],
        chosen_code=form.cleaned_data["commune"],
    )
    if place_found.commune is None:
        return _ask_place(request, form, place_found)
    return _order(request, form, basket_id, place_found.commune)


def _order(request: HttpRequest, form: CheckoutForm, basket_id: int, commune: Any) -> HttpResponse:
    typed = form.cleaned_data
    try:
        order = place(
            basket_id=basket_id,
            buyer=Buyer(typed["name"], typed["phone"], commune, typed["street"], typed["email"]),
            by=request.user if request.user.is_authenticated else None,
            language=get_language() or "vi",
            expected_total_vnd=typed["expected_total_vnd"],
            wishes=Wishes(note=typed["note"]),
        )
    except BasketEmpty:
        return redirect("storefront:basket")
    except Refusal as refusal:
        return _page(request, form, refusal=refusal)
    checkouts.remember(request, order)
    checkouts.keep(request, form, commune)
    return redirect("storefront:confirmation", number=order.number)


def _ask_place(request: HttpRequest, form: CheckoutForm, found: Found) -> HttpResponse:
    form.add_error("place", sentence(Refusal(found.code)))
    return _page(request, form, candidates=found.candidates)


def _page(
    request: HttpRequest, form: CheckoutForm, *, refusal: Refusal | None = None, candidates: tuple[Any, ...] = ()
) -> HttpResponse:
    context = {
        "form": form,
        "page": basket_page(basket=request.basket),
        "token": checkouts.token(request),
        "refused": sentence(refusal) if refusal else "",
        "candidates": candidates,
    }
    status = 409 if refusal else 422 if form.is_bound else 200
    return render(request, "storefront/checkout.html", context, status=status)


@never_cache
@require_safe
def confirmation(request: HttpRequest, number: str) -> HttpResponse:
    """Done: only for who placed it."""
    order = checkouts.own_order(request, number)
    if order is None:
        raise Http404
    return render(request, "storefront/order.html", {"page": order_page(order=order), "is_fresh": True})
