"""The acts of the State that end or lengthen a certificate."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from catalogue_ext.certification import refusals
from catalogue_ext.certification.models import Decision, Standing
from catalogue_ext.certification.operations import (
    AffectedInterval,
    record_grace,
    record_revocation,
)
from shop.primitives.period import day_after, day_start
from tests.catalogue_ext.certification.operations.reading import actions, revoking
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def test_a_revocation_stops_the_sale_at_once(cast, product, now):
    certify(product, cast, valid_from=now - timedelta(days=200), valid_to=now + timedelta(days=800))

    done = record_revocation(
        products=[product],
        printed=revoking(),
        reason="c",
        effective_at=day_start(date(2026, 11, 20)),
        by=cast.officer,
        at=now,
    )

    assert Standing.objects.at(now - timedelta(microseconds=1)).filter(product=product).count() == 1
    assert Standing.objects.at(now).filter(product=product).count() == 0
    assert done.affected == [AffectedInterval(product.pk, day_start(date(2026, 11, 20)), now)]
    assert done.decision.kind == "REVOKE"
    assert actions() == ["decision.entered", "certificate.revoked"]


def test_an_announced_revocation_stops_the_sale_later(cast, product, now):
    certify(product, cast, valid_from=now - timedelta(days=200), valid_to=now + timedelta(days=800))
    effective = now + timedelta(days=10)

    done = record_revocation(
        products=[product], printed=revoking(), reason="đ", effective_at=effective, by=cast.officer, at=now
    )

    assert done.affected == []
    assert Standing.objects.at(effective - timedelta(microseconds=1)).filter(product=product).count() == 1
    assert Standing.objects.at(effective).filter(product=product).count() == 0


@pytest.mark.parametrize(
    ("stars", "level", "refused"),
    [
        (3, "PROVINCE", False),
        (4, "PROVINCE", False),
        (5, "PROVINCE", True),
        (5, "MINISTRY", False),
        (3, "MINISTRY", True),
    ],
)
def test_who_may_revoke(cast, product, now, stars, level, refused):
    certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90), stars=stars)
    act = {"products": [product], "reason": "a", "effective_at": now, "by": cast.officer, "at": now}

    if refused:
        with pytest.raises(refusals.WrongAuthority):
            record_revocation(printed=revoking(level=level), **act)
        assert Decision.objects.filter(kind="REVOKE").count() == 0
        assert Standing.objects.at(now).filter(product=product).count() == 1
    else:
        record_revocation(printed=revoking(level=level), **act)
        assert Standing.objects.at(now).filter(product=product).count() == 0


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": "f"}, refusals.ReasonMissing),
        ({"reason": ""}, refusals.ReasonMissing),
        ({"printed": revoking(evidence_level="B1")}, refusals.EvidenceTooWeak),
    ],
)
def test_what_is_no_revocation(cast, product, now, changes, refusal):
    certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))
    act = {
        "products": [product],
        "printed": revoking(),
        "reason": "a",
        "effective_at": now,
        "by": cast.officer,
        "at": now,
    }

    with pytest.raises(refusal):
        record_revocation(**{**act, **changes})

    assert Standing.objects.at(now).filter(product=product).count() == 1


def test_what_is_not_in_force_is_not_revoked(cast, product, now):
    with pytest.raises(refusals.NothingInForce):
        record_revocation(products=[product], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now)


def test_one_decision_revokes_several_products_or_none(cast, product, now):
    bare = make_product(producer=cast.producers[1])
    certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))

    with pytest.raises(refusals.NothingInForce):
        record_revocation(
            products=[product, bare], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now
        )

    assert Standing.objects.at(now).filter(product=product).count() == 1


def test_grace_lengthens_within_the_law(cast, product, now):
    certificate = certify(product, cast, valid_from=now - timedelta(days=900), valid_to=day_after(date(2026, 11, 30)))

    record_grace(certificate=certificate, last_day=date(2027, 3, 1), reason="đang chờ", by=cast.officer, at=now)

    rows = Standing.objects.filter(product=product).order_by("valid_from").values_list("valid_to", "is_grace")
    assert list(rows) == [(day_after(date(2026, 11, 30)), False), (day_after(date(2027, 3, 1)), True)]


@pytest.mark.parametrize(
    ("last_day", "why"),
    [
        (date(2026, 11, 30), "days"),
        # 180 days after 30/11/2026 is 29/05/2027.
        (date(2027, 5, 30), "days"),
    ],
)
def test_grace_beyond_the_law(cast, product, now, last_day, why):
    certificate = certify(product, cast, valid_from=now - timedelta(days=900), valid_to=day_after(date(2026, 11, 30)))

    with pytest.raises(refusals.GraceNotPossible) as refused:
        record_grace(certificate=certificate, last_day=last_day, reason="x", by=cast.officer, at=now)
    assert refused.value.facts["why"] == why

    record_grace(certificate=certificate, last_day=date(2027, 5, 29), reason="x", by=cast.officer, at=now)
    with pytest.raises(refusals.GraceNotPossible):
        record_grace(certificate=certificate, last_day=date(2027, 5, 29), reason="x", by=cast.officer, at=now)


def test_no_grace_for_what_was_revoked(cast, product, now):
    certificate = certify(product, cast, valid_from=now - timedelta(days=9), valid_to=day_after(date(2026, 11, 30)))
    record_revocation(products=[product], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now)

    with pytest.raises(refusals.GraceNotPossible) as refused:
        record_grace(certificate=certificate, last_day=date(2027, 1, 1), reason="x", by=cast.officer, at=now)
    assert refused.value.facts["why"] == "revoked"
