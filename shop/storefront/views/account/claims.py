"""A guest's order into the account, by number and phone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shop.accounts.client import client_address
from shop.fulfilment.claiming import OrderTaken, claim
from shop.fulfilment.queries import OrderNotFound, TooManyTries
from shop.storefront.forms import LookupForm
from shop.storefront.sentences import sentence

STATUS = {OrderNotFound.code: 404, TooManyTries.code: 429, OrderTaken.code: 409}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def claim_order(request: HttpRequest) -> HttpResponse:
    """One answer for a wrong number and a wrong phone; too many tries: 429, counted with the look-up's."""
    form = LookupForm(request.POST or None)
    if not form.is_valid():
        return _page(request, form, 422 if form.is_bound else 200)
    address = client_address(request)
    try:
        order = claim(**form.cleaned_data, by=request.user, client_address=address, at=timezone.now())
    except (OrderNotFound, TooManyTries, OrderTaken) as refusal:
        form.add_error(None, sentence(refusal))
        return _page(request, form, STATUS[refusal.code])
    messages.success(request, _("Order %(number)s is in your account now.") % {"number": order.number})
    return redirect("storefront:my_order", number=order.number)


def _page(request: HttpRequest, form: LookupForm, status: int) -> HttpResponse:
    return render(request, "storefront/account/claim.html", {"form": form, "section": "account"}, status=status)
