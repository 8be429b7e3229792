"""Which commune is this today: one answer for every name in the data, or a refusal that says what to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from django.db.models import Q

from catalogue_ext.places import rules
from catalogue_ext.places.models import Alias, Commune, FormerName, Province, Succession
from catalogue_ext.places.refusals import AmbiguousPlace, SplitPlace, UnknownPlace
from catalogue_ext.places.rules import TWO_LEVELS_SINCE, PrintedAddress, Reading
from shop.primitives.vi_text import sort_key

_ISLAND_DISTRICT = "huyện"


@dataclass(slots=True)
class _Scope:
    """Where a name is looked for: today's provinces, and the former ones of that name."""

    today: set[int] = field(default_factory=set)
    former: set[int] = field(default_factory=set)
    # The province is named as it was called before and is no more.
    is_past: bool = False


def province_today(*, name: str) -> Province:
    """This will return today's province for any name of one, former provinces and short forms included.

    Refuses: UnknownPlace. Costs: 2 queries.
    """
    found = _provinces_named(name)
    for unit in found:
        if unit.valid_to is None:
            return unit
    return found[0].successor  # type: ignore[return-value]  # a former province always has one


def _provinces_named(name: str) -> list[Province]:
    keys = [reading.key for reading in rules.readings(name, level="province")]
    named = FormerName.objects.filter(province__isnull=False, name_fold__in=keys).values("province_id")
    query = Province.objects.filter(Q(name_fold__in=keys) | Q(pk__in=named)).select_related("successor")
    found = list(query.order_by("valid_from", "pk"))
    if not found:
        raise UnknownPlace(text=name, part="province")
    return found


def commune_today(
    *, name: str, district: str | None = None, province: str | None = None, on: date | None = None
) -> Commune:
    """This will return the commune of today that a written name means, or say why a person must be asked.

    Case, marks, their place, NFC or NFD, and the type word with its short forms do not matter; where marks or the type
    word tell two units apart, they do. `on` is the day the name was written: before 01/07/2025, or with a district, or
    with a province that is no more, a name means the unit of that time; else today's unit of that name comes first.

    Refuses: UnknownPlace; AmbiguousPlace(candidates); SplitPlace(candidates, default). Costs: at most 5 queries.
    """
    readings = _readings(name)
    scope = _scope(province)
    units = _units(readings, scope, district or "")
    if not units:
        return _alias(name, district, province, scope)
    past = bool(district) or (scope is not None and scope.is_past) or (on is not None and on < TWO_LEVELS_SINCE)
    chosen = _of_the_time(_narrowed(units, readings, name), past=past)
    return _one_of_today(chosen, _written(name, district, province))


def _readings(name: str) -> list[Reading]:
    readings = rules.readings(name, level="commune")
    if not readings:
        raise UnknownPlace(text=name, part="commune")
    # Five island districts had no communes: there, and only there, a huyện is the unit itself.
    islands = [reading for reading in rules.readings(name, level="district") if reading.kind == _ISLAND_DISTRICT]
    return islands + readings


def _scope(province: str | None) -> _Scope | None:
    if not province or not rules.place_key(province):
        return None
    found = _provinces_named(province)
    today = {unit.pk for unit in found if unit.valid_to is None}
    former = {unit.pk for unit in found if unit.valid_to is not None}
    reached = {unit.successor_id for unit in found if unit.successor_id and not today}
    return _Scope(today=today or reached, former=former, is_past=not today)


def _units(readings: list[Reading], scope: _Scope | None, district: str) -> list[Commune]:
    """This will return every unit of that name inside the scope, of both times."""
    named = FormerName.objects.filter(commune__isnull=False, name_fold__in=[r.key for r in readings]).values(
        "commune_id"
    )
    query = Commune.objects.filter(Q(name_fold__in=[r.key for r in readings]) | Q(pk__in=named))
    found = list(query.select_related("province").order_by("valid_from", "pk"))
    found = [unit for unit in found if _is_read(unit, readings)]
    if scope is not None:
        found = _in_province(found, scope)
    return _in_district(found, district) if rules.place_key(district) else found


