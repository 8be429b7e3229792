"""No text raises, none takes long, and marks, case and form change nothing."""

from __future__ import annotations

import unicodedata
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.discovery.reading.reading import MOST_TERMS
from shop.discovery.text import words
from shop.primitives.vi_text import fold

# Units: s. Ten times what a quiet machine takes.
SLOW = 0.25

PIECES = [
    *(
        "mật ong",
        "trà",
        "chè tươi",
        "honey",
        "cua",
        "của",
        "ở",
        "tại",
        "từ",
        "đến",
        "và",
        "-",
        ",",
        '"',
        "“",
        "”",
        "(",
        "%",
    ),
    *(
        "huyện",
        "xã",
        "tỉnh",
        "TP.",
        "Ba Chẽ",
        "Bình Liêu",
        "Quảng Ninh",
        "Đà Lạt",
        "Ea H'leo",
        "Huế",
        "phường 1",
        "HCM",
    ),
    *("4 sao", "năm sao", "sao", "trên", "dưới", "khoảng", "200k", "1tr2", "100", "nghìn", "1.000.000đ", "1,5 triệu"),
    *(
        "đồ uống",
        "nhóm",
        "gia vị",
        "còn hàng",
        "1kg",
        "500 g",
        "0,5 lít",
        "hũ",
        "10 quả",
        "HTX",
        "ocop",
        "\0",
        "⭐",
        "★",
    ),
]

HOSTILE = {
    "prepositions": "ở " * 5_000,
    "type words": "huyện xã tp. " * 1_000,
    "initials": "x.y.h.q.p.t." * 900,
    "marks": "a" + "\u0301\u0323" * 5_000,
    "only marks": "\u0301" * 10_000,
    "NUL": "\0" * 10_000,
    "quotes": '"' * 10_000,
    "many quotes": '"a" ' * 2_500,
    "digits": "1" * 10_000,
    "grouped": "1.000." * 2_000,
    "ranges": "từ 100 đến " * 1_000,
    "stars": "3-" * 5_000 + "4 sao",
    "emoji": "⭐" * 5_000,
    "spaces": " " * 10_000 + "x",
    "SQL": "' OR 1=1; DROP TABLE x; --" * 400,
    "regex": "(a+)+$" * 2_000,
    "one sign, many letters": "\ufdfa" * 10_000,
    "surrogates": "\ud800" * 10_000,
    "hangul": "ᄀ가힣" * 3_000,
    "operators": 'NEAR("a" OR b*) AND -c:^d ' * 400,
    "apostrophes": "ea h'leo " * 1_200,
    "names": "Ba Chẽ " * 1_500,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_ten_thousand_letters_take_no_time(reading, text) -> None:
    began = perf_counter()
    found = reading(text)

    assert perf_counter() - began < SLOW
    assert len(found.terms) <= MOST_TERMS


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(reading, text) -> None:
    found = reading(text)

    assert len(found.terms) <= MOST_TERMS
    assert all(part.typed in text and part.label("vi") for part in found.parts)
    assert all(phrase and all(phrase) for term in found.terms for phrase in term.phrases)
    assert bool(found.name) is bool(found.parts)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_every_word_is_found_understood_or_says_nothing(reading, text) -> None:
    found = reading(text)

    assert set(found.plain) <= set(words(text))
    # "Chẽ" and "chè" are one word without marks, and only one of them has another name.
    assert list(found.terms) == _unique(found.terms)
    assert sum(len(term.phrases[0]) for term in found.terms) <= len(found.plain)
    assert all(part.typed in text for part in found.parts)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join), st.sampled_from(["NFC", "NFD"]))
def test_case_and_form_change_nothing(reading, text, form) -> None:
    wanted = reading(text)

    for case in (str.upper, str.lower, str.title):
        found = reading(unicodedata.normalize(form, case(text)))
        assert (found.terms, found.name, found.plain) == (wanted.terms, wanted.name, wanted.plain)
        assert (found.understood, found.as_typed) == (wanted.understood, wanted.as_typed)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["mật ong", "rượu ba kích", "chả mực", "gạo nếp", "trà"]),
    st.sampled_from(
        [
            "ở Ba Chẽ",
            "huyện Bình Liêu",
            "tỉnh Quảng Ninh",
            "Đà Lạt",
            "Uông Bí",
            "tp. Hạ Long",
            "tỉnh Đắk Nông",
            "ở Móng Cái",
        ]
    ),
    st.sampled_from(
        ["", "4 sao", "trên 3 sao", "năm sao", "dưới 200k", "từ 100 đến 300 nghìn", "khoảng 1 triệu", "còn hàng"]
    ),
)
def test_without_marks_the_same_is_understood(reading, goods, place, more) -> None:
    text = f"{goods} {place} {more}".strip()

    marked, plain = (reading(typed) for typed in (text, fold(text)))

    assert (plain.understood.communes, plain.understood.provinces) >= (marked.understood.communes, frozenset())
    assert plain.understood.provinces == marked.understood.provinces
    assert (plain.understood.stars, plain.understood.in_stock) == (marked.understood.stars, marked.understood.in_stock)
    assert (plain.understood.price_from, plain.understood.price_to) == (
        marked.understood.price_from,
        marked.understood.price_to,
    )
    assert (plain.plain, plain.name) == (marked.plain, marked.name)
    assert (plain.as_typed, marked.as_typed != ()) == ((), True)


def _unique(phrases) -> list:
    return list(dict.fromkeys(phrases))
