"""The names of places in this process, read from the tables and kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.db import connection
from django.db.models import Subquery

from catalogue_ext.places.models import Alias, Commune, FormerName, Province, Succession
from shop.discovery.reading.building import build
from shop.discovery.reading.names import Gazetteer

# How long names are believed without looking whether there are new ones, and without reading them again. Units: s.
LOOKED, KEPT = 60.0, 900.0


@dataclass(slots=True)
class _Kept:
    """What this process read, of which database, and when. `signature`: the newest row of each table."""

    gazetteer: Gazetteer
    database: object
    signature: object
    read_at: float
    looked_at: float


_kept: list[_Kept] = []
_lock = Lock()


def gazetteer(*, now: Callable[[], float] = monotonic) -> Gazetteer:
    """This will return the names of places: a name that was added counts after a minute at most.

    Building takes a quarter of a second, so it is done again only when a table has a newer row, and every quarter of an
    hour for what was changed in place. Costs: none; 1 query once a minute, 6 when names are read.
    """
    at, database = now(), connection.settings_dict["NAME"]
    with _lock:
        kept = _kept[0] if _kept and _kept[0].database == database else None
        if kept is not None and at < kept.looked_at + LOOKED:
            return kept.gazetteer
        signature = _signature()
        if kept is None or kept.signature != signature or at >= kept.read_at + KEPT:
            kept = _Kept(load(), database, signature, at, at)
            _kept[:] = [kept]
        kept.looked_at = at
        return kept.gazetteer


def forget() -> None:
    """This will have the next caller read the names anew."""
    with _lock:
        _kept.clear()


def _signature() -> object:
    newest = [
        Subquery(model._base_manager.order_by("-pk").values("pk")[:1])
        for model in (Alias, FormerName, Succession, Commune)
    ]
    return Province.objects.order_by("-pk").values_list("pk", *newest).first()


def load() -> Gazetteer:
    """This will read every name of a place. Costs: 5 queries."""
    columns = ("pk", "code", "name", "division_type", "name_fold", "province_id", "district_name", "valid_to")
    return build(
        provinces=Province.objects.order_by("pk"),
        communes=Commune.objects.values_list(*columns, named=True).order_by("pk"),
        successions=Succession.objects.values_list("old_id", "new_id"),
        former_names=FormerName.objects.order_by("pk"),
        aliases=Alias.objects.order_by("pk"),
    )
