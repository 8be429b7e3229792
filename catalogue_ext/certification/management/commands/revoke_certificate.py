"""Record a revoking decision: the products stop being sold at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue_ext.certification.command_line import day_given, said, user_named
from catalogue_ext.certification.models import EvidenceLevel, IssuingLevel, RevocationReason
from catalogue_ext.certification.operations import RevokingDecision, record_revocation
from shop.primitives.codes import normalise_code
from shop.primitives.period import day_start
from shop.primitives.refusal import Refusal

REASONS = "; ".join(f"{reason.value} {reason.label}" for reason in RevocationReason)


class Command(BaseCommand):
    help = (
        "Record the decision that revokes the certificates of one or several products. Reasons (QĐ 26/2026/QĐ-TTg, "
        f"Điều 8.1): {REASONS}"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="+", metavar="CODE", help="check code (or number) of a product")
        parser.add_argument("--number", required=True, help="number of the revoking decision")
        parser.add_argument("--date", required=True, help="its date: YYYY-MM-DD or DD/MM/YYYY")
        parser.add_argument("--authority", required=True)
        parser.add_argument("--level", required=True, choices=IssuingLevel.values)
        parser.add_argument("--reason", required=True, choices=RevocationReason.values, help="a b c d đ e")
        parser.add_argument("--by", required=True, metavar="USER", help="e-mail of the officer")
        parser.add_argument("--effective", default="", help="day it takes effect; the decision's date when not given")
        parser.add_argument("--note", default="")
        parser.add_argument("--source-url", default="")
        parser.add_argument("--sha256", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        decided_on = day_given(options["date"])
        effective = day_given(options["effective"]) if options["effective"] else decided_on
        printed = RevokingDecision(
            number=options["number"].strip(),
            decided_on=decided_on,
            authority=options["authority"].strip(),
            level=options["level"],
            evidence_level=EvidenceLevel.DEMO if options["number"].startswith("DEMO-") else EvidenceLevel.A,
            source_url=options["source_url"],
            sha256=options["sha256"],
        )
        try:
            done = record_revocation(
                products=[product_coded(code) for code in options["codes"]],
                printed=printed,
                reason=options["reason"],
                note=options["note"],
                effective_at=day_start(effective),
                by=user_named(options["by"]),
                at=timezone.now(),
            )
        except Refusal as refusal:
            raise said(refusal) from refusal
        for revocation in done.revocations:
            self.stdout.write(
                _("%(product)s: not sold any more from %(when)s on.")
                % {"product": revocation.product.title, "when": _shown(revocation.counts_from)}
            )
        for interval in done.affected:
            self.stdout.write(
                _("Orders placed since %(since)s stand as they are; look at them (product %(product)s).")
                % {"since": _shown(interval.since), "product": interval.product_id}
            )


def product_coded(code: str) -> Any:
    """This will return the product of a check code or of a number. Refuses: CommandError."""
    model = get_model("catalogue", "Product")
    products = model.objects.exclude(structure="child")
    found = products.filter(check_code=normalise_code(code)).first()
    if found is None and code.isdigit():
        found = products.filter(pk=int(code)).first()
    if found is None:
        raise CommandError(_("No product has the code %(code)s.") % {"code": code})
    return found


def _shown(at: datetime) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M")
