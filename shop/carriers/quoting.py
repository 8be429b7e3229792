"""Asking carriers for their price while a buyer waits. Whatever goes wrong there, the checkout goes on without them."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from django.core.cache import cache

from shop.carriers.base import (
    Carrier,
    CarrierRefused,
    CarrierSilent,
    CashHolder,
    Kind,
    Option,
    Parcel,
    Places,
    PlaceUnmapped,
    Quote,
)
from shop.carriers.models import CarrierPlace
from shop.carriers.registry import carriers

logger = logging.getLogger(__name__)

# The fee a buyer saw is the fee of the order: it is not asked again between two pages, nor while an order is placed.
KEPT_SECONDS = 30 * 60
# A carrier that was silent is left alone for a while: one buyer waits for it, not every one.
SILENT_SECONDS = 60


def quotes(*, parcels: Sequence[Parcel]) -> dict[Hashable, list[Option]]:
    """This will return the options of the carriers that are switched on and answer. Nothing is refused.

    Costs: one query for each carrier; one call over the network for each parcel not asked about lately.
    """
    found: dict[Hashable, list[Option]] = defaultdict(list)
    for carrier in carriers():
        places = places_of(carrier=carrier, communes=_ends(parcels))
        for parcel in parcels:
            quote = _quote(carrier, parcel, places)
            if quote is not None:
                found[parcel.key].append(_option(carrier, quote))
    return dict(found)


def places_of(*, carrier: Carrier, communes: Iterable[int]) -> Places:
    """This will return what the carrier calls these communes, by their keys. Costs: one query."""
    rows = CarrierPlace.objects.filter(carrier=carrier.code, commune_id__in=set(communes))
    return dict(rows.values_list("commune_id", "codes"))


def _ends(parcels: Sequence[Parcel]) -> set[int]:
    ends = {parcel.destination.pk for parcel in parcels}
    return ends | {parcel.origin.pk for parcel in parcels if parcel.origin is not None}


def _quote(carrier: Carrier, parcel: Parcel, places: Places) -> Quote | None:
    key, silent = _key(carrier, parcel), f"carriers.silent.{carrier.code}"
    kept: Quote | None = cache.get(key)
    if kept is not None or cache.get(silent):
        return kept
    try:
        quote = carrier.quote(parcel=parcel, places=places)
    except (PlaceUnmapped, CarrierRefused) as refusal:
        logger.info("no quote: %s", refusal)
        return None
    except CarrierSilent as refusal:
        logger.warning("carrier left out for %d s: %s", SILENT_SECONDS, refusal)
        cache.set(silent, True, SILENT_SECONDS)
        return None
    cache.set(key, quote, KEPT_SECONDS)
    return quote


def _key(carrier: Carrier, parcel: Parcel) -> str:
    origin = parcel.origin and parcel.origin.pk
    facts = (parcel.location_id, origin, parcel.destination.pk, parcel.weight_g, parcel.goods_vnd)
    return f"carriers.quote.{carrier.code}." + ".".join(str(fact) for fact in facts)


def _option(carrier: Carrier, quote: Quote) -> Option:
    return Option(
        code=carrier.code,
        kind=Kind.CARRIER,
        name_vi=carrier.name,
        name_en=carrier.name,
        fee_vnd=quote.fee_vnd,
        days_least=quote.days_least,
        days_most=quote.days_most,
        pickup_point_id=None,
        cash_holder=CashHolder.CARRIER,
    )
