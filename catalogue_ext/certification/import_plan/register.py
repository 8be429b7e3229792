"""What the register knows of the rows of an annex."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from catalogue_ext.certification import law
from catalogue_ext.certification.annex import AnnexRow
from catalogue_ext.certification.models import Certificate, Decision
from catalogue_ext.certification.printed import Printed, period_of


def known_decisions(*, rows: Iterable[AnnexRow]) -> dict[tuple[str, str, date | None, str], Decision]:
    """This will return the decisions of these rows that are entered already, by their key. Costs: one query."""
    wanted = Q(pk__in=[])
    for number, authority, decided_on, evidence in {row.decision_key for row in rows}:
        same = Q(number=number, authority=authority)
        same &= Q(decided_on=decided_on) if decided_on else Q(decided_on__isnull=True)
        wanted |= same & Q(evidence_level=evidence) if evidence else same
    return {
        (d.number, d.authority, d.decided_on, "" if d.number else d.evidence_level): d
        for d in Decision.objects.filter(wanted).order_by("pk")
    }


def known_certificates(*, decisions: Iterable[Decision]) -> dict[tuple[int, str, str], Certificate]:
    """This will return their standing entries by decision and printed names. Costs: one query."""
    rows = Certificate.objects.filter(decision__in=list(decisions), withdrawn_at__isnull=True)
    rows = rows.select_related("product__producer", "commune", "decision").order_by("pk")
    return {(row.decision_id, row.product_name, row.producer_name): row for row in rows}


_COLUMN_OF = {
    "product_name": "product",
    "producer_name": "subject",
    "stars": "star",
    "commune": "current_commune",
    "address_as_printed": "address_as_printed",
    "criteria_set": "criteria_set",
    "official_code": "official_code",
    "kind": "kind",
    "score": "score",
}


def differences(*, entered: Certificate, printed: Printed, row: AnnexRow) -> list[str]:
    """This will return the columns in which a row differs from what was entered."""
    wanted = {
        "product_name": printed.product_name,
        "producer_name": printed.producer_name,
        "stars": printed.stars,
        "commune": printed.commune,
        "address_as_printed": printed.address,
        "criteria_set": printed.criteria_set,
        "official_code": printed.official_code,
        "kind": printed.kind,
        "score": printed.score,
    }
    changed = [_COLUMN_OF[name] for name, value in wanted.items() if getattr(entered, name) != value]
    try:
        begin, end = period_of(printed=printed, decided_on=row.decided_on)
    except law.NoLawForDay:
        return changed
    if entered.valid_from != begin:
        changed.append("valid_from")
    if entered.valid_to != end:
        changed.append("valid_to")
    return changed


def shown(*, row: AnnexRow, column: str) -> str:
    """This will return what a row says in a column."""
    names = {"star": "stars", "address_as_printed": "address", "valid_to": "last_day"}
    return str(getattr(row, names.get(column, column)) or "")
