"""From rows to the facts the rule reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from catalogue_ext.certification.models import Certificate, Grace, Revocation
from catalogue_ext.certification.rules import CertificateFact, GraceFact, History, RevocationFact


def fact_of(certificate: Certificate) -> CertificateFact:
    """This will return what the rule needs of one verified certificate. Costs: none when its decision is at hand."""
    decision = certificate.decision
    # A verified certificate has its dates and its decision a day: constraints say so.
    assert certificate.valid_from is not None
    assert certificate.valid_to is not None
    assert decision.decided_on is not None
    return CertificateFact(
        key=certificate.pk,
        stars=certificate.stars,
        valid_from=certificate.valid_from,
        valid_to=certificate.valid_to,
        decided_on=decision.decided_on,
        entered_at=certificate.entered_at,
        is_demo=decision.evidence_level == "DEMO",
        withdrawn_at=certificate.withdrawn_at,
    )


def history_of(
    *, certificates: Iterable[Certificate], revocations: Iterable[Revocation], graces: Iterable[Grace]
) -> History:
    """This will return the history of one product from rows at hand; unverified certificates are no facts."""
    return History(
        certificates=tuple(fact_of(row) for row in certificates if row.verified_at is not None),
        revocations=tuple(RevocationFact(row.effective_at, row.recorded_at) for row in revocations),
        graces=tuple(GraceFact(row.certificate_id, row.until) for row in graces),
    )


def histories(*, product_ids: Iterable[int]) -> dict[int, History]:
    """This will return the history of each product (pack sizes have none of their own). Costs: 3 queries."""
    ids = set(product_ids)
    certificates: dict[int, list[Certificate]] = defaultdict(list)
    verified = Certificate.objects.filter(product_id__in=ids, verified_at__isnull=False)
    for certificate in verified.select_related("decision").order_by("pk"):
        certificates[certificate.product_id].append(certificate)
    revocations: dict[int, list[Revocation]] = defaultdict(list)
    for revocation in Revocation.objects.filter(product_id__in=ids).order_by("pk"):
        revocations[revocation.product_id].append(revocation)
    graces: dict[int, list[Grace]] = defaultdict(list)
    for grace in Grace.objects.filter(certificate__product_id__in=ids).select_related("certificate").order_by("pk"):
        graces[grace.certificate.product_id].append(grace)
    return {pk: history_of(certificates=certificates[pk], revocations=revocations[pk], graces=graces[pk]) for pk in ids}
