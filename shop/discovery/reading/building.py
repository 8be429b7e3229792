"""From the register's rows to names and what they mean today. Pure: it asks no table.

Former communes are the communes of today that came from them, former districts and provinces those that came from
theirs; a province that went on within the same borders is the province.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from catalogue_ext.places.rules import LEVELS, place_key, split_type, without_type
from shop.discovery.reading.names import Entry, Gazetteer, Level
from shop.primitives.vi_text import fold

# Rows of `catalogue_ext.places.models`, or of the same columns.
Rows = Iterable[Any]


def build(
    *,
    provinces: Rows,
    communes: Rows,
    successions: Iterable[tuple[int, int]],
    former_names: Rows,
    aliases: Rows,
) -> Gazetteer:
    """This will gather every name of a place. `successions` are keys of former communes and of what they became."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, entry in _Tables(provinces, communes, successions).entries(former_names, aliases):
        if key and (entry.communes or entry.province):
            found[key].append(entry)
    places = {key: tuple(sorted(entries, key=_rank)) for key, entries in found.items()}
    return Gazetteer(places, max((len(key.split()) for key in places), default=0))


def _rank(entry: Entry) -> tuple[int, int, int, str]:
    """Larger first, then today's, then what was called so last, then what means more."""
    return (-entry.level, -(entry.until or date.max).toordinal(), -len(entry.communes), entry.full)


class _Tables:
    """The rows, and what each unit is today."""

    def __init__(self, provinces: Rows, communes: Rows, successions: Iterable[tuple[int, int]]) -> None:
        self.provinces = {row.pk: row for row in provinces}
        self.communes = {row.pk: row for row in communes}
        # Every unit, of today or former, by key -> the communes of today that it is or became.
        self.today: dict[int, set[tuple[str, str]]] = defaultdict(set)
        of_province: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for pk, row in self.communes.items():
            if row.valid_to is None:
                pair = (row.code, self.provinces[row.province_id].code)
                self.today[pk].add(pair)
                of_province[pair[1]].add(pair)
        for old, new in successions:
            self.today[old] |= self.today.get(new, set())
        self.whole = {code: frozenset(pairs) for code, pairs in of_province.items()}

    def entries(self, former_names: Rows, aliases: Rows) -> Iterator[tuple[str, Entry]]:
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
        for row in former_names:
            whose = provinces[row.province_id] if row.province_id else communes[row.commune_id or 0]
            yield row.name_fold, _called(whose, row)
        for alias in aliases:
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


def _called(whose: Entry, row: Any) -> Entry:
    """The same place under a name it had before, or under another spelling."""
    level = "province" if whose.level is Level.PROVINCE else "commune"
    kind, proper = split_type(row.name, level=level)
    if row.until is None:
        return whose._replace(kind=kind, proper=proper, is_plain=" " not in row.name_fold)
    return whose._replace(kind=kind, proper=proper, full=row.name, until=row.until)
