"""The rule's forms agree on any history: at one instant, as periods, and as the queryset word."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue_ext.certification.facts import histories
from catalogue_ext.certification.models import Certificate, Decision, Grace, Revocation, Standing
from catalogue_ext.certification.operations import restate
from catalogue_ext.certification.rules import (
    CertificateFact,
    GraceFact,
    History,
    RevocationFact,
    certified_at,
    standings,
)
from shop.primitives.period import day_start
from tests.factories.situations import make_product

pytestmark = pytest.mark.sqlite_too

TICK = timedelta(microseconds=1)
START = day_start(date(2026, 1, 1))
# Few instants, so that ties, touching ends and same-moment acts are common.
instants = st.integers(0, 12).map(lambda step: START + timedelta(hours=step)) | st.integers(0, 12).map(
    lambda step: START + timedelta(hours=step) + TICK
)


@st.composite
def certificates(draw, key: int) -> CertificateFact:
    begin, end = sorted(draw(st.lists(instants, min_size=2, max_size=2, unique=True)))
    return CertificateFact(
        key=key,
        stars=draw(st.sampled_from([3, 4, 5])),
        valid_from=begin,
        valid_to=end,
        decided_on=date(2026, 1, 1) - timedelta(days=draw(st.integers(0, 2))),
        entered_at=START - timedelta(days=draw(st.integers(0, 2))),
        is_demo=draw(st.booleans()),
        withdrawn_at=draw(st.none() | instants),
    )


@st.composite
def generated(draw) -> History:
    known = tuple(draw(certificates(key)) for key in range(1, draw(st.integers(0, 5)) + 1))
    revocations = tuple(RevocationFact(a, b) for a, b in draw(st.lists(st.tuples(instants, instants), max_size=3)))
    graces = tuple(
        GraceFact(fact.key, fact.valid_to + draw(st.sampled_from([TICK, timedelta(hours=2)])))
        for fact in known
        if draw(st.booleans())
    )
    return History(known, revocations, graces)


def edges(history: History) -> list[datetime]:
    """Every instant at which anything changes, and a microsecond to each side."""
    cuts = {START}
    for fact in history.certificates:
        cuts |= {fact.valid_from, fact.valid_to, fact.withdrawn_at or START}
    for revocation in history.revocations:
        cuts |= {revocation.effective_at, revocation.recorded_at}
    cuts |= {grace.until for grace in history.graces}
    return sorted({cut + step for cut in cuts for step in (-TICK, timedelta(0), TICK)})


@given(history=generated())
@settings(max_examples=400, deadline=None)
def test_periods_say_what_the_definitions_say(history):
    periods = standings(history=history)

    assert all(first.valid_to <= then.valid_from for first, then in pairwise(periods))
    for at in edges(history):
        held = [period for period in periods if period.valid_from <= at < period.valid_to]
        assert [period.stars for period in held] == [s for s in [certified_at(history=history, at=at)] if s]
        real = [period.stars for period in held if not period.is_demo]
        assert real == [s for s in [certified_at(history=history, at=at, demo_counts=False)] if s]


@pytest.fixture
def product(cast):
    return make_product(producer=cast.producers[0])


@given(history=generated())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_queryset_word_says_what_the_definitions_say(history, product, cast):
    _forget(product)
    _write(history, product, cast)

    restate(product_ids=[product.pk])
    stored = histories(product_ids=[product.pk])[product.pk]

    for at in edges(history):
        for demo in (True, False):
            with override_settings(DEMO=demo):
                held = list(Standing.objects.at(at).filter(product=product).values_list("stars", flat=True))
            expected = certified_at(history=history, at=at, demo_counts=demo)
            assert held == ([] if expected is None else [expected])
            assert certified_at(history=stored, at=at, demo_counts=demo) == expected


@given(first=generated(), then=generated())
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_restating_after_new_facts_is_the_same_as_stating_anew(first, then, product, cast):
    _forget(product)
    _write(first, product, cast)
    restate(product_ids=[product.pk])
    Grace.objects.all().delete()
    Revocation.objects.all().delete()
    Certificate.objects.update(verified_at=None, verified_by=None)
    _write(then, product, cast)

    restate(product_ids=[product.pk])
    rows = list(
        Standing.objects.filter(product=product).order_by("valid_from").values_list("stars", "valid_from", "valid_to")
    )

    assert rows == [(p.stars, p.valid_from, p.valid_to) for p in standings(history=then)]
    assert restate(product_ids=[product.pk]) == 0


def _forget(product) -> None:
    Standing.objects.all().delete()
    Grace.objects.all().delete()
    Revocation.objects.all().delete()
    Certificate.objects.all().delete()
    Decision.objects.all().delete()


def _write(history: History, product, cast) -> None:
    """Rows in the order of the facts, so that the tie of keys stays the tie of keys."""
    rows = {}
    for fact in history.certificates:
        ordinal = Decision.objects.count()
        decision = Decision.objects.create(
            number=f"DEMO-{ordinal}" if fact.is_demo else f"{ordinal}/QĐ",
            decided_on=fact.decided_on,
            authority="UBND tỉnh Lâm Đồng",
            level="PROVINCE",
            evidence_level="DEMO" if fact.is_demo else "A",
            entered_by=cast.officer,
            entered_at=START,
        )
        rows[fact.key] = Certificate.objects.create(
            decision=decision,
            product=product,
            product_name=product.title,
            producer_name=product.producer.name,
            commune=product.origin_commune,
            stars=fact.stars,
            valid_from=fact.valid_from,
            valid_to=fact.valid_to,
            entered_by=cast.officer,
            entered_at=fact.entered_at,
            verified_by=cast.other_officer,
            verified_at=START,
            withdrawn_at=fact.withdrawn_at,
            withdrawn_by=cast.officer if fact.withdrawn_at else None,
        )
    for revocation in history.revocations:
        decision = Decision.objects.create(
            kind="REVOKE",
            number=f"{Decision.objects.count()}/QĐ-TH",
            decided_on=date(2026, 1, 1),
            authority="UBND tỉnh Lâm Đồng",
            level="PROVINCE",
            evidence_level="A",
            entered_by=cast.officer,
            entered_at=START,
        )
        Revocation.objects.create(
            decision=decision,
            product=product,
            reason="b",
            effective_at=revocation.effective_at,
            recorded_at=revocation.recorded_at,
            recorded_by=cast.officer,
        )
    for grace in history.graces:
        Grace.objects.create(
            certificate=rows[grace.certificate],
            until=grace.until,
            reason="test",
            recorded_by=cast.officer,
            recorded_at=START,
        )
