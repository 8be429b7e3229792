"""Reads of the officers' pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from catalogue_ext.certification.models import Certificate, Decision
from catalogue_ext.certification.queries import waiting_for_verification
from shop.primitives.period import last_day, local_day


@dataclass(frozen=True, slots=True)
class Row:
    """One certificate of a decision, as an officer sees it. `state`: withdrawn, verified or waiting."""

    certificate: Certificate
    state: str
    days: str


def decisions(*, text: str, most: int = 100) -> QuerySet[Decision]:
    """This will return the newest decisions, or those whose number, authority or products hold the text."""
    found = Decision.objects.select_related("entered_by", "verified_by").annotate(rows=Count("certificates"))
    if text:
        fits = Q(number__icontains=text) | Q(authority__icontains=text) | Q(certificates__product_name__icontains=text)
        found = found.filter(pk__in=Decision.objects.filter(fits).values("pk"))
    return found.order_by("-decided_on", "-pk")[:most]


def waiting_decisions() -> QuerySet[Decision]:
    """This will return the decisions of which something waits for a second officer."""
    return (
        Decision.objects.filter(pk__in=waiting_for_verification().order_by().values("decision_id"))
        .select_related("entered_by")
        .annotate(rows=Count("certificates"))
        .order_by("decided_on", "pk")
    )


def rows_of(*, decision: Decision) -> list[Row]:
    """This will return the certificates of a decision. Costs: one query."""
    certificates = decision.certificates.select_related("product", "verified_by", "commune__province").order_by("pk")
    return [Row(row, _state(row), _days(row.valid_from, row.valid_to)) for row in certificates]


def _state(row: Certificate) -> str:
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "waiting" if row.verified_at is None else "verified"


def _days(valid_from: datetime | None, valid_to: datetime | None) -> str:
    if valid_from is None or valid_to is None:
        return "—"
    return f"{local_day(valid_from):%d/%m/%Y} – {last_day(valid_to):%d/%m/%Y}"
