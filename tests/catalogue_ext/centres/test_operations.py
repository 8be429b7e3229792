"""Opening and editing a centre: result, trace, and what is refused."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from catalogue_ext.centres.models import Centre
from catalogue_ext.centres.operations import (
    CentreCodeTaken,
    CentreNameMissing,
    CentreNotEditable,
    CommuneElsewhere,
    edit_centre,
    open_centre,
)
from shop.audit.models import Entry
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def _opened(places: SimpleNamespace, at: datetime, **facts) -> Centre:
    values = {"code": "quang-ninh", "province": places.quang_ninh, "name": "Trung tâm A", "by": None, "at": at}
    return open_centre(**{**values, **facts})


@pytest.mark.sqlite_too
def test_a_centre_is_opened_with_a_trace(places, now):
    by = make_user("administrator")

    centre = _opened(
        places, now, by=by, commune=places.uong_bi, about="Giúp <b>bán</b> hàng & học nghề", phone=" 0203 "
    )

    centre.refresh_from_db()
    assert (centre.code, centre.slug, centre.name, centre.commune) == (
        "quang-ninh",
        "quang-ninh",
        "Trung tâm A",
        places.uong_bi,
    )
    assert (centre.about, centre.phone) == ("Giúp bán hàng & học nghề", "0203")
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.at, entry.record_key) == ("centres.opened", by, now, str(centre.pk))
    assert entry.facts == {"name": "Trung tâm A", "province": "22", "is_illustration": False}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": "  "}, CentreNameMissing),
        ({"slug": "x"}, CentreNotEditable),
        ({"commune": "quang_truc"}, CommuneElsewhere),
        ({"commune": "quang_trung"}, CommuneElsewhere),
    ],
)
def test_a_centre_that_cannot_be_is_refused(facts, refusal, places, now):
    if "commune" in facts:
        facts = {"commune": getattr(places, facts["commune"])}

    with pytest.raises(refusal):
        _opened(places, now, **facts)

    assert not Centre.objects.exists()
    assert not Entry.objects.exists()


def test_two_centres_never_share_a_code(places, now):
    _opened(places, now)

    with pytest.raises(CentreCodeTaken) as refused:
        _opened(places, now, name="Trung tâm B")

    assert refused.value.facts == {"taken": "quang-ninh"}


def test_an_edit_keeps_what_was_there(places, now):
    centre = _opened(places, now)

    edited = edit_centre(centre=centre, by=None, at=now, name="Trung tâm B", commune=places.uong_bi, phone="")

    assert (edited.name, edited.commune, edited.slug) == ("Trung tâm B", places.uong_bi, "quang-ninh")
    assert Entry.objects.get(action="centres.edited").facts == {
        "from": {"name": "Trung tâm A", "commune": None},
        "to": {"name": "Trung tâm B", "commune": "06811"},
    }


def test_an_edit_of_nothing_writes_nothing(places, now):
    centre = _opened(places, now)

    edit_centre(centre=centre, by=None, at=now, name="Trung tâm A ", about="")

    assert not Entry.objects.filter(action="centres.edited").exists()


def test_an_edit_elsewhere_is_refused(places, now):
    centre = _opened(places, now)

    with pytest.raises(CommuneElsewhere):
        edit_centre(centre=centre, by=None, at=now, commune=places.quang_truc)
    with pytest.raises(CentreNotEditable):
        edit_centre(centre=centre, by=None, at=now, province=places.lam_dong)

    centre.refresh_from_db()
    assert (centre.commune, centre.province) == (None, places.quang_ninh)
