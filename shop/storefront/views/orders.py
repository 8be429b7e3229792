"""Finding an order again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop.accounts.client import client_address
from shop.fulfilment.queries import OrderNotFound, TooManyTries, find_order
from shop.storefront.forms import LookupForm
from shop.storefront.queries.orders import order_page
from shop.storefront.sentences import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """An order by its number and phone. One answer for wrong and unknown; too many tries: 429."""
    form = LookupForm(request.POST or None)
    if not form.is_valid():
        return render(request, "storefront/order_lookup.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        order = find_order(**form.cleaned_data, client_address=client_address(request), at=timezone.now())
    except (OrderNotFound, TooManyTries) as refusal:
        form.add_error(None, sentence(refusal))
        status = 429 if isinstance(refusal, TooManyTries) else 404
        return render(request, "storefront/order_lookup.html", {"form": form}, status=status)
    return render(request, "storefront/order.html", {"page": order_page(order=order), "is_fresh": False})
