"""Correcting a mistyped certificate, and undoing a mistaken import."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue_ext.certification import refusals
from catalogue_ext.certification.models import Certificate, Standing
from catalogue_ext.certification.operations import (
    AffectedInterval,
    correct_certificate,
    verify_decision,
    withdraw_import,
)
from tests.catalogue_ext.certification.operations.reading import actions
from tests.factories.certification import entered, printed
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_a_correction_waits_and_keeps_the_trace(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now, stars=4)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    later = now + timedelta(days=3)

    done = correct_certificate(
        certificate=certificate, printed=printed(product, stars=3), reason="gõ nhầm hạng", by=cast.officer, at=later
    )

    assert done.affected == [AffectedInterval(product.pk, now, later)]
    assert Standing.objects.at(later).filter(product=product).count() == 0
    certificate.refresh_from_db()
    assert (certificate.withdrawn_at, certificate.withdrawn_reason) == (later, "gõ nhầm hạng")
    assert (certificate.stars, done.certificate.stars) == (4, 3)
    assert done.certificate.corrects == certificate
    with pytest.raises(refusals.SamePerson):
        verify_decision(decision=certificate.decision, by=cast.officer, at=later)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=later)
    assert Standing.objects.at(later).get(product=product).stars == 3
    with pytest.raises(refusals.Withdrawn):
        correct_certificate(
            certificate=certificate, printed=printed(product), reason="again", by=cast.officer, at=later
        )


def test_a_correction_needs_a_reason(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)

    with pytest.raises(refusals.ReasonMissing):
        correct_certificate(certificate=certificate, printed=printed(product), reason=" ", by=cast.officer, at=now)

    certificate.refresh_from_db()
    assert certificate.withdrawn_at is None


def test_undoing_an_import_hides_what_has_nothing_else(cast, product, now):
    second = make_product(producer=cast.producers[1])
    certify(second, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))
    certificate = entered(product, by=cast.officer, at=now)
    entered(second, by=cast.officer, at=now, decision=certificate.decision)
    verify_decision(decision=certificate.decision, by=cast.other_officer, at=now)
    later = now + timedelta(hours=1)

    affected = withdraw_import(decision=certificate.decision, reason="nhầm tệp", by=cast.officer, at=later)

    assert affected == [AffectedInterval(product.pk, now, later)]
    product.refresh_from_db()
    second.refresh_from_db()
    assert (product.is_public, second.is_public) == (False, True)
    assert Standing.objects.at(later).filter(product=product).count() == 0
    assert Standing.objects.at(later).filter(product=second).count() == 1
    # What was sold meanwhile was certified, as known then.
    assert Standing.objects.at(now).filter(product=product).count() == 1
    assert Certificate.objects.filter(decision=certificate.decision).count() == 2
    with pytest.raises(refusals.NothingToWithdraw):
        withdraw_import(decision=certificate.decision, reason="again", by=cast.officer, at=later)


def test_what_was_sold_keeps_its_page_when_an_import_is_undone(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)

    withdraw_import(decision=certificate.decision, reason="nhầm", by=cast.officer, at=now, keep_listed=[product.pk])

    product.refresh_from_db()
    assert product.is_public


def test_entering_again_after_an_undo_lists_the_product_again(cast, product, now):
    certificate = entered(product, by=cast.officer, at=now)
    withdraw_import(decision=certificate.decision, reason="nhầm", by=cast.officer, at=now)
    product.refresh_from_db()

    entered(product, by=cast.officer, at=now, decision=certificate.decision)

    product.refresh_from_db()
    assert product.is_public
    assert actions()[-1] == "product.listed"
