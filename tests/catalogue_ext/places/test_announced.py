"""A name that a commune got is announced, so that its goods are found by it."""

import pytest
from django.db.models import Count

from catalogue_ext.places.models import Commune, FormerName, Province, Succession
from catalogue_ext.places.operations import load_places, record_alias
from catalogue_ext.places.refusals import AliasTaken

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_an_alias_is_announced_once(cast, places, now, heard):
    for text in ("Làng Cũ", "làng cu"):
        record_alias(text=text, commune=places.uong_bi, by=cast.officer, at=now)
    with pytest.raises(AliasTaken):
        record_alias(text="Làng Cũ", commune=places.truong_xuan, by=cast.officer, at=now)

    assert heard.changes() == [("commune.changed", [places.uong_bi.pk], now)]


def test_a_register_that_says_the_same_is_not_announced(register, now, heard):
    load_places(by=None, at=now)
    assert heard.changes() == []


def today(**which):
    return sorted(Commune.objects.filter(valid_to=None, **which).values_list("pk", flat=True))


def test_only_the_communes_that_a_changed_row_speaks_of_are_announced(register, now, heard):
    def loaded():
        load_places(by=None, at=now)
        return heard.changes()

    spelling = FormerName.objects.filter(commune__isnull=False).first()
    FormerName.objects.filter(pk=spelling.pk).delete()
    assert loaded() == [("commune.changed", [spelling.commune_id], now)]

    Commune.objects.filter(pk=spelling.commune_id).update(name="Xã Khác")
    assert loaded() == [("commune.changed", [spelling.commune_id], now)]

    split = Succession.objects.values("old").annotate(parts=Count("pk")).filter(parts__gt=1).order_by("old").first()
    Commune.objects.filter(pk=split["old"]).update(name="Xã Khác")
    assert loaded() == [("commune.changed", today(origins__old=split["old"]), now)]

    lost = Succession.objects.first()
    Succession.objects.filter(pk=lost.pk).delete()
    assert loaded() == [("commune.changed", [lost.new_id], now)]

    quang_ninh = Province.objects.get(code="22", valid_to=None)
    Province.objects.filter(pk=quang_ninh.pk).update(name="Tỉnh Khác")
    assert loaded() == [("commune.changed", today(province=quang_ninh), now)]

    former = Province.objects.exclude(successor=None).first()
    Province.objects.filter(pk=former.pk).update(name="Tỉnh Khác")
    assert loaded() == [("commune.changed", sorted(set(today(origins__old__province=former))), now)]
