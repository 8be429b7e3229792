"""Writing places: loading the register of units, and keeping what a person said a name means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction
from django.db.models import Q

from catalogue_ext.places.data_files import PlaceRows, UnitKey, place_rows
from catalogue_ext.places.models import Alias, Commune, FormerName, Province, Succession
from catalogue_ext.places.queries import commune_today, parse_address
from catalogue_ext.places.refusals import AliasTaken, KnownPlaceName, PlaceEnded, UnknownPlace
from catalogue_ext.places.rules import alias_key
from shop.audit.operations import record
from shop.outbox.announcing import announce
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from shop.accounts.models import User

_BATCH = 2_000


@dataclass(slots=True)
class LoadReport:
    """What a load did, by table: rows in the files, made, changed; and rows that are in no file (left alone).

    `touched` names the rows that were made or changed by their primary keys.
    """

    rows: dict[str, int] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    strange: dict[str, int] = field(default_factory=dict)
    touched: dict[str, list[int]] = field(default_factory=dict)

    @property
    def is_unchanged(self) -> bool:
        """This will tell whether the tables already said what the files say."""
        return not any(self.made.values()) and not any(self.changed.values())


def _silent(step: str, done: int, total: int) -> None:
    return None


@transaction.atomic
def load_places(*, by: User | None, at: datetime, progress: Callable[[str, int, int], None] = _silent) -> LoadReport:
    """This will make the tables say what the files of `data/` say, and touch nothing that already does.

    Rows are compared one by one, so a second run only reads. Rows that are in no file stay: something may point at
    them. Refuses: PlacesDataBroken. Costs: 5 reads, and one write per 2,000 rows that differ; where one does,
    one read more, and what `announce` costs for the communes that are known by other names now.
    """
    rows, report = place_rows(), LoadReport()
    report.rows = {**rows.counts(), "former_names": len(rows.former_names)}
    provinces = _load_provinces(rows, report, progress)
    communes = _load_communes(rows, provinces, report, progress)
    _load_successions(rows, communes, report, progress)
    _load_former_names(rows, {"province": provinces, "commune": communes}, report, progress)
    if not report.is_unchanged:
        _tell_the_planner()
        facts = {"made": report.made, "changed": report.changed}
        # No one row: the register as a whole.
        record(action="places.loaded", record=Province(pk=0), by=by, at=at, facts=facts)
        announce(kind="commune.changed", keys=_renamed(report.touched), at=at)
    return report


def _renamed(touched: dict[str, list[int]]) -> list[int]:
    """This will return the communes of today of which a row says something: itself, its province, a former unit."""
    today = Commune.objects.filter(valid_to=None)
    if sum(map(len, touched.values())) <= _BATCH:
        named = Q(former_names__in=touched["former_names"]) | Q(province__former_names__in=touched["former_names"])
        lies_in = Q(province__in=touched["provinces"]) | Q(origins__old__province__in=touched["provinces"])
        grew_of = Q(origins__in=touched["successions"]) | Q(origins__old__in=touched["communes"])
        today = today.filter(Q(pk__in=touched["communes"]) | grew_of | lies_in | named)
    return sorted(set(today.values_list("pk", flat=True)))


def _tell_the_planner() -> None:
    """This will have PostgreSQL count the new rows at once.

    Until it does by itself, a minute later, it takes the tables for empty and joins them row by row: a suggestion
    then takes minutes instead of milliseconds. SQLite plans by its indexes and needs no count.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in (Province, Commune, Succession, FormerName):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _write(
    model: type[models.Model],
    step: str,
    wanted: dict[Any, dict[str, Any]],
    present: dict[Any, tuple[int, tuple[Any, ...]]],
    report: LoadReport,
    progress: Callable[[str, int, int], None],
) -> dict[Any, int]:
    """This will write the difference between wanted and present rows, and return the primary key of every row."""
    new = [model(**columns) for key, columns in wanted.items() if key not in present]
    changed = [
        model(pk=present[key][0], **columns)
        for key, columns in wanted.items()
        if key in present and present[key][1] != tuple(columns.values())
    ]
    keys = {key: pk for key, (pk, _) in present.items()}
    for begin in range(0, len(new), _BATCH):
        model._base_manager.bulk_create(new[begin : begin + _BATCH])
        progress(step, min(begin + _BATCH, len(new)), len(new))
    keys.update(zip((key for key in wanted if key not in present), (row.pk for row in new), strict=True))
    if changed:
        # One upsert by key: a bulk_update of 4,000 rows takes five seconds on SQLite.
        fields = list(next(iter(wanted.values())))
        model._base_manager.bulk_create(
            changed, batch_size=_BATCH, update_conflicts=True, update_fields=_names(model, fields), unique_fields=["id"]
        )
    report.made[step] = len(new)
    report.changed[step] = len(changed)
    report.strange[step] = len(present.keys() - wanted.keys())
    report.touched[step] = [row.pk for row in (*new, *changed)]
    return keys


def _names(model: type[models.Model], columns: list[str]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if field.attname in columns]


