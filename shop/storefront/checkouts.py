"""Whose basket, whose order: what a checkout proves before it is let through."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from oscar.core.loading import get_model

from catalogue_ext.places.queries import provinces
from shop.accounts.phones import spoken
from shop.shoppers.operations import AddressBookFull, AddressKept, keep_address
from shop.storefront.forms import CheckoutForm
from shop.storefront.queries.shoppers import KeptAddress, kept_addresses

_SALT = "storefront.checkout"
_PLACED = "orders_placed"
_REMEMBERED = 20
_VALID_SECONDS = 24 * 60 * 60


def token(request: HttpRequest) -> str:
    """This will return the signed key of the visitor's basket, so that a second click finds the same one."""
    return signing.dumps(request.basket.pk, salt=_SALT)


def basket_of(request: HttpRequest, signed: str) -> int | None:
    """This will return the basket a form was made for, if it may be this visitor's, else None. Costs: 1 query."""
    try:
        basket_id = signing.loads(signed, salt=_SALT, max_age=_VALID_SECONDS)
    except signing.BadSignature:
        return None
    owners = get_model("basket", "Basket").objects.filter(pk=basket_id).values_list("owner", flat=True)
    return basket_id if set(owners) <= {None, request.user.pk} and owners else None


def form_of(request: HttpRequest) -> CheckoutForm:
    """This will return the form, as sent or with what we know already. Costs: 1 query, 1 more for who is signed in."""
    kept = kept_addresses(owner=request.user)
    return CheckoutForm(_typed(request, kept), provinces=provinces(), kept=kept, initial=initial(request))


def _typed(request: HttpRequest, kept: list[KeptAddress]) -> QueryDict | None:
    if request.method != "POST":
        return None
    words = request.POST.copy()
    chosen = next((row for row in kept if str(row.pk) == words.get("address")), None)
    # A chosen address counts as typed in full; one whose commune was merged since has to be found, as a new one is.
    words["address"] = str(chosen.pk) if chosen and chosen.is_of_today else ""
    for name, value in (chosen.typed if chosen else {}).items():
        words[name] = value
    return words


def keep(request: HttpRequest, form: CheckoutForm, commune: Any) -> None:
    """This will write the new address of an order into the shopper's book, when they ticked that.

    The order stands; a book that is full or knows the address already is no reason to frighten anybody.
    """
    words = form.cleaned_data
    if not (request.user.is_authenticated and words["keep"]) or form.chosen:
        return
    address = {"name": words["name"], "phone": words["phone"], "street": words["street"], "commune": commune}
    with suppress(AddressKept, AddressBookFull):
        keep_address(owner=request.user, **address)


def initial(request: HttpRequest) -> dict[str, str]:
    """This will return what we know already of a signed-in shopper. Costs: none."""
    user = request.user
    if not user.is_authenticated:
        return {}
    return {"name": user.get_full_name(), "phone": spoken(phone=user.phone or ""), "email": user.email or ""}


def remember(request: HttpRequest, order: Any) -> None:
    """This will let this browser see the order it placed."""
    placed = [number for number in request.session.get(_PLACED, []) if number != order.number]
    request.session[_PLACED] = [*placed, order.number][-_REMEMBERED:]


def own_order(request: HttpRequest, number: str) -> Any:
    """This will return the order when this visitor placed it, else None. Costs: 1 query."""
    orders = get_model("order", "Order").objects.select_related("shipping_address")
    if number in request.session.get(_PLACED, []):
        return orders.filter(number=number).first()
    if request.user.is_authenticated:
        return orders.filter(number=number, user=request.user).first()
    return None
