"""Undo a mistaken import; nothing is deleted."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue_ext.certification.command_line import day_given, said, user_named
from catalogue_ext.certification.operations import withdraw_import
from catalogue_ext.certification.queries import find_decision
from shop.primitives.refusal import Refusal


class Command(BaseCommand):
    help = "Take back every entry of a decision that was imported by mistake. Not a revocation: the State did nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("--by", required=True, metavar="USER", help="e-mail of the officer")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--authority", default="", help="where the number is not unique")
        parser.add_argument("--date", default="", help="where the number is not unique: YYYY-MM-DD or DD/MM/YYYY")

    def handle(self, *args: Any, **options: Any) -> None:
        decided_on = day_given(options["date"]) if options["date"] else None
        try:
            decision = find_decision(number=options["number"], authority=options["authority"], decided_on=decided_on)
            affected = withdraw_import(
                decision=decision, reason=options["reason"], by=user_named(options["by"]), at=timezone.now()
            )
        except Refusal as refusal:
            raise said(refusal) from refusal
        self.stdout.write(_("Every entry of decision %(number)s is taken back.") % {"number": decision.number})
        for interval in affected:
            since = timezone.localtime(interval.since).strftime("%d/%m/%Y %H:%M")
            self.stdout.write(
                _("Orders placed since %(since)s stand as they are; look at them (product %(product)s).")
                % {"since": since, "product": interval.product_id}
            )