def _is_read(unit: Commune, readings: list[Reading]) -> bool:
    """This will refuse to read "huyện Tiên Yên" as the commune Tiên Yên."""
    kinds = {reading.kind for reading in readings if reading.key == unit.name_fold}
    return kinds != {_ISLAND_DISTRICT} or unit.division_type == _ISLAND_DISTRICT


def _in_province(units: list[Commune], scope: _Scope) -> list[Commune]:
    def inside(unit: Commune) -> bool:
        if not unit.is_former:
            return unit.province_id in scope.today
        # An old commune is also written with the new province (phường Nghĩa Trung, tỉnh Lâm Đồng).
        return unit.province_id in scope.former or (not scope.is_past and unit.province.successor_id in scope.today)

    return [unit for unit in units if inside(unit)]


def _in_district(units: list[Commune], district: str) -> list[Commune]:
    """This will keep the units of a district; a unit of today when it grew out of that district."""
    readings = rules.readings(district, level="district")
    keys = {reading.key for reading in readings}
    former = [unit for unit in units if unit.is_former and unit.district_fold in keys]
    if former:
        former = _by_marks(
            former, readings, district, lambda unit: rules.split_type(unit.district_name, level="district")[1]
        )
        kinds = {reading.kind for reading in readings if reading.kind}
        # Thành phố Cao Lãnh and huyện Cao Lãnh lay side by side; a thị xã may have become a city since.
        of_kind = [unit for unit in former if rules.split_type(unit.district_name, level="district")[0] in kinds]
        return of_kind or former
    today = [unit.pk for unit in units if not unit.is_former]
    grown = set(Succession.objects.filter(new__in=today, old__district_fold__in=keys).values_list("new_id", flat=True))
    return [unit for unit in units if unit.pk in grown]


def _narrowed(units: list[Commune], readings: list[Reading], written: str) -> list[Commune]:
    """This will keep what marks and type word point at, where they point at anything."""
    units = _by_marks(units, readings, written, lambda unit: unit.short_name)
    kinds = {reading.kind for reading in readings if reading.kind}
    if not kinds:
        return units
    of_kind = [unit for unit in units if unit.division_type in kinds]
    renamed = [unit.pk for unit in units if not unit.is_former and unit.division_type not in kinds]
    if renamed:
        names = FormerName.objects.filter(commune__in=renamed).values_list("commune_id", "name")
        again = {pk for pk, name in names if rules.split_type(name, level="commune")[0] in kinds}
        of_kind += [unit for unit in units if unit.pk in again]
    return of_kind or units


def _by_marks(
    units: list[Commune], readings: list[Reading], written: str, name_of: Callable[[Commune], str]
) -> list[Commune]:
    """This will keep the units whose marks are the written ones, where marks were written and some unit has them."""
    if not rules.has_marks(written):
        return units
    marked = {rules.marks_key(reading.text) for reading in readings}
    return [unit for unit in units if rules.marks_key(name_of(unit)) in marked] or units


def _of_the_time(units: list[Commune], *, past: bool) -> list[Commune]:
    former = [unit for unit in units if unit.is_former]
    today = [unit for unit in units if not unit.is_former]
    return (former or today) if past else (today or former)


def _one_of_today(units: list[Commune], text: str) -> Commune:
    if not units[0].is_former:
        return units[0] if len(units) == 1 else _ask(text, units)
    successions = list(
        Succession.objects.filter(old__in=units).select_related("new__province").order_by("-is_default", "pk")
    )
    reached = {row.new_id: row.new for row in successions}
    if len(reached) == 1:
        return next(iter(reached.values()))
    if len(units) == 1:
        raise SplitPlace(
            text=text,
            former=units[0],
            candidates=[row.new for row in successions],
            default=next((row.new for row in successions if row.is_default), None),
        )
    return _ask(text, reached.values())


def _ask(text: str, units: Iterable[Commune]) -> Commune:
    ordered = sorted(units, key=lambda unit: (sort_key(unit.province.short_name), sort_key(unit.short_name), unit.code))
    raise AmbiguousPlace(text=text, candidates=ordered)


