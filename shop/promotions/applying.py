"""The one point where lines become eligible for an offer, as condition and as what is discounted, and where it applies.

An offer (of the fork) hands its condition and its benefit only what `goods_for` lets through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from shop.primitives.money import vnd
from shop.promotions.queries import terms_of
from shop.promotions.rules import Goods, Kind, Share, may_be_promoted, shares


@dataclass(frozen=True, slots=True)
class Eligible:
    """A basket as one offer may see it. Oscar's conditions ask it for lines, currency and owner only."""

    basket: Any
    lines: tuple[Any, ...]

    def all_lines(self) -> tuple[Any, ...]:
        """This will return the lines that this offer may count and discount."""
        return self.lines

    @property
    def currency(self) -> str:
        """This will return the basket's currency."""
        return str(self.basket.currency)

    @property
    def owner(self) -> Any:
        """This will return whose basket it is."""
        return self.basket.owner


def goods_for(*, offer: Any, basket: Any) -> Eligible:
    """This will let through the lines that an offer may touch: priced, of a kind that may be promoted, and of the
    producer who bears the discount. Of an offer whose cost nobody bears: none.

    What may not be discounted does not count towards a condition either: "500.000 ₫ of anything" would reward buying
    alcohol. Costs: one query a range, once a request.
    """
    terms = terms_of(offer=offer)
    if terms is None:
        return Eligible(basket, ())
    lines = tuple(line for line in basket.all_lines() if _is_eligible(line, terms, basket))
    _know_ranges(offer, lines)
    return Eligible(basket, lines)


def _is_eligible(line: Any, terms: Any, basket: Any) -> bool:
    product = line.product
    canonical = product.parent if product.is_child else product
    # A pack size is of its listing's set; one that names its own is asked for both.
    sets = {canonical.criteria_set} | ({product.criteria_set} - {None})
    return (
        line.stockrecord_id is not None
        and may_be_promoted(criteria_sets=sets, at=basket.strategy.at)
        and terms.partner_id in {None, line.stockrecord.partner_id}
        and line.purchase_info.price.exists
    )


def _know_ranges(offer: Any, lines: Iterable[Any]) -> None:
    condition, benefit = offer.condition, offer.benefit
    if benefit.range_id is not None and benefit.range_id == condition.range_id:
        benefit.range = condition.range
    products = [line.product for line in lines]
    for goods in {condition.range, benefit.range} - {None}:
        goods.know(products)


def apply(*, offer: Any, basket: Any) -> int:
    """This will apply an offer once to a basket's lines and return what it took off, ₫; 0 = it does not apply.

    The sum of what its lines got, each in whole dong. Costs: as `goods_for`.
    """
    goods = goods_for(offer=offer, basket=basket)
    condition, benefit = offer.condition.proxy(), offer.benefit
    within = condition.range if benefit.type == Kind.FIXED_PRICE else benefit.range
    if not goods.lines or within is None or not condition.is_satisfied(offer, goods):
        return 0
    # Oscar's own look at a range and at what is discountable; its prices are ours, with VAT.
    lines = [line for _price, line in benefit.get_applicable_lines(offer, goods, range=within)]
    found = shares(
        kind=benefit.type,
        value=benefit.value or Decimal(0),
        goods=[_goods(line, offer) for line in lines],
        most=benefit.max_affected_items,
        pieces=_pieces(condition),
        distinct=condition.type == condition.COVERAGE,
    )
    _give(found, lines, offer)
    if found and benefit.type == Kind.MULTIBUY:
        given = [(lines[share.index], share.amount_vnd, share.pieces) for share in found]
        condition.consume_items(offer, goods, given)
    return sum(share.amount_vnd for share in found)


def _pieces(condition: Any) -> int:
    # A sum of money is no number of pieces: no fixed price for "500.000 ₫ of honey".
    return 0 if condition.type == condition.VALUE else int(condition.value or 0)


def _goods(line: Any, offer: Any) -> Goods:
    return Goods(
        price_vnd=vnd(line.unit_effective_price),
        free=int(line.quantity_without_offer_discount(offer)),
        left_vnd=vnd(line.line_price_incl_tax) - vnd(line.discount_value),
        taken=int(line.quantity_with_offer_discount(offer)),
    )


def _give(found: Iterable[Share], lines: list[Any], offer: Any) -> None:
    for share in found:
        line = lines[share.index]
        if share.amount_vnd:
            line.discount(Decimal(share.amount_vnd), share.pieces, incl_tax=True, offer=offer)
        else:
            line.consume(share.pieces, offer=offer)
