"""Finding an order again, and the page of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shop.accounts.client import client_address
from shop.fulfilment.queries import OrderNotFound, TooManyTries, find_order, orders_of
from shop.storefront.forms import LookupForm
from shop.storefront.proofs import ORDERS, Proof, for_buyer, remember
from shop.storefront.queries.orders import order_page, order_rows
from shop.storefront.sentences import sentence

ORDERS_A_PAGE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """An order by its number and phone. One answer for wrong and unknown; too many tries: 429.

    The code on a parcel brings its number along (`?so=`): the field is filled, the phone is asked for all the same.
    """
    form = LookupForm(request.POST or None, initial={"number": request.GET.get("so", "")[:30].partition("-")[0]})
    if not form.is_valid():
        return render(request, "storefront/order_lookup.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        order = find_order(**form.cleaned_data, client_address=client_address(request), at=timezone.now())
    except (OrderNotFound, TooManyTries) as refusal:
        form.add_error(None, sentence(refusal))
        status = 429 if isinstance(refusal, TooManyTries) else 404
        return render(request, "storefront/order_lookup.html", {"form": form}, status=status)
    remember(request, ORDERS, order.number, at=timezone.now())
    return redirect("storefront:order", number=order.number)


@require_safe
@for_buyer
def one(request: HttpRequest, proof: Proof) -> HttpResponse:
    """An order with everything its buyer can do about it: for its account, the browser it came from, or who has just
    proved number and phone."""
    context = {"page": order_page(order=proof.order, at=proof.at), "is_fresh": False}
    return render(request, "storefront/order.html", context)


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """A shopper's own orders, newest first."""
    page = Paginator(orders_of(user=request.user), ORDERS_A_PAGE).get_page(request.GET.get("trang"))
    rows = order_rows(orders=page.object_list, at=timezone.now())
    context = {"page": page, "rows": rows, "section": "account"}
    return render(request, "storefront/account/orders.html", context)


@never_cache
@login_required
@require_safe
def mine_one(request: HttpRequest, number: str) -> HttpResponse:
    """One of a shopper's own orders; anybody else's is not there."""
    orders = orders_of(user=request.user).select_related("invoice_request", "cash_confirmation")
    order = get_object_or_404(orders, number=number)
    context = {"page": order_page(order=order, at=timezone.now()), "is_fresh": False, "section": "account"}
    return render(request, "storefront/order.html", context)
