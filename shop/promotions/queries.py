"""Reads: the voucher of a basket and why it counts or not, whose cost an offer runs on, what an order was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum
from oscar.core.loading import get_model

from shop.primitives.period import local_day
from shop.primitives.refusal import Refusal
from shop.promotions.models import LineDiscount, OfferTerms
from shop.promotions.refusals import (
    VoucherExpired,
    VoucherNeedsLogIn,
    VoucherNotInForce,
    VoucherNotYet,
    VoucherUsedByYou,
    VoucherUsedUp,
)


@dataclass(frozen=True, slots=True)
class VoucherState:
    """A voucher at an instant, for one person: its offers that run, or why it takes nothing off."""

    voucher: Any
    refusal: Refusal | None
    offers: tuple[Any, ...] = ()


def running(offers: QuerySet[Any]) -> QuerySet[Any]:
    """This will keep the offers whose cost somebody bears, with all that applying them reads.

    An illustration's count only while DEMO is on.
    """
    kept = offers.filter(terms__isnull=False).exclude(status=offers.model.SUSPENDED)
    if not settings.DEMO:
        kept = kept.filter(terms__is_illustration=False)
    kept = kept.select_related("condition__range", "benefit__range", "terms__partner", "terms__centre")
    # Oscar asks for them on every line that two offers meet on.
    return kept.prefetch_related("combinations")


def held_voucher(*, basket: Any, lock: bool = False) -> Any:
    """This will return the voucher of a basket, or None: one a basket, the one that came last (two baskets may have
    been merged). `lock` holds its row until the transaction ends. Costs: one query.
    """
    links = basket.vouchers.through.objects.filter(basket=basket.pk).select_related("voucher").order_by("-pk")
    link = (links.select_for_update(of=("voucher",)) if lock else links).first()
    return link.voucher if link else None


def voucher_state(*, voucher: Any, by: Any, at: datetime) -> VoucherState:
    """This will say whether a voucher counts for this person (None = not signed in) at that instant.

    Costs: one query; one more where it may be used once, or each offer once a person.
    """
    person = by if by is not None and by.is_authenticated else None
    refusal = _out_of_time(voucher, at) or _used(voucher, person)
    if refusal is not None:
        return VoucherState(voucher, refusal)
    offers = list(running(voucher.offers.all()).order_by("-priority", "pk"))
    for offer in offers:
        offer.set_voucher(voucher)
    if not offers:
        return VoucherState(voucher, VoucherNotInForce(voucher=voucher.code))
    left = tuple(offer for offer in offers if offer.get_max_applications(person) > 0)
    return VoucherState(voucher, None if left else VoucherUsedUp(voucher=voucher.code), left)


def _out_of_time(voucher: Any, at: datetime) -> Refusal | None:
    if at < voucher.start_datetime:
        return VoucherNotYet(voucher=voucher.code, begins_on=local_day(voucher.start_datetime))
    # Oscar's end is inclusive.
    if at > voucher.end_datetime:
        return VoucherExpired(
            voucher=voucher.code, ended_on=local_day(voucher.end_datetime - timedelta(microseconds=1))
        )
    return None


def _used(voucher: Any, person: Any) -> Refusal | None:
    if voucher.usage == voucher.SINGLE_USE and voucher.applications.exists():
        return VoucherUsedUp(voucher=voucher.code)
    if voucher.usage == voucher.ONCE_PER_CUSTOMER:
        if person is None:
            return VoucherNeedsLogIn(voucher=voucher.code)
        if voucher.applications.filter(user=person).exists():
            return VoucherUsedByYou(voucher=voucher.code)
    return None


def terms_of(*, offer: Any) -> OfferTerms | None:
    """This will return an offer's terms, or None: then it takes nothing off. Costs: one query unless it is at hand."""
    return getattr(offer, "terms", None)


def bearer_name(row: OfferTerms | LineDiscount) -> str:
    """This will name who bears a discount; "" for the shop itself. Costs: none when partner and centre are at hand."""
    if row.partner is not None:
        return str(row.partner.name)
    return row.centre.name if row.centre is not None else ""


def has_been_used(*, offers: Iterable[Any] = (), vouchers: Iterable[Any] = ()) -> bool:
    """This will tell whether an order stands on one of these. Costs: one query a kind given."""
    rows = LineDiscount.objects
    return (bool(offers) and rows.filter(offer__in=offers).exists()) or (
        bool(vouchers) and rows.filter(voucher__in=vouchers).exists()
    )


def discounts_of(*, order: Any) -> QuerySet[LineDiscount]:
    """This will return what an order was given, line by line, with who bears it. Costs: one query."""
    rows = LineDiscount.objects.filter(line__order=order).select_related("line", "partner", "centre")
    return rows.order_by("line_id", "pk")


def borne_in(*, producer_order: Any) -> dict[str, int]:
    """This will sum up who bears how much of one producer order's discount: bearer → ₫. Costs: one query."""
    rows = LineDiscount.objects.filter(line__producer_order=producer_order)
    sums = rows.values("borne_by").annotate(sum_vnd=Sum("amount_vnd")).order_by("borne_by")
    return {row["borne_by"]: row["sum_vnd"] for row in sums}


def offers_without_terms() -> QuerySet[Any]:
    """This will return the offers that take nothing off because nobody bears them."""
    return get_model("offer", "ConditionalOffer").objects.filter(terms__isnull=True).order_by("pk")
