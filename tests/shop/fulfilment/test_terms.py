"""The terms that pages show are those the checkout asks: fees by zone and weight, and how far goods go."""

import pytest

from shop.carriers.models import DeliveryLimit
from shop.carriers.operations import publish_fee_table
from shop.carriers.rules import Bracket, Scale, Zone
from shop.fulfilment.terms import terms, terms_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def asked(cast, now, **changes):
    facts = {"partner_id": cast.producers[0].partner_id, "net_g": [500], "criteria_sets": frozenset({7}), **changes}
    return terms_of(at=now, **facts)


def test_without_a_table_they_are_those_of_the_settings(cast, now):
    held = asked(cast, now)

    assert (held.fee_vnd, held.most_fee_vnd, held.is_flat, held.is_everywhere) == (30_000, 30_000, True, True)
    assert held.return_days == terms().return_days


def test_with_a_table_they_span_its_zones(cast, now):
    scales = [
        Scale(zone, (Bracket(1_000, fee_vnd),), further_kg_vnd=5_000, days_least=1, days_most=days)
        for zone, fee_vnd, days in ((Zone.PROVINCE, 15_000, 2), (Zone.COUNTRY, 35_000, 5))
    ]
    publish_fee_table(partner=None, scales=scales, valid_on=None, by=None, at=now)

    held = asked(cast, now)

    assert (held.fee_vnd, held.most_fee_vnd, held.is_flat, held.is_everywhere) == (15_000, 35_000, False, True)
    assert (held.least_days, held.most_days) == (1, 5)
    # 1.000 g net weigh 1.150 g packed: one started kilogram more.
    assert asked(cast, now, net_g=[1_000]).fee_vnd == 20_000
    # Of several pack sizes the lightest begins and the heaviest ends what is said: 5.750 g are five kilograms more.
    packs = asked(cast, now, net_g=[500, 5_000])
    assert (packs.fee_vnd, packs.most_fee_vnd) == (15_000, 60_000)


def test_what_keeps_for_a_short_time_goes_no_farther_than_its_limit(cast, now):
    DeliveryLimit.objects.create(
        criteria_set=1, farthest_zone=Zone.REGION.value, most_days=3, valid_from=now.date(), basis="x"
    )

    assert asked(cast, now, criteria_sets=frozenset({1})).reach == "REGION"
    assert not asked(cast, now, criteria_sets=frozenset({1})).is_everywhere
