"""How a basket falls into producer orders. One function for the preview and for the real split."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings

from catalogue_ext.particulars.models import NetUnit
from shop.primitives.money import vnd

if TYPE_CHECKING:
    from shop.carriers.base import Option

PartKey = tuple[int, int, int]


@dataclass(slots=True)
class Part:
    """One producer's part from one place, whole dong."""

    key: PartKey
    stock_record: Any
    lines: list[Any] = field(default_factory=list)
    goods_vnd: int = 0
    discount_vnd: int = 0
    delivery_vnd: int = 0
    cash_fee_vnd: int = 0
    # Grams, packed; 0 until somebody asked for the ways of delivery.
    weight_g: int = 0
    # The way that was chosen; None in a preview without an address.
    way: Option | None = None
    # The fee is the least of a table: where it goes is not known yet.
    is_least: bool = False

    @property
    def total_vnd(self) -> int:
        """This will return goods less discounts plus delivery and cash fee, ₫."""
        return self.goods_vnd - self.discount_vnd + self.delivery_vnd + self.cash_fee_vnd

    def take(self, way: Option) -> None:
        """This will take the way of delivery, and its fees with it."""
        self.way, self.delivery_vnd, self.cash_fee_vnd = way, way.fee_vnd, settings.CASH_FEE_VND
        self.is_least = False

    @property
    def partner(self) -> Any:
        """This will return the owner of the goods."""
        return self.stock_record.partner


def part_key(stock_record: Any) -> PartKey:
    """This will return what makes two lines travel together: owner, seller of record, place."""
    return (stock_record.partner_id, stock_record.seller_of_record_id, stock_record.location_id)


def split(*, lines: Iterable[Any]) -> list[Part]:
    """This will split basket lines into parts, in the order the basket shows them.

    Units: ₫. Lines without a price (no longer certified) weigh nothing: they stay visible in the preview, and placing
    refuses them. Costs: no query when lines carry their stock record and its partner.
    """
    parts: dict[PartKey, Part] = {}
    for line in lines:
        part = parts.setdefault(part_key(line.stockrecord), Part(part_key(line.stockrecord), line.stockrecord))
        part.lines.append(line)
        if line.purchase_info.price.exists:
            part.goods_vnd += vnd(line.line_price_incl_tax)
            part.discount_vnd += vnd(line.discount_value)
            # Until an address is known: what the shop asks where no table says otherwise.
            part.delivery_vnd, part.cash_fee_vnd = settings.DELIVERY_FLAT_VND, settings.CASH_FEE_VND
    return list(parts.values())


def total_vnd(parts: Iterable[Part]) -> int:
    """This will return what the shopper pays for all parts, ₫."""
    return sum(part.total_vnd for part in parts)


def piece_g(*, quantity: int | None, unit: str) -> int:
    """This will return what one piece is taken to weigh, grams: a millilitre counts as a gram, and where no label
    gives a weight a setting does."""
    is_weighed = unit in {NetUnit.GRAM, NetUnit.MILLILITRE}
    return (quantity if is_weighed else None) or settings.PIECE_WEIGHT_G


def packed_g(*, net_g: int) -> int:
    """This will return what a parcel weighs with its packing, grams, rounded up."""
    return -(-net_g * (100 + settings.PACKING_PERCENT) // 100)
