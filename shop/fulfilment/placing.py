"""Door three, committed: lock the goods, ask the rule again, promise them, open the producer orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import sales_rule
from shop.channels.queries import SalePermission, national, sale_permissions
from shop.fulfilment.locks import lock_stock_records
from shop.fulfilment.models import Payment, ProducerOrder, StateChange
from shop.fulfilment.operations.moving import settle_overdue
from shop.fulfilment.split import Part, PartKey
from shop.fulfilment.states import INITIAL, Actor, State
from shop.outbox.announcing import together
from shop.primitives.codes import crockford
from shop.primitives.refusal import Refusal
from shop.stock.operations import StockGone, promise, reserve_all


class NotCertified(Refusal):
    """At the instant of placing a product of the basket may not be sold; `why_not` says why."""

    code = "not_certified"


class PriceGone(Refusal):
    """A product of the basket has no price any more."""

    code = "price_gone"


class AgeNotSaid(Refusal):
    """There is alcohol among the goods, and the buyer has not said to be 18 or older (Luật 44/2019/QH14)."""

    code = "age_not_said"


@dataclass(frozen=True, slots=True)
class Committed:
    """Goods that are promised: under which permission each product was, and at which instant the rule was asked."""

    at: datetime
    permissions: dict[int, SalePermission]
    # Where goods are sold that no centre's channel carries.
    national: Any


def needs_age(*, parts: Sequence[Part]) -> bool:
    """This will tell whether there is something among the goods that is sold to adults only. Costs: none."""
    products = (line.product for part in parts for line in part.lines)
    canonical = (product.parent if product.is_child else product for product in products)
    return any(sales_rule(product.criteria_set).needs_age for product in canonical)


def check_age(*, parts: Sequence[Part], is_of_age: bool) -> None:
    """This will refuse alcohol to who has not said to be of age; whoever brings it asks again. Refuses: AgeNotSaid."""
    if not is_of_age and needs_age(parts=parts):
        raise AgeNotSaid


def free_overdue_goods(*, basket_id: int, at: datetime) -> None:
    """This will free what a basket's goods were promised to, where an order went unanswered, whether or not a job ran.

    Must run before the transaction that places: each order is settled in its own, so that locks keep their order.
    Costs: one query.
    """
    wanted = get_model("basket", "Line").objects.filter(basket=basket_id).values("stockrecord")
    late = ProducerOrder.objects.filter(lines__stockrecord__in=wanted, state=State.NEW)
    settle_overdue(parts=late.distinct(), at=at)


def commit_goods(*, lines: Sequence[Any], clock: Callable[[], datetime]) -> Committed:
    """This will lock the goods of these basket lines, ask the rule at that instant, and promise the pieces.

    Must run in the transaction that writes the order, before the first line. The clock is read after the locks: what
    waited behind a revocation sees it. Refuses: NotCertified, PriceGone, StockGone.
    Costs: 4 queries, 1 more per stock record.
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
    with together(at=at):
        for stock_record_id, quantity in sorted(wanted.items()):
            try:
                promise(stock_record_id=stock_record_id, quantity=quantity, at=at)
            except StockGone as refusal:
                row = stock_records[stock_record_id]
                titles = [line.product.get_title() for line in lines if line.stockrecord_id == stock_record_id]
                raise StockGone(title=titles[0], asked=quantity, free=max(row.net_stock_level, 0)) from refusal
    return Committed(at, permissions, national())


def open_producer_orders(*, order: Any, parts: Sequence[Part], by: Any, at: datetime) -> dict[PartKey, ProducerOrder]:
    """This will write one producer order per part, numbered by ordinal, each with its first state, and one payment
    per payee.

    Costs: 4 queries, 1 more on SQLite, however many parts.
    """
    payments = _open_payments(order, parts, at)
    rows = [_part(order, part, ordinal, payments, at) for ordinal, part in enumerate(parts, start=1)]
    ProducerOrder.objects.bulk_create(rows)
    StateChange.objects.bulk_create(
        StateChange(producer_order=row, source="", target=INITIAL, at=at, by=by, actor=Actor.BUYER) for row in rows
    )
    return {part.key: row for part, row in zip(parts, rows, strict=True)}


def _open_payments(order: Any, parts: Sequence[Part], at: datetime) -> dict[int, Payment]:
    owed: Counter[int] = Counter()
    for part in parts:
        owed[part.key[1]] += part.total_vnd
    rows = [
        Payment(order=order, payee_id=payee_id, method=order.payment_method, amount_vnd=amount_vnd, made_at=at)
        for payee_id, amount_vnd in owed.items()
    ]
    Payment.objects.bulk_create(rows)
    return {row.payee_id: row for row in rows}


def _part(order: Any, part: Part, ordinal: int, payments: dict[int, Payment], at: datetime) -> ProducerOrder:
    partner_id, seller_id, location_id = part.key
    return ProducerOrder(
        order=order,
        number=f"{order.number}-{ordinal}",
        partner_id=partner_id,
        seller_of_record_id=seller_id,
        location_id=location_id,
        payment=payments[seller_id],
        goods_vnd=part.goods_vnd,
        discount_vnd=part.discount_vnd,
        delivery_vnd=part.delivery_vnd,
        cash_fee_vnd=part.cash_fee_vnd,
        total_vnd=part.total_vnd,
        placed_at=at,
        answer_due_at=at + timedelta(hours=settings.ANSWER_HOURS),
        expires_at=at + timedelta(hours=settings.ANSWER_HOURS_MOST),
        moved_at=at,
        weight_g=part.weight_g,
        **_way(part),
    )


def _way(part: Part) -> dict[str, Any]:
    if part.way is None:
        raise ValueError("a part is opened with its way of delivery")
    return {
        "delivery_kind": part.way.kind.value,
        "delivery_code": part.way.code,
        "delivery_name_vi": part.way.name_vi,
        "delivery_name_en": part.way.name_en,
        "delivery_days_least": part.way.days_least,
        "delivery_days_most": part.way.days_most,
        "cash_holder": part.way.cash_holder.value,
        "pickup_point_id": part.way.pickup_point_id,
        "pickup_code": crockford(6) if part.way.pickup_point_id else "",
    }


def line_copy(*, line: Any, committed: Committed, parts: dict[PartKey, ProducerOrder]) -> dict[str, Any]:
    """This will return what an order line keeps for ever: certificate, commune, channel, place, seller.

    Costs: none where the certificate is at hand.
    """
    standing = committed.permissions[line.product_id].standing
    if standing is None:
        raise NotCertified(product=line.product_id, title=line.product.get_title())
    certificate = standing.certificate
    stock_record = line.stockrecord
    channel = line.channel or committed.national
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


def reserve_lines(*, lines: Sequence[Any], at: datetime) -> None:
    """This will write the reservations of new lines; cash on delivery has no end of its own. Costs: one insert."""
    reserve_all(lines=lines, at=at)
