"""The basket as its page shows it: parts by producer, each line with what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Q, Sum
from django.http import HttpRequest
from oscar.core.loading import get_model

from shop.forks.partner.availability import OK
from shop.fulfilment.delivery import estimate
from shop.fulfilment.queries import split_preview, total_vnd
from shop.fulfilment.split import Part
from shop.primitives.money import vnd
from shop.primitives.refusal import Refusal
from shop.promotions.queries import bearer_name, terms_of
from shop.promotions.refusals import VoucherNotForThese
from shop.storefront.queries.cards import Picture, picture_of


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line; `code` is ok or says why it cannot be ordered. Units: ₫ with VAT, pieces."""

    pk: int
    name: str
    name_language: str
    url: str
    picture: Picture | None
    pack_size: str
    quantity: int
    price_vnd: int | None
    sum_vnd: int
    code: str
    free: int
    discount_vnd: int = 0

    @property
    def is_orderable(self) -> bool:
        """This will tell whether the line may be ordered as it stands."""
        return self.code == OK


@dataclass(frozen=True, slots=True)
class BasketPart:
    """What one producer sends. Units: ₫."""

    producer: Any
    name: str
    lines: list[BasketLine]
    goods_vnd: int
    discount_vnd: int
    delivery_vnd: int
    cash_fee_vnd: int
    total_vnd: int
    # Nobody has said where it goes: the fee is the least there is.
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class DiscountRow:
    """What one offer takes off the basket, and who bears it ("" = the shop itself). Names are Vietnamese. Units: ₫."""

    name: str
    code: str
    amount_vnd: int
    bearer: str
    is_illustration: bool


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """The voucher of a basket; `refusal` says why it takes nothing off, None = it counts."""

    code: str
    name: str
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class BasketPage:
    """The whole basket. `total_vnd` is what is paid at the door, all parts together."""

    parts: list[BasketPart]
    pieces: int
    goods_vnd: int
    discount_vnd: int
    delivery_vnd: int
    cash_fee_vnd: int
    total_vnd: int
    discounts: list[DiscountRow] = field(default_factory=list)
    voucher: VoucherRow | None = None

    @property
    def is_least(self) -> bool:
        """This will tell whether the total can still grow by where it goes."""
        return any(part.is_least for part in self.parts)

    @property
    def blocked(self) -> list[BasketLine]:
        """This will return the lines that stand in the way of ordering."""
        return [line for part in self.parts for line in part.lines if not line.is_orderable]

    @property
    def may_be_ordered(self) -> bool:
        """This will tell whether the way to the checkout is free."""
        return bool(self.parts) and not self.blocked


def basket_count(*, request: HttpRequest) -> int:
    """This will return how many pieces lie in the visitor's open basket, without loading it. Costs: 1 query at most."""
    if request.user.is_authenticated:
        whose = Q(basket__owner=request.user)
    else:
        try:
            basket_id = Signer().unsign(request.COOKIES[settings.OSCAR_BASKET_COOKIE_OPEN])
        except (KeyError, BadSignature):
            return 0
        whose = Q(basket=basket_id, basket__owner=None)
    lines = get_model("basket", "Line").objects.filter(whose, basket__status="Open")
    return lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0


def basket_page(*, basket: Any) -> BasketPage:
    """This will read the basket in parts, as the real split would make them, with the least fees of delivery.

    Costs: 2 queries beyond the basket's lines.
    """
    parts = split_preview(lines=basket.all_lines())
    estimate(parts=parts, at=basket.strategy.at)
    return page_of(parts, basket)


def page_of(parts: list[Part], basket: Any) -> BasketPage:
    """This will put parts together to a page, with what offers take off. Costs: none beyond the basket's lines."""
    return BasketPage(
        parts=[basket_part(part) for part in parts],
        pieces=sum(line.quantity for part in parts for line in part.lines),
        goods_vnd=sum(part.goods_vnd for part in parts),
        discount_vnd=sum(part.discount_vnd for part in parts),
        delivery_vnd=sum(part.delivery_vnd for part in parts),
        cash_fee_vnd=sum(part.cash_fee_vnd for part in parts),
        total_vnd=total_vnd(parts),
        discounts=[_discount(row) for row in basket.offer_applications if row["discount"]],
        voucher=_voucher(basket),
    )


def line_of(*, basket: Any, pk: int) -> Any:
    """This will return the line of that key in this very basket, or None. Costs: none beyond the basket's lines."""
    return next((line for line in basket.all_lines() if line.pk == pk), None)


def _discount(application: dict[str, Any]) -> DiscountRow:
    voucher, terms = application["voucher"], terms_of(offer=application["offer"])
    return DiscountRow(
        name=voucher.name if voucher else application["name"],
        code=voucher.code if voucher else "",
        amount_vnd=vnd(application["discount"]),
        bearer=bearer_name(terms) if terms else "",
        is_illustration=bool(terms and terms.is_illustration),
    )


def _voucher(basket: Any) -> VoucherRow | None:
    state = basket.voucher_state
    if state is None:
        return None
    counts = {row["voucher"].pk for row in basket.voucher_discounts}
    # It counts, but for nothing that lies here now.
    nothing = None if state.voucher.pk in counts else VoucherNotForThese(voucher=state.voucher.code)
    return VoucherRow(state.voucher.code, state.voucher.name, state.refusal or nothing)


def basket_part(part: Part) -> BasketPart:
    """This will return a part as its page shows it. Costs: none beyond the basket's lines."""
    product = part.lines[0].product
    producer = (product.parent if product.is_child else product).producer
    return BasketPart(
        producer=producer,
        name=producer.name,
        lines=[_line(line) for line in part.lines],
        goods_vnd=part.goods_vnd,
        discount_vnd=part.discount_vnd,
        delivery_vnd=part.delivery_vnd,
        cash_fee_vnd=part.cash_fee_vnd,
        total_vnd=part.total_vnd,
        is_least=part.is_least,
    )


def _line(line: Any) -> BasketLine:
    product, info = line.product, line.purchase_info
    canonical = product.parent if product.is_child else product
    is_permitted, code = info.availability.is_purchase_permitted(line.quantity)
    priced = info.price.exists
    return BasketLine(
        pk=line.pk,
        name=canonical.name,
        name_language=canonical.name_language,
        url=canonical.get_absolute_url(),
        picture=picture_of(canonical),
        pack_size=product.pack_size,
        quantity=line.quantity,
        price_vnd=vnd(info.price.incl_tax) if priced else None,
        sum_vnd=vnd(line.line_price_incl_tax) if priced else 0,
        code=OK if is_permitted else code,
        free=max(getattr(info.availability, "num_available", 0), 0),
        discount_vnd=vnd(line.discount_value),
    )
