"""Door three, committed: lock the goods, ask the rule again, promise them, open the producer orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shop.channels.queries import SalePermission, national, sale_permissions
from shop.fulfilment.locks import lock_stock_records
from shop.fulfilment.models import ProducerOrder, StateChange
from shop.fulfilment.split import Part, PartKey, split
from shop.fulfilment.states import INITIAL, Actor
from shop.primitives.refusal import Refusal
from shop.stock.operations import StockGone, promise, reserve


class NotCertified(Refusal):
    """At the instant of placing a product of the basket may not be sold; `why_not` says why."""

    code = "not_certified"


class PriceGone(Refusal):
    """A product of the basket has no price any more."""

    code = "price_gone"


@dataclass(frozen=True, slots=True)
class Committed:
    """Goods that are promised: under which permission each product was, and at which instant the rule was asked."""

    at: datetime
    permissions: dict[int, SalePermission]


def commit_goods(*, lines: Sequence[Any], clock: Callable[[], datetime]) -> Committed:
    """This will lock the goods of these basket lines, ask the rule at that instant, and promise the pieces.

    Must run in the transaction that writes the order, before the first line. The clock is read after the locks: what
    waited behind a revocation sees it. Refuses: NotCertified, PriceGone, StockGone.
    Costs: 3 queries, 1 more per stock record.
    """
    stock_records = {row.pk: row for row in lock_stock_records(ids=(line.stockrecord_id for line in lines))}
    # The standings are locked with an instant that is at most as late as the one that counts.
    sale_permissions(products=[line.product for line in lines], at=clock(), lock=True)
    at = clock()
    permissions = sale_permissions(products=[line.product for line in lines], at=at, with_origin=True)
    wanted: Counter[int] = Counter()
    for line in lines:
        permission = permissions[line.product_id]
        if not permission.is_allowed:
            raise NotCertified(product=line.product_id, title=line.product.get_title(), why_not=permission.why_not)
        row = stock_records.get(line.stockrecord_id)
        # The price was read an instant before the locks: what began to be certified in between is asked for again.
        if row is None or row.price is None or not line.purchase_info.price.exists:
            raise PriceGone(product=line.product_id, title=line.product.get_title())
        wanted[line.stockrecord_id] += line.quantity
    for stock_record_id, quantity in sorted(wanted.items()):
        try:
            promise(stock_record_id=stock_record_id, quantity=quantity, at=at)
        except StockGone as refusal:
            row = stock_records[stock_record_id]
            titles = [line.product.get_title() for line in lines if line.stockrecord_id == stock_record_id]
            raise StockGone(title=titles[0], asked=quantity, free=max(row.net_stock_level, 0)) from refusal
    return Committed(at, permissions)


def open_producer_orders(*, order: Any, lines: Iterable[Any], by: Any, at: datetime) -> dict[PartKey, ProducerOrder]:
    """This will write one producer order per part, numbered by ordinal, each with its first state.

    Costs: two inserts per part.
    """
    opened: dict[PartKey, ProducerOrder] = {}
    for ordinal, part in enumerate(split(lines=lines), start=1):
        opened[part.key] = _open(order, part, ordinal, at)
        StateChange.objects.create(
            producer_order=opened[part.key], source="", target=INITIAL, at=at, by=by, actor=Actor.BUYER
        )
    return opened


def _open(order: Any, part: Part, ordinal: int, at: datetime) -> ProducerOrder:
    partner_id, seller_id, location_id = part.key
    return ProducerOrder.objects.create(
        order=order,
        number=f"{order.number}-{ordinal}",
        partner_id=partner_id,
        seller_of_record_id=seller_id,
        location_id=location_id,
        goods_vnd=part.goods_vnd,
        discount_vnd=part.discount_vnd,
        delivery_vnd=part.delivery_vnd,
        total_vnd=part.total_vnd,
        placed_at=at,
    )


def line_copy(*, line: Any, committed: Committed, parts: dict[PartKey, ProducerOrder]) -> dict[str, Any]:
    """This will return what an order line keeps for ever: certificate, commune, channel, place, seller.

    Costs: one query for the certificate, unless it is at hand.
    """
    standing = committed.permissions[line.product_id].standing
    if standing is None:
        raise NotCertified(product=line.product_id, title=line.product.get_title())
    certificate = standing.certificate
    stock_record = line.stockrecord
    channel = line.channel or national()
    key = (stock_record.partner_id, stock_record.seller_of_record_id, stock_record.location_id)
    return {
        "producer_order": parts[key],
        "channel": channel,
        "first_touch_channel_id": line.first_touch_channel_id or channel.pk,
        "location_id": stock_record.location_id,
        "seller_of_record_id": stock_record.seller_of_record_id,
        "certificate": certificate,
        "stars": standing.stars,
        "decision_number": certificate.decision.number,
        "certificate_valid_to": standing.valid_to,
        "commune_code": certificate.commune.code,
        "commune_name": certificate.commune.name,
        "province_name": certificate.commune.province.name,
        "certified_at": committed.at,
    }


def reserve_line(*, line: Any, at: datetime) -> None:
    """This will write the reservation of a new order line; cash on delivery has no end of its own."""
    reserve(line=line, quantity=line.quantity, at=at)
