"""`manage.py anonymise`: takes the buyers out of guests' orders whose legal time is over, and deletes old logs."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from shop.personal_data.operations import forget_due, sweep
from shop.personal_data.queries import may_be_due


class Command(BaseCommand):
    help = (
        "Takes the buyers out of guests' orders whose legal time is over, and deletes old logs. Run it once a day; "
        "stopped in the middle it goes on where it stood."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=None, help="look at this many orders at the most")

    def handle(self, *args: Any, most: int | None, **options: Any) -> None:
        at = timezone.now()
        total = may_be_due(at=at)[:most].count()
        done = 0
        for looked, (number, is_done) in enumerate(forget_due(at=at, most=most), start=1):
            done += is_done
            self.stdout.write(f"{looked}/{total} {number}: {'forgotten' if is_done else 'not over yet'}")
        rows = sweep(at=at)
        self.stdout.write(f"{done} order(s) without their buyers now, {rows} row(s) of old logs deleted.")
