"""Goods come, are promised, go. Every number in a stock record changes here, in one conditional update.

Whoever shows what is free and from which price hears when that changed ("product.changed"), not of every piece.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Min, Q, Value
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from shop.audit.operations import record
from shop.outbox.announcing import announce
from shop.primitives.money import vnd
from shop.primitives.refusal import Refusal
from shop.stock.models import Location, LocationKind, Movement, MovementKind, Reservation, ReservationState

if TYPE_CHECKING:
    from shop.accounts.models import User


class StockGone(Refusal):
    """Less is free than was asked for."""

    code = "stock_gone"


class StockPromised(Refusal):
    """The count would be below what is promised to buyers."""

    code = "stock_promised"


class QuantityRefused(Refusal):
    """A quantity that is not a positive whole number."""

    code = "quantity_refused"


class ReservationClosed(Refusal):
    """The promise was already freed or shipped."""

    code = "reservation_closed"


class PriceRefused(Refusal):
    """A price that is not above zero."""

    code = "price_refused"


_ALLOCATED = Coalesce(F("num_allocated"), Value(0))
_IN_STOCK = Coalesce(F("num_in_stock"), Value(0))


def _records() -> Any:
    return get_model("partner", "StockRecord").objects


def open_location(
    *, code: str, name: str, kind: str, partner: Any = None, centre: Any = None, commune: Any = None, address: str = ""
) -> Location:
    """This will return the place of that code, made when it is new (the same call twice is one place)."""
    location, _ = Location.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "kind": kind,
            "partner": partner,
            "centre": centre,
            "commune": commune,
            "address": address,
        },
    )
    return location


def producer_location(*, producer: Any) -> Location:
    """This will return the producer's own store, made when it is new."""
    return open_location(
        code=f"producer.{producer.slug}"[:80],
        name=producer.name,
        kind=LocationKind.PRODUCER,
        partner=producer.partner,
        commune=producer.commune,
        address=producer.address,
    )


def _lock_listing(product_id: int) -> int:
    """This will hold the listing of a product or pack size until its lowest price is noted, and return its key.

    Before the stock record. Orders only point at listings: they do not wait.
    """
    products = get_model("catalogue", "Product").objects
    key = products.values_list("parent", flat=True).get(pk=product_id) or product_id
    return products.select_for_update(no_key=True).values_list("pk", flat=True).get(pk=key)


def _note_lowest_price(listing: int) -> None:
    """Lists lay out by it: to ask every stock record of every product took most of a page."""
    of_listing = _records().filter(Q(product=listing) | Q(product__parent=listing))
    low = of_listing.filter(location__kind=LocationKind.PRODUCER).aggregate(low=Min("price"))["low"]
    get_model("catalogue", "Product").objects.filter(pk=listing).update(lowest_price_vnd=low)


def _announce_if_shown(*, stock_record_id: int, at: datetime) -> None:
    """This will say that it has another price, or that a piece is free or none any more; only a producer's is shown.

    Must follow the update: who holds the row says it last. Costs: one query, and the follower's.
    """
    shown = _records().filter(pk=stock_record_id, location__kind=LocationKind.PRODUCER)
    announce(kind="product.changed", keys=list(shown.values_list("product_id", flat=True)), at=at)


@transaction.atomic
def open_stock_record(
    *, product: Any, location: Location, seller_of_record: Any, price_vnd: int | None, by: User | None, at: datetime
) -> Any:
    """This will put a product up at a place, with nothing in stock yet.

    Units: ₫ with VAT; None = not yet priced, which is shown and not sold. Owner of the goods is the producer.
    """
    producer = (product.parent if product.is_child else product).producer
    listing = _lock_listing(product.pk)
    stock_record = _records().create(
        product=product,
        partner=producer.partner,
        location=location,
        seller_of_record=seller_of_record,
        partner_sku=product.check_code,
        price=None if price_vnd is None else _positive_price(price_vnd),
        num_in_stock=0,
        num_allocated=0,
    )
    _note_lowest_price(listing)
    record(action="stock.opened", record=stock_record, by=by, at=at, facts={"price_vnd": price_vnd})
    if price_vnd is not None:
        _announce_if_shown(stock_record_id=stock_record.pk, at=at)
    return stock_record


def _positive_price(price_vnd: int) -> int:
    price = vnd(price_vnd)
    if price <= 0:
        raise PriceRefused(price_vnd=price)
    return price


def _positive(quantity: int) -> int:
    if isinstance(quantity, bool) or not isinstance(quantity, int) or quantity <= 0:
        raise QuantityRefused(quantity=quantity)
    return quantity


@transaction.atomic
def set_price(*, stock_record: Any, price_vnd: int | None, by: User | None, at: datetime) -> None:
    """This will change the price (₫ with VAT) from now on; None takes the product off sale. Orders placed keep theirs.

    Refuses: PriceRefused for zero and below, FractionOfADong.
    """
    price = None if price_vnd is None else _positive_price(price_vnd)
    before = stock_record.price
    listing = _lock_listing(stock_record.product_id)
    # Asked of the row itself: what the caller holds may have been read before another change.
    is_other_price = _records().filter(pk=stock_record.pk).exclude(price=price).exists()
    _records().filter(pk=stock_record.pk).update(price=price, date_updated=at)
    _note_lowest_price(listing)
    facts = {"from_vnd": None if before is None else int(before), "to_vnd": price}
    record(action="stock.priced", record=stock_record, by=by, at=at, facts=facts)
    if is_other_price:
        _announce_if_shown(stock_record_id=stock_record.pk, at=at)
    stock_record.refresh_from_db(fields=["price", "date_updated"])


