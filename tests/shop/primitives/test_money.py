from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.primitives.money import (
    FractionOfADong,
    NotAnAmount,
    format_vnd,
    read_vnd,
    round_down_to_dong,
    split_shares,
    vnd,
)


@pytest.mark.parametrize(("value", "whole"), [(5, 5), (Decimal("120000.00"), 120000), ("48000", 48000), (0, 0)])
def test_whole_dong_pass(value, whole):
    assert vnd(value) == whole


@pytest.mark.parametrize("value", [Decimal("0.5"), "1000.01", 1000.0, True])
def test_fractions_and_floats_are_refused(value):
    with pytest.raises(FractionOfADong):
        vnd(value)


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100_000, [1, 1, 1], [33_334, 33_333, 33_333]),
        (10, [5, 3, 2], [5, 3, 2]),
        (1, [0, 0], [1, 0]),
        (7, [1, 2, 4], [1, 2, 4]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (50_000, [120_000, 0, 80_000], [30_000, 0, 20_000]),
    ],
)
def test_shares_by_largest_remainder(total, weights, shares):
    assert split_shares(total, weights) == shares


@given(
    st.integers(-(10**11), 10**11),
    st.lists(st.integers(0, 10**10), min_size=1, max_size=30),
)
def test_parts_equal_the_whole_and_stay_within_a_dong_of_fair(total, weights):
    shares = split_shares(total, weights)

    assert sum(shares) == total
    assert len(shares) == len(weights)
    whole = sum(weights)
    if whole:
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share * whole - total * weight) < whole


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_no_or_negative_weights_are_a_mistake(weights):
    with pytest.raises(ValueError, match="weights"):
        split_shares(10, weights)


def test_money_is_written_the_vietnamese_way():
    assert format_vnd(1_250_000) == "1.250.000\u00a0₫"
    assert format_vnd(Decimal("9000.00")) == "9.000\u00a0₫"


def test_discounts_are_cut_down_to_whole_dong():
    assert round_down_to_dong(Decimal("1999.99")) == Decimal(1999)
    assert round_down_to_dong(Decimal("1999.99"), "VND") == Decimal(1999)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("5000", 5_000),
        ("100.000", 100_000),
        ("100,000", 100_000),
        (" 100 000 ", 100_000),
        ("1.250.000", 1_250_000),
        ("100.000đ", 100_000),
        ("100.000 ₫", 100_000),
        ("100.000\u00a0₫", 100_000),
        ("100.000 VND", 100_000),
        ("100000 đồng", 100_000),
        ("100k", 100_000),
        ("100 K", 100_000),
        ("99,5k", 99_500),
        ("100 nghìn", 100_000),
        ("100 ngàn", 100_000),
        ("100 nghìn đồng", 100_000),
        ("2tr", 2_000_000),
        ("1,5 triệu", 1_500_000),
        ("1.25tr", 1_250_000),
        ("999999999999", 999_999_999_999),
    ],
)
def test_sums_are_read_as_people_write_them(text, amount):
    assert read_vnd(text) == amount


@pytest.mark.parametrize(
    "text",
    [*"abc -5 1e5 10.00 1.00.000 1.000,000 100kk k 1,2345k 0,0001k 1.5 9999999tr 1000000000000".split(), "", "100 0"],
)
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(NotAnAmount):
        read_vnd(text)


@given(st.integers(0, 10**12 - 1))
def test_what_we_write_we_read(amount):
    assert read_vnd(format_vnd(amount)) == amount
