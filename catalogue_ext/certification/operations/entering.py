"""Entering decisions and certificates, and verifying what somebody else entered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from catalogue_ext.certification import refusals
from catalogue_ext.certification.models import (
    Certificate,
    Decision,
    DecisionKind,
    EvidenceLevel,
    IssuingLevel,
)
from catalogue_ext.certification.operations.asking import ask_officer
from catalogue_ext.certification.operations.products import classify_product, set_listed
from catalogue_ext.certification.operations.standing import restate
from catalogue_ext.certification.printed import Printed, check_authority, period_of, printed_fields
from catalogue_ext.certification.rules import SELLABLE_EVIDENCE, verification_obstacle
from shop.audit.operations import record
from shop.outbox.announcing import announce, announces_once
from shop.primitives.refusal import Refusal

OBSTACLES: dict[str, type[Refusal]] = {
    refusal.code: refusal
    for refusal in (
        refusals.EvidenceTooWeak,
        refusals.DemoNotAllowed,
        refusals.NoNumber,
        refusals.SamePerson,
    )
}


@dataclass(frozen=True, slots=True)
class Verification:
    """What one act of verifying made count; empty when everything was verified before."""

    decision: Decision
    certificates: list[Certificate] = field(default_factory=list)


@transaction.atomic
def enter_decision(
    *,
    number: str,
    decided_on: date | None,
    authority: str,
    level: str,
    evidence_level: str,
    by: Any,
    at: datetime,
    kind: str = DecisionKind.RECOGNISE,
    source_url: str = "",
    sha256: str = "",
    file: Any = None,
) -> Decision:
    """This will enter a decision; nothing of it counts before another officer verifies it.

    Refuses: NotAnOfficer, DemoNotAllowed, WrongDemoNumber, NoNumber (A and DEMO have number and day), DecisionKnown.
    """
    ask_officer(user=by)
    number, authority = number.strip(), authority.strip()
    _check_evidence(number=number, decided_on=decided_on, evidence_level=evidence_level)
    known = Decision.objects.filter(number=number, authority=authority, decided_on=decided_on)
    if number and known.exists():
        raise refusals.DecisionKnown(number=number, authority=authority, decided_on=decided_on)
    decision = Decision.objects.create(
        kind=kind,
        number=number,
        decided_on=decided_on,
        authority=authority,
        level=IssuingLevel(level),
        evidence_level=EvidenceLevel(evidence_level),
        source_url=source_url,
        sha256=sha256,
        file=file or "",
        entered_by=by,
        entered_at=at,
    )
    facts = {"number": number, "authority": authority, "decided_on": str(decided_on or ""), "evidence": evidence_level}
    record(action="decision.entered", record=decision, by=by, at=at, facts=facts)
    return decision


def _check_evidence(*, number: str, decided_on: date | None, evidence_level: str) -> None:
    if evidence_level == EvidenceLevel.DEMO and not settings.DEMO:
        raise refusals.DemoNotAllowed(number=number)
    if (evidence_level == EvidenceLevel.DEMO) != number.startswith("DEMO-"):
        raise refusals.WrongDemoNumber(number=number)
    if evidence_level in SELLABLE_EVIDENCE and not (number and decided_on):
        raise refusals.NoNumber(evidence_level=evidence_level)


@transaction.atomic
def enter_certificate(
    *,
    decision: Decision,
    product: Any,
    printed: Printed,
    by: Any,
    at: datetime,
    supersedes: Certificate | None = None,
    corrects: Certificate | None = None,
) -> Certificate:
    """This will enter what a decision says of one product; it counts when another officer has verified it.

    Refuses: NotAnOfficer, StarsNotCertified, WrongAuthority, WrongPeriod, NoLawForDay, AlreadyEntered.
    """
    ask_officer(user=by)
    check_authority(decision=decision, stars=printed.stars)
    valid_from, valid_to = period_of(printed=printed, decided_on=decision.decided_on)
    if Certificate.objects.filter(decision=decision, product=product, withdrawn_at__isnull=True).exists():
        raise refusals.AlreadyEntered(product=printed.product_name, number=decision.number)
    certificate = Certificate.objects.create(
        decision=decision,
        product=product,
        valid_from=valid_from,
        valid_to=valid_to,
        supersedes=supersedes,
        corrects=corrects,
        source_row=printed.source_row,
        entered_by=by,
        entered_at=at,
        **printed_fields(printed=printed),
    )
    record(
        action="certificate.entered", record=certificate, by=by, at=at, facts=certificate_facts(certificate=certificate)
    )
    if not product.is_public and _stands_alone(certificate):
        set_listed(product=product, is_listed=True, reason="certificate entered again", by=by, at=at)
    return certificate


def _stands_alone(certificate: Certificate) -> bool:
    """The product was hidden by the undo of a mistaken import: all it had is withdrawn."""
    others = Certificate.objects.filter(product=certificate.product_id).exclude(pk=certificate.pk)
    return others.exists() and not others.filter(withdrawn_at__isnull=True).exists()


def certificate_facts(*, certificate: Certificate) -> dict[str, Any]:
    """This will return the facts of a certificate for the audit."""
    return {
        "decision": certificate.decision_id,
        "product": certificate.product_id,
        "product_name": certificate.product_name,
        "producer_name": certificate.producer_name,
        "stars": certificate.stars,
        "valid_from": str(certificate.valid_from or ""),
        "valid_to": str(certificate.valid_to or ""),
        "commune": certificate.commune_id,
    }


@transaction.atomic
def change_unverified_certificate(*, certificate: Certificate, printed: Printed, by: Any, at: datetime) -> Certificate:
    """This will rewrite an entry that nobody has verified; whoever rewrites it now counts as having entered it.

    Refuses: NotAnOfficer, VerifiedAlready, Withdrawn, and as `enter_certificate`.
    """
    ask_officer(user=by)
    certificate = Certificate.objects.select_for_update(of=("self",)).select_related("decision").get(pk=certificate.pk)
    if certificate.verified_at is not None:
        raise refusals.VerifiedAlready(certificate=certificate.pk)
    if certificate.withdrawn_at is not None:
        raise refusals.Withdrawn(certificate=certificate.pk)
    check_authority(decision=certificate.decision, stars=printed.stars)
    before = certificate_facts(certificate=certificate)
    certificate.valid_from, certificate.valid_to = period_of(
        printed=printed, decided_on=certificate.decision.decided_on
    )
    for name, value in printed_fields(printed=printed).items():
        setattr(certificate, name, value)
    certificate.entered_by, certificate.entered_at = by, at
    certificate.save()
    facts = {"before": before, "after": certificate_facts(certificate=certificate)}
    record(action="certificate.changed", record=certificate, by=by, at=at, facts=facts)
    return certificate


@transaction.atomic
@announces_once
def verify_decision(*, decision: Decision, by: Any, at: datetime) -> Verification:
    """This will make a decision and its unverified certificates count, confirmed by a second officer.

    Selling begins when the standing says so, from `valid_from` on; orders placed before are not touched.
    Refuses: NotAnOfficer, EvidenceTooWeak (B1, B2, C), DemoNotAllowed, NoNumber, SamePerson.
    """
    ask_officer(user=by)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    waiting = decision.certificates.filter(verified_at__isnull=True, withdrawn_at__isnull=True).order_by("pk")
    certificates = list(waiting.select_for_update(of=("self",)).select_related("product"))
    enterers = [row.entered_by_id for row in certificates]
    if decision.verified_at is None:
        enterers.append(decision.entered_by_id)
    _check_verifiable(decision, enterers, by)
    if decision.verified_at is None:
        decision.verified_by, decision.verified_at = by, at
        decision.save(update_fields=["verified_by", "verified_at"])
        record(action="decision.verified", record=decision, by=by, at=at, facts={"certificates": len(certificates)})
    for certificate in certificates:
        check_authority(decision=decision, stars=certificate.stars)
        certificate.verified_by, certificate.verified_at = by, at
        certificate.save(update_fields=["verified_by", "verified_at"])
        record(action="certificate.verified", record=certificate, by=by, at=at)
        if certificate.criteria_set is not None:
            classify_product(product=certificate.product, criteria_set=certificate.criteria_set, by=by, at=at)
    product_ids = [row.product_id for row in certificates]
    restate(product_ids=product_ids, at=at)
    # Even where a certificate adds no period, a name is certified now that was not.
    announce(kind="product.changed", keys=product_ids, at=at)
    return Verification(decision, certificates)


def _check_verifiable(decision: Decision, enterers: list[int], by: Any) -> None:
    obstacle = verification_obstacle(
        evidence_level=decision.evidence_level,
        number=decision.number if decision.decided_on else "",
        entered_by=enterers,
        verifier=by.pk,
        demo_allowed=settings.DEMO,
    )
    if obstacle is not None:
        raise OBSTACLES[obstacle](number=decision.number, evidence_level=decision.evidence_level)
