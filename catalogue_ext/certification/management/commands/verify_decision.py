"""Make an entered decision count, as the second officer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue_ext.certification.command_line import day_given, said, user_named
from catalogue_ext.certification.operations import verify_decision
from catalogue_ext.certification.queries import find_decision
from shop.primitives.refusal import Refusal


class Command(BaseCommand):
    help = "Verify a decision that another officer entered: its certificates count from their first day on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("--by", required=True, metavar="OTHER", help="e-mail of the second officer")
        parser.add_argument("--authority", default="", help="where the number is not unique")
        parser.add_argument("--date", default="", help="where the number is not unique: YYYY-MM-DD or DD/MM/YYYY")

    def handle(self, *args: Any, **options: Any) -> None:
        decided_on = day_given(options["date"]) if options["date"] else None
        try:
            decision = find_decision(number=options["number"], authority=options["authority"], decided_on=decided_on)
            done = verify_decision(decision=decision, by=user_named(options["by"]), at=timezone.now())
        except Refusal as refusal:
            raise said(refusal) from refusal
        facts = {"number": decision.number, "count": len(done.certificates)}
        if done.certificates:
            self.stdout.write(_("Decision %(number)s: %(count)s certificates verified.") % facts)
        else:
            self.stdout.write(_("Decision %(number)s: everything was verified before.") % facts)
