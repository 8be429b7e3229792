"""Pack sizes: an officer says that a certificate covers one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from catalogue_ext.certification import refusals
from catalogue_ext.certification.models import Certificate, Coverage
from catalogue_ext.certification.operations.asking import ask_officer
from catalogue_ext.certification.operations.standing import lock_products, restate
from shop.audit.operations import record


@transaction.atomic
def mark_covered(*, child: Any, certificate: Certificate, by: Any, at: datetime) -> Coverage:
    """This will mark a pack size as covered by a certificate of its product; marking twice is once.

    Refuses: NotAnOfficer, NotAPackSize, Withdrawn.
    """
    ask_officer(user=by)
    if not child.is_child or child.parent_id != certificate.product_id:
        raise refusals.NotAPackSize(product=child.get_title(), certificate=certificate.pk)
    if certificate.withdrawn_at is not None:
        raise refusals.Withdrawn(certificate=certificate.pk)
    lock_products(product_ids=[certificate.product_id])
    coverage, is_new = Coverage.objects.get_or_create(
        certificate=certificate, product=child, defaults={"marked_by": by, "marked_at": at}
    )
    if is_new:
        record(action="pack_size.covered", record=child, by=by, at=at, facts={"certificate": certificate.pk})
        restate(product_ids=[certificate.product_id], at=at)
    return coverage


@transaction.atomic
def unmark_covered(*, child: Any, certificate: Certificate, by: Any, at: datetime) -> None:
    """This will take the mark back; the pack size stops being sold at once. Nothing marked: nothing happens.

    Refuses: NotAnOfficer.
    """
    ask_officer(user=by)
    lock_products(product_ids=[certificate.product_id])
    taken, _ = Coverage.objects.filter(certificate=certificate, product=child).delete()
    if taken:
        record(action="pack_size.uncovered", record=child, by=by, at=at, facts={"certificate": certificate.pk})
        restate(product_ids=[certificate.product_id], at=at)
