"""What else stands beside a product: others of its maker, of its commune, and where it is not sold, of its kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, Prefetch, QuerySet, Subquery, Value, prefetch_related_objects
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import ALCOHOL
from catalogue_ext.certification.models import Standing
from shop.storefront.queries.cards import images, records

# So many of each.
MOST = 4
# Stand in the query that is kept for what is asked; nothing in the shop has such a key or so old an instant.
_ANY_PRODUCT, _ANY_INSTANT = -7, datetime(1900, 1, 1, tzinfo=UTC)


class Beside(StrEnum):
    """Why a product is shown beside another."""

    MAKER = "maker"
    COMMUNE = "commune"
    KIND = "kind"


def ids_beside(*, pk: int, at: datetime) -> dict[Beside, list[int]]:
    """This will return the products to show beside one, newest certificate first: certified now, none of them twice.

    Those of its kind stand in only where the product itself is not certified. Costs: 1 query.
    """
    sql, parameters = _statement(connection.vendor, settings.DEMO)
    filled = {_ANY_PRODUCT: pk, _stored(_ANY_INSTANT): _stored(at)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [filled.get(value, value) for value in parameters])
        rows = sorted(cursor.fetchall(), reverse=True)
    found: dict[Beside, list[int]] = {why: [] for why in Beside}
    for _, product_id, why in rows:
        found[Beside(why)].append(product_id)
    return found


@cache
def _statement(vendor: str, is_demo: bool) -> tuple[str, tuple[Any, ...]]:
    """The query for any product at any instant: putting it together takes ten times as long as running it.

    Kept for each database and evidence that counts, which it depends on.
    """
    return _query(pk=_ANY_PRODUCT, at=_ANY_INSTANT).query.sql_with_params()


def _stored(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _query(*, pk: int, at: datetime) -> QuerySet[Any, tuple[datetime, int, str]]:
    this = get_model("catalogue", "Product").objects.filter(pk=pk).order_by()
    maker, commune, number = (
        Subquery(this.values(name)[:1]) for name in ("producer", "origin_commune", "criteria_set")
    )
    # Asks for what is shown, not around what is hidden: each part stops after a few rows.
    held = Standing.objects.listed(at).exclude(product=pk)
    # Alcohol is sold and found, and never put forward (Luật 44/2019/QH14 Điều 5).
    held = held.exclude(product__criteria_set__in=sorted(ALCOHOL))
    by_others = held.exclude(product__producer=maker)
    elsewhere = by_others.exclude(product__origin_commune=commune).filter(product__criteria_set=number)
    parts = [
        _newest(held.filter(product__producer=maker), Beside.MAKER),
        _newest(by_others.filter(product__origin_commune=commune), Beside.COMMUNE),
        _newest(elsewhere.filter(~Exists(Standing.objects.at(at).filter(product=pk))), Beside.KIND),
    ]
    return parts[0].union(*parts[1:], all=True)


def _newest(held: QuerySet[Standing], why: Beside) -> QuerySet[Any, tuple[datetime, int, str]]:
    newest = held.order_by("-valid_from", "-product_id")[:MOST]
    if not connection.features.supports_slicing_ordering_in_compound:
        # SQLite lets no part of a union have an end of its own, so each is picked by key.
        newest = Standing.objects.filter(pk__in=newest.values("pk"))
    return newest.annotate(why=Value(str(why))).values_list("valid_from", "product_id", "why")


def rows_with_labels(*, ids: Iterable[int]) -> dict[int, Any]:
    """This will read products by key with all that page and cards show of them, pack sizes and labels included.

    Costs: 3 queries, 1 more where pack sizes are among them.
    """
    products = get_model("catalogue", "Product").objects
    found = products.filter(pk__in=list(ids), is_public=True).select_related(
        "producer__commune__province", "origin_commune__province", "particulars"
    )
    # In no order: to put the query together that lays out all these columns took half as long again.
    rows = list(found.order_by().prefetch_related(images()))
    parents = [row for row in rows if row.is_parent]
    if parents:
        children = products.filter(is_public=True).select_related("particulars").order_by("pk")
        prefetch_related_objects(parents, Prefetch("children", queryset=children))
    with_packs = [*rows, *(pack for row in parents for pack in row.children.all())]
    prefetch_related_objects(with_packs, Prefetch("stockrecords", queryset=records()))
    return {row.pk: row for row in rows}
