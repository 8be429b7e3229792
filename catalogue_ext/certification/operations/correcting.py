"""Taking back what was entered wrongly; every row stays, with its trace. The State's own acts are in revoking.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from catalogue_ext.certification import refusals
from catalogue_ext.certification.models import Certificate, Coverage, Decision
from catalogue_ext.certification.operations.asking import ask_officer
from catalogue_ext.certification.operations.entering import certificate_facts, enter_certificate
from catalogue_ext.certification.operations.products import set_listed
from catalogue_ext.certification.operations.standing import lock_products, restate
from catalogue_ext.certification.printed import Printed
from shop.audit.operations import record
from shop.outbox.announcing import announce, announces_once


@dataclass(frozen=True, slots=True)
class AffectedInterval:
    """Sales of this product in this time stood on an entry that is now known to be wrong; end exclusive.

    Orders keep their copy. Rooms above list them for the officer by this interval.
    """

    product_id: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """The new entry, waiting for a second officer, and what was sold under the old one."""

    certificate: Certificate
    affected: list[AffectedInterval]


@transaction.atomic
@announces_once
def correct_certificate(
    *, certificate: Certificate, printed: Printed, reason: str, by: Any, at: datetime, product: Any = None
) -> Correction:
    """This will replace a mistyped certificate: the old row is withdrawn, a new one waits for verification.

    Until a second officer verifies it the product stands on its other certificates, or on none. Pack sizes marked
    as covered stay marked. `product`: when the mistake was the product.
    Refuses: NotAnOfficer, ReasonMissing, Withdrawn, and as `enter_certificate`.
    """
    ask_officer(user=by)
    lock_products(product_ids=[certificate.product_id, *([product.pk] if product else [])])
    affected = _withdraw([certificate], reason=reason, by=by, at=at)
    certificate.refresh_from_db()
    new = enter_certificate(
        decision=certificate.decision,
        product=product or certificate.product,
        printed=printed,
        by=by,
        at=at,
        supersedes=certificate.supersedes,
        corrects=certificate,
    )
    if product is None:
        for coverage in certificate.coverages.order_by("pk"):
            Coverage.objects.create(certificate=new, product_id=coverage.product_id, marked_by=by, marked_at=at)
    facts = {"corrects": certificate.pk, "reason": reason, "before": certificate_facts(certificate=certificate)}
    record(action="certificate.corrected", record=new, by=by, at=at, facts=facts)
    restate(product_ids={certificate.product_id, new.product_id}, at=at)
    return Correction(new, affected)


@transaction.atomic
@announces_once
def withdraw_import(
    *, decision: Decision, reason: str, by: Any, at: datetime, keep_listed: Collection[int] = ()
) -> list[AffectedInterval]:
    """This will undo a mistaken import: every certificate of the decision is withdrawn; nothing is deleted.

    A product that has no other standing entry is hidden, but for those in `keep_listed` (ids; the caller knows which
    were sold and keep their page). Returns what was sold under the mistake.
    Refuses: NotAnOfficer, ReasonMissing, NothingToWithdraw.
    """
    ask_officer(user=by)
    certificates = list(decision.certificates.filter(withdrawn_at__isnull=True).order_by("pk"))
    if not certificates:
        raise refusals.NothingToWithdraw(number=decision.number)
    product_ids = {row.product_id for row in certificates}
    lock_products(product_ids=product_ids)
    affected = _withdraw(certificates, reason=reason, by=by, at=at)
    facts = {"reason": reason, "certificates": [row.pk for row in certificates]}
    record(action="decision.import_withdrawn", record=decision, by=by, at=at, facts=facts)
    restate(product_ids=product_ids, at=at)
    _hide_bare_products(product_ids - set(keep_listed), reason, by, at)
    return affected


def _withdraw(certificates: Iterable[Certificate], *, reason: str, by: Any, at: datetime) -> list[AffectedInterval]:
    reason = reason.strip()
    if not reason:
        raise refusals.ReasonMissing
    affected = []
    for certificate in certificates:
        row = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
        if row.withdrawn_at is not None:
            raise refusals.Withdrawn(certificate=row.pk)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason = by, at, reason[:300]
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        record(action="certificate.withdrawn", record=row, by=by, at=at, facts={"reason": reason})
        for standing in row.standings.filter(valid_from__lt=at).order_by("valid_from"):
            # What can have been sold under it: not before it was verified, not after this moment.
            since = max(standing.valid_from, row.verified_at or standing.valid_from)
            until = min(standing.valid_to, at)
            if since < until:
                affected.append(AffectedInterval(standing.product_id, since, until))
        # Even where the periods stay the same: it is not found by the name on this certificate any more.
        announce(kind="product.changed", keys=[row.product_id], at=at)
    return affected


def _hide_bare_products(product_ids: Collection[int], reason: str, by: Any, at: datetime) -> None:
    standing = Certificate.objects.filter(product_id__in=product_ids, withdrawn_at__isnull=True)
    keep = set(standing.values_list("product_id", flat=True))
    products = (
        Certificate.objects.filter(product_id__in=set(product_ids) - keep).select_related("product").order_by("pk")
    )
    for product in {row.product_id: row.product for row in products}.values():
        set_listed(product=product, is_listed=False, reason=f"import withdrawn: {reason}", by=by, at=at)
