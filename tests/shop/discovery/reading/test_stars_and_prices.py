"""Stars, prices and stock among the words."""

from __future__ import annotations

import pytest

from shop.discovery.asking import Narrowing


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("4 sao", {4}),
        ("bốn sao", {4}),
        ("bon sao", {4}),
        ("năm sao", {5}),
        ("nam sao", {5}),
        ("BA SAO", {3}),
        ("5sao", {5}),
        ("4*", {4}),
        ("4 ⭐", {4}),
        ("4★", {4}),
        ("4 stars", {4}),
        ("four-star", {4}),
        ("five stars", {5}),
        ("trên 3 sao", {4, 5}),
        ("hơn 4 sao", {5}),
        ("từ 4 sao", {4, 5}),
        ("4 sao trở lên", {4, 5}),
        ("at least 4 stars", {4, 5}),
        ("dưới 5 sao", {3, 4}),
        ("tối đa 4 sao", {3, 4}),
        ("3-4 sao", {3, 4}),
        ("từ 3 đến 5 sao", {3, 4, 5}),
        ("3 và 5 sao", {3, 5}),
        ("ocop 4 sao", {4}),
        ("hạng 4 sao", {4}),
        ("4+ stars", {4, 5}),
    ],
)
def test_stars_are_read(reading, text, stars) -> None:
    found = reading(text)

    assert found.understood == Narrowing(stars=frozenset(stars))
    assert (found.terms, [part.kind for part in found.parts]) == ((), ["sao"])


@pytest.mark.parametrize(
    "text",
    [
        *("hoa sao", "ánh sao", "sao", "nấm sao", "nằm sao", "Việt Nam sao vàng", "viet nam sao vang"),
        *("2 sao", "6 sao", "trên 5 sao", "14 sao", "4 saos", "14*", "4*5"),
    ],
)
def test_other_words_are_no_stars(reading, text) -> None:
    assert reading(text).understood.stars == set()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("dưới 200k", None, 200_000),
        ("duoi 200K", None, 200_000),
        ("dưới 200 nghìn", None, 200_000),
        ("dưới 200.000đ", None, 200_000),
        ("dưới 200.000", None, 200_000),
        ("dưới 200000", None, 200_000),
        ("under 200k", None, 200_000),
        ("< 200k", None, 200_000),
        ("không quá 1 triệu", None, 1_000_000),
        ("200k trở xuống", None, 200_000),
        ("trên 50k", 50_000, None),
        ("từ 50k", 50_000, None),
        ("50k trở lên", 50_000, None),
        ("over 50 thousand", 50_000, None),
        ("từ 100 đến 300 nghìn", 100_000, 300_000),
        ("100-300k", 100_000, 300_000),
        ("100k - 300k", 100_000, 300_000),
        ("100k đến 1tr", 100_000, 1_000_000),
        ("between 100k and 300k", 100_000, 300_000),
        ("từ 300k đến 100k", 100_000, 300_000),
        # Nobody means 500 million.
        ("từ 500 đến 1tr", 500_000, 1_000_000),
        ("1-2 triệu", 1_000_000, 2_000_000),
        ("giá từ 100.000 đến 300.000", 100_000, 300_000),
        ("khoảng 1tr", 800_000, 1_200_000),
        ("1tr", 800_000, 1_200_000),
        ("1tr2", 960_000, 1_440_000),
        ("1tr250k", 1_000_000, 1_500_000),
        ("2 triệu rưỡi", 2_000_000, 3_000_000),
        ("1,5 triệu", 1_200_000, 1_800_000),
        ("giá 150k", 120_000, 180_000),
        ("tầm 100 ngàn", 80_000, 120_000),
        ("200.000đ", 160_000, 240_000),
        ("giá dưới 100k", None, 100_000),
        ("trên 50k dưới 200k", 50_000, 200_000),
    ],
)
def test_prices_are_read(reading, text, low, high) -> None:
    found = reading(text)

    assert found.understood == Narrowing(price_from=low, price_to=high)
    assert found.terms == ()


@pytest.mark.parametrize(
    "text",
    [
        *("giá rẻ", "giá đỗ", "dưới 200", "200", "2020-2025", "2-3", "dưới 0k", "đen 200", "50 va 100", "k"),
        *("1.5.3k", "999999999999999k", "0-0k", "omega 3"),
    ],
)
def test_other_numbers_are_no_prices(reading, text) -> None:
    found = reading(text)

    assert (found.understood.price_from, found.understood.price_to) == (None, None)


def test_a_price_behind_a_word_that_looks_like_one_is_read_alone(reading) -> None:
    for text in ("nước khoáng 20k", "nuoc khoang 20k"):
        found = reading(text)

        assert found.plain == ("nuoc", "khoang")
        assert (found.understood.price_from, found.understood.price_to) == (16_000, 24_000)


def test_black_is_no_upper_end(reading) -> None:
    assert reading("gạo đen 200k").plain == ("gao", "den")
    assert reading("gạo đến 200k").understood.price_to == 200_000


def test_a_second_price_that_fits_no_first_stays_words(reading) -> None:
    found = reading("trên 200k dưới 50k")

    assert (found.understood.price_from, found.understood.price_to) == (200_000, None)
    assert found.plain == ("duoi", "50k")


@pytest.mark.parametrize("text", ["còn hàng", "con hang", "in stock", "mật ong CÒN HÀNG"])
def test_stock_is_read(reading, text) -> None:
    assert reading(text).understood.in_stock is True


@pytest.mark.parametrize("text", ["còn hằng", "hàng còn", "cồn hàng"])
def test_other_words_are_no_stock(reading, text) -> None:
    assert reading(text).understood.in_stock is False
