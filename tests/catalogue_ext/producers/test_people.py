"""People shown on a producer's page: added, taken off, and nobody invented about a real producer."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from catalogue_ext.producers.models import Person
from catalogue_ext.producers.operations import (
    PersonInvented,
    PersonNameMissing,
    PersonTwice,
    PersonWorkMissing,
    add_person,
    remove_person,
)
from catalogue_ext.producers.queries import people_of
from shop.audit.models import Entry
from tests.factories.people import make_user
from tests.factories.producers import make_producer

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer(places):
    return make_producer(name="HTX Chè Ba Chẽ", commune=places.uong_bi)


@pytest.mark.sqlite_too
def test_people_stand_in_the_order_given_to_them(producer, now):
    by = make_user("administrator")
    add_person(producer=producer, name="Chị Lan", work="Sao chè", work_en="Fires the tea", place=2, by=by, at=now)
    first = add_person(producer=producer, name="Bác <b>Tư</b>", work="Hái chè", by=by, at=now)

    assert [(row.name, row.work, row.work_en) for row in people_of(producer=producer)] == [
        ("Bác Tư", "Hái chè", ""),
        ("Chị Lan", "Sao chè", "Fires the tea"),
    ]
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.action, entry.by, entry.at, entry.record_key) == ("producers.person_added", by, now, str(producer.pk))
    # A name on a page can be taken off again, one in the trace could not.
    assert entry.facts == {"person": first.pk}


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"name": " "}, PersonNameMissing),
        ({"work": ""}, PersonWorkMissing),
        ({"is_illustration": True}, PersonInvented),
    ],
)
def test_a_person_without_a_name_a_work_or_a_truth_is_refused(facts, refusal, producer, now):
    with pytest.raises(refusal):
        add_person(**{"producer": producer, "name": "Lan", "work": "Sao chè", "by": None, "at": now, **facts})

    assert not Person.objects.exists()


def test_an_invented_person_belongs_to_an_invented_producer(places, now):
    invented = make_producer(name="HTX Minh hoạ", commune=places.uong_bi, is_illustration=True)

    person = add_person(producer=invented, name="Cô Mẫu", work="Sao chè", is_illustration=True, by=None, at=now)

    assert person.is_illustration


def test_nobody_is_named_twice(producer, now):
    add_person(producer=producer, name="Lan", work="Sao chè", by=None, at=now)

    with pytest.raises(PersonTwice) as refused:
        add_person(producer=producer, name="Lan ", work="Hái chè", by=None, at=now)

    assert refused.value.facts == {"name": "Lan"}


def test_who_is_taken_off_is_gone(producer, now):
    person = add_person(producer=producer, name="Lan", work="Sao chè", by=None, at=now)
    other = add_person(producer=producer, name="Hoa", work="Hái chè", by=None, at=now)
    key = person.pk

    remove_person(person=person, by=None, at=now)

    assert people_of(producer=producer) == [other]
    assert Entry.objects.get(action="producers.person_removed").facts == {"person": key}


@pytest.mark.sqlite_too
def test_the_database_keeps_a_person_whole(producer):
    with pytest.raises(IntegrityError, match="producers_person_says_what"), transaction.atomic():
        Person.objects.create(producer=producer, name="Lan", work="")
    Person.objects.create(producer=producer, name="Lan", work="Sao chè")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(producer=producer, name="Lan", work="Hái chè")
