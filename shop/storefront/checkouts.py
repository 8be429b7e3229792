"""Whose basket, whose order: what a checkout proves before it is let through."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict
from oscar.core.loading import get_model

from catalogue_ext.places.queries import UnknownPlace, commune, provinces
from shop.accounts.phones import spoken
from shop.forks.order.placement import Buyer, Invoice
from shop.shoppers.operations import AddressBookFull, AddressKept, keep_address
from shop.storefront.forms import CheckoutForm
from shop.storefront.queries.shoppers import KeptAddress, kept_addresses

_SALT = "storefront.checkout"
_DRAFT = "checkout"
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


@dataclass(frozen=True, slots=True)
class Draft:
    """What the first page of a checkout gathered; kept in the session until the order is placed."""

    words: Mapping[str, Any]
    commune: Any

    @property
    def buyer(self) -> Buyer:
        """This will return who orders and where it goes."""
        words = self.words
        return Buyer(words["name"], words["phone"], self.commune, words["street"], words["email"])

    @property
    def spoken_phone(self) -> str:
        """This will return the phone as people write it."""
        return spoken(phone=self.words["phone"])

    @property
    def invoice(self) -> Invoice | None:
        """This will return to whom the invoice is made out, if anybody asked for one."""
        words = self.words
        if not words.get("wants_invoice"):
            return None
        return Invoice(words["company"], words["tax_code"], words["company_address"], words["company_email"])


def keep_draft(request: HttpRequest, form: CheckoutForm, commune: Any) -> None:
    """This will keep what the first page gathered for the second."""
    request.session[_DRAFT] = {
        **{name: value for name, value in form.cleaned_data.items() if isinstance(value, str | bool)},
        "address": form.chosen,
        "commune": commune.code,
        "place": form.cleaned_data["place"] or commune.name,
    }


def draft_of(request: HttpRequest) -> Draft | None:
    """This will return what the first page gathered, or None where nothing was or its commune is none any more.

    Costs: one query.
    """
    words = request.session.get(_DRAFT)
    if not words:
        return None
    try:
        return Draft(words, commune(code=words["commune"]))
    except UnknownPlace:
        return None


def forget_draft(request: HttpRequest) -> None:
    """This will drop what was gathered: the order has it now."""
    request.session.pop(_DRAFT, None)


def form_of(request: HttpRequest) -> CheckoutForm:
    """This will return the form, as sent or with what we know already. Costs: 1 query, 1 more for who is signed in."""
    kept = kept_addresses(owner=request.user)
    known = {**initial(request), **_drafted(request)}
    return CheckoutForm(_typed(request, kept), provinces=provinces(), kept=kept, initial=known)


def _drafted(request: HttpRequest) -> dict[str, Any]:
    words = dict(request.session.get(_DRAFT, {}))
    if words:
        words["phone"] = spoken(phone=words["phone"])
    return words


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


def keep(request: HttpRequest, draft: Draft) -> None:
    """This will write the new address of an order into the shopper's book, when they ticked that.

    The order stands; a book that is full or knows the address already is no reason to frighten anybody.
    """
    words = draft.words
    if not (request.user.is_authenticated and words.get("keep")) or words.get("address"):
        return
    address = {"name": words["name"], "phone": words["phone"], "street": words["street"], "commune": draft.commune}
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


def is_placed(request: HttpRequest, number: str) -> bool:
    """This will tell whether this browser placed the order of that number. Costs: none."""
    return number in request.session.get(_PLACED, [])


def order_of(request: HttpRequest, basket_id: int) -> Any:
    """This will return the order a basket became, when this visitor placed it, else None. Costs: 2 queries."""
    number = get_model("order", "Order").objects.filter(basket=basket_id).values_list("number", flat=True).first()
    return own_order(request, number) if number else None


def own_order(request: HttpRequest, number: str) -> Any:
    """This will return the order when this visitor placed it, else None. Costs: 1 query."""
    orders = get_model("order", "Order").objects.select_related("shipping_address")
    if is_placed(request, number):
        return orders.filter(number=number).first()
    if request.user.is_authenticated:
        return orders.filter(number=number, user=request.user).first()
    return None
