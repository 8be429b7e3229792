"""`manage.py load_places`: provinces, communes, former units and what became of them."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue_ext.places.operations import load_places
from catalogue_ext.places.refusals import PlacesDataBroken


class Command(BaseCommand):
    """Loads the register of places; a second run changes nothing."""

    help = "Load provinces, communes and former units from catalogue_ext/places/data (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        """This will load and print what was made, changed, or already there."""
        began = time.perf_counter()
        try:
            report = load_places(by=None, at=timezone.now(), progress=self._progress)
        except PlacesDataBroken as refusal:
            raise CommandError(f"The places data do not add up: {refusal}") from refusal
        if self.stdout.isatty():
            self.stdout.write("\r" + " " * 60 + "\r", ending="")
        rows = report.rows
        self.stdout.write(
            f"places: {rows['provinces']} provinces, {rows['communes']:,} communes; before 07/2025: "
            f"{rows['former_provinces']} provinces, {rows['former_communes']:,} units, "
            f"{rows['successions']:,} successions; {rows['former_names']} other names"
        )
        self.stdout.write(f"places: {self._done(report)} ({time.perf_counter() - began:.1f} s)")

    def _done(self, report: Any) -> str:
        said = (
            "nothing to change"
            if report.is_unchanged
            else (f"{sum(report.made.values()):,} rows made, {sum(report.changed.values()):,} changed")
        )
        strange = sum(report.strange.values())
        return f"{said}, {strange:,} rows in no file left as they are" if strange else said

    def _progress(self, step: str, done: int, total: int) -> None:
        if self.stdout.isatty():
            filled = 24 * done // total
            self.stdout.write(
                f"\rplaces: {step:<12} [{'█' * filled}{'·' * (24 - filled)}] {done:,}/{total:,}", ending=""
            )
            self.stdout.flush()
