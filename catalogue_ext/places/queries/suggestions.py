"""Type-ahead: communes of today for what somebody has typed so far, old names included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from catalogue_ext.places import rules
from catalogue_ext.places.models import Alias, Commune, Province, Succession
from catalogue_ext.places.queries.units import before_label
from catalogue_ext.places.rules import Reading, short_label

# Rows read for one list. One former district becomes few communes of today, so more are read than shown.
_READ = 100
_SCATTERED = 9


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: a commune of today and, where that is why it is here, the name it was found by."""

    commune: Commune
    province: Province
    # "trước 7/2025: phường Quang Trung, TP Uông Bí"; empty when found by today's name.
    former_label: str = ""

    @property
    def label(self) -> str:
        """This will return the line as text: Phường Uông Bí, TP Quảng Ninh."""
        return f"{self.commune.name}, {self.province.label}"


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed: its parts as written, all folded without type words."""

    # Each part between commas; the first names a commune, or a district or province alone.
    texts: list[str]
    phrases: list[str]
    # Beginnings of the first part that may be a whole name ("quang trung" of "quang trung uong bi").
    names: list[str]
    beginning: str
    kind: str

    @property
    def words(self) -> list[str]:
        """This will return every word that must be found."""
        return list(dict.fromkeys(" ".join(self.phrases).split()))


def suggest(*, text: str, limit: int = 10) -> list[Suggestion]:
    """This will return communes of today for typed text, by their own names or by former ones.

    Every word must begin a word of the unit; whole names first, then beginnings of names, then names of districts and
    provinces; today's before former. Words that only lie scattered count when nothing better does. Costs: at most 3
    queries.
    """
    typed = _typed(text)
    if not typed.phrases or limit < 1:
        return []
    hits = _best(list(_hits(typed)), typed)
    successors = _successors([unit for unit in hits if unit.is_former])
    found: dict[int, Suggestion] = {}
    for suggestion in chain(_aliases(text), _lines(hits, successors, typed)):
        found.setdefault(suggestion.commune.pk, suggestion)
        if len(found) == limit:
            break
    return list(found.values())


def _typed(text: str) -> _Typed:
    parts = rules.typed_parts(text)
    if not parts:
        return _Typed([], [], [], "", "")
    proper = [_proper(part, at) for at, part in enumerate(parts)]
    first = rules.readings(parts[0], level="commune")
    whole = first[0].key.split()
    names = [" ".join(whole[:count]) for count in range(len(whole) - 1, 0, -1)]
    return _Typed(
        texts=[reading.text for reading in proper],
        phrases=[reading.key for reading in proper],
        names=[reading.key for reading in first] + names,
        beginning=first[0].key,
        kind=first[0].kind,
    )


def _proper(part: str, at: int) -> Reading:
    """This will read a part without its type word: that is no word of a name (a former xã is found as phường too)."""
    for level in ("commune", "district", "province") if at == 0 else ("district", "commune", "province"):
        reading = rules.readings(part, level=level)[0]
        if reading.kind:
            return reading
    return reading


def _hits(typed: _Typed) -> QuerySet[Commune]:
    every = Q()
    for word in typed.words:
        every &= Q(search_words__contains=f" {word}")
    others = Q()
    for phrase in typed.phrases[1:]:
        others &= Q(search_words__contains=f" {phrase}")
    rank = Case(
        When(others & Q(name_fold=typed.names[0]), then=Value(0)),
        When(others & Q(name_fold__in=typed.names), then=Value(1)),
        When(others & Q(name_fold__startswith=typed.beginning), then=Value(2)),
        When(others & Q(search_words__contains=f" {typed.phrases[0]}"), then=Value(3)),
        default=Value(_SCATTERED),
        output_field=IntegerField(),
    )
    kind = Case(When(division_type=typed.kind, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Commune.objects.filter(every).select_related("province").annotate(rank=rank, kind=kind)
    return found.order_by("rank", F("valid_to").asc(nulls_first=True), "kind", "name_fold", "pk")[:_READ]


def _best(hits: list[Commune], typed: _Typed) -> list[Commune]:
    """This will drop scattered words where something better was found, and put the marks somebody typed first."""
    better = [unit for unit in hits if unit.rank < _SCATTERED] or hits  # type: ignore[attr-defined]  # annotated above
    written = " ".join(typed.texts)
    if not rules.has_marks(written):
        return better
    words = set(rules.marks_key(written).split())

    def missed(unit: Commune) -> int:
        own = rules.marks_key(f"{unit.short_name} {unit.district_name} {unit.province.name}").split()
        return len(words.difference(own))

    # A former unit carries more names than one of today; that alone must not put it first.
    return sorted(better, key=lambda unit: (unit.rank, unit.is_former, missed(unit)))  # type: ignore[attr-defined]


def _successors(former: list[Commune]) -> dict[int, list[Commune]]:
    rows = Succession.objects.filter(old__in=former).select_related("new__province").order_by("-is_default", "pk")
    found: dict[int, list[Commune]] = {}
    for row in rows:
        found.setdefault(row.old_id, []).append(row.new)
    return found


def _lines(hits: list[Commune], successors: dict[int, list[Commune]], typed: _Typed) -> Iterator[Suggestion]:
    for unit in hits:
        if not unit.is_former:
            yield Suggestion(unit, unit.province)
            continue
        for new in successors.get(unit.pk, []):
            yield Suggestion(new, new.province, before_label(_found_by(unit, new, typed)))


def _found_by(old: Commune, new: Commune, typed: _Typed) -> str:
    """This will name the former unit from the smallest part that was typed upwards."""
    names = []
    if _touches(old.name_fold, typed) or not (
        _touches(old.district_fold, typed) or _touches(old.province.name_fold, typed)
    ):
        names.append(old.label)
    if old.district_name != old.name and (names or _touches(old.district_fold, typed)):
        names.append(short_label(old.district_name))
    if not names or old.province.name_fold != new.province.name_fold:
        names.append(old.province.label)
    return ", ".join(names)


def _touches(name: str, typed: _Typed) -> bool:
    """This will tell whether a part was typed for this name: its beginning, or the whole of it among other words."""
    return bool(name) and any(f" {phrase}" in f" {name}" or f" {name} " in f" {phrase} " for phrase in typed.phrases)


def _aliases(text: str) -> list[Suggestion]:
    key = rules.alias_key(text)
    rows = Alias.objects.filter(text_fold=key).select_related("commune__province")
    return [Suggestion(row.commune, row.commune.province, row.text) for row in rows]
