"""A name that a commune got is announced, so that its goods are found by it."""

import pytest

from catalogue_ext.places.models import Commune, FormerName
from catalogue_ext.places.operations import load_places, record_alias
from catalogue_ext.places.refusals import AliasTaken

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_an_alias_is_announced_once(cast, places, now, heard):
    for text in ("Làng Cũ", "làng cu"):
        record_alias(text=text, commune=places.uong_bi, by=cast.officer, at=now)
    with pytest.raises(AliasTaken):
        record_alias(text="Làng Cũ", commune=places.truong_xuan, by=cast.officer, at=now)

    assert heard.changes() == [("commune.changed", [places.uong_bi.pk], now)]


def test_a_register_that_says_something_else_is_announced_and_the_same_is_not(register, now, heard):
    load_places(by=None, at=now)
    assert heard.changes() == []

    FormerName.objects.filter(pk=FormerName.objects.filter(commune__isnull=False).first().pk).delete()
    load_places(by=None, at=now)

    today = list(Commune.objects.filter(valid_to=None).order_by("pk").values_list("pk", flat=True))
    assert len(today) == 3_321
    assert heard.changes() == [("commune.changed", today, now)]
