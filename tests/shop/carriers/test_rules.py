"""How far, how much, which way: tables first, then what holds for every weight and every journey."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.carriers.rules import (
    Bracket,
    FeeFalls,
    Limit,
    NoRates,
    RateOdd,
    Scale,
    Spot,
    Zone,
    ZoneTwice,
    checked,
    fee,
    in_order,
    keeps,
    scale_for,
    strictest,
    zone_of,
)

HERE = Spot(commune=1, province=10, region="RED_RIVER")
SCALE = Scale(Zone.REGION, (Bracket(500, 20_000), Bracket(2_000, 30_000)), further_kg_vnd=5_000)


@pytest.mark.parametrize(
    ("origin", "destination", "expected"),
    [
        (HERE, HERE, Zone.COMMUNE),
        (HERE, replace(HERE, commune=2), Zone.PROVINCE),
        (HERE, Spot(3, 11, "RED_RIVER"), Zone.REGION),
        (HERE, Spot(4, 12, "MEKONG"), Zone.COUNTRY),
        # Two provinces whose region nobody has said are not in one region.
        (Spot(1, 10, None), Spot(3, 11, None), Zone.COUNTRY),
        (None, HERE, Zone.COUNTRY),
    ],
)
def test_how_far_it_is(origin, destination, expected):
    assert zone_of(origin=origin, destination=destination) is expected


@pytest.mark.parametrize(
    ("weight_g", "expected"),
    [
        (0, 20_000),
        (1, 20_000),
        (500, 20_000),
        (501, 30_000),
        (2_000, 30_000),
        (2_001, 35_000),
        (3_000, 35_000),
        (3_001, 40_000),
        (12_500, 85_000),
    ],
)
def test_what_a_weight_costs(weight_g, expected):
    assert fee(scale=SCALE, weight_g=weight_g) == expected


def test_a_weight_below_zero_is_a_mistake():
    with pytest.raises(ValueError, match="not negative"):
        fee(scale=SCALE, weight_g=-1)


def test_a_zone_that_is_not_named_costs_what_the_next_wider_one_does():
    country = replace(SCALE, zone=Zone.COUNTRY)
    scales = {Zone.PROVINCE: replace(SCALE, zone=Zone.PROVINCE), Zone.COUNTRY: country}

    assert scale_for(scales=scales, zone=Zone.COMMUNE) is scales[Zone.PROVINCE]
    assert scale_for(scales=scales, zone=Zone.REGION) is country
    assert scale_for(scales={Zone.REGION: SCALE}, zone=Zone.COUNTRY) is None


@pytest.mark.parametrize(
    ("scales", "refusal"),
    [
        ([], NoRates),
        ([replace(SCALE, brackets=())], NoRates),
        ([SCALE, SCALE], ZoneTwice),
        ([replace(SCALE, brackets=(Bracket(0, 1),))], RateOdd),
        ([replace(SCALE, brackets=(Bracket(500, 1), Bracket(500, 2)))], RateOdd),
        ([replace(SCALE, brackets=(Bracket(500, -1),))], RateOdd),
        ([replace(SCALE, further_kg_vnd=-1)], RateOdd),
        ([replace(SCALE, days_least=3, days_most=2)], RateOdd),
        ([replace(SCALE, days_least=-1)], RateOdd),
        ([replace(SCALE, brackets=(Bracket(500, 20_000), Bracket(900, 19_999)))], FeeFalls),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(scales, refusal):
    with pytest.raises(refusal):
        checked(scales=scales)


def test_a_free_zone_makes_sense():
    free = Scale(Zone.COMMUNE, (Bracket(1_000, 0),), further_kg_vnd=0)

    assert checked(scales=[free, SCALE]) == {Zone.COMMUNE: free, Zone.REGION: SCALE}


@pytest.mark.parametrize(
    ("zone", "days_most", "expected"),
    [
        (Zone.COMMUNE, 1, True),
        (Zone.REGION, 2, True),
        (Zone.REGION, 3, False),
        (Zone.COUNTRY, 1, False),
        # Nobody has said how long it takes: only how far it is decides.
        (Zone.REGION, 0, True),
        (Zone.COUNTRY, 0, False),
    ],
)
def test_what_goods_bear(zone, days_most, expected):
    assert keeps(limit=Limit(Zone.REGION, 2), zone=zone, days_most=days_most) is expected
    assert keeps(limit=None, zone=zone, days_most=days_most) is True


def test_the_strictest_of_several_limits_may_take_from_each():
    assert strictest([Limit(Zone.REGION, 2), Limit(Zone.COUNTRY, 1)]) == Limit(Zone.REGION, 1)
    assert strictest([]) is None


@dataclass(frozen=True)
class Way:
    code: str
    fee_vnd: int
    days_most: int = 0
    is_pickup: bool = False


def test_home_delivery_first_from_the_cheapest_and_pick_up_last():
    ways = [
        Way("pickup.b", 0, 1, is_pickup=True),
        Way("dear", 40_000, 1),
        Way("unsaid", 30_000),
        Way("slow", 30_000, 5),
        Way("quick", 30_000, 2),
        Way("pickup.a", 0, 1, is_pickup=True),
    ]

    assert [way.code for way in in_order(ways)] == ["quick", "slow", "unsaid", "dear", "pickup.a", "pickup.b"]


# ---------------------------------------------------------------- for every weight, for every journey

spots = st.builds(Spot, st.integers(1, 6), st.integers(1, 3), st.sampled_from([None, "RED_RIVER", "MEKONG"]))


@st.composite
def scales(draw, zone=Zone.REGION):
    weights = draw(st.lists(st.integers(1, 60_000), min_size=1, max_size=6, unique=True))
    fees = draw(st.lists(st.integers(0, 500_000), min_size=len(weights), max_size=len(weights)))
    brackets = tuple(Bracket(g, vnd) for g, vnd in zip(sorted(weights), sorted(fees), strict=True))
    shuffled = tuple(draw(st.permutations(brackets)))
    return Scale(zone, shuffled, further_kg_vnd=draw(st.integers(0, 50_000)))


@given(scales(), st.integers(0, 100_000), st.integers(0, 100_000))
def test_a_fee_never_falls_with_the_weight(scale, one, other):
    checked(scales=[scale])

    lighter, heavier = sorted([one, other])
    assert 0 <= fee(scale=scale, weight_g=lighter) <= fee(scale=scale, weight_g=heavier)


@given(scales(), st.integers(1, 100_000))
def test_above_the_heaviest_bracket_a_kilogram_more_costs_one_kilogram_more(scale, over):
    heaviest = max(bracket.up_to_g for bracket in scale.brackets)

    more = fee(scale=scale, weight_g=heaviest + over + 1_000) - fee(scale=scale, weight_g=heaviest + over)
    assert more == scale.further_kg_vnd


@given(spots, spots)
def test_a_journey_is_as_far_as_the_way_back(one, other):
    assert zone_of(origin=one, destination=other) is zone_of(origin=other, destination=one)


@given(st.sampled_from(Zone), st.sampled_from(Zone), st.sampled_from(Zone))
def test_zones_nest(a, b, c):
    assert a.holds(b) or b.holds(a)
    assert (a.holds(b) and b.holds(a)) == (a is b)
    assert not (a.holds(b) and b.holds(c)) or a.holds(c)


@given(st.dictionaries(st.sampled_from(Zone), scales()), st.sampled_from(Zone))
def test_the_scale_taken_is_the_nearest_that_holds_the_journey(table, zone):
    table = {key: replace(scale, zone=key) for key, scale in table.items()}

    taken = scale_for(scales=table, zone=zone)
    holding = [key for key in table if key.holds(zone)]
    assert (taken is None) == (holding == [])
    if taken is not None:
        assert taken.zone.holds(zone)
        assert all(key.holds(taken.zone) for key in holding)


@given(st.sampled_from(Zone), st.sampled_from(Zone), st.integers(0, 9), st.integers(1, 9), st.sampled_from(Zone))
def test_a_nearer_and_quicker_way_is_kept_where_a_farther_is(one, other, days, most, farthest):
    limit, (near, far) = Limit(farthest, most), sorted([one, other], key=lambda zone: zone.reach)

    if keeps(limit=limit, zone=far, days_most=days):
        assert keeps(limit=limit, zone=near, days_most=max(0, days - 1))
