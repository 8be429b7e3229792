"""Two officers at one product at one moment: a revocation and a verification do not miss each other."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from catalogue_ext.certification.facts import histories
from catalogue_ext.certification.models import Standing
from catalogue_ext.certification.operations import (
    RevokingDecision,
    record_revocation,
    revoking,
    standing,
    verify_decision,
)
from catalogue_ext.certification.rules import standings
from tests.conftest import NOW
from tests.factories.certification import entered
from tests.factories.situations import certify, make_product
from tests.races.conftest import committed, together

__all__ = ["committed"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.sqlite_too]


def verify_while_somebody_revokes(cast) -> tuple[list, list]:
    """One officer verifies a second certificate and has not committed yet when another revokes the product."""
    product = make_product(producer=cast.producers[0])
    certify(product, cast, valid_from=NOW - timedelta(days=200), valid_to=NOW + timedelta(days=200))
    waiting = entered(product, by=cast.officer, at=NOW, stars=4)
    verified = threading.Event()

    def verify() -> str:
        with transaction.atomic():
            verify_decision(decision=waiting.decision, by=cast.other_officer, at=NOW)
            verified.set()
            # Long enough for the revocation to reach its lock.
            time.sleep(0.5)
        return "verified"

    def revoke() -> str:
        assert verified.wait(timeout=20)
        act = RevokingDecision("7/QĐ-UBND", NOW.date(), "UBND thành phố Quảng Ninh", "PROVINCE")
        record_revocation(products=[product], printed=act, reason="c", effective_at=NOW, by=cast.officer, at=NOW)
        return "revoked"

    assert together(verify, revoke) == ["verified", "revoked"]
    rows = (
        Standing.objects.filter(product=product).order_by("valid_from").values_list("stars", "valid_from", "valid_to")
    )
    expected = standings(history=histories(product_ids=[product.pk])[product.pk])
    return list(rows), [(period.stars, period.valid_from, period.valid_to) for period in expected]


def test_a_revocation_sees_what_was_verified_at_that_moment(committed):
    rows, expected = verify_while_somebody_revokes(committed)

    assert rows == expected
    assert [stars for stars, _, valid_to in rows if valid_to > NOW] == []


def test_without_the_lock_on_the_product_it_would_not(committed, monkeypatch):
    for module in (standing, revoking):
        monkeypatch.setattr(module, "lock_products", lambda *, product_ids: None)

    rows, expected = verify_while_somebody_revokes(committed)

    # SQLite lets one writer in at a time, whatever we lock.
    assert (rows == expected) == (connection.vendor == "sqlite")
