"""Every column that can hold words, a file or a person is exported and ended, or says why not."""

import csv
from collections import Counter

import pytest

from shop.personal_data import gathering
from shop.personal_data.purposes import DATA
from shop.personal_data.words import COLUMNS, SECTIONS
from tests.shop.personal_data.columns import columns
from tests.shop.personal_data.conftest import COMPANY, EMAIL, MARKS, STREET, TAX_CODE, everywhere, lived, tell_all

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

ENDS = {"deleted", "emptied", "replaced", "kept"}


def rows():
    with (DATA / "inventory.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_no_column_is_forgotten_and_none_is_made_up():
    listed = Counter((row["model"], row["column"]) for row in rows())

    assert sorted(listed) == columns()
    assert set(listed.values()) == {1}


def test_what_is_not_exported_or_stays_says_why():
    for row in rows():
        assert row["ended"] in ENDS, row
        assert (row["exported"] and row["ended"] != "kept") or row["reason"], row


def test_what_is_exported_goes_into_a_section_there_is():
    named = {row["exported"] for row in rows()} - {""}

    assert named - {"pictures"} <= set(gathering._SECTIONS)
    assert set(SECTIONS) == set(gathering._SECTIONS)


def test_wherever_a_persons_words_stand_they_are_ended(cast, places, now, mai, history):
    """The list is tried on a life: no mark stands in a column that the list calls kept."""
    tell_all(now)
    kept = {f"{row['model']}.{row['column']}" for row in rows() if row["ended"] == "kept"}

    found = everywhere(*MARKS)

    assert len(found) >= 30
    assert found & kept == set()


def test_wherever_a_persons_words_stand_they_are_exported(cast, places, now, mai, history):
    """Each column in which a mark stands names its section, or why it is in none."""
    listed = {f"{row['model']}.{row['column']}": row["exported"] for row in rows()}
    found = everywhere(*MARKS)

    copied = gathering.gather(whose=gathering.of_account(user=mai))

    sections = {listed[column] for column in found} - {"", "pictures"}
    for section in sections:
        assert any(mark in str(copied[section]).lower() for mark in MARKS), section
    assert {COMPANY, TAX_CODE} <= set(copied["invoices"][0].values())
    assert copied["addresses"][0]["street"] == STREET
    assert copied["account"][0]["email"] == EMAIL


def test_nothing_was_written_into_tables_that_are_called_unused(cast, places, now):
    from django.apps import apps

    lived(cast, places, now)
    unused = {row["model"] for row in rows() if "never written to" in row["reason"]}

    assert {label for label in unused if apps.get_model(label)._base_manager.exists()} <= {
        "admin.LogEntry",
        "customer.ProductAlert",
    }


def test_every_column_of_a_copy_has_a_name(cast, places, now, mai, history):
    copied = gathering.gather(whose=gathering.of_account(user=mai))

    assert {key for section in copied.values() for row in section for key in row} <= set(COLUMNS)
