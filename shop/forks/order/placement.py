"""One idempotent completion: double click, refresh and back are one order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_class, get_model
from oscar.core.prices import Price

from shop.fulfilment.messages import announce
from shop.fulfilment.split import split, total_vnd
from shop.primitives.refusal import Refusal
from shop.shoppers.operations import home_country


class BasketEmpty(Refusal):
    """There is nothing to order."""

    code = "basket_empty"


class TotalChanged(Refusal):
    """Prices or fees changed since the shopper saw the total; `total_vnd` is today's."""

    code = "total_changed"


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who orders and where the parcels go. `phone` in E.164; `commune` is today's."""

    name: str
    phone: str
    commune: Any
    street: str
    email: str = ""


class FlatDelivery:
    """Oscar's shipping method for a fee that was worked out part by part."""

    code = "flat-per-producer"
    name = "Phí giao theo từng nơi gửi"

    def discount(self, basket: Any) -> Decimal:
        """This will return no discount: offers on delivery come with the fee tables."""
        return Decimal(0)


@transaction.atomic
def place(
    *,
    basket_id: int,
    buyer: Buyer,
    by: Any,
    language: str,
    expected_total_vnd: int,
    note: str = "",
    clock: Callable[[], datetime] = timezone.now,
) -> Any:
    """This will place the order of a basket, or return the one it already became.

    Units: ₫. Cash on delivery. `by` is the signed-in shopper or None. The caller proves that the basket is theirs.
    Refuses: BasketEmpty, TotalChanged, NotCertified, PriceGone, StockGone: nothing is written then, the basket stays.
    """
    basket = _locked_basket(basket_id)
    if basket.status == basket.SUBMITTED:
        return get_model("order", "Order").objects.get(basket=basket)
    _price(basket, by, clock())
    parts = split(lines=basket.all_lines())
    delivery = sum(part.delivery_vnd for part in parts)
    creator = get_class("order.utils", "OrderCreator")()
    # The goods are committed before totals are compared: what may not be sold is the first thing to say.
    order = creator.place_order(
        basket,
        total=_price_of(total_vnd(parts)),
        shipping_method=FlatDelivery(),
        shipping_charge=_price_of(delivery),
        user=by,
        shipping_address=_address(buyer),
        order_number=get_class("order.utils", "OrderNumberGenerator")().order_number(basket),
        guest_email=buyer.email if by is None else "",
        language=language,
        note=note,
        clock=clock,
    )
    if total_vnd(parts) != expected_total_vnd:
        raise TotalChanged(total_vnd=total_vnd(parts), expected_vnd=expected_total_vnd)
    basket.submit()
    announce(order=order, at=order.date_placed)
    return order


def _locked_basket(basket_id: int) -> Any:
    basket = get_model("basket", "Basket").objects.select_for_update(of=("self",)).get(pk=basket_id)
    if basket.status not in {basket.OPEN, basket.SUBMITTED}:
        raise BasketEmpty
    return basket


def _price(basket: Any, by: Any, at: datetime) -> None:
    basket.strategy = get_class("partner.strategy", "Strategy")(at=at)
    if basket.is_empty:
        raise BasketEmpty
    get_class("offer.applicator", "Applicator")().apply(basket, by)


def _price_of(amount_vnd: int) -> Price:
    return Price(currency=settings.OSCAR_DEFAULT_CURRENCY, excl_tax=Decimal(amount_vnd), tax=Decimal(0))


def _address(buyer: Buyer) -> Any:
    return get_model("order", "ShippingAddress").objects.create(
        first_name=buyer.name,
        line1=buyer.street,
        line4=buyer.commune.name,
        state=buyer.commune.province.name,
        country=home_country(),
        phone_number=buyer.phone,
        commune=buyer.commune,
        commune_name=buyer.commune.name,
        province_name=buyer.commune.province.name,
    )
