"""What else stands beside a product: others of its maker, of its commune, and where it is not sold, of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, Prefetch, QuerySet, Subquery, Value, prefetch_related_objects
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Standing
from shop.storefront.queries.cards import records
from shop.storefront.queries.listing import seen

# So many of each.
MOST = 4


class Beside(StrEnum):
    """Why a product is shown beside another."""

    MAKER = "maker"
    COMMUNE = "commune"
    KIND = "kind"


def ids_beside(*, pk: int, at: datetime) -> dict[Beside, list[int]]:
    """This will return the products to show beside one, newest certificate first: certified now, none of them twice.

    Those of its kind stand in only where the product itself is not certified. Costs: 1 query.
    """
    this = get_model("catalogue", "Product").objects.filter(pk=pk)
    maker, commune, number = (
        Subquery(this.values(name)[:1]) for name in ("producer", "origin_commune", "criteria_set")
    )
    held = seen(at=at).exclude(product=pk)
    by_others = held.exclude(product__producer=maker)
    elsewhere = by_others.exclude(product__origin_commune=commune).filter(product__criteria_set=number)
    parts = [
        _newest(held.filter(product__producer=maker), Beside.MAKER),
        _newest(by_others.filter(product__origin_commune=commune), Beside.COMMUNE),
        _newest(elsewhere.filter(~Exists(Standing.objects.at(at).filter(product=pk))), Beside.KIND),
    ]
    found: dict[Beside, list[int]] = {why: [] for why in Beside}
    for _, product_id, why in sorted(parts[0].union(*parts[1:], all=True), reverse=True):
        found[Beside(why)].append(product_id)
    return found


def _newest(held: QuerySet[Standing], why: Beside) -> QuerySet[Any, tuple[datetime, int, str]]:
    # SQLite lets no part of a union have an end of its own, so each is picked by key.
    newest = held.order_by("-valid_from", "-product_id").values("pk")[:MOST]
    chosen = Standing.objects.filter(pk__in=newest).annotate(why=Value(str(why)))
    return chosen.values_list("valid_from", "product_id", "why")


def rows_with_labels(*, ids: Iterable[int]) -> dict[int, Any]:
    """This will read products by key with all that page and cards show of them, pack sizes and labels included.

    Costs: 3 queries, 1 more where pack sizes are among them.
    """
    products = get_model("catalogue", "Product").objects
    found = products.filter(pk__in=list(ids), is_public=True).select_related(
        "producer__commune__province", "origin_commune__province", "particulars"
    )
    rows = list(found.prefetch_related("images"))
    parents = [row for row in rows if row.is_parent]
    children = products.filter(is_public=True).select_related("particulars").order_by("pk")
    prefetch_related_objects(parents, Prefetch("children", queryset=children))
    with_packs = [*rows, *(pack for row in parents for pack in row.children.all())]
    prefetch_related_objects(with_packs, Prefetch("stockrecords", queryset=records()))
    return {row.pk: row for row in rows}
