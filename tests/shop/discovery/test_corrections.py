"""Better spellings for words that find nothing."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.discovery.corrections import MOST_CANDIDATES, candidates, decoded, edit_cost
from shop.discovery.text import words

NAMES = (
    "Nước mắm Cái Rồng",
    "Mật ong rừng Ba Chẽ",
    "Chè Đường Hoa Hải Hà",
    "Trà hoa vàng Ba Chẽ",
    "Chả mực Hạ Long",
    "Miến dong Bình Liêu",
    "Rượu ba kích",
    "Bánh đa vừng",
    "Gà Tiên Yên",
    "Khoai mặn mà",
    "Cà phê",
    "Coffee",
    "Mực ống Cô Tô khô",
    "Dầu lạc",
)


class Memory:
    """The words of the names above, and the pairs that stand together in one; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.known: set[str] = set()
        for name in NAMES:
            self.known |= {*words(name), *map(" ".join, pairwise(words(name)))}

    def __call__(self, sought: Collection[str]) -> set[str]:
        self.asked.append(len(sought))
        return self.known.intersection(sought)


def spelt(text: str) -> list[str]:
    return [" ".join(row) for row in candidates(words=tuple(words(text)), known=Memory())]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Telex that no keyboard turned into marks.
        ("nuocs mawms", "nuoc mam"),
        ("nwowcs maams", "nuoc mam"),
        ("cheef ddwowngf hoa", "che duong hoa"),
        ("gaf tieen yeen", "ga tien yen"),
        ("matj ong ruwngf ba cher", "mat ong rung ba che"),
        ("mieens dong bifnh lieeu", "mien dong binh lieu"),
        ("nuocsmawms", "nuoc mam"),
        # VNI.
        ("nuoc71 ma8m", "nuoc mam"),
        ("ma6t5 ong", "mat ong"),
        ("cha3 mu7c5", "cha muc"),
        # Typed as one, and as too many.
        ("matong", "mat ong"),
        ("matongrung", "mat ong rung"),
        ("tra hoavang", "tra hoa vang"),
        ("m at ong", "mat ong"),
        ("ma t ong", "mat ong"),
        ("cof fee", "coffee"),
        # One slip.
        ("mat ongg", "mat ong"),
        ("nuco mam", "nuoc mam"),
        ("nuoc mma", "nuoc mam"),
        ("nouc mam", "nuoc mam"),
        ("mien dong bnh lieu", "mien dong binh lieu"),
        ("nuoc mamm", "nuoc mam"),
        ("cofee", "coffee"),
        ("coffeee", "coffee"),
        ("mar ong", "mat ong"),
        ("mac ong", "mat ong"),
        # Each word is known, the two never stand together; one slip further they do.
        ("nuoc man", "nuoc mam"),
    ],
)
def test_the_first_is_what_was_meant(typed, meant) -> None:
    assert spelt(typed)[0] == meant


@pytest.mark.parametrize(
    "typed",
    [
        *("", "nuoc mam", "mat ong rung", "ca phe", "coffee", "xyzzy", "nuoc mam xyzzy", "ab", "12", "a b c"),
        # Known words side by side that nothing brings together.
        *("muc kho", "ga rung", "mat ca phe"),
    ],
)
def test_nothing_is_proposed_where_nothing_is_better(typed) -> None:
    assert spelt(typed) == []


def test_what_cannot_be_mended_stays_where_the_rest_can() -> None:
    assert spelt("nuco mam xyzzy")[0] == "nuoc mam xyzzy"


def test_three_at_most_in_one_order() -> None:
    once = spelt("mar ong")

    assert once == spelt("mar ong")
    assert once[0] == "mat ong"
    assert len(once) <= MOST_CANDIDATES
    assert len(set(once)) == len(once)


@pytest.mark.parametrize("typed", ["nuocs mawms", "mat ong", "mot hai ba bon nam sau bay tam chin muoi", "x" * 40])
def test_it_asks_twice_and_not_too_much(typed) -> None:
    known = Memory()
    typed_words = tuple(words(typed))

    candidates(words=typed_words, known=known)

    assert len(known.asked) <= 2
    assert known.asked[0] <= 600 * min(len(typed_words), 8)


def test_pairs_are_not_asked_for_one_word() -> None:
    known = Memory()
    assert candidates(words=("xyzzy",), known=known) == []
    assert len(known.asked) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nuowcs", "nuoc"),
        ("nwowcs", "nuoc"),
        ("twf", "tu"),
        ("dduwowngf", "duong"),
        ("duwowngd", "duong"),
        ("cheef", "che"),
        ("tieengs", "tieng"),
        ("tiengse", "tieng"),
        ("mawms", "mam"),
        ("ddieemr", "diem"),
        ("khoaiz", "khoai"),
        ("nuoc71", "nuoc"),
        ("d9uong72", "duong"),
    ],
)
def test_keys_are_decoded(typed, meant) -> None:
    assert meant in decoded(typed)


@pytest.mark.parametrize("typed", ["nuoc", "mam", "ong", "123", "a", "", "яблоко", "mat"])
def test_what_holds_no_keys_is_not_decoded(typed) -> None:
    assert decoded(typed) == []


@pytest.mark.parametrize(
    ("word", "other", "cost"),
    [
        ("nuco", "nuoc", 1.6),
        ("ongg", "ong", 1.5),
        ("cofee", "coffee", 1.5),
        ("mar", "mat", 1.9),
        ("max", "mat", 2.0),
        ("matx", "mat", 2.0),
        ("ma", "mat", 2.0),
    ],
)
def test_some_slips_are_likelier_than_others(word, other, cost) -> None:
    assert edit_cost(word, other) == cost


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=100))
def test_no_text_raises(text) -> None:
    for row in candidates(words=tuple(words(text)), known=Memory()):
        assert row
        assert all(row)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NAMES).map(words), st.data())
def test_one_slip_in_one_word_of_a_name_is_mended(name, data) -> None:
    """A letter doubled in a word of four letters or more: what was meant is among the three."""
    long = [at for at, word in enumerate(name) if len(word) >= 4]
    if not long:
        return
    at = data.draw(st.sampled_from(long))
    letter = data.draw(st.integers(0, len(name[at]) - 1))
    slipped = [*name]
    slipped[at] = name[at][: letter + 1] + name[at][letter:]

    assert tuple(name) in candidates(words=tuple(slipped), known=Memory())


@pytest.mark.parametrize("text", ["a" * 40, "ab" * 20, " ".join(["nuoc"] * 50), " ".join(["n", "uo", "c"] * 30)])
def test_where_everything_is_known_it_takes_no_time(text) -> None:
    began = perf_counter()
    candidates(words=tuple(words(text)), known=set)

    assert perf_counter() - began < 0.5
