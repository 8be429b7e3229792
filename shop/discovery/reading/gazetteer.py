"""Every name of a place and what it means today, read once and kept.

Former communes are the communes of today that came from them, former districts and provinces those that came from
theirs; a province that went on within the same borders is the province.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from time import monotonic

from django.db import connection
from django.db.models import Subquery

from catalogue_ext.places.models import Alias, Commune, FormerName, Province, Succession
from catalogue_ext.places.rules import LEVELS, place_key, split_type, without_type
from shop.discovery.reading.names import Communes, Entry, Gazetteer, Level
from shop.primitives.vi_text import fold

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
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, entry in _Tables().entries():
        if key and (entry.communes or entry.province):
            found[key].append(entry)
    places = {key: tuple(sorted(entries, key=_rank)) for key, entries in found.items()}
    return Gazetteer(places, max((len(key.split()) for key in places), default=0))


def _rank(entry: Entry) -> tuple[int, int, int, str]:
    """Larger first, then today's, then what was called so last, then what means more."""
    return (-entry.level, -(entry.until or date.max).toordinal(), -len(entry.communes), entry.full)


class _Tables:
    """The rows, and what each unit is today."""

    def __init__(self) -> None:
        self.provinces = {row.pk: row for row in Province.objects.all()}
        columns = ("pk", "code", "name", "division_type", "name_fold", "province_id", "district_name", "valid_to")
        self.communes = {row.pk: row for row in Commune.objects.values_list(*columns, named=True).order_by("pk")}
        self.today: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self.whole: dict[str, Communes] = {}
        self._read_today()

    def _read_today(self) -> None:
        of_province: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for pk, row in self.communes.items():
            if row.valid_to is None:
                pair = (row.code, self.provinces[row.province_id].code)
                self.today[pk].add(pair)
                of_province[pair[1]].add(pair)
        for old, new in Succession.objects.values_list("old_id", "new_id"):
            self.today[old] |= self.today.get(new, set())
        self.whole = {code: frozenset(pairs) for code, pairs in of_province.items()}

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """This will yield each name with what it means."""
        provinces = dict(self._provinces())
        communes = dict(self._communes())
        for pk, entry in provinces.items():
            yield self.provinces[pk].name_fold, entry
        for pk, entry in communes.items():
            # A district without communes is yielded as a district.
            if self.communes[pk].division_type not in LEVELS["district"].values():
                yield self.communes[pk].name_fold, entry
        yield from self._districts()
        yield from _in_one_word(provinces.values())
        for row in FormerName.objects.order_by("pk"):
            whose = provinces[row.province_id] if row.province_id else communes[row.commune_id or 0]
            yield row.name_fold, _called(whose, row)
        for alias in Alias.objects.order_by("pk"):
            yield place_key(alias.text_fold), communes[alias.commune_id]._replace(kind="", proper=alias.text)

    def _provinces(self) -> Iterator[tuple[int, Entry]]:
        of_former: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for pk, row in self.communes.items():
            of_former[row.province_id] |= self.today.get(pk, set())
        for pk, row in self.provinces.items():
            kind, proper = split_type(row.name, level="province")
            today = row if row.valid_to is None else self.provinces.get(row.successor_id or 0)
            communes = frozenset(of_former[pk])
            is_whole = row.valid_to is None or (today is not None and self.whole.get(today.code) == communes)
            code = today.code if today is not None and is_whole else ""
            yield (
                pk,
                Entry(Level.PROVINCE, kind, proper, row.name, frozenset() if code else communes, code, row.valid_to),
            )

    def _communes(self) -> Iterator[tuple[int, Entry]]:
        for pk, row in self.communes.items():
            proper = without_type(row.name, row.division_type)
            communes = frozenset(self.today.get(pk, ()))
            yield pk, Entry(Level.COMMUNE, row.division_type, proper, row.name, communes, until=row.valid_to)

    def _districts(self) -> Iterator[tuple[str, Entry]]:
        today: dict[tuple[int, str], set[tuple[str, str]]] = defaultdict(set)
        until: dict[tuple[int, str], date] = {}
        for pk, row in self.communes.items():
            if row.district_name and row.valid_to:
                key = (row.province_id, row.district_name)
                today[key] |= self.today.get(pk, set())
                until[key] = max(row.valid_to, until.get(key, row.valid_to))
        for key, communes in today.items():
            kind, proper = split_type(key[1], level="district")
            entry = Entry(Level.DISTRICT, kind, proper, key[1], frozenset(communes), until=until[key])
            yield place_key(proper), entry
            if kind in {"thành phố", "thị xã"}:
                yield from _in_one_word([entry])


def _in_one_word(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """What visitors write as one word: Hanoi, Dalat, Sapa."""
    for entry in entries:
        whole = fold(entry.proper).replace(" ", "").replace("-", "")
        if " " in entry.proper:
            yield whole, entry._replace(kind="", proper=whole, is_plain=True)


def _called(whose: Entry, row: FormerName) -> Entry:
    """The same place under a name it had before, or under another spelling."""
    level = "province" if whose.level is Level.PROVINCE else "commune"
    kind, proper = split_type(row.name, level=level)
    if row.until is None:
        return whose._replace(kind=kind, proper=proper, is_plain=" " not in row.name_fold)
    return whose._replace(kind=kind, proper=proper, full=row.name, until=row.until)
