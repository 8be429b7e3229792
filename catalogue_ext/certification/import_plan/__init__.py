"""What an annex would change: each row new, unchanged, updated or an error. Reads; operations/importing.py writes.

All or nothing: a plan with any error is not applied.
"""

from __future__ import annotations

from datetime import datetime

from catalogue_ext.certification.annex import Annex, SideFiles
from catalogue_ext.certification.import_plan.planned import (
    ERROR,
    NEW,
    UNCHANGED,
    UPDATED,
    ImportPlan,
    PlannedDecision,
    PlannedProducer,
    PlannedProduct,
    PlannedRow,
)
from catalogue_ext.certification.import_plan.planner import Planner

__all__ = [
    "ERROR",
    "NEW",
    "UNCHANGED",
    "UPDATED",
    "ImportPlan",
    "PlannedDecision",
    "PlannedProducer",
    "PlannedProduct",
    "PlannedRow",
    "plan_import",
]


def plan_import(*, annex: Annex, side: SideFiles, at: datetime) -> ImportPlan:
    """This will compare an annex with the register and say what would happen to each row.

    Costs: 6 queries, and up to 22 for each new place.
    """
    planner = Planner(annex, side, at)
    planned = {row.row: planner.plan(row) for row in annex.rows}
    for error in [*side.errors, *annex.errors]:
        names = annex.names.get(error.row, ("", ""))
        row = planned.setdefault(error.row, PlannedRow(error.row, *names, ERROR))
        row.errors.append(error)
        row.result = ERROR
    rows = [planned[number] for number in sorted(planned)]
    return ImportPlan(rows, annex.sha256, any(_changes(row) for row in rows))


def _changes(row: PlannedRow) -> bool:
    if row.result in {NEW, UPDATED}:
        return True
    return bool((row.decision and row.decision.changes) or (row.product and row.product.is_classified_now))
