"""An entry is written once: the model refuses changes, and so does the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from shop.audit.append_only import AppendOnly
from shop.audit.models import Entry
from shop.audit.operations import record

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def entry(cast, now) -> Entry:
    return record(action="test.done", record=cast.shopper, by=cast.officer, at=now, facts={"n": 1})


def test_an_entry_says_who_what_when_and_to_which_record(cast, now, entry):
    stored = Entry.objects.get(pk=entry.pk)

    assert (stored.by, stored.action, stored.at, stored.facts) == (cast.officer, "test.done", now, {"n": 1})
    assert (stored.record_type, stored.record_key) == ("accounts.User", str(cast.shopper.pk))


def test_the_system_acts_without_a_person(cast, now):
    assert record(action="test.done", record=cast.shopper, by=None, at=now).by is None


def test_the_model_refuses_every_change(entry):
    entry.action = "test.other"
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.filter(pk=entry.pk).update(action="test.other")
    with pytest.raises(AppendOnly):
        Entry.objects.filter(pk=entry.pk).delete()

    assert Entry.objects.get(pk=entry.pk).action == "test.done"


@pytest.mark.parametrize("table", ["audit_entry", "notices_delivery"])
def test_the_database_refuses_an_update(entry, now, table):
    from shop.notices.models import Delivery

    Delivery.objects.create(event="x", key="x", way="NONE", language="vi", at=now)

    refused = pytest.raises(DatabaseError, match=f"{table} is append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET at = at")


def test_postgresql_refuses_a_delete_as_well(entry):
    statement = f"DELETE FROM audit_entry WHERE id = {entry.pk}"
    if connection.vendor != "postgresql":
        # Django empties SQLite's test databases with DELETE: the trigger covers UPDATE only there, the model refuses.
        assert Entry.objects.filter(pk=entry.pk).exists()
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.filter(pk=entry.pk).exists()


def test_an_entry_falls_with_the_act_it_notes(cast, now):
    def act() -> None:
        with transaction.atomic():
            record(action="test.failed", record=cast.shopper, by=cast.officer, at=now)
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        act()

    assert not Entry.objects.filter(action="test.failed").exists()
