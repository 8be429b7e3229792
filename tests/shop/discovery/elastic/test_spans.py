"""Pieces of time: whatever periods and pack sizes there are, each instant says what the rows say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shop.discovery.elastic.spans import Pack, Period, bar_of, micros, rows, spans_of, whens

DAY = datetime(2026, 1, 1, tzinfo=UTC)
# Few instants, so that ends meet; a microsecond beside each of them is asked, too.
DAYS = [DAY + timedelta(days=number) for number in range(8)]
ASKED = [day + timedelta(microseconds=step) for day in DAYS for step in (-1, 0, 1)]


@st.composite
def periods(draw):
    """Never two at one instant, as the register keeps them."""
    ends = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=2, max_size=6)))
    pairs = [pair for pair in pairwise(ends) if draw(st.booleans())]
    return [Period(draw(st.sampled_from([3, 4, 5])), *pair) for pair in pairs]


@st.composite
def packs(draw):
    pairs = st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True).map(sorted)
    prices = st.sampled_from([49_999, 50_000, 120_000, 2_000_000])
    return draw(st.lists(st.builds(lambda pair, vnd, free: Pack(vnd, free, *pair), pairs, prices, st.booleans())))


@given(periods=periods(), packs=packs())
def test_each_instant_says_what_the_rows_say(periods, packs):
    spans = spans_of(periods=periods, price_vnd=None, is_free=False, packs=packs)
    said = whens(spans)

    for at in ASKED:
        certified = [period for period in periods if period.begins <= at < period.ends]
        covered = [pack for pack in packs if pack.begins <= at < pack.ends]
        now = [span for span in spans if span.begins <= at < span.ends]
        true = {name for name, ranges in said.items() if any(r["gte"] <= micros(at) < r["lt"] for r in ranges)}

        assert len(now) == len(certified) <= 1
        expected = set()
        if certified:
            price = min((pack.price_vnd for pack in covered), default=None)
            is_free = any(pack.is_free for pack in covered)
            assert (now[0].stars, now[0].since) == (certified[0].stars, certified[0].begins)
            assert (now[0].price_vnd, now[0].is_free) == (price, is_free)
            expected = {"certified", f"stars_{certified[0].stars}"}
            expected |= {"in_stock"} if is_free else set()
            expected |= set() if price is None else {f"bar_{bar_of(price)}"}
        assert true == expected


@given(periods=periods(), price=st.none() | st.just(99_000), is_free=st.booleans())
def test_without_pack_sizes_price_and_stock_are_its_own(periods, price, is_free):
    spans = spans_of(periods=periods, price_vnd=price, is_free=is_free, packs=None)

    assert [(span.begins, span.ends) for span in spans] == [(period.begins, period.ends) for period in periods]
    assert {(span.price_vnd, span.is_free) for span in spans} <= {(price, is_free)}


def test_keys_of_order_are_whole_numbers_that_the_server_can_hold():
    spans = spans_of(
        periods=[Period(5, datetime(2099, 12, 31, 16, 59, 59, 999_999, tzinfo=UTC), datetime(2112, 1, 1, tzinfo=UTC))],
        price_vnd=10**12,
        is_free=True,
        packs=None,
    )
    row = rows(spans)[0]

    assert all(0 <= value < 2**63 for value in row.values())


def test_the_key_of_relevance_goes_by_sale_stars_year_stock_and_beginning():
    """From last to first; a year begins at midnight in Vietnam."""
    before, after = datetime(2025, 12, 31, 16, 59, 59, tzinfo=UTC), datetime(2025, 12, 31, 17, 0, tzinfo=UTC)

    def key(stars, since, price, is_free):
        period = Period(stars, since, since + timedelta(days=900))
        spans = spans_of(periods=[period], price_vnd=price, is_free=is_free, packs=None)
        return rows(spans)[0]["by_relevance"]

    in_order = [
        key(5, after, None, False),
        key(3, before, 10, False),
        key(3, before, 10, True),
        key(3, after, 10, False),
        key(3, after + timedelta(microseconds=1), 10, False),
        key(3, after, 10, True),
        key(4, before, 10, False),
        key(5, before, 10, False),
    ]
    assert in_order == sorted(in_order)
    assert len(set(in_order)) == len(in_order)
