"""Invented decisions count while DEMO=1 and never otherwise: a demo's rows that were left behind sell nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import mark_covered
from shop.discovery import engines
from shop.discovery.queries import search
from tests.factories.situations import certify, make_product, put_up
from tests.shop.discovery.engines import ENGINES, filled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def evidence(cast, now):
    """A product, one that only an illustration certifies, and one whose pack size nobody covers yet."""
    period = {"valid_from": now - timedelta(days=10), "valid_to": now + timedelta(days=10)}
    invented = {"evidence_level": "DEMO", "number": "DEMO-1"}
    real, made_up, parent = (
        make_product(producer=cast.producers[0], title=title, **fields)
        for title, fields in (
            ("Mật ong thật", {}),
            ("Mật ong minh hoạ", {}),
            ("Mật ong túi", {"structure": "parent"}),
        )
    )
    certify(real, cast, **period)
    put_up(real, at=now)
    certify(made_up, cast, **period, **invented)
    put_up(made_up, at=now)
    certificate = certify(parent, cast, **period)
    pack = get_model("catalogue", "Product").objects.create(structure="child", parent=parent, pack_size="túi")
    put_up(pack, at=now, price_vnd=40_000)
    return real, made_up, parent, pack, certificate


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_evidence_counts_in_a_demo_only(request, evidence, now, settings, engine, is_demo):
    real, made_up, parent, *_ = evidence
    settings.DEMO = is_demo
    request.param = engine
    with filled(request), engines.only(engine):
        found = search(text="mat ong", at=now)

    assert set(found.ids) == {real.pk, parent.pk} | ({made_up.pk} if is_demo else set())
    assert found.count == len(found.ids)
    assert found.facets.stars == {4: found.count}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("is_demo", [True, False])
def test_a_pack_size_by_its_own_standing(request, evidence, cast, now, settings, engine, is_demo):
    parent, pack, certificate = evidence[2:]
    mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    pack.standings.update(is_demo=True)
    settings.DEMO = is_demo
    request.param = engine
    with filled(request), engines.only(engine):
        found = search(text="mat ong tui", at=now)

    assert found.ids == [parent.pk]
    assert found.facets.prices[0] == int(is_demo)
    assert found.facets.in_stock == int(is_demo)
