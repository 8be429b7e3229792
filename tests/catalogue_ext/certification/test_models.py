"""What the database itself refuses, whoever writes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalogue_ext.certification.models import Certificate, Coverage, Decision, Revocation, Standing
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def product(cast):
    return make_product(producer=cast.producers[0])


def decision(cast, now, **fields) -> Decision:
    facts = {
        "number": "1/QĐ",
        "decided_on": date(2026, 8, 5),
        "authority": "UBND",
        "level": "PROVINCE",
        "evidence_level": "A",
        "entered_by": cast.officer,
        "entered_at": now,
    }
    return Decision(**{**facts, **fields})


def certificate(cast, product, now, **fields) -> Certificate:
    facts = {
        "product": product,
        "product_name": "x",
        "producer_name": "y",
        "commune": product.origin_commune,
        "stars": 3,
        "valid_from": now,
        "valid_to": now + timedelta(days=9),
        "entered_by": cast.officer,
        "entered_at": now,
    }
    return Certificate(**{**facts, **fields})


def refused_by_name(row, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(ValidationError) as told:
        row.validate_constraints()
    constraint = next(c for c in type(row)._meta.constraints if c.name == name)
    assert str(constraint.get_violation_error_message()) in str(told.value)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"number": ""}, "certification_decision_number_and_date"),
        ({"decided_on": None}, "certification_decision_number_and_date"),
        ({"number": "DEMO-1"}, "certification_decision_demo_number"),
        ({"evidence_level": "DEMO"}, "certification_decision_demo_number"),
    ],
)
def test_decisions(cast, now, fields, name):
    refused_by_name(decision(cast, now, **fields), name)


def test_who_enters_a_decision_does_not_verify_it(cast, now):
    refused_by_name(decision(cast, now, verified_by=cast.officer, verified_at=now), "certification_decision_two_people")
    refused_by_name(decision(cast, now, verified_by=cast.other_officer), "certification_decision_verified_both")
    weak = decision(cast, now, evidence_level="B1", verified_by=cast.other_officer, verified_at=now)
    refused_by_name(weak, "certification_decision_verified_level")


def test_a_decision_once_and_reports_without_number_as_often_as_needed(cast, now):
    decision(cast, now).save()
    refused_by_name(decision(cast, now), "certification_decision_once")
    decision(cast, now, decided_on=date(2025, 8, 5)).save()
    decision(cast, now, number="", decided_on=None, evidence_level="B1").save()
    decision(cast, now, number="", decided_on=None, evidence_level="B1").save()

    assert Decision.objects.count() == 4


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"stars": 2}, "certification_certificate_stars"),
        ({"stars": 6}, "certification_certificate_stars"),
        ({"criteria_set": 27}, "certification_certificate_set"),
        ({"criteria_set": 0}, "certification_certificate_set"),
        ({"valid_to": None}, "certification_certificate_period"),
        ({"valid_from": None}, "certification_certificate_period"),
    ],
)
def test_certificates(cast, product, now, fields, name):
    act = decision(cast, now)
    act.save()

    refused_by_name(certificate(cast, product, now, decision=act, **fields), name)


def test_certificates_of_two_people_with_dates(cast, product, now):
    act = decision(cast, now)
    act.save()

    def row(**fields):
        return certificate(cast, product, now, decision=act, **fields)

    refused_by_name(row(valid_to=now), "certification_certificate_period")
    refused_by_name(row(verified_by=cast.officer, verified_at=now), "certification_certificate_two_people")
    refused_by_name(row(verified_at=now), "certification_certificate_verified_both")
    refused_by_name(row(withdrawn_at=now), "certification_certificate_withdrawn_both")
    undated = row(valid_from=None, valid_to=None, verified_by=cast.other_officer, verified_at=now)
    refused_by_name(undated, "certification_certificate_verified_period")


def test_a_product_stands_once_in_a_decision_until_it_is_withdrawn(cast, product, now):
    act = decision(cast, now)
    act.save()
    first = certificate(cast, product, now, decision=act)
    first.save()
    refused_by_name(certificate(cast, product, now, decision=act), "certification_certificate_once")

    first.withdrawn_at, first.withdrawn_by = now, cast.officer
    first.save()
    certificate(cast, product, now, decision=act).save()

    assert product.certificates.count() == 2


def test_once_each(cast, product, now):
    held = certify(product, cast, valid_from=now, valid_to=now + timedelta(days=9))
    Coverage.objects.create(certificate=held, product=product, marked_by=cast.officer, marked_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Coverage.objects.create(certificate=held, product=product, marked_by=cast.officer, marked_at=now)
    facts = {"decision": held.decision, "product": product, "reason": "a", "effective_at": now, "recorded_at": now}
    Revocation.objects.create(**facts, recorded_by=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revocation.objects.create(**facts, recorded_by=cast.officer)


@pytest.mark.parametrize("fields", [{"stars": 2}, {"valid_to": "from"}], ids=["two stars", "ends when it begins"])
def test_standing_rows(cast, product, now, fields):
    held = certify(product, cast, valid_from=now, valid_to=now + timedelta(days=9))
    begin = now + timedelta(days=20)
    facts = {"stars": 3, "valid_from": begin, "valid_to": begin + timedelta(days=1), **fields}
    if facts["valid_to"] == "from":
        facts["valid_to"] = begin

    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.create(product=product, certificate=held, **facts)


def test_what_has_legal_meaning_is_not_deleted(cast, product, now):
    from django.db.models import ProtectedError

    held = certify(product, cast, valid_from=now, valid_to=now + timedelta(days=9))

    for row in (held, held.decision, product, cast.officer, product.origin_commune):
        with pytest.raises(ProtectedError):
            row.delete()


def test_the_queryset_word_at_its_edges(cast, product, now):
    end = now + timedelta(days=9)
    certify(product, cast, valid_from=now, valid_to=end)
    tick = timedelta(microseconds=1)

    assert [Standing.objects.at(at).count() for at in (now - tick, now, end - tick, end)] == [0, 1, 1, 0]
