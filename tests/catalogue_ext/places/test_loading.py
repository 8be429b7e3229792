"""Loading the register."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue_ext.places.models import Commune, FormerName, Province, Succession
from catalogue_ext.places.operations import load_places
from shop.audit.models import Entry
from tests.conftest import Heard
from tests.factories.places import make_commune, make_province

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]


def test_loading_fills_empty_tables_and_leaves_one_trace(now: datetime, heard: Heard) -> None:
    steps: list[tuple[str, int, int]] = []

    with CaptureQueriesContext(connection) as queries:
        report = load_places(by=None, at=now, progress=lambda *step: steps.append(step))

    assert report.made == {"provinces": 97, "communes": 13_361, "successions": 10_575, "former_names": 43}
    assert Province.objects.filter(valid_to__isnull=True).count() == 34
    assert Commune.objects.filter(valid_to__isnull=True).count() == 3_321
    assert Commune.objects.count() == 13_361
    assert Succession.objects.count() == 10_575
    assert FormerName.objects.filter(commune__isnull=False).count() == 22
    assert steps[-1] == ("former_names", 43, 43)
    assert [entry.action for entry in Entry.objects.all()] == ["places.loaded"]
    ((kind, keys, at),) = heard.changes()
    assert (kind, len(keys), at) == ("commune.changed", 3_321, now)
    # PostgreSQL must count the new rows at once; SQLite plans by its indexes and is not asked to.
    counted = [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]
    tables = ["places_province", "places_commune", "places_succession", "places_formername"]
    assert counted == ([f'ANALYZE "{table}"' for table in tables] if connection.vendor == "postgresql" else [])


def test_a_second_load_only_reads(register: None, now: datetime) -> None:
    entries = Entry.objects.count()

    with CaptureQueriesContext(connection) as queries:
        report = load_places(by=None, at=now)

    assert report.is_unchanged
    assert sum(report.strange.values()) == 0
    written = [query["sql"] for query in queries if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert written == []
    assert Entry.objects.count() == entries


def test_a_load_repairs_what_differs_and_nothing_else(register: None, now: datetime) -> None:
    key = Commune.objects.get(code="24736", valid_to__isnull=True).pk
    Commune.objects.filter(pk=key).update(name="Xã Khác", lat=0.0)
    Succession.objects.filter(new_id=key).delete()

    report = load_places(by=None, at=now)

    assert report.changed == {"provinces": 0, "communes": 1, "successions": 0, "former_names": 0}
    assert report.made == {"provinces": 0, "communes": 0, "successions": 1, "former_names": 0}
    repaired = Commune.objects.get(pk=key)
    assert (repaired.name, repaired.lat, repaired.lon) == ("Xã Quảng Trực", 12.1846, 107.305)
    assert Succession.objects.get(new=repaired).old.district_name == "Huyện Tuy Đức"


def test_a_row_in_no_file_stays_and_is_reported(register: None, now: datetime) -> None:
    own = make_commune("99999", "Xã Của Riêng", make_province("99", "Tỉnh Của Riêng"))

    report = load_places(by=None, at=now)

    assert report.strange == {"provinces": 1, "communes": 1, "successions": 0, "former_names": 0}
    assert Commune.objects.filter(pk=own.pk).exists()
