"""Writes: on whose cost an offer runs, a code typed and used, what order lines keep of a discount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from oscar.core.loading import get_model

from shop.accounts.client import network
from shop.audit.operations import record
from shop.primitives.money import vnd
from shop.promotions.models import BorneBy, FailedCode, LineDiscount, OfferTerms
from shop.promotions.queries import VoucherState, has_been_used, held_voucher, terms_of, voucher_state
from shop.promotions.refusals import OfferKept, OfferUsedUp, TooManyCodes, VoucherGone, VoucherUnknown

WINDOW = timedelta(hours=1)


@transaction.atomic
def set_terms(
    *,
    offer: Any,
    borne_by: str,
    by: Any,
    at: datetime,
    partner: Any = None,
    centre: Any = None,
    agreement: str = "",
    is_illustration: bool | None = None,
) -> OfferTerms:
    """This will say who bears an offer's discount from now on; what orders were given before stays as it was.

    An illustration stays one, unless it is said (None = not said): who edits an invented offer does not make it true.
    Refuses: ValidationError where the bearer is not named, or has not agreed in writing. Costs: 5 queries.
    """
    terms = OfferTerms.objects.filter(offer=offer).first() or OfferTerms(offer=offer)
    terms.borne_by, terms.agreement = BorneBy(borne_by), agreement.strip()
    terms.partner, terms.centre = partner, centre
    terms.set_by, terms.set_at = by, at
    if is_illustration is not None:
        terms.is_illustration = is_illustration
    terms.full_clean()
    terms.save()
    facts = {"borne_by": terms.borne_by, "partner": terms.partner_id, "centre": terms.centre_id}
    record(action="offer.terms", record=offer, by=by, at=at, facts={**facts, "agreement": terms.agreement})
    return terms


@transaction.atomic
def remove_offer(*, offer: Any, by: Any, at: datetime) -> None:
    """This will delete an offer that no order stands on. Refuses: OfferKept."""
    if has_been_used(offers=[offer.pk]):
        raise OfferKept(name=offer.name)
    record(action="offer.removed", record=offer, by=by, at=at, facts={"name": offer.name})
    OfferTerms.objects.filter(offer=offer).delete()
    offer.delete()


@transaction.atomic
def remove_vouchers(*, record_of: Any, vouchers: Iterable[Any], by: Any, at: datetime) -> None:
    """This will delete a voucher, or a set with its vouchers (`record_of`), that no order stands on.

    Refuses: OfferKept.
    """
    if has_been_used(vouchers=[voucher.pk for voucher in vouchers]):
        raise OfferKept(name=record_of.name)
    record(action="voucher.removed", record=record_of, by=by, at=at, facts={"name": record_of.name})
    record_of.delete()


def find_voucher(*, code: str, by: Any, client_address: str, at: datetime) -> VoucherState:
    """This will return the voucher of a typed code (any case, spaces anywhere) as it counts for this person.

    The try is written down before it is judged and struck out when the code is one, so that parallel guesses are
    counted too. Refuses: TooManyCodes after VOUCHER_TRIES_AN_HOUR codes in an hour that are none, from one client;
    VoucherUnknown, and whatever `voucher_state` says. Costs: 6 queries. Must not run inside a transaction that a
    refusal rolls back.
    """
    attempt = FailedCode.objects.create(at=at, address=network(client_address))
    recent = FailedCode.objects.filter(at__gt=at - WINDOW, address=attempt.address)
    if recent.count() > settings.VOUCHER_TRIES_AN_HOUR:
        attempt.delete()
        raise TooManyCodes
    voucher = get_model("voucher", "Voucher").objects.filter(code=normal_code(code)).first()
    if voucher is None:
        FailedCode.objects.filter(at__lt=at - timedelta(days=1)).delete()
        raise VoucherUnknown(typed=normal_code(code))
    attempt.delete()
    state = voucher_state(voucher=voucher, by=by, at=at)
    if state.refusal is not None:
        raise state.refusal
    return state


def normal_code(text: str) -> str:
    """This will return a code as it is stored: capitals, no spaces."""
    return "".join(text.split()).upper()


def hold_voucher(*, basket: Any, by: Any, at: datetime) -> VoucherGone | None:
    """This will hold the voucher of a basket that is being ordered, and take out one that counts no longer.

    Of two orders with one single-use voucher the second waits here, and sees that it was used. Returns why it is gone,
    for the caller to refuse where the total was promised with it. Costs: 1 query; 3 or 4 with a voucher.
    """
    voucher = held_voucher(basket=basket, lock=True)
    if voucher is None:
        return None
    refusal = voucher_state(voucher=voucher, by=by, at=at).refusal
    links = basket.vouchers.through.objects.filter(basket=basket.pk)
    (links if refusal else links.exclude(voucher=voucher.pk)).delete()
    return VoucherGone(why=refusal.code, **refusal.facts) if refusal else None


def use_offer(*, offer: Any, times: int, amount_vnd: int, by: Any) -> None:
    """This will count an offer as used by the order that is being placed, within its limits.

    One conditional update decides between two orders. Refuses: OfferUsedUp. Costs: 1 query; 2 more with limits.
    """
    offers = get_model("offer", "ConditionalOffer").objects.filter(pk=offer.pk)
    unlimited = Q(max_global_applications=None) | Q(max_global_applications=0)
    unbounded = Q(max_discount=None) | Q(max_discount=0)
    within = offers.filter(
        unlimited | Q(max_global_applications__gte=F("num_applications") + times),
        unbounded | Q(max_discount__gt=F("total_discount")),
    )
    counted = within.update(
        num_applications=F("num_applications") + times,
        total_discount=F("total_discount") + amount_vnd,
        num_orders=F("num_orders") + 1,
    )
    if not counted or _too_often(offer, by):
        raise OfferUsedUp(offer=offer.name)
    if offer.max_global_applications or offer.max_discount:
        # Oscar writes by itself whether an offer is used up; the row is held by the update.
        offers.get().save()


def _too_often(offer: Any, by: Any) -> bool:
    if not offer.max_user_applications or by is None:
        return False
    # This order's own row is among them.
    return bool(offer.get_num_user_applications(by) > offer.max_user_applications)


def use_voucher(*, voucher: Any, order: Any, amount_vnd: int, by: Any) -> None:
    """This will write down that an order used a voucher. Costs: 2 queries."""
    voucher.applications.create(voucher=voucher, order=order, user=by)
    get_model("voucher", "Voucher").objects.filter(pk=voucher.pk).update(
        num_orders=F("num_orders") + 1, total_discount=F("total_discount") + amount_vnd
    )


def keep_line_discounts(*, given: Iterable[tuple[Any, Any]], at: datetime) -> None:
    """This will freeze what each order line was given and who bears it; `given` = (order line, basket line).

    Costs: one insert for all, none without discounts.
    """
    rows = [row for line, basket_line in given for row in line_discounts(line=line, basket_line=basket_line, at=at)]
    if rows:
        LineDiscount.objects.bulk_create(rows)


def line_discounts(*, line: Any, basket_line: Any, at: datetime) -> list[LineDiscount]:
    """This will return, unsaved, one row for each offer that took something off a line, however often. Costs: none."""
    amounts: dict[Any, int] = defaultdict(int)
    for discount in basket_line.discounts:
        amounts[discount.offer] += vnd(discount.amount)
    return [_line_discount(line, offer, amount, at) for offer, amount in amounts.items() if amount]


def _line_discount(line: Any, offer: Any, amount_vnd: int, at: datetime) -> LineDiscount:
    terms, voucher = terms_of(offer=offer), offer.get_voucher()
    if terms is None:
        raise ValueError(f"an offer without terms took something off: {offer}")
    return LineDiscount(
        line=line,
        offer=offer,
        offer_name=offer.name,
        voucher=voucher,
        voucher_code=voucher.code if voucher else "",
        borne_by=terms.borne_by,
        partner_id=terms.partner_id,
        centre_id=terms.centre_id,
        agreement=terms.agreement,
        amount_vnd=amount_vnd,
        at=at,
    )
