"""What we hold of people, as its page shows it: the list, the switches, copies, and until when orders are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from shop.consents.models import Purpose
from shop.consents.queries import agreed_by, agreed_with_order, offered
from shop.consents.wordings import ASKED
from shop.fulfilment.queries import orders_of
from shop.personal_data.copies import copies_of
from shop.personal_data.models import Export
from shop.personal_data.purposes import Kept, kept, period
from shop.personal_data.queries import is_forgotten, keep_until
from shop.primitives.period import last_day
from shop.storefront.queries.waits import Awaited, awaited_by


@dataclass(frozen=True, slots=True)
class Asked:
    """One purpose that is asked for by itself."""

    purpose: str
    words: str | Promise
    is_on: bool


@dataclass(frozen=True, slots=True)
class MyData:
    """The page of an account."""

    kept: list[Kept]
    switches: list[Asked]
    copies: list[Export]
    orders: int
    # What the account waits to be told of.
    awaited: list[Awaited]


@dataclass(frozen=True, slots=True)
class OrderData:
    """The page of one order. `last_day` is the law's last one; None while it is under way."""

    number: str
    kept: list[Kept]
    switches: list[Asked]
    last_day: date | None
    is_forgotten: bool


def asked(*, user: Any, ticked: list[Purpose]) -> list[Asked]:
    """This will return what is asked for at checkout: what an account has not agreed to yet. Costs: 1 query."""
    agreed = agreed_by(user=user)
    return [Asked(purpose.value, ASKED[purpose], purpose in ticked) for purpose in offered() if purpose not in agreed]


def purposes_page(*, at: datetime) -> list[Kept]:
    """This will return the list of what is collected, in the language of the page. Costs: none."""
    return kept(language=get_language() or "vi", at=at)


def my_data(*, user: Any, at: datetime) -> MyData:
    """This will read the page of an account. Costs: 4 queries."""
    return MyData(
        kept=purposes_page(at=at),
        switches=_switches(agreed_by(user=user)),
        copies=copies_of(user=user, at=at),
        orders=orders_of(user=user).count(),
        awaited=awaited_by(user=user),
    )


def order_data(*, order: Any, at: datetime) -> OrderData:
    """This will read the page of an order. Costs: 6 queries."""
    until = keep_until(order=order, at=at)
    return OrderData(
        number=order.number,
        kept=[row for row in purposes_page(at=at) if row.key not in {"account", "log_ins", "wait"}],
        switches=_switches(agreed_with_order(order=order)),
        last_day=last_day(until) if until else None,
        is_forgotten=is_forgotten(order=order),
    )


def legal_time(*, at: datetime) -> str:
    """This will return how long the law keeps an order, in words of the page. Costs: none."""
    return period(key="order", at=at).words


def _switches(agreed: frozenset[Purpose]) -> list[Asked]:
    return [Asked(purpose.value, ASKED[purpose], purpose in agreed) for purpose in offered()]
