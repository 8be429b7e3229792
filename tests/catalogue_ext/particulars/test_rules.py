"""GTIN, net quantity, trace link and unit price, as tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_ext.particulars.rules import (
    BadGtin,
    BadNetQuantity,
    BadTraceLink,
    UnitPrice,
    gtin,
    gtin_check_digit,
    in_larger_unit,
    is_worldwide,
    net_quantity,
    trace_link,
    unit_price,
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        # The samples of the GS1 General Specifications and of gs1.org.
        ("9506000134352", "9506000134352"),
        ("950-6000 1343.52", "9506000134352"),
        ("614141000036", "614141000036"),
        ("0614141000036", "614141000036"),
        ("00614141000036", "614141000036"),
        ("10614141000033", "10614141000033"),
        ("96385074", "96385074"),
        ("00000096385074", "96385074"),
    ],
)
def test_a_gtin_has_one_form(typed, stored):
    assert gtin(typed) == stored
    assert gtin(stored) == stored


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "length"),
        ("950600013435", "check_digit"),
        ("9506000134353", "check_digit"),
        ("9506000314352", "check_digit"),
        ("95060001343521", "check_digit"),
        ("950600013", "length"),
        ("950600013435200", "length"),
        ("95060001343S2", "length"),
        ("٩٥٠٦٠٠٠١٣٤٣٥٢", "length"),
    ],
)
def test_what_is_no_gtin(typed, why):
    with pytest.raises(BadGtin) as refused:
        gtin(typed)

    assert refused.value.facts == {"text": typed, "why": why}


@given(st.sampled_from([7, 11, 12, 13]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n)), st.data())
def test_one_mistyped_digit_is_always_found(before, data):
    number = before + gtin_check_digit(before)
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))

    with pytest.raises(BadGtin):
        gtin(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("9506000134352", True),
        ("614141000036", True),
        ("10614141000033", True),
        ("96385074", True),
        ("2000000000015", False),
        ("2912345000003", False),
        ("212345678903", False),
        ("412345678903", False),
        ("20123451", False),
        ("01234565", False),
        ("", False),
    ],
)
def test_a_number_of_one_company_is_not_told_to_the_world(number, told):
    assert is_worldwide(number) is told


@pytest.mark.parametrize("stated", [(None, ""), (500, "g"), (1, "ml"), (10, "piece"), (1_000_000, "g")], ids=str)
def test_a_net_quantity_is_a_number_with_its_unit_or_neither(stated):
    assert net_quantity(quantity=stated[0], unit=stated[1]) == stated


@pytest.mark.parametrize(
    ("quantity", "unit", "facts"),
    [
        (500, "", {"why": "both"}),
        (None, "g", {"why": "both"}),
        (500, "kg", {"why": "unit"}),
        (0, "g", {"why": "range", "most": 1_000_000}),
        (-1, "g", {"why": "range", "most": 1_000_000}),
        (1_000_001, "ml", {"why": "range", "most": 1_000_000}),
    ],
)
def test_what_is_no_net_quantity(quantity, unit, facts):
    with pytest.raises(BadNetQuantity) as refused:
        net_quantity(quantity=quantity, unit=unit)

    assert refused.value.facts == facts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://truyxuat.example.vn/a", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//truyxuat.example.vn/a", "scheme"),
        ("HTTPS//x", "scheme"),
        ("https://", "host"),
        ("https://localhost/a", "host"),
        ("https://an:minh@truyxuat.example.vn/", "host"),
        ("https://truyxuat.example.vn/a b", "host"),
    ],
)
def test_a_trace_link_is_https_and_has_a_host(text, why):
    with pytest.raises(BadTraceLink) as refused:
        trace_link(text)

    assert refused.value.facts == {"text": text, "why": why}
    assert trace_link("https://truyxuat.example.vn/a?b=1") == "https://truyxuat.example.vn/a?b=1"


@pytest.mark.parametrize(
    ("quantity", "unit", "said"),
    [
        (999, "g", (Decimal(999), "g")),
        (1000, "g", (Decimal(1), "kg")),
        (1500, "g", (Decimal("1.5"), "kg")),
        (750, "ml", (Decimal(750), "ml")),
        (1000, "ml", (Decimal(1), "l")),
        (1200, "piece", (Decimal(1200), "piece")),
    ],
)
def test_a_thousand_is_said_in_the_larger_unit(quantity, unit, said):
    assert in_larger_unit(quantity=quantity, unit=unit) == said


@pytest.mark.parametrize(
    ("price", "quantity", "unit", "told"),
    [
        (48_000, 1000, "g", 4_800),
        (225_000, 5000, "g", 4_500),
        (120_000, 500, "ml", 24_000),
        (130_000, 10, "ml", 1_300_000),
        (95_000, 100, "g", 95_000),
        # 100 / 8 = 12.5: half a dong goes up; 100 / 3 = 33.3 and 200 / 3 = 66.7 to the nearest.
        (1, 8, "g", 13),
        (1, 3, "g", 33),
        (2, 3, "g", 67),
        (100, 20_001, "g", 0),
        (100, 20_000, "g", 1),
    ],
)
def test_a_unit_price_is_whole_dong_half_up(price, quantity, unit, told):
    assert unit_price(price_vnd=price, quantity=quantity, unit=unit) == UnitPrice(told, 100, unit)


@pytest.mark.parametrize(("price", "quantity", "unit"), [(None, 500, "g"), (1000, None, ""), (1000, 10, "piece")])
def test_without_price_or_measure_there_is_no_unit_price(price, quantity, unit):
    assert unit_price(price_vnd=price, quantity=quantity, unit=unit) is None


@given(st.integers(1, 10**9), st.integers(1, 1_000_000))
def test_a_unit_price_is_the_nearest_whole_dong(price, quantity):
    told = unit_price(price_vnd=price, quantity=quantity, unit="g")

    assert abs(told.vnd * quantity - price * 100) * 2 <= quantity
