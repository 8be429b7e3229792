"""Addresses and wishes as their owner sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest

from catalogue_ext.certification.models import Revocation, Standing
from shop.accounts.phones import spoken
from shop.forks.partner.strategy import Strategy
from shop.fulfilment.queries import orders_of
from shop.primitives.period import last_day, local_day
from shop.shoppers.queries import addresses_of, wish_lines, wished_ids
from shop.storefront.queries.cards import Card
from shop.storefront.queries.listing import cards_by_id
from shop.storefront.queries.orders import OrderRow, order_rows


@dataclass(frozen=True, slots=True)
class KeptAddress:
    """One address of the book. `phone` in E.164; a commune that was merged since has to be found again."""

    pk: int
    name: str
    phone: str
    street: str
    commune: Any
    is_default: bool

    @property
    def spoken_phone(self) -> str:
        """This will return the number as it is said."""
        return spoken(phone=self.phone)

    @property
    def is_of_today(self) -> bool:
        """This will tell whether its commune still stands."""
        return self.commune.valid_to is None

    @property
    def typed(self) -> dict[str, str]:
        """This will return the address as its owner would type it into a form.

        A commune of today goes along by its code and is asked no more; one of before is found by its name.
        """
        return {
            "name": self.name,
            "phone": self.spoken_phone,
            "street": self.street,
            "place": self.commune.name if self.is_of_today else f"{self.commune.name}, {self.commune.province.name}",
            "province": self.commune.province.code if self.is_of_today else "",
            "commune": self.commune.code if self.is_of_today else "",
        }


def kept_addresses(*, owner: Any) -> list[KeptAddress]:
    """This will return a person's address book, the default first. Costs: 1 query, none for nobody."""
    if not owner.is_authenticated:
        return []
    return [
        KeptAddress(row.pk, row.first_name, str(row.phone_number), row.line1, row.commune, row.is_default_for_shipping)
        for row in addresses_of(owner=owner)
    ]


class Wished:
    """Which products are on the visitor's wish list. Read when the first wish button of a page asks, not before."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._ids: frozenset[int] | None = None

    def __contains__(self, product_id: object) -> bool:
        """This will tell whether it is on the list. Costs: 1 query a page, none for nobody."""
        if self._ids is None:
            self._ids = wished_ids(owner=self._request.user)
        return product_id in self._ids

    @property
    def is_asked(self) -> bool:
        """This will tell whether the page has wish buttons, which need their form."""
        return self._ids is not None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What the account page says of what lies behind its tiles."""

    latest: OrderRow | None
    orders: int
    addresses: int
    wishes: int


def account_page(*, user: Any, at: datetime) -> AccountPage:
    """This will read the newest order and count the rest. Costs: 5 queries."""
    orders = orders_of(user=user)
    return AccountPage(
        latest=next(iter(order_rows(orders=orders[:1], at=at)), None),
        orders=orders.count(),
        addresses=addresses_of(owner=user).count(),
        wishes=wish_lines(owner=user).count(),
    )


@dataclass(frozen=True, slots=True)
class GoneWish:
    """A product on the list that is not sold now. `url` is empty where it has no page, then without a last day too."""

    line_id: int
    name: str
    name_language: str
    url: str
    last_day: date | None
    # The day a revocation counts from; without one the certificate ran out.
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class WishPage:
    """A shopper's wish list: what is certified now as cards, the rest as lines without price or button."""

    cards: list[Card]
    gone: list[GoneWish]


def wish_page(*, owner: Any, strategy: Strategy) -> WishPage:
    """This will read a person's wish list. Costs: 7 queries at most, 2 more where pack sizes are among the goods."""
    lines = list(wish_lines(owner=owner).select_related("product"))
    shown = [line.product_id for line in lines if line.product_id and line.product.is_public]
    by_id = cards_by_id(ids=shown, strategy=strategy)
    left = [line for line in lines if line.product_id not in by_id]
    ends = _ends(product_ids=[line.product_id for line in left if line.product_id in set(shown)], strategy=strategy)
    return WishPage(
        cards=[by_id[line.product_id] for line in lines if line.product_id in by_id],
        gone=[_gone(line, ends) for line in left],
    )


def _ends(*, product_ids: list[int], strategy: Strategy) -> dict[int, tuple[date, date | None]]:
    """This will return, by product, the last day it was certified, and the day of the revocation that ended it."""
    if not product_ids:
        return {}
    ended = Standing.objects.filter(product_id__in=product_ids, valid_to__lte=strategy.at)
    ends = dict(ended.order_by().values_list("product_id").annotate(end=Max("valid_to")))
    revocations = Revocation.objects.filter(product_id__in=product_ids).order_by("pk")
    revoked = {row.product_id: row.counts_from for row in revocations if row.counts_from == ends.get(row.product_id)}
    return {pk: (last_day(end), local_day(end) if pk in revoked else None) for pk, end in ends.items()}


def _gone(line: Any, ends: dict[int, tuple[date, date | None]]) -> GoneWish:
    product = line.product
    if product is None:
        return GoneWish(line.pk, line.title, "vi", "", None)
    end, revoked_on = ends.get(product.pk, (None, None))
    url = product.get_absolute_url() if end else ""
    return GoneWish(line.pk, product.name, product.name_language, url, end, revoked_on)