def _present(query: models.QuerySet[Any], key: int, columns: tuple[str, ...]) -> dict[Any, tuple[int, tuple[Any, ...]]]:
    """This will read the rows as {key columns: (pk, all columns)}; the first `key` columns are the key."""
    return {row[1 : 1 + key]: (row[0], row[1:]) for row in query.values_list("pk", *columns).iterator()}


def _load_provinces(
    rows: PlaceRows, report: LoadReport, progress: Callable[[str, int, int], None]
) -> dict[UnitKey, int]:
    columns = ("code", "valid_from", "name", "division_type", "name_fold", "valid_to", "successor_id")
    present = _present(Province.objects.all(), 2, columns)
    today = {key: row for key, row in rows.provinces.items() if row["successor"] is None}
    keys = {key: pk for key, (pk, _) in present.items()}
    former = {key: row for key, row in rows.provinces.items() if row["successor"] is not None}
    total = LoadReport()
    # Successors first: a former province points at one.
    for part in (today, former):
        wanted = {key: _with_key(key, row, successor_id=keys.get(row["successor"])) for key, row in part.items()}
        keys |= _write(Province, "provinces", wanted, present, total, progress)
        report.made["provinces"] = report.made.get("provinces", 0) + total.made["provinces"]
        report.changed["provinces"] = report.changed.get("provinces", 0) + total.changed["provinces"]
        report.touched.setdefault("provinces", []).extend(total.touched["provinces"])
    report.strange["provinces"] = len(present.keys() - rows.provinces.keys())
    return keys


def _with_key(key: UnitKey, row: dict[str, Any], **references: Any) -> dict[str, Any]:
    columns = {name: value for name, value in row.items() if f"{name}_id" not in references}
    return {"code": key[0], "valid_from": key[1], **columns, **references}


def _load_communes(
    rows: PlaceRows, provinces: dict[UnitKey, int], report: LoadReport, progress: Callable[[str, int, int], None]
) -> dict[UnitKey, int]:
    wanted = {key: _with_key(key, row, province_id=provinces[row["province"]]) for key, row in rows.communes.items()}
    columns = tuple(next(iter(wanted.values())))
    present = _present(Commune.objects.all(), 2, columns)
    return _write(Commune, "communes", wanted, present, report, progress)


def _load_successions(
    rows: PlaceRows, communes: dict[UnitKey, int], report: LoadReport, progress: Callable[[str, int, int], None]
) -> None:
    wanted = {
        (communes[old], communes[new]): {"old_id": communes[old], "new_id": communes[new], "is_default": is_default}
        for (old, new), is_default in rows.successions.items()
    }
    present = _present(Succession.objects.all(), 2, ("old_id", "new_id", "is_default"))
    _write(Succession, "successions", wanted, present, report, progress)


def _load_former_names(
    rows: PlaceRows,
    units: dict[str, dict[UnitKey, int]],
    report: LoadReport,
    progress: Callable[[str, int, int], None],
) -> None:
    wanted = {}
    for (kind, key, name), row in rows.former_names.items():
        owner = {"commune_id": None, "province_id": None, f"{kind}_id": units[kind][key]}
        wanted[owner["commune_id"], owner["province_id"], name] = {**owner, "name": name, **row}
    columns = ("commune_id", "province_id", "name", "name_fold", "until", "basis")
    present = _present(FormerName.objects.all(), 3, columns)
    _write(FormerName, "former_names", wanted, present, report, progress)


@transaction.atomic
def record_alias(*, text: str, commune: Commune, by: User, at: datetime, on: date | None = None) -> Alias:
    """This will keep what a person said a name means, so that nobody is asked again. The same twice is one alias.

    `text` is the name as written, with district and province where they stood there. Refuses: PlaceEnded for a unit of
    before 07/2025; KnownPlaceName when the tables answer the name, or know it and must ask (an alias would answer for
    units it does not mean); AliasTaken when it stands for another commune.
    """
    if commune.is_former:
        raise PlaceEnded(commune=commune)
    key = alias_key(text)
    if not key:
        raise UnknownPlace(text=text, part="commune")
    known = Alias.objects.select_related("commune").filter(text_fold=key).first()
    if known is not None:
        if known.commune_id != commune.pk:
            raise AliasTaken(text=text, commune=known.commune)
        return known
    _refuse_known(text, on)
    alias = Alias.objects.create(text=text.strip(), text_fold=key, commune=commune, recorded_by=by, recorded_at=at)
    record(
        action="places.alias_recorded", record=alias, by=by, at=at, facts={"text": alias.text, "commune": commune.code}
    )
    announce(kind="commune.changed", keys=[commune.pk], at=at)
    return alias


def _refuse_known(text: str, on: date | None) -> None:
    address = parse_address(text=text)
    try:
        commune_today(name=address.commune or text, district=address.district, province=address.province, on=on)
    except UnknownPlace:
        return
    except Refusal as refusal:
        raise KnownPlaceName(text=text) from refusal
    raise KnownPlaceName(text=text)