@transaction.atomic
def receive(*, stock_record: Any, quantity: int, by: User | None, at: datetime, reason: str = "") -> Movement:
    """This will add goods that came in. Units: pieces. Refuses: QuantityRefused."""
    _records().filter(pk=stock_record.pk).update(num_in_stock=_IN_STOCK + _positive(quantity), date_updated=at)
    return _moved(stock_record, MovementKind.RECEIVED, quantity, by, at, reason)


@transaction.atomic
def adjust(*, stock_record: Any, counted: int, by: User | None, at: datetime, reason: str) -> Movement | None:
    """This will set the stock to what was counted on the shelf; None when nothing differed.

    Refuses: QuantityRefused below zero; StockPromised when more is promised to buyers than was counted.
    """
    if isinstance(counted, bool) or not isinstance(counted, int) or counted < 0:
        raise QuantityRefused(quantity=counted)
    row = _records().select_for_update(of=("self",)).get(pk=stock_record.pk)
    difference = counted - (row.num_in_stock or 0)
    if difference == 0:
        return None
    if counted < (row.num_allocated or 0):
        raise StockPromised(counted=counted, promised=row.num_allocated)
    _records().filter(pk=row.pk).update(num_in_stock=counted, date_updated=at)
    return _moved(stock_record, MovementKind.ADJUSTED, difference, by, at, reason)


def _moved(
    stock_record: Any,
    kind: str,
    quantity: int,
    by: User | None,
    at: datetime,
    reason: str,
    reservation: Reservation | None = None,
) -> Movement:
    movement = Movement.objects.create(
        stock_record_id=stock_record.pk,
        kind=kind,
        quantity=quantity,
        at=at,
        by=by,
        reason=reason,
        reservation=reservation,
    )
    stock_record.refresh_from_db(fields=["num_in_stock", "num_allocated", "date_updated"])
    # What left had been promised: as many are free as before.
    before = stock_record.net_stock_level - (0 if kind == MovementKind.SHIPPED else quantity)
    if (before > 0) != (stock_record.net_stock_level > 0):
        _announce_if_shown(stock_record_id=stock_record.pk, at=at)
    return movement


def promise(*, stock_record_id: int, quantity: int, at: datetime) -> None:
    """This will promise pieces to a buyer, or refuse: an update whose row count decides, so nobody oversells.

    Must run inside the transaction that writes the order line. Refuses: StockGone, QuantityRefused. Costs: one update;
    one more, and what `announce` costs, where it takes the last piece.
    """
    row, taken = _records().filter(pk=stock_record_id), _ALLOCATED + _positive(quantity)
    promised = {"num_allocated": taken, "date_updated": at}
    # Two conditions in turn tell what one does not: whether a piece stays free. Between the two somebody may free one:
    # then it is announced in vain, and never the other way about.
    if row.filter(num_in_stock__gt=taken).update(**promised):
        return
    if not row.filter(num_in_stock__gte=taken).update(**promised):
        raise StockGone(stock_record=stock_record_id, asked=quantity)
    _announce_if_shown(stock_record_id=stock_record_id, at=at)


def reserve_all(*, lines: Iterable[Any], at: datetime, expires_at: datetime | None = None) -> None:
    """This will write the reservations of lines whose goods were promised. Costs: one insert."""
    Reservation.objects.bulk_create(
        Reservation(
            stock_record_id=line.stockrecord_id,
            line=line,
            quantity=line.quantity,
            made_at=at,
            expires_at=expires_at,
        )
        for line in lines
    )


def _close(reservation: Reservation, state: str, at: datetime) -> None:
    changed = Reservation.objects.filter(pk=reservation.pk, state=ReservationState.OPEN).update(
        state=state, closed_at=at
    )
    if not changed:
        raise ReservationClosed(reservation=reservation.pk)
    reservation.state, reservation.closed_at = state, at


@transaction.atomic
def release(*, reservation: Reservation, at: datetime) -> None:
    """This will free promised goods again (cancelled, refused). Refuses: ReservationClosed the second time.

    Costs: two updates; one more, and what `announce` costs, where nothing was free.
    """
    _close(reservation, ReservationState.RELEASED, at)
    row = _records().filter(pk=reservation.stock_record_id)
    freed = {"num_allocated": _ALLOCATED - reservation.quantity, "date_updated": at}
    if row.filter(num_in_stock__gt=_ALLOCATED).update(**freed):
        return
    row.update(**freed)
    _announce_if_shown(stock_record_id=reservation.stock_record_id, at=at)


@transaction.atomic
def consume(*, reservation: Reservation, by: User | None, at: datetime) -> None:
    """This will take promised goods out of stock as they leave. Refuses: ReservationClosed the second time."""
    _close(reservation, ReservationState.CONSUMED, at)
    _records().filter(pk=reservation.stock_record_id).update(
        num_allocated=_ALLOCATED - reservation.quantity,
        num_in_stock=_IN_STOCK - reservation.quantity,
        date_updated=at,
    )
    _moved(reservation.stock_record, MovementKind.SHIPPED, -reservation.quantity, by, at, "", reservation)


@transaction.atomic
def take_back(*, reservation: Reservation, by: User | None, at: datetime, reason: str) -> Movement:
    """This will put shipped goods back into stock. Refuses: ReservationClosed where none were shipped, and twice."""
    shipped = Reservation.objects.select_for_update(of=("self",)).get(pk=reservation.pk)
    returned = shipped.movements.filter(kind=MovementKind.RETURNED).exists()
    if shipped.state != ReservationState.CONSUMED or returned:
        raise ReservationClosed(reservation=reservation.pk)
    _records().filter(pk=shipped.stock_record_id).update(num_in_stock=_IN_STOCK + shipped.quantity, date_updated=at)
    return _moved(shipped.stock_record, MovementKind.RETURNED, shipped.quantity, by, at, reason, shipped)
