"""The basket as its page shows it: parts by producer, each line with what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Sum
from django.http import HttpRequest
from oscar.core.loading import get_model

from shop.forks.partner.availability import OK
from shop.fulfilment.delivery import estimate
from shop.fulfilment.queries import split_preview, total_vnd
from shop.fulfilment.split import Part
from shop.primitives.money import vnd
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
class BasketPage:
    """The whole basket. `total_vnd` is what is paid at the door, all parts together."""

    parts: list[BasketPart]
    pieces: int
    goods_vnd: int
    discount_vnd: int
    delivery_vnd: int
    cash_fee_vnd: int
    total_vnd: int

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
    lines = get_model("basket", "Line").objects.filter(basket__status="Open")
    if request.user.is_authenticated:
        lines = lines.filter(basket__owner=request.user)
    else:
        try:
            basket_id = Signer().unsign(request.COOKIES[settings.OSCAR_BASKET_COOKIE_OPEN])
        except (KeyError, BadSignature):
            return 0
        lines = lines.filter(basket=basket_id, basket__owner=None)
    return lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0


def basket_page(*, basket: Any) -> BasketPage:
    """This will read the basket in parts, as the real split would make them, with the least fees of delivery.

    Costs: 2 queries beyond the basket's lines.
    """
    parts = split_preview(lines=basket.all_lines())
    estimate(parts=parts, at=basket.strategy.at)
    return page_of(parts)


def page_of(parts: list[Part]) -> BasketPage:
    """This will put parts together to a page. Costs: none beyond the basket's lines."""
    return BasketPage(
        parts=[basket_part(part) for part in parts],
        pieces=sum(line.quantity for part in parts for line in part.lines),
        goods_vnd=sum(part.goods_vnd for part in parts),
        discount_vnd=sum(part.discount_vnd for part in parts),
        delivery_vnd=sum(part.delivery_vnd for part in parts),
        cash_fee_vnd=sum(part.cash_fee_vnd for part in parts),
        total_vnd=total_vnd(parts),
    )


def line_of(*, basket: Any, pk: int) -> Any:
    """This will return the line of that key in this very basket, or None. Costs: none beyond the basket's lines."""
    return next((line for line in basket.all_lines() if line.pk == pk), None)


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
    )
