"""Working the standing out again, and writing only what changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue_ext.certification.facts import histories
from catalogue_ext.certification.models import Coverage, Standing
from catalogue_ext.certification.rules import StandingPeriod, covered, standings
from shop.outbox.announcing import announce

FIELDS = ("certificate_id", "stars", "valid_to", "is_grace", "is_demo")


@transaction.atomic
def restate(*, product_ids: Iterable[int], at: datetime | None = None) -> int:
    """This will bring the standing rows of these products and their covered pack sizes to what the facts say.

    Returns how many rows changed; whose did is announced, as of `at` or of now. Rows that stay the same are not
    touched; a row that changes is updated in place, so whoever waits for its lock sees the change. Costs: 7 queries,
    and one per changed row.

    Locks: products (no key: an order line may still point at them), then standings, each by key. Two writers of one
    product wait for each other at the product; an order that holds the standings is waited for, or sees the result.
    """
    ids = set(product_ids)
    lock_products(product_ids=ids)
    periods = {pk: standings(history=history) for pk, history in histories(product_ids=ids).items()}
    periods |= _periods_of_pack_sizes(periods)
    rows: dict[int, list[Standing]] = {pk: [] for pk in periods}
    held = Standing.objects.filter(product_id__in=periods).order_by("pk").select_for_update(of=("self",))
    for row in held:
        rows[row.product_id].append(row)
    changed = {pk: _write(pk, rows[pk], periods[pk]) for pk in sorted(periods)}
    keys = [pk for pk, count in changed.items() if count]
    announce(kind="product.changed", keys=keys, at=at or timezone.now())
    return sum(changed.values())


def lock_products(*, product_ids: Iterable[int]) -> None:
    """This will let one writer at a time change what is known of these products. Costs: one query."""
    products = get_model("catalogue", "Product").objects.filter(pk__in=set(product_ids)).order_by("pk")
    list(products.select_for_update(of=("self",), no_key=True).values_list("pk"))


def _periods_of_pack_sizes(periods: dict[int, list[StandingPeriod]]) -> dict[int, list[StandingPeriod]]:
    children = get_model("catalogue", "Product").objects.filter(parent_id__in=periods).order_by("pk")
    parents = dict(children.values_list("pk", "parent_id"))
    covers: dict[int, set[int]] = {pk: set() for pk in parents}
    for child, certificate in Coverage.objects.filter(product_id__in=parents).values_list(
        "product_id", "certificate_id"
    ):
        covers[child].add(certificate)
    return {pk: covered(periods=periods[parent], certificates=covers[pk]) for pk, parent in parents.items()}


def _write(product_id: int, rows: list[Standing], periods: list[StandingPeriod]) -> int:
    wanted = {period.valid_from: period for period in periods}
    kept = {row.valid_from: row for row in rows if row.valid_from in wanted}
    gone = [row for row in rows if row.valid_from not in wanted]
    for row in gone:
        row.delete()
    changed = len(gone)
    for valid_from, period in wanted.items():
        row = kept.get(valid_from) or Standing(product_id=product_id, valid_from=valid_from)
        changed += _fit(row, period)
    return changed


def _fit(row: Standing, period: StandingPeriod) -> bool:
    facts = {
        "certificate_id": period.certificate,
        "stars": period.stars,
        "valid_to": period.valid_to,
        "is_grace": period.is_grace,
        "is_demo": period.is_demo,
    }
    if row.pk and all(getattr(row, field) == facts[field] for field in FIELDS):
        return False
    for field in FIELDS:
        setattr(row, field, facts[field])
    row.save()
    return True
