"""The wish list. Who is not logged in may wish as well: the wish waits in the session for the log-in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shop.shoppers.operations import NotWishable, WishListFull, unwish, wish
from shop.storefront.forms import WishForm
from shop.storefront.onward import next_address
from shop.storefront.queries.shoppers import wish_page
from shop.storefront.sentences import sentence
from shop.storefront.templatetags.shop import in_language

_WAITING = "wish_waiting"


@never_cache
@login_required
@require_safe
def wishes(request: HttpRequest) -> HttpResponse:
    """What the shopper wants to buy one day."""
    page = wish_page(owner=request.user, strategy=request.strategy)
    return render(request, "storefront/account/wishes.html", {"page": page, "section": "account"})


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Put a product on the list, or take it off, and go back to where the button was; a script gets the new button."""
    form = WishForm(request.POST)
    if not form.is_valid():
        raise Http404
    wanted, back = form.cleaned_data, next_address(request)
    if not request.user.is_authenticated:
        return _wait(request, wanted["add"], back)
    if request.htmx and not wanted["line"]:
        return _button(request, **wanted)
    if wanted["add"]:
        _keep(request, wanted["add"])
    elif wanted["remove"]:
        unwish(owner=request.user, product_id=wanted["remove"])
    else:
        unwish(owner=request.user, line_id=wanted["line"])
    return redirect(back or "storefront:wishes")


def keep_waiting(request: HttpRequest) -> None:
    """This will put on the list what was wished before log-in. Costs: none where nothing waits."""
    product_id = request.session.pop(_WAITING, None)
    if product_id is not None:
        try:
            _keep(request, product_id)
        except Http404:
            # Certified when it was wished, not any more: a log-in does not fail for it.
            return


def _wait(request: HttpRequest, product_id: int | None, back: str) -> HttpResponseRedirect:
    if product_id:
        request.session[_WAITING] = product_id
        messages.info(request, _("Log in, then the product is on your list."))
    return redirect(reverse("storefront:login", query={"next": back or reverse("storefront:wishes")}))


def _button(request: HttpRequest, *, add: int | None, remove: int | None, is_small: bool, **_: Any) -> HttpResponse:
    try:
        owner, at = request.user, timezone.now()
        product = wish(owner=owner, product_id=add, at=at) if add else unwish(owner=owner, product_id=remove)
    except NotWishable as refusal:
        raise Http404 from refusal
    except WishListFull as refusal:
        # The script then sends the form, whose answer says why.
        return HttpResponse(sentence(refusal), status=409, content_type="text/plain")
    if product is None:
        raise Http404
    name = in_language(product.name, product.name_language)
    context = {"product_id": product.pk, "name": name, "is_small": is_small}
    return render(request, "components/wish_button.html", context)


def _keep(request: HttpRequest, product_id: int) -> None:
    try:
        product = wish(owner=request.user, product_id=product_id, at=timezone.now())
    except NotWishable as refusal:
        raise Http404 from refusal
    except WishListFull as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("On your list: %(name)s.") % {"name": product.name})