def _written(*parts: str | None) -> str:
    return ", ".join(part.strip() for part in parts if part and part.strip())


def _alias(name: str, district: str | None, province: str | None, scope: _Scope | None) -> Commune:
    """This will answer from what a person said before; the longest writing first."""
    writings = [_written(name, district, province), _written(name, district), _written(name, province), name]
    keys = list(dict.fromkeys(rules.alias_key(writing) for writing in writings))
    known = {
        alias.text_fold: alias for alias in Alias.objects.filter(text_fold__in=keys).select_related("commune__province")
    }
    for key in keys:
        if key in known and (scope is None or known[key].commune.province_id in scope.today):
            return known[key].commune
    raise UnknownPlace(text=writings[0], part="commune")


def parse_address(*, text: str) -> PrintedAddress:
    """This will return the parts of a printed address, as printed; the province is the last part.

    Type words decide; a part without one is a district or a commune where the tables know it as such in that
    province. What is not found stays empty. Costs: at most 4 queries.
    """
    parts = rules.address_parts(text)
    province, scope = _last_province(parts)
    if province:
        parts = parts[:-1]
    district_at = _typed(parts, "district")
    commune_at = _typed(parts, "commune")
    if district_at is None or commune_at is None:
        district_at, commune_at = _untyped(parts, scope, district_at, commune_at)
    first = min((at for at in (commune_at, district_at) if at is not None), default=len(parts))
    return PrintedAddress(
        commune="" if commune_at is None else parts[commune_at],
        district="" if district_at is None else parts[district_at],
        province=province,
        rest=", ".join(parts[:first]),
    )


def _last_province(parts: list[str]) -> tuple[str, _Scope | None]:
    if not parts:
        return "", None
    try:
        return parts[-1], _scope(parts[-1])
    except UnknownPlace:
        return "", None


def _typed(parts: list[str], level: str) -> int | None:
    """This will return where the last part with a type word of that level stands."""
    for at in range(len(parts) - 1, -1, -1):
        if rules.type_of(parts[at], level=level):
            return at
    return None


def _untyped(
    parts: list[str], scope: _Scope | None, district_at: int | None, commune_at: int | None
) -> tuple[int | None, int | None]:
    """This will place the parts without type words by what the tables know them as, from the end."""
    inside = Q() if scope is None else Q(province__in=scope.today | scope.former)
    last = len(parts) - 1
    # "Uông Bí, Quảng Ninh" names a commune of today rather than a district without its commune.
    has_commune = commune_at is not None or _is_known(parts, last - 1, "name_fold", inside)
    if district_at is None and commune_at != last and has_commune and _is_known(parts, last, "district_fold", inside):
        district_at = last
    before = last if district_at is None else district_at - 1
    if commune_at is None and before != district_at and _is_known(parts, before, "name_fold", inside):
        commune_at = before
    return district_at, commune_at


def _is_known(parts: list[str], at: int, column: str, inside: Q) -> bool:
    return at >= 0 and Commune.objects.filter(inside, **{column: rules.place_key(parts[at])}).exists()


def commune_of_address(*, text: str, on: date | None = None) -> Commune:
    """This will return the commune of today in which a printed address lies.

    Refuses: as `commune_today`; UnknownPlace when no commune is named. Costs: at most 9 queries.
    """
    address = parse_address(text=text)
    # An island district without communes stands where the commune would.
    name, district = (address.commune, address.district) if address.commune else (address.district, "")
    if not name:
        raise UnknownPlace(text=text, part="commune")
    return commune_today(name=name, district=district, province=address.province, on=on)


def candidates_of(refusal: AmbiguousPlace | SplitPlace) -> list[Commune]:
    """This will return the communes to choose from, the proposed one first."""
    default = refusal.facts.get("default")
    rest = [unit for unit in refusal.facts["candidates"] if default is None or unit.pk != default.pk]
    return list(chain([default] if default else [], rest))
