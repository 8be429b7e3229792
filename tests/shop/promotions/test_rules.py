"""What an offer takes off, in whole dong: tables and properties, without a database."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_ext.certification.classification import ALCOHOL
from shop.promotions.rules import Goods, Kind, may_be_promoted, never_promoted, shares

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def line(price, pieces, *, left=None, taken=0):
    return Goods(price_vnd=price, free=pieces, left_vnd=price * pieces if left is None else left, taken=taken)


def given_by(kind, value, goods, **words):
    """What each line gets, in their order."""
    found = dict.fromkeys(range(len(goods)), 0)
    for share in shares(kind=kind, value=Decimal(value), goods=goods, **words):
        found[share.index] += share.amount_vnd
    return list(found.values())


@pytest.mark.parametrize(
    ("kind", "value", "words", "expected"),
    [
        # 10 % of 240.000 and of 99.999, each cut down.
        (Kind.PERCENTAGE, "10", {}, [24_000, 9_999]),
        (Kind.PERCENTAGE, "12.5", {}, [30_000, 12_499]),
        (Kind.PERCENTAGE, "150", {}, [240_000, 99_999]),
        # The cheapest pieces first.
        (Kind.PERCENTAGE, "10", {"most": 4}, [12_000, 9_999]),
        # 1.000 by value: 705,88 and 294,11; the larger remainder gets the dong that is left over.
        (Kind.ABSOLUTE, "1000", {}, [706, 294]),
        (Kind.ABSOLUTE, "1000.90", {}, [706, 294]),
        (Kind.ABSOLUTE, "999999", {}, [240_000, 99_999]),
        (Kind.UNIT, "5000", {}, [10_000, 15_000]),
        (Kind.UNIT, "5000", {"most": 2}, [0, 10_000]),
        (Kind.UNIT, "50000", {}, [100_000, 99_999]),
        (Kind.MULTIBUY, "0", {}, [0, 33_333]),
        # Three jars of jam for 90.000: 9.999 less.
        (Kind.FIXED_PRICE, "90000", {"pieces": 3}, [0, 9_999]),
        # One of each for 150.000 instead of 153.333: 2.608,4 and 724,6.
        (Kind.FIXED_PRICE, "150000", {"pieces": 2, "distinct": True}, [2_608, 725]),
        (Kind.FIXED_PRICE, "150000", {"pieces": 3, "distinct": True}, [0, 0]),
        (Kind.FIXED_PRICE, "90000", {"pieces": 6}, [0, 0]),
        (Kind.FIXED_PRICE, "999999", {"pieces": 2}, [0, 0]),
        (Kind.FIXED_PRICE, "90000", {"pieces": 0}, [0, 0]),
        ("Shipping percentage", "100", {}, [0, 0]),
        ("Shipping absolute", "10000", {}, [0, 0]),
        ("Shipping fixed price", "0", {}, [0, 0]),
        ("", "10", {}, [0, 0]),
    ],
)
def test_the_table(kind, value, words, expected):
    # Two jars of oil, three of jam.
    assert given_by(kind, value, [line(120_000, 2), line(33_333, 3)], **words) == expected


def test_a_price_that_would_be_cut_up_is_rounded_up():
    assert given_by(Kind.FIXED_PRICE, "89999.50", [line(33_333, 3)], pieces=3) == [9_999]


def test_what_is_paid_already_is_not_given_twice():
    goods = [line(100_000, 1, left=30_000), line(50_000, 1, left=0)]

    assert given_by(Kind.PERCENTAGE, "50", goods) == [30_000, 0]
    assert given_by(Kind.ABSOLUTE, "80000", goods) == [30_000, 0]
    assert given_by(Kind.MULTIBUY, "0", goods) == [30_000, 0]


def test_pieces_that_got_nothing_of_a_small_sum_are_taken_all_the_same():
    """Or the sum would be given again, to them."""
    found = shares(kind=Kind.ABSOLUTE, value=Decimal(1_000), goods=[line(240_000, 1), line(100, 1)])

    assert sorted((share.amount_vnd, share.pieces) for share in found) == [(0, 1), (1_000, 1)]


def test_pieces_this_offer_took_before_count_towards_its_most():
    assert given_by(Kind.UNIT, "5000", [line(120_000, 2, taken=1)], most=2) == [5_000]
    assert given_by(Kind.UNIT, "5000", [line(120_000, 2, taken=2)], most=2) == [0]


LINES = st.lists(
    st.builds(
        lambda price, pieces, paid, taken: line(price, pieces, left=max(price * pieces - paid, 0), taken=taken),
        st.integers(1, 5_000_000),
        st.integers(0, 30),
        st.one_of(st.just(0), st.integers(0, 9_000_000)),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=8,
)


@given(
    kind=st.sampled_from(Kind),
    value=st.decimals(0, 20_000_000, places=2),
    goods=LINES,
    most=st.one_of(st.none(), st.integers(1, 40)),
    pieces=st.integers(0, 20),
    distinct=st.booleans(),
)
def test_every_share_is_whole_and_no_more_than_is_left(kind, value, goods, most, pieces, distinct):
    found = shares(kind=kind, value=value, goods=goods, most=most, pieces=pieces, distinct=distinct)

    assert len({share.index for share in found}) == len(found)
    for share in found:
        assert type(share.amount_vnd) is int
        assert 0 <= share.amount_vnd <= goods[share.index].left_vnd
        assert 1 <= share.pieces <= goods[share.index].free
    total = sum(share.amount_vnd for share in found)
    assert total > 0 or not found
    if kind == Kind.ABSOLUTE:
        assert total <= value
    if most and kind in {Kind.PERCENTAGE, Kind.ABSOLUTE, Kind.UNIT}:
        assert sum(share.pieces for share in found) <= max(most - sum(row.taken for row in goods), 0)


def test_alcohol_and_what_nobody_classified_are_never_promoted():
    assert never_promoted(at=NOW) == {14, 15, None}
    # The sets that ask for age are those that are never promoted: two files of data, one law.
    assert never_promoted(at=NOW) >= ALCOHOL
    assert may_be_promoted(criteria_sets=[7], at=NOW)
    assert not may_be_promoted(criteria_sets=[7, 14], at=NOW)


def test_the_rule_has_a_first_day():
    assert may_be_promoted(criteria_sets=[14], at=datetime(2019, 12, 31, 16, 59, tzinfo=UTC))
    assert not may_be_promoted(criteria_sets=[14], at=datetime(2019, 12, 31, 17, 0, tzinfo=UTC))
