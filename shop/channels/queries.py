"""May this product be sold now? The one question that every way of buying asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q

from catalogue_ext.certification.classification import criteria_sets, sales_rule
from catalogue_ext.certification.models import Standing
from shop.channels.models import NATIONAL, Channel


class WhyNot(StrEnum):
    """Why a product may not be sold; the sentence for people stands at the door."""

    UNCERTIFIED = "uncertified"
    KIND_NOT_SOLD = "kind_not_sold"  # tourism: shown without a button until paying online exists
    NOT_PUBLIC = "not_public"


@dataclass(frozen=True, slots=True)
class SalePermission:
    """The answer for one product: allowed under this standing, or why not."""

    product_id: int
    standing: Standing | None
    why_not: WhyNot | None = None

    @property
    def is_allowed(self) -> bool:
        """This will tell whether the product may be sold."""
        return self.why_not is None


# What pages read of a standing and of its paper; the rest of two wide rows stays where it is.
_ASKED = (
    "product",
    "stars",
    "valid_from",
    "valid_to",
    "is_grace",
    "is_demo",
    "certificate__decision__number",
    "certificate__decision__decided_on",
)


def sale_permissions(
    *, products: Iterable[Any], at: datetime, lock: bool = False, with_origin: bool = False
) -> dict[int, SalePermission]:
    """This will answer for many products at once, each for itself: a pack size needs its own covered standing.

    `lock` takes the standings' row locks, so that a revocation waits for the order or the order sees it. `with_origin`
    reads the certificate's commune and province along (an order line copies them).
    Costs: one query.
    """
    products = list(products)
    held = Standing.objects.at(at).filter(product_id__in={product.pk for product in products})
    if lock:
        held = held.order_by("pk").select_for_update(of=("self",))
    # A lock holds the rows of standings only; what they point at is read with them.
    if with_origin:
        held = held.select_related("certificate__decision", "certificate__commune__province")
    else:
        held = held.select_related("certificate__decision").only(*_ASKED)
    standings = {standing.product_id: standing for standing in held}
    return {product.pk: _permission(product, standings.get(product.pk)) for product in products}


def of_a_sold_kind(*, product: str = "product") -> Q:
    """This will keep the rows whose product is of a kind that is sold: the set form of what `_permission` asks last.

    `product` is the way from the row to the listing (a pack size is of its listing's kind).
    """
    rules = {number: sales_rule(number) for number in criteria_sets()}
    herbal = [number for number, rule in rules.items() if rule.is_sold and rule.is_herbal]
    plain = [number for number, rule in rules.items() if rule.is_sold and not rule.is_herbal]
    is_herbal = Q(**{f"{product}__criteria_set__in": herbal, f"{product}__herbal_kind": "SUPPLEMENT"})
    return Q(**{f"{product}__criteria_set__in": plain}) | is_herbal


def is_of_a_sold_kind(*, listing: Any) -> bool:
    """This will tell whether a listing is of a kind that is sold: the row form of `of_a_sold_kind`. Costs: none."""
    rule = sales_rule(listing.criteria_set)
    return rule.is_sold and (not rule.is_herbal or listing.herbal_kind == "SUPPLEMENT")


def _permission(product: Any, standing: Standing | None) -> SalePermission:
    if standing is None:
        return SalePermission(product.pk, None, WhyNot.UNCERTIFIED)
    canonical = product.parent if product.is_child else product
    if not (product.is_public and canonical.is_public):
        return SalePermission(product.pk, standing, WhyNot.NOT_PUBLIC)
    if not is_of_a_sold_kind(listing=canonical):
        return SalePermission(product.pk, standing, WhyNot.KIND_NOT_SOLD)
    return SalePermission(product.pk, standing)


def national() -> Channel:
    """This will return the national channel. Costs: one query."""
    return Channel.objects.get(code=NATIONAL)
