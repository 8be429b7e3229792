"""Ordering in two pages, one idempotent completion, and the page that says it is done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shop.forks.order.placement import BasketEmpty, Wishes, place
from shop.policies.queries import wordings_in_force
from shop.primitives.refusal import Refusal
from shop.storefront import checkouts
from shop.storefront.addresses import Found, find_commune
from shop.storefront.checkouts import Draft
from shop.storefront.forms import CheckoutForm, OrderForm
from shop.storefront.proofs import Proof, for_buyer
from shop.storefront.queries.baskets import basket_page
from shop.storefront.queries.checkout import DeliveryPage, delivery_page
from shop.storefront.queries.orders import order_page
from shop.storefront.queries.personal_data import asked
from shop.storefront.sentences import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    """First page: who receives it, where, and what the makers should know. Nothing is ordered here."""
    form = checkouts.form_of(request)
    if request.method != "POST":
        page = basket_page(basket=request.basket)
        return _first(request, form) if page.may_be_ordered else redirect("storefront:basket")
    if not form.is_valid():
        return _first(request, form)
    found = find_commune(
        text=form.cleaned_data["place"],
        province_code=form.cleaned_data["province"],
        chosen_code=form.cleaned_data["commune"],
    )
    if found.commune is None:
        return _ask_place(request, form, found)
    checkouts.keep_draft(request, form, found.commune)
    return redirect("storefront:delivery")


def _ask_place(request: HttpRequest, form: CheckoutForm, found: Found) -> HttpResponse:
    form.add_error("place", sentence(Refusal(found.code)))
    return _first(request, form, candidates=found.candidates)


def _first(request: HttpRequest, form: CheckoutForm, *, candidates: tuple[Any, ...] = ()) -> HttpResponse:
    context = {"form": form, "page": basket_page(basket=request.basket), "candidates": candidates}
    return render(request, "storefront/checkout.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest) -> HttpResponse:
    """Second page: how each parcel goes and what it costs, everything once more to look at, and the order."""
    draft = checkouts.draft_of(request)
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and "order" in request.POST:
        return _order(request, form, draft)
    if draft is None:
        return redirect("storefront:checkout")
    page = _delivery_page(request, form, draft)
    return _second(request, form, draft, page) if page.page.may_be_ordered else redirect("storefront:basket")


def _order(request: HttpRequest, form: OrderForm, draft: Draft | None) -> HttpResponse:
    basket_id = checkouts.basket_of(request, form.cleaned_data["basket"])
    if basket_id is None:
        return redirect("storefront:basket")
    if draft is None:
        # A second click, after the first one placed the order and the draft was dropped.
        order = checkouts.order_of(request, basket_id)
        return redirect("storefront:confirmation", number=order.number) if order else redirect("storefront:checkout")
    try:
        order = place(
            basket_id=basket_id,
            buyer=draft.buyer,
            by=request.user if request.user.is_authenticated else None,
            language=get_language() or "vi",
            expected_total_vnd=form.cleaned_data["expected_total_vnd"],
            wishes=_wishes(form, draft),
        )
    except BasketEmpty:
        return redirect("storefront:basket")
    except Refusal as refusal:
        return _second(request, form, draft, _delivery_page(request, form, draft), refusal=refusal)
    checkouts.remember(request, order)
    checkouts.keep(request, draft)
    checkouts.forget_draft(request)
    return redirect("storefront:confirmation", number=order.number)


def _wishes(form: OrderForm, draft: Draft) -> Wishes:
    return Wishes(
        choices=form.choices,
        note=draft.words["note"],
        gift_note=draft.words["gift_note"],
        invoice=draft.invoice,
        is_of_age=form.cleaned_data["is_of_age"],
        wordings=wordings_in_force(at=timezone.now()),
        agreed=form.agreed,
    )


def _delivery_page(request: HttpRequest, form: OrderForm, draft: Draft) -> DeliveryPage:
    return delivery_page(basket=request.basket, commune=draft.commune, choices=form.choices, at=timezone.now())


def _second(
    request: HttpRequest, form: OrderForm, draft: Draft, page: DeliveryPage, *, refusal: Refusal | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "draft": draft,
        "checkout": page,
        "page": page.page,
        "token": checkouts.token(request),
        "asked": asked(user=request.user, ticked=form.agreed),
        "refused": sentence(refusal) if refusal else "",
    }
    return render(request, "storefront/delivery.html", context, status=409 if refusal else 200)


@require_safe
@for_buyer
def confirmation(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Done: the order's page, and the good news above it."""
    context = {"page": order_page(order=proof.order, at=proof.at), "is_fresh": True}
    return render(request, "storefront/order.html", context)
