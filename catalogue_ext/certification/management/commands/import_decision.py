"""Enter the annex of one or several decisions: all of it or nothing."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue_ext.certification.annex import read_side_files
from catalogue_ext.certification.command_line import bytes_of, said, user_named
from catalogue_ext.certification.import_plan import ERROR, ImportPlan, PlannedRow
from catalogue_ext.certification.messages import error_sentence
from catalogue_ext.certification.operations import import_decision
from shop.primitives.refusal import Refusal

HELP = """Enter the annex of recognising decisions (CSV in UTF-8, comma or semicolon, or XLSX). One product per row; the
decision's own fields are repeated in each row. Nothing counts before `verify_decision` by another officer. All rows are
applied or none; a second run of a file changes nothing. Exit status 0: applied, or a clean dry run; 1: refused."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", required=True, metavar="USER", help="e-mail of the officer who enters")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument(
            "--map", metavar="FILE", help="CSV: row, kind (producer|product), key (new, row:N, id, slug)"
        )
        parser.add_argument("--sources", metavar="FILE", help="CSV: where each decision was published, with its sha256")
        parser.add_argument("--criteria-sets", metavar="FILE", help="CSV: product, criteria_set (our classification)")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        content = bytes_of(options["file"])
        assert content is not None
        side = read_side_files(
            matches=bytes_of(options["map"]),
            sources=bytes_of(options["sources"]),
            criteria_sets=bytes_of(options["criteria_sets"]),
        )
        try:
            plan, applied = import_decision(
                content=content,
                side=side,
                by=user_named(options["by"]),
                at=timezone.now(),
                file_name=options["file"],
                is_dry_run=options["dry_run"],
            )
        except Refusal as refusal:
            raise said(refusal) from refusal
        self._report(plan, applied, options)
        if not plan.is_clean:
            wrong = sum(row.result == ERROR for row in plan.rows)
            raise CommandError(_("Refused: %(wrong)s rows are wrong. Nothing was entered.") % {"wrong": wrong})

    def _report(self, plan: ImportPlan, applied: bool, options: dict[str, Any]) -> None:
        if options["as_json"]:
            report = {"file": options["file"], "applied": applied, "rows": [_row(row) for row in plan.rows]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
            return
        for row in plan.rows:
            self.stdout.write(_line(row))
        counts = {result: sum(row.result == result for row in plan.rows) for result in ("new", "updated", "unchanged")}
        ending = _("Entered.") if applied and plan.has_changes else _("Nothing was written.")
        summary = _("%(new)s new, %(updated)s updated, %(unchanged)s unchanged.") % counts
        self.stdout.write(f"{summary} {ending}")


def _row(row: PlannedRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "product": row.product_name,
        "producer": row.producer_name,
        "result": row.result,
        "sellable": row.is_sellable,
        "reason": reason_of(row),
    }


def reason_of(row: PlannedRow) -> str | None:
    """This will say why a row is wrong, or why it does not sell yet; None when there is nothing to say."""
    if row.errors:
        return "; ".join(error_sentence(error) for error in row.errors)
    if row.is_sellable or row.decision is None:
        return None
    evidence = row.decision.row.evidence_level
    if evidence in {"B1", "B2", "C"}:
        return _("Evidence %(level)s: entered, never sold.") % {"level": evidence}
    if row.certificate is not None and row.certificate.verified_at is not None and not row.errors:
        return _("Verified; not in force now.")
    return _("Waits for a second officer.")


def _line(row: PlannedRow) -> str:
    parts = [_("Row %(row)s") % {"row": row.row}, f"{row.product_name} · {row.producer_name}", _result(row)]
    return " | ".join([*parts, reason_of(row) or ""]).rstrip(" |")


def _result(row: PlannedRow) -> str:
    words = {"new": _("new"), "unchanged": _("unchanged"), "updated": _("updated"), "error": _("error")}
    told = words[row.result]
    if row.product and row.product.producer.first_row == row.row:
        told += ", " + _("new producer")
    elif row.result == "new" and row.product and row.product.first_row and row.certificate is None:
        told += ", " + _("new product")
    return told
