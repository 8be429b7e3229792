"""The State's acts that end or lengthen a certificate: revocation and grace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from catalogue_ext.certification import law, refusals
from catalogue_ext.certification.facts import fact_of, histories
from catalogue_ext.certification.models import (
    Certificate,
    Decision,
    DecisionKind,
    EvidenceLevel,
    Grace,
    Revocation,
    RevocationReason,
)
from catalogue_ext.certification.operations.asking import ask_officer
from catalogue_ext.certification.operations.correcting import AffectedInterval
from catalogue_ext.certification.operations.entering import enter_decision
from catalogue_ext.certification.operations.standing import lock_products, restate
from catalogue_ext.certification.rules import History, holds, is_revoked
from shop.audit.operations import record
from shop.primitives.period import day_after, local_day


@dataclass(frozen=True, slots=True)
class RevokingDecision:
    """The revoking act as printed."""

    number: str
    decided_on: date
    authority: str
    level: str
    evidence_level: str = EvidenceLevel.A
    source_url: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Revoked:
    """What was recorded, and the time between the printed date and now in which was sold without knowing."""

    decision: Decision
    revocations: list[Revocation]
    affected: list[AffectedInterval]


@transaction.atomic
def record_revocation(
    *,
    products: Iterable[Any],
    printed: RevokingDecision,
    reason: str,
    effective_at: datetime,
    by: Any,
    at: datetime,
    note: str = "",
) -> Revoked:
    """This will end every certificate of these products in force at the later of `effective_at` and `at`; none revives.

    Counts at once, by one officer: stopping a sale does not wait for a second one. Past orders keep their copy.
    Refuses: NotAnOfficer, EvidenceTooWeak, ReasonMissing, NothingInForce, WrongAuthority, RevokedAlready, NoLawForDay.
    Source: QĐ 26/2026/QĐ-TTg, Điều 8.1 (reasons), 8.2 (who).
    """
    ask_officer(user=by)
    if reason not in RevocationReason.values:
        raise refusals.ReasonMissing(reason=reason)
    if printed.evidence_level not in {EvidenceLevel.A, EvidenceLevel.DEMO}:
        raise refusals.EvidenceTooWeak(number=printed.number, evidence_level=printed.evidence_level)
    products = sorted(products, key=lambda product: product.pk)
    ids = [product.pk for product in products]
    lock_products(product_ids=ids)
    known = histories(product_ids=ids)
    counts_from = max(effective_at, at)
    for product in products:
        _check_revocable(product, known[product.pk], printed, counts_from)
    decision = _revoking_decision(printed, by, at)
    revocations = [_revoke(decision, product, reason, note, effective_at, by, at) for product in products]
    affected = [
        AffectedInterval(pk, effective_at, at)
        for pk in ids
        if effective_at < at and any(holds(fact=f, history=known[pk], at=at) for f in known[pk].certificates)
    ]
    restate(product_ids=ids, at=at)
    return Revoked(decision, revocations, affected)


def _check_revocable(product: Any, history: History, printed: RevokingDecision, counts_from: datetime) -> None:
    held = [fact for fact in history.certificates if holds(fact=fact, history=history, at=counts_from)]
    if not held:
        raise refusals.NothingInForce(product=product.title, at=counts_from)
    for fact in held:
        allowed = law.revoking_levels(stars=fact.stars, on=printed.decided_on)
        if printed.level not in allowed:
            raise refusals.WrongAuthority(stars=fact.stars, level=printed.level, allowed=sorted(allowed))


def _revoking_decision(printed: RevokingDecision, by: Any, at: datetime) -> Decision:
    same = Decision.objects.filter(
        number=printed.number, authority=printed.authority, decided_on=printed.decided_on, kind=DecisionKind.REVOKE
    ).first()
    return same or enter_decision(
        number=printed.number,
        decided_on=printed.decided_on,
        authority=printed.authority,
        level=printed.level,
        evidence_level=printed.evidence_level,
        source_url=printed.source_url,
        sha256=printed.sha256,
        kind=DecisionKind.REVOKE,
        by=by,
        at=at,
    )


def _revoke(
    decision: Decision, product: Any, reason: str, note: str, effective_at: datetime, by: Any, at: datetime
) -> Revocation:
    if Revocation.objects.filter(decision=decision, product=product).exists():
        raise refusals.RevokedAlready(number=decision.number, product=product.title)
    revocation = Revocation.objects.create(
        decision=decision,
        product=product,
        reason=reason,
        note=note,
        effective_at=effective_at,
        recorded_at=at,
        recorded_by=by,
    )
    facts = {"decision": decision.number, "reason": reason, "effective_at": effective_at.isoformat(), "note": note}
    record(action="certificate.revoked", record=product, by=by, at=at, facts=facts)
    return revocation


@transaction.atomic
def record_grace(*, certificate: Certificate, last_day: date, reason: str, by: Any, at: datetime) -> Grace:
    """This will let a certificate go on past its end until the result is out. Units: `last_day` is the last in force.

    Refuses: NotAnOfficer, ReasonMissing, NoLawForDay, GraceNotPossible (not verified, withdrawn, revoked, granted
    before, not after the printed end, or longer than the law's days). Source: QĐ 26/2026/QĐ-TTg, Điều 12.3.
    """
    ask_officer(user=by)
    if not reason.strip():
        raise refusals.ReasonMissing
    lock_products(product_ids=[certificate.product_id])
    certificate = Certificate.objects.select_related("decision").get(pk=certificate.pk)
    if certificate.verified_at is None or certificate.withdrawn_at is not None or certificate.valid_to is None:
        raise refusals.GraceNotPossible(why="not_standing", certificate=certificate.pk)
    if Grace.objects.filter(Q(certificate=certificate)).exists():
        raise refusals.GraceNotPossible(why="granted_before", certificate=certificate.pk)
    history = histories(product_ids=[certificate.product_id])[certificate.product_id]
    if is_revoked(fact=fact_of(certificate), history=history, at=max(at, certificate.valid_to)):
        raise refusals.GraceNotPossible(why="revoked", certificate=certificate.pk)
    printed_end = certificate.last_day
    longest = printed_end + timedelta(days=law.number(code="grace", on=local_day(at)))
    if not printed_end < last_day <= longest:
        raise refusals.GraceNotPossible(why="days", certificate=certificate.pk, last_day=last_day, longest=longest)
    grace = Grace.objects.create(
        certificate=certificate, until=day_after(last_day), reason=reason.strip()[:300], recorded_by=by, recorded_at=at
    )
    facts = {"last_day": last_day.isoformat(), "reason": reason}
    record(action="certificate.grace", record=certificate, by=by, at=at, facts=facts)
    restate(product_ids=[certificate.product_id], at=at)
    return grace
