"""One idempotent completion: double click, refresh and back are one order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_class, get_model
from oscar.core.prices import Price

from shop.consents import operations as consents
from shop.consents.models import Purpose
from shop.fulfilment.delivery import choose, offered_for
from shop.fulfilment.messages import announce
from shop.fulfilment.models import Agreement, InvoiceRequest
from shop.fulfilment.operations.cash import ask_confirmation, check_cash
from shop.fulfilment.placing import check_age, free_overdue_goods
from shop.fulfilment.split import split, total_vnd
from shop.personal_data.operations import plan_forgetting
from shop.primitives.refusal import Refusal
from shop.promotions.operations import hold_voucher
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


@dataclass(frozen=True, slots=True)
class Invoice:
    """To whom the invoice is made out."""

    company: str
    tax_code: str
    address: str
    email: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What else a buyer says with an order.

    `choices` maps `delivery.choice_name` of a part to the code of its way; a part without one goes the cheapest way to
    the door. `wordings` are the terms' versions the buyer saw; `agreed` what they ticked beyond what the order needs.
    """

    choices: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    gift_note: str = ""
    invoice: Invoice | None = None
    is_of_age: bool = False
    wordings: Mapping[str, str] = field(default_factory=dict)
    agreed: Sequence[Purpose] = ()


class ChosenDelivery:
    """Oscar's shipping method for fees that were worked out part by part."""

    code = "per-producer"
    name = "Phí giao theo từng nơi gửi"

    def discount(self, basket: Any) -> Decimal:
        """This will return no discount: an offer lowers goods, never what the carrier is paid."""
        return Decimal(0)


def place(
    *,
    basket_id: int,
    buyer: Buyer,
    by: Any,
    language: str,
    expected_total_vnd: int,
    wishes: Wishes | None = None,
    clock: Callable[[], datetime] = timezone.now,
) -> Any:
    """This will place the order of a basket, or return the one it already became.

    Units: ₫. Cash on delivery. `by` is the signed-in shopper or None. The caller proves that the basket is theirs.
    Refuses: BasketEmpty, AgeNotSaid, TotalChanged, VoucherGone, OfferUsedUp, NotCertified, PriceGone, StockGone,
    NotSentThere, DeliveryGone, TooMuchCash, TooManyOpen, CashRefused: nothing is written then, the basket stays.
    """
    free_overdue_goods(basket_id=basket_id, at=clock())
    with transaction.atomic():
        return _place(basket_id, buyer, by, language, expected_total_vnd, wishes or Wishes(), clock)


def _place(
    basket_id: int,
    buyer: Buyer,
    by: Any,
    language: str,
    expected_total_vnd: int,
    wishes: Wishes,
    clock: Callable[[], datetime],
) -> Any:
    basket = _locked_basket(basket_id)
    if basket.status == basket.SUBMITTED:
        return get_model("order", "Order").objects.get(basket=basket)
    gone = hold_voucher(basket=basket, by=by, at=clock())
    _price(basket, by, clock())
    parts = split(lines=basket.all_lines())
    check_age(parts=parts, is_of_age=wishes.is_of_age)
    choose(
        parts=parts,
        offered=offered_for(parts=parts, destination=buyer.commune, at=clock()),
        choices=wishes.choices,
    )
    total = total_vnd(parts)
    creator = get_class("order.utils", "OrderCreator")(parts)
    # The goods are committed before totals are compared: what may not be sold is the first thing to say.
    order = creator.place_order(
        basket,
        total=_price_of(total),
        shipping_method=ChosenDelivery(),
        shipping_charge=_price_of(sum(part.delivery_vnd + part.cash_fee_vnd for part in parts)),
        user=by,
        shipping_address=_address(buyer),
        order_number=get_class("order.utils", "OrderNumberGenerator")().order_number(basket),
        guest_email=buyer.email if by is None else "",
        language=language,
        note=wishes.note,
        gift_note=wishes.gift_note,
        clock=clock,
    )
    if total != expected_total_vnd:
        raise gone or TotalChanged(total_vnd=total, expected_vnd=expected_total_vnd)
    check_cash(phone=buyer.phone, total_vnd=total, order_id=order.pk, at=order.date_placed)
    _write_wishes(order, wishes, by)
    basket.submit()
    announce(order=order, at=order.date_placed)
    ask_confirmation(order=order, at=order.date_placed)
    return order


def _write_wishes(order: Any, wishes: Wishes, by: Any) -> None:
    Agreement.objects.create(
        order=order, at=order.date_placed, wordings=dict(wishes.wordings), is_of_age=wishes.is_of_age
    )
    if wishes.invoice is not None:
        InvoiceRequest.objects.create(order=order, **asdict(wishes.invoice))
    for purpose in wishes.agreed:
        consents.say(
            purpose=purpose, is_given=True, language=order.language, at=order.date_placed, user=by, order=order
        )
    plan_forgetting(order=order, at=order.date_placed)


def _locked_basket(basket_id: int) -> Any:
    basket = get_model("basket", "Basket").objects.select_for_update(of=("self",)).get(pk=basket_id)
    if basket.status not in {basket.OPEN, basket.SUBMITTED}:
        raise BasketEmpty
    return basket


def _price(basket: Any, by: Any, at: datetime) -> None:
    basket.strategy = get_class("partner.strategy", "Strategy")(at=at)
    if not basket.all_lines():
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
