"""`manage.py render_pictures`: the renditions that are not there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.listings.operations import render_missing


class Command(BaseCommand):
    """Makes what is missing; a second run makes nothing."""

    help = "Make the missing renditions of product pictures (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        """This will show how far it is and name the pictures that cannot be made."""
        failed = render_missing(progress=self._progress)
        if self.stdout.isatty():
            self.stdout.write("")
        for name, why in failed.items():
            self.stderr.write(f"{name}: {why}")
        if failed:
            raise CommandError(f"{len(failed)} pictures have no renditions.")
        self.stdout.write("pictures: all renditions stand")

    def _progress(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\rpictures: {done:,}/{total:,}", ending="")
            self.stdout.flush()
