"""Units by code, in order, with their former names and their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import cos, radians

from django.db.models import Exists, F, FloatField, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from catalogue_ext.places.lands import Land, land_of_commune, lands_of_provinces
from catalogue_ext.places.models import Commune, FormerName, Province, Succession
from catalogue_ext.places.refusals import UnknownPlace
from catalogue_ext.places.rules import place_key, readings, short_label, split_type
from shop.primitives.vi_text import sort_key


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A former name of a commune of today, as people wrote it."""

    name: str
    division_type: str
    district: str
    province: str
    was_split: bool
    # The province of today has another name.
    is_other_province: bool
    # First day of the later name, where the unit itself went on; None where it ended on 01/07/2025.
    until: date | None = None

    @property
    def label(self) -> str:
        """This will return the name inside a sentence: xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông."""
        # An island district without communes is its own district.
        district = "" if self.district == self.name else self.district
        province = self.province if self.is_other_province else ""
        names = [short_label(self.name, self.division_type), short_label(district), short_label(province)]
        return ", ".join(name for name in names if name)


def provinces() -> list[Province]:
    """This will return today's 34 provinces and cities in Vietnamese order. Costs: 1 query."""
    found = Province.objects.filter(valid_to__isnull=True)
    return sorted(found, key=lambda unit: (sort_key(unit.short_name), unit.code))


def province(*, code: str) -> Province:
    """This will return today's province of that code. Refuses: UnknownPlace. Costs: 1 query."""
    found = Province.objects.filter(code=code, valid_to__isnull=True).first()
    if found is None:
        raise UnknownPlace(text=code, part="code")
    return found


def communes_of(*, province: Province) -> list[Commune]:
    """This will return the communes of a province in Vietnamese order. Costs: 1 query."""
    found = Commune.objects.filter(province=province).select_related("province")
    return sorted(found, key=lambda unit: (sort_key(unit.short_name), unit.code))


def commune(*, code: str) -> Commune:
    """This will return today's commune of that code, with its province.

    A code alone names a unit only together with a day: 2,146 codes stood for another one before 07/2025. Here the
    day is today. Refuses: UnknownPlace. Costs: 1 query.
    """
    found = Commune.objects.filter(code=code, valid_to__isnull=True).select_related("province").first()
    if found is None:
        raise UnknownPlace(text=code, part="code")
    return found


def former_names_of(*, commune: Commune) -> list[FormerUnit]:
    """This will return the units a commune of today was made of, then its own earlier names. Costs: 2 queries.

    In order: the origin of the same name first, then the Vietnamese order.
    """
    elsewhere = Succession.objects.filter(old=OuterRef("old")).exclude(new=commune)
    origins = _successions(commune).annotate(was_split=Exists(elsewhere))
    return _in_order([_former(row.old, commune, row.was_split) for row in origins], commune) + _own_names(commune)


def former_label_of(*, commune: Commune) -> str:
    """This will say the first of `former_names_of` inside a sentence, or "" where nothing changed.

    Costs: 1 query, 2 where no unit went into the commune.
    """
    origins = [_former(row.old, commune, was_split=False) for row in _successions(commune)]
    first = next(iter(_in_order(origins, commune) or _own_names(commune)), None)
    return first.label if first else ""


def _successions(commune: Commune) -> QuerySet[Succession]:
    return Succession.objects.filter(new=commune).select_related("old__province")


def _in_order(units: list[FormerUnit], commune: Commune) -> list[FormerUnit]:
    return sorted(
        units,
        key=lambda unit: (
            place_key(split_type(unit.name, level="commune")[1]) != commune.name_fold,
            sort_key(unit.name),
        ),
    )


def former_provinces_of(*, province: Province) -> list[Province]:
    """This will return the provinces of before 07/2025 that went into one of today, its namesake first. Costs: 1 query.

    None where the province went on as it was, name and kind. `until` is the first day of a later name: Quảng Ninh was
    a province until 09/2026.
    """
    renamed = FormerName.objects.filter(province=province, name=OuterRef("name"), until__isnull=False)
    until = Coalesce(Subquery(renamed.values("until")[:1]), F("valid_to"))
    found = list(Province.objects.filter(successor=province).annotate(until=until))
    if [unit.name for unit in found] == [province.name]:
        return []
    return sorted(found, key=lambda unit: (unit.name_fold != province.name_fold, sort_key(unit.short_name), unit.pk))


def _former(old: Commune, new: Commune, was_split: bool) -> FormerUnit:
    return FormerUnit(
        name=old.name,
        division_type=old.division_type,
        district=old.district_name,
        province=old.province.name,
        was_split=was_split,
        is_other_province=old.province.name_fold != new.province.name_fold,
    )


def _own_names(commune: Commune) -> list[FormerUnit]:
    # Without a day it is only another spelling of the same name.
    names = FormerName.objects.filter(commune=commune, until__isnull=False).order_by("-until", "name", "pk")
    return [
        FormerUnit(
            row.name, split_type(row.name, level="commune")[0], "", commune.province.name, False, False, row.until
        )
        for row in names
    ]


def nearest(*, commune: Commune, limit: int = 8) -> list[Commune]:
    """This will return the communes closest to one, the closest first. Costs: 1 query.

    Distance on a flat map around the commune: right for neighbours, and nobody asks for the far ones.
    """
    if commune.lat is None or commune.lon is None:
        return []
    north = F("lat") - Value(commune.lat)
    east = (F("lon") - Value(commune.lon)) * Value(cos(radians(commune.lat)))
    distance = ExpressionWrapper(north * north + east * east, output_field=FloatField())
    found = Commune.objects.filter(valid_to__isnull=True, lat__isnull=False, lon__isnull=False).exclude(pk=commune.pk)
    return list(found.select_related("province").annotate(distance=distance).order_by("distance", "pk")[:limit])


def before_label(names: str) -> str:
    """This will say when a name was in use: trước 7/2025: phường Quang Trung, TP Uông Bí."""
    return _("before 7/2025: %(names)s") % {"names": names}


def units_named(*, full_name: str) -> list[Commune]:
    """This will return every unit, of today and former, that bears this name with its kind: "phường Uông Bí".

    Marks and case do not matter; a name without a kind names nothing here. Costs: 1 query.
    """
    ways = [way for way in readings(full_name, level="commune") if way.kind]
    if not ways:
        return []
    found = Commune.objects.filter(
        name_fold__in={way.key for way in ways}, division_type__in={way.kind for way in ways}
    )
    return list(found.select_related("province").order_by("valid_to", "pk"))


def land_kind(*, unit: Commune | Province) -> Land:
    """This will return the kind of land that stands for a unit of today (`components/landscape.html` draws it).

    Refuses: UnknownPlace for a former province. Costs: none.
    """
    if isinstance(unit, Commune):
        return land_of_commune(code=unit.code, division_type=unit.division_type)
    if unit.valid_to is not None or unit.code not in lands_of_provinces():
        raise UnknownPlace(text=unit.code, part="code")
    return lands_of_provinces()[unit.code]
