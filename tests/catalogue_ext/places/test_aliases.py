"""What a person said a name means is kept."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from catalogue_ext.places.models import Alias
from catalogue_ext.places.operations import record_alias
from catalogue_ext.places.queries import commune_today
from catalogue_ext.places.refusals import AliasTaken, KnownPlaceName, PlaceEnded, UnknownPlace
from shop.audit.models import Entry
from tests.factories.people import make_user

pytestmark = [pytest.mark.sqlite_too, pytest.mark.django_db]


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
