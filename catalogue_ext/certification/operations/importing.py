"""Writing an annex: all of it or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from catalogue_ext.certification.annex import Annex, SideFiles, read_annex
from catalogue_ext.certification.import_plan import (
    NEW,
    UPDATED,
    ImportPlan,
    PlannedDecision,
    PlannedProduct,
    PlannedRow,
    plan_import,
)
from catalogue_ext.certification.models import Decision, EvidenceLevel
from catalogue_ext.certification.operations.asking import ask_officer
from catalogue_ext.certification.operations.entering import (
    change_unverified_certificate,
    enter_certificate,
    enter_decision,
)
from catalogue_ext.certification.operations.products import classify_product, register_product
from catalogue_ext.producers.operations import open_producer
from shop.audit.operations import record
from shop.outbox.announcing import announces_once
from shop.primitives.vi_text import fold


@transaction.atomic
@announces_once
def import_decision(
    *, content: bytes, side: SideFiles, by: Any, at: datetime, file_name: str = "", is_dry_run: bool = False
) -> tuple[ImportPlan, bool]:
    """This will enter every decision and certificate of an annex, or nothing when any row is wrong or it is a dry run.

    Returns the plan and whether it was applied. A second run of the same file writes nothing. What is entered counts
    when another officer has verified it. Refuses: NotAnOfficer.
    """
    ask_officer(user=by)
    annex: Annex = read_annex(content=content, demo_allowed=settings.DEMO)
    plan = plan_import(annex=annex, side=side, at=at)
    if is_dry_run or not plan.is_clean:
        return plan, False
    for row in plan.rows:
        _apply(row, by, at)
    _note_import(plan, file_name, by, at)
    return plan, True


def _apply(row: PlannedRow, by: Any, at: datetime) -> None:
    assert row.decision is not None
    assert row.product is not None
    assert row.printed is not None
    decision = _decision(row.decision, by, at)
    product = _product(row.product, row.decision.row.evidence_level, by, at)
    if row.result == NEW:
        enter_certificate(decision=decision, product=product, printed=row.printed, by=by, at=at)
    elif row.result == UPDATED:
        assert row.certificate is not None
        change_unverified_certificate(certificate=row.certificate, printed=row.printed, by=by, at=at)


def _decision(planned: PlannedDecision, by: Any, at: datetime) -> Decision:
    if planned.known is None:
        row = planned.row
        planned.known = enter_decision(
            number=row.number,
            decided_on=row.decided_on,
            authority=row.authority,
            level=row.level,
            evidence_level=row.evidence_level,
            source_url=planned.source_url,
            sha256=planned.sha256,
            by=by,
            at=at,
        )
    elif planned.changes:
        _change(planned.known, planned.changes, by, at)
        planned.changes = {}
    return planned.known


def _change(decision: Decision, changes: dict[str, Any], by: Any, at: datetime) -> None:
    before = {name: getattr(decision, name) for name in changes}
    for name, value in changes.items():
        setattr(decision, name, value)
    if decision.verified_at is None:
        decision.entered_by, decision.entered_at = by, at
    decision.save()
    record(action="decision.changed", record=decision, by=by, at=at, facts={"before": before, "after": dict(changes)})


def _product(planned: PlannedProduct, evidence_level: str, by: Any, at: datetime) -> Any:
    if planned.known is None:
        producer = _producer(planned, evidence_level, by, at)
        planned.known = register_product(
            title=planned.title,
            producer=producer,
            commune=planned.commune,
            criteria_set=planned.criteria_set,
            is_illustration=producer.is_illustration,
            by=by,
            at=at,
        )
    elif planned.is_classified_now:
        assert planned.criteria_set is not None
        classify_product(product=planned.known, criteria_set=planned.criteria_set, by=by, at=at)
    return planned.known


def _producer(planned: PlannedProduct, evidence_level: str, by: Any, at: datetime) -> Any:
    producer = planned.producer
    if producer.known is None:
        producer.known = open_producer(
            name=producer.name,
            kind=producer.kind,
            commune=producer.commune,
            address=producer.address,
            # An invented producer says so in its own name, and only our own illustrations invent: Minh Hòa is a person.
            is_illustration=evidence_level == EvidenceLevel.DEMO and "minh hoa" in fold(producer.name),
            by=by,
            at=at,
        )
    return producer.known


def _note_import(plan: ImportPlan, file_name: str, by: Any, at: datetime) -> None:
    counts: dict[int, dict[str, Any]] = {}
    for row in plan.rows:
        assert row.decision is not None
        assert row.decision.known is not None
        if row.result in {NEW, UPDATED}:
            facts = counts.setdefault(row.decision.known.pk, {"decision": row.decision.known, NEW: 0, UPDATED: 0})
            facts[row.result] += 1
    for facts in counts.values():
        decision = facts.pop("decision")
        facts |= {"file": file_name, "file_sha256": plan.sha256}
        record(action="decision.imported", record=decision, by=by, at=at, facts=facts)
