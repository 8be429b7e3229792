"""Loading the register, and keeping what a person said."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue_ext.places.models import Alias, Commune, FormerName, Province, Succession
from catalogue_ext.places.operations import load_places, record_alias
from catalogue_ext.places.queries import commune_today
from catalogue_ext.places.refusals import AliasTaken, KnownPlaceName, PlaceEnded, UnknownPlace
from shop.audit.models import Entry
from tests.factories.people import make_user
from tests.factories.places import make_commune, make_province

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]


def test_loading_fills_empty_tables_and_leaves_one_trace(now: datetime) -> None:
    steps: list[tuple[str, int, int]] = []

    report = load_places(by=None, at=now, progress=lambda *step: steps.append(step))

    assert report.made == {"provinces": 97, "communes": 13_361, "successions": 10_575, "former_names": 43}
    assert Province.objects.filter(valid_to__isnull=True).count() == 34
    assert Commune.objects.filter(valid_to__isnull=True).count() == 3_321
    assert Commune.objects.count() == 13_361
    assert Succession.objects.count() == 10_575
    assert FormerName.objects.filter(commune__isnull=False).count() == 22
    assert steps[-1] == ("former_names", 43, 43)
    assert [entry.action for entry in Entry.objects.all()] == ["places.loaded"]


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


def test_an_answer_is_kept_and_given_again(places: SimpleNamespace, now: datetime) -> None:
    officer = make_user("officer")
    name, district, province = "xã Phượng Hoàng Xưa", "huyện Yên Hưng", "tỉnh Quảng Ninh"
    with pytest.raises(UnknownPlace):
        commune_today(name=name, district=district, province=province)

    alias = record_alias(text=f"{name}, {district}, {province}", commune=places.uong_bi, by=officer, at=now)

    assert (alias.recorded_by, alias.recorded_at) == (officer, now)
    assert commune_today(name="XA PHUONG HOANG XUA", district="H. Yên Hưng", province="Quảng Ninh") == places.uong_bi
    # Said of that district, not of every place of the name.
    with pytest.raises(UnknownPlace):
        commune_today(name=name)
    entry = Entry.objects.get(action="places.alias_recorded")
    assert (entry.by, entry.record_key) == (officer, str(alias.pk))
    assert entry.facts == {"text": "xã Phượng Hoàng Xưa, huyện Yên Hưng, tỉnh Quảng Ninh", "commune": "06811"}


def test_the_same_answer_twice_is_one_alias(places: SimpleNamespace, now: datetime) -> None:
    officer = make_user("officer")
    first = record_alias(text="Làng Cũ", commune=places.uong_bi, by=officer, at=now)

    again = record_alias(text="làng  cu", commune=places.uong_bi, by=officer, at=now)

    assert again == first
    assert Alias.objects.count() == 1
    assert Entry.objects.filter(action="places.alias_recorded").count() == 1


def test_an_alias_does_not_reach_into_another_province(places: SimpleNamespace, now: datetime) -> None:
    record_alias(text="Làng Cũ", commune=places.uong_bi, by=make_user("officer"), at=now)

    assert commune_today(name="Làng Cũ", province="Quảng Ninh") == places.uong_bi
    with pytest.raises(UnknownPlace):
        commune_today(name="Làng Cũ", province="Lâm Đồng")


@pytest.mark.parametrize("text", ["Xã Quảng Trực", "phường Trưng Vương, TP Uông Bí, tỉnh Quảng Ninh", "quang trung"])
def test_a_name_of_the_register_is_no_alias(places: SimpleNamespace, now: datetime, text: str) -> None:
    with pytest.raises(KnownPlaceName):
        record_alias(text=text, commune=places.truong_xuan, by=make_user("officer"), at=now)

    assert Alias.objects.count() == 0


def test_an_alias_is_not_turned_to_another_commune(places: SimpleNamespace, now: datetime) -> None:
    officer = make_user("officer")
    record_alias(text="Làng Cũ", commune=places.uong_bi, by=officer, at=now)

    with pytest.raises(AliasTaken) as refused:
        record_alias(text="Làng Cũ", commune=places.vang_danh, by=officer, at=now)

    assert refused.value.facts["commune"] == places.uong_bi
    assert Alias.objects.get().commune == places.uong_bi


def test_an_alias_points_at_today(places: SimpleNamespace, now: datetime) -> None:
    with pytest.raises(PlaceEnded):
        record_alias(text="Làng Cũ", commune=places.quang_trung, by=make_user("officer"), at=now)
    with pytest.raises(UnknownPlace):
        record_alias(text=" , ", commune=places.uong_bi, by=make_user("other"), at=now)

    assert Alias.objects.count() == 0
