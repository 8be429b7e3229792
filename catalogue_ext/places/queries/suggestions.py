"""Type-ahead: communes of today for what somebody has typed so far, old names included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from catalogue_ext.places import rules
from catalogue_ext.places.models import Alias, Commune, Province, Succession
from catalogue_ext.places.queries.units import before_label
from catalogue_ext.places.rules import short_label

# Rows read for one list. One former district becomes few communes of today, so more are read than shown.
_READ = 150
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
    """What was typed, folded: all words, the words that must be found, and the beginnings that may be a whole name."""

    words: list[str]
    phrases: list[str]
    names: list[str]
    beginning: str
    kind: str


def suggest(*, text: str, limit: int = 10) -> list[Suggestion]:
    """This will return communes of today for typed text, by their own names or by former ones.

    Every word must begin a word of the unit; whole names first, then beginnings of names, then names of districts and
    provinces; today's before former. Words that only lie scattered count when nothing better does. Costs: at most 3
    queries.
    """
    typed = _typed(text)
    if not typed.words or limit < 1:
        return []
    hits = _best(list(_hits(typed)), text)
    successors = _successors([unit for unit in hits if unit.is_former])
    found: dict[int, Suggestion] = {}
    for suggestion in [*_aliases(text), *_lines(hits, successors, typed)]:
        found.setdefault(suggestion.commune.pk, suggestion)
    return list(found.values())[:limit]


def _typed(text: str) -> _Typed:
    parts = rules.address_parts(text)
    if not parts:
        return _Typed([], [], [], "", "")
    first = rules.readings(parts[0], level="commune")
    phrases = [_proper(part, at) for at, part in enumerate(parts)]
    words = list(dict.fromkeys(" ".join(phrases).split()))
    whole = " ".join(reading.key for reading in first[:1]).split()
    names = [" ".join(whole[:count]) for count in range(1, len(whole) + 1)]
    names += [reading.key for reading in first[1:]]
    return _Typed(words, phrases, names, first[0].key if first else "", first[0].kind if first else "")


def _proper(part: str, at: int) -> str:
    """This will drop a type word: it is no word of a name (a former xã is found as phường too)."""
    for level in ("commune", "district", "province") if at == 0 else ("district", "commune", "province"):
        found = rules.readings(part, level=level)
        if found and found[0].kind:
            return found[0].key
    return rules.place_key(part)


def _hits(typed: _Typed) -> QuerySet[Commune]:
    every = Q()
    for word in typed.words:
        every &= Q(search_words__contains=f" {word}")
    together = Q()
    for phrase in typed.phrases:
        together &= Q(search_words__contains=f" {phrase}")
    rank = Case(
        When(name_fold__in=typed.names[-1:], then=Value(0)),
        When(name_fold__startswith=typed.beginning, then=Value(2)),
        When(name_fold__in=typed.names, then=Value(1)),
        When(together, then=Value(3)),
        default=Value(_SCATTERED),
        output_field=IntegerField(),
    )
    kind = Case(When(division_type=typed.kind, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Commune.objects.filter(every).select_related("province").annotate(rank=rank, kind=kind)
    return found.order_by("rank", F("valid_to").asc(nulls_first=True), "kind", "name_fold", "pk")[:_READ]


def _best(hits: list[Commune], text: str) -> list[Commune]:
    """This will drop scattered words where something better was found, and put the marks somebody typed first."""
    better = [unit for unit in hits if unit.rank < _SCATTERED] or hits  # type: ignore[attr-defined]  # annotated above
    if not rules.has_marks(text):
        return better
    words = set(rules.marks_key(text).split())

    def missed(unit: Commune) -> int:
        own = rules.marks_key(f"{unit.name} {unit.district_name} {unit.province.name}").split()
        return len(words.difference(own))

    return sorted(better, key=lambda unit: (unit.rank, missed(unit)))  # type: ignore[attr-defined]


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
    padded = f" {name}"
    return any(f" {word}" in padded for word in typed.words)


def _aliases(text: str) -> list[Suggestion]:
    key = rules.alias_key(text)
    rows = Alias.objects.filter(text_fold=key).select_related("commune__province")
    return [Suggestion(row.commune, row.commune.province, row.text) for row in rows]
