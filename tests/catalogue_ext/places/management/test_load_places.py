"""The command says what it did."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue_ext.places import data_files

SUMMARY = (
    "places: 34 provinces, 3,321 communes; before 07/2025: 63 provinces, 10,040 units, 10,575 successions; "
    "43 other names"
)


def _said() -> list[str]:
    out = StringIO()
    call_command("load_places", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_it_says_what_it_made_and_then_that_nothing_changes() -> None:
    first, second = _said(), _said()

    assert first[0] == second[0] == SUMMARY
    assert first[1].startswith("places: 24,076 rows made, 0 changed (")
    assert second[1].startswith("places: nothing to change (")


@pytest.mark.django_db
def test_it_stops_at_files_that_do_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(data_files.COUNTS, "communes", 3_322)

    with pytest.raises(CommandError, match=r"communes.*3322.*3321"):
        call_command("load_places", stdout=StringIO())
