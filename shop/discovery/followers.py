"""What lower rooms announce, and the documents that follow in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from oscar.core.loading import get_model

from shop.discovery.operations import CHUNK, refresh
from shop.outbox.announcing import follows


def _products(**which: object) -> list[int]:
    return list(get_model("catalogue", "Product").objects.filter(**which).values_list("pk", flat=True))


def _refresh(keys: Collection[int], at: datetime, *, register: bool = False) -> None:
    """An annex or a province may hold more than one statement takes. Upwards, as locks are taken everywhere."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        refresh(product_ids=ordered[start : start + CHUNK], at=at, register=register)


@follows("product.changed")
def product_changed(*, keys: Collection[int], at: datetime) -> None:
    """This will refresh the documents of these listings, and of the listings of these pack sizes."""
    _refresh(keys, at, register=True)


@follows("producer.changed")
def producer_changed(*, keys: Collection[int], at: datetime) -> None:
    """This will refresh everything these producers make: their name, place and story stand in each document."""
    _refresh(_products(producer_id__in=keys, parent=None), at)


@follows("commune.changed")
def commune_changed(*, keys: Collection[int], at: datetime) -> None:
    """This will refresh everything that comes from these communes of today."""
    _refresh(_products(origin_commune_id__in=keys, parent=None), at)
