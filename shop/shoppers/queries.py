"""What a shopper keeps, read for pages. Never another's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from oscar.core.loading import get_model


def addresses_of(*, owner: Any) -> QuerySet[Any]:
    """This will return a person's addresses with commune and province, the default first, then the newest.

    Costs: 1 query.
    """
    rows = get_model("address", "UserAddress").objects.filter(user=owner, commune__isnull=False)
    return rows.select_related("commune__province", "country").order_by("-is_default_for_shipping", "-pk")


def wish_lines(*, owner: Any) -> QuerySet[Any]:
    """This will return the lines of a person's wish list, the newest first. Costs: 1 query."""
    return get_model("wishlists", "Line").objects.filter(wishlist__owner=owner).order_by("-pk")


def wished_ids(*, owner: Any) -> frozenset[int]:
    """This will return the keys of the products on a person's list. Costs: 1 query, none for nobody."""
    if not owner.is_authenticated:
        return frozenset()
    return frozenset(wish_lines(owner=owner).filter(product__isnull=False).values_list("product_id", flat=True))
