"""A listing's document as the index keeps it: the database's own, with the periods in which what of it is true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Standing
from shop.discovery.document import Derived, derive
from shop.discovery.elastic.spans import Pack, Period, rows, spans_of, whens
from shop.discovery.models import Document
from shop.stock.models import LocationKind


@dataclass(frozen=True, slots=True)
class Filed:
    """What the index should hold of a listing, and how new it is."""

    product_id: int
    version: int
    source: dict[str, Any]


def file(*, product_ids: Collection[int]) -> list[Filed]:
    """This will return what the index should hold of these listings, by key; nothing of what has no document.

    Of a listing that is not on show only its key and version stay: nothing finds it, and no late writer of an older
    version brings it back. Versions are read first: what is filed is that version or a later one, never an older one.
    Costs: 11 queries, however many.
    """
    held = Document.objects.filter(product_id__in=product_ids, version__gt=0)
    versions = dict(held.values_list("product_id", "version"))
    derived = derive(product_ids=versions)
    shown = set(_products().filter(pk__in=versions, is_public=True).values_list("pk", flat=True))
    periods = _periods(shown)
    packs = _packs(shown)
    return [
        Filed(pk, version, _source(derived.get(pk) if pk in shown else None, pk, version, periods[pk], packs[pk]))
        for pk, version in sorted(versions.items())
    ]


def _products() -> Any:
    return get_model("catalogue", "Product").objects


def _standings() -> Any:
    # Whenever they hold: the question says at which instant.
    return Standing.objects.all() if settings.DEMO else Standing.objects.filter(is_demo=False)


def _periods(product_ids: Collection[int]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    held = _standings().filter(product_id__in=product_ids)
    for pk, *period in held.values_list("product_id", "stars", "valid_from", "valid_to"):
        found[pk].append(Period(*period))
    return found


def _packs(product_ids: Collection[int]) -> dict[int, list[Pack]]:
    """Pack sizes on show with a price at the producer's store, each as often as it is covered."""
    prices: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    held = get_model("partner", "StockRecord").objects.filter(
        product__parent__in=product_ids,
        product__is_public=True,
        price__isnull=False,
        location__kind=LocationKind.PRODUCER,
    )
    columns = ("product_id", "product__parent_id", "price", "num_in_stock", "allocated")
    for pack, parent, price, stock, allocated in held.annotate(
        allocated=Coalesce(F("num_allocated"), Value(0))
    ).values_list(*columns):
        prices[pack].append((parent, int(price), (stock or 0) > allocated))
    found: dict[int, list[Pack]] = defaultdict(list)
    covered = _standings().filter(product_id__in=prices).values_list("product_id", "valid_from", "valid_to")
    for pack, begins, ends in covered:
        for parent, price, is_free in prices[pack]:
            found[parent].append(Pack(price, is_free, begins, ends))
    return found


def _source(derived: Derived | None, pk: int, version: int, periods: list[Period], packs: list[Pack]) -> dict[str, Any]:
    source: dict[str, Any] = {"product": pk, "version": version}
    if derived is None:
        return source
    facts = derived.facts
    spans = spans_of(
        periods=periods,
        price_vnd=facts["price_vnd"],
        is_free=facts["is_free"],
        packs=packs if facts["has_packs"] else None,
    )
    for name in ("names", "names_marked", "who_and_where", "story"):
        source[name] = derived.texts[name].strip()
    source["name_sort"] = derived.texts["name_sort"]
    source |= {name: facts[name] for name in ("kind", "commune_code", "province_code")}
    source["producer_id"] = str(facts["producer_id"])
    if facts["set_no"] is not None:
        source["set_no"] = str(facts["set_no"])
    if facts["lat"] is not None and facts["lon"] is not None:
        source["place"] = {"lat": facts["lat"], "lon": facts["lon"]}
    if spans:
        source |= {"when": whens(spans), "spans": rows(spans)}
    return source
