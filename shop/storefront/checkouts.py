"""Whose basket, whose order: what a checkout proves before it is let through."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import HttpRequest
from oscar.core.loading import get_model

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


def initial(request: HttpRequest) -> dict[str, str]:
    """This will return what we know already of a signed-in shopper. Costs: none."""
    user = request.user
    if not user.is_authenticated:
        return {}
    return {"name": user.get_full_name(), "phone": user.phone or "", "email": user.email or ""}


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
