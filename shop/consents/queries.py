"""Whether somebody agreed. One query each; the newest word counts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q

from shop.consents.models import Consent, Purpose


def offered() -> list[Purpose]:
    """This will return the purposes that are asked for: those that have an effect here. Costs: none."""
    return [purpose for purpose in Purpose if purpose is not Purpose.ZALO or settings.ZALO_BACKEND]


def has_agreed(*, order: Any, purpose: Purpose) -> bool:
    """This will tell whether the buyer of an order agrees to a purpose now.

    An account's word counts for all its orders, a guest's for the order it was said with; a guest's no for every order
    of the phone. Costs: 1 query; none for a purpose that is not offered.
    """
    if purpose not in offered():
        return False
    newest = _concerning(order).filter(purpose=purpose).order_by("-at", "-pk").first()
    return newest is not None and newest.is_given


def agreed_with_order(*, order: Any) -> frozenset[Purpose]:
    """This will return what the buyer of an order agrees to now: `has_agreed` for every purpose. Costs: 1 query."""
    return _agreed(_concerning(order))


def agreed_by(*, user: Any) -> frozenset[Purpose]:
    """This will return what an account agrees to now; nobody agrees to nothing. Costs: 1 query, none for nobody."""
    return _agreed(Consent.objects.filter(user=user)) if user.is_authenticated else frozenset()


def _concerning(order: Any) -> Any:
    mine = Q(order=order, user__isnull=True)
    if order.user_id is not None:
        mine |= Q(user=order.user_id)
    address = order.shipping_address
    phone = str(address.phone_number) if address is not None and address.phone_number else ""
    if phone:
        mine |= Q(phone=phone, is_given=False, user__isnull=True)
    return Consent.objects.filter(mine)


def _agreed(rows: Any) -> frozenset[Purpose]:
    last = {row.purpose: row.is_given for row in rows.order_by("at", "pk")}
    return frozenset(purpose for purpose in offered() if last.get(purpose.value))
