"""In which commune of today a row of an annex lies: code before name before former name, and they must agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from catalogue_ext.certification.annex import AnnexRow
from catalogue_ext.certification.annex_table import AnnexError
from catalogue_ext.places import queries as places
from catalogue_ext.places.models import Commune
from catalogue_ext.places.queries import AmbiguousPlace, SplitPlace, UnknownPlace
from catalogue_ext.places.rules import PrintedAddress, readings
from shop.primitives.refusal import Refusal

# A former name means the unit of the last day before the reform, whenever the paper was signed.
_LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Origin:
    """Today's commune of a row, and the former unit its paper names, when it names one."""

    commune: Commune
    printed: Commune | None = None


class Disagree(Refusal):
    """Two columns of one row name different places."""

    code = "places_disagree"


@dataclass(slots=True)
class OriginReader:
    """Reads origins, and remembers them: an annex repeats its addresses."""

    _known: dict[tuple[str, str, str, str], Origin | AnnexError] = field(default_factory=dict)

    def origin_of(self, row: AnnexRow) -> Origin | AnnexError:
        """This will return where a row lies, or the error that says what to ask. Costs: about 20 queries per place."""
        key = (row.address, row.old_commune, row.current_commune, row.commune_code)
        if key not in self._known:
            self._known[key] = _origin(row)
        found = self._known[key]
        if isinstance(found, AnnexError):
            return AnnexError(row.row, found.column, found.value, found.code, found.facts)
        return found


def _origin(row: AnnexRow) -> Origin | AnnexError:
    address = places.parse_address(text=row.address) if row.address else PrintedAddress()
    column = "address_as_printed"
    try:
        province = places.province_today(name=address.province) if address.province else None
        if row.address and province is None and not row.commune_code:
            raise UnknownPlace(text=row.address, part="province")
        column = "commune_code"
        chosen = _by_code(row.commune_code) if row.commune_code else None
        column = "current_commune"
        if row.current_commune:
            chosen = _agreed(chosen, row.current_commune, None, province.name if province else None, None)
        column = "old_commune"
        if row.old_commune:
            chosen = _former(chosen, row.old_commune, address)
        column = "address_as_printed"
        if chosen is None:
            chosen = places.commune_of_address(text=row.address)
        if province is not None and chosen.province_id != province.pk:
            raise Disagree(one=str(chosen.label), other=province.name)
    except Refusal as refusal:
        return AnnexError(row.row, column, _value(row, column), refusal.code, refusal.facts)
    # A paper with two levels names a unit of today; one with a district names one of before.
    named = row.old_commune or (address.commune if address.district else "")
    return Origin(chosen, _printed_unit(chosen, named, address))


def _value(row: AnnexRow, column: str) -> str:
    return row.address if column == "address_as_printed" else str(getattr(row, column))


def _by_code(code: str) -> Commune:
    # A code alone is no key before 07/2025; the column speaks of today.
    commune = Commune.objects.filter(code=code, valid_to__isnull=True).select_related("province").first()
    if commune is None:
        raise UnknownPlace(text=code, part="code")
    return commune


def _agreed(chosen: Commune | None, name: str, district: str | None, province: str | None, on: date | None) -> Commune:
    """A better column chose already: this one must not contradict it. One of several meanings chosen: agreed."""
    try:
        found = places.commune_today(name=name, district=district, province=province, on=on)
    except (AmbiguousPlace, SplitPlace) as several:
        if chosen is not None and chosen.pk in {unit.pk for unit in several.facts["candidates"]}:
            return chosen
        raise
    if chosen is not None and found.pk != chosen.pk:
        raise Disagree(one=str(chosen.label), other=str(found.label))
    return chosen or found


def _former(chosen: Commune | None, name: str, address: PrintedAddress) -> Commune:
    try:
        return _agreed(chosen, name, address.district or None, address.province or None, _LAST_DAY_OF_DISTRICTS)
    except UnknownPlace:
        # Names of before the mergers of 2023-2025 are in no table: what cannot be compared does not contradict.
        if chosen is None:
            raise
        return chosen


def _printed_unit(chosen: Commune, name: str, address: PrintedAddress) -> Commune | None:
    if not name:
        return None
    keys = [reading.key for reading in readings(name, level="commune")]
    units = Commune.objects.filter(successions__new=chosen, name_fold__in=keys)
    if address.district:
        units = units.filter(district_fold__in=[r.key for r in readings(address.district, level="district")])
    found = list(units.order_by("pk")[:2])
    return found[0] if len(found) == 1 else None
