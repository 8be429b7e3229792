"""A text as words that know where they stand."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.discovery.reading.typed import MOST_LETTERS, Typed, may_be
from shop.discovery.text import words


def folded(typed: Typed) -> list[str]:
    return [word.folded for word in typed.words]


@given(st.text(max_size=60))
def test_its_words_are_those_of_every_document(text: str) -> None:
    # A sign may fold to many letters, and then the end is cut off.
    found = folded(Typed(text))

    assert found == words(text) or found[:-1] == words(text)[: len(found) - 1]


@given(st.text(max_size=120))
def test_a_word_is_written_as_it_was_typed(text: str) -> None:
    typed = Typed(text)

    for at in range(len(typed.words)):
        assert typed.written(at, at + 1) in text


def test_it_begins_with_the_same_letters_composed_and_decomposed() -> None:
    text = "Mật ong rừng ở huyện Ba Chẽ " * 9

    composed, decomposed = (Typed(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))

    assert folded(composed) == folded(decomposed)
    assert [word.marked for word in composed.words] == [word.marked for word in decomposed.words]
    assert len(composed.text) == MOST_LETTERS


def test_spaces_do_not_use_up_its_length() -> None:
    assert folded(Typed(" " * 300 + "mật" + " " * 300 + "ong")) == ["mat", "ong"]


def test_what_is_taken_is_open_no_more() -> None:
    typed = Typed("mật ong Ba Chẽ")

    typed.take(0, 2)

    assert typed.open == "\0\0\0\0\0\0\0 ba che"
    assert typed.pieces() == [(2, 4)]
    assert not typed.is_free(1, 3)
    assert [(begin, end) for _, begin, end in typed.matches(re.compile("ba che"))] == [(2, 4)]


@pytest.mark.parametrize(
    ("text", "spelling", "agrees", "strictly"),
    [
        ("của", "của", True, True),
        ("cua", "của", True, True),
        ("cùa", "của", False, False),
        # Other words have their marks, so this one is meant without.
        ("cua biển", "của", True, False),
        ("cua", "của nhà", False, False),
    ],
)
def test_a_mark_that_was_typed_must_be_the_right_one(text, spelling, agrees, strictly) -> None:
    assert Typed(text).agrees(0, spelling) is agrees
    assert Typed(text).agrees(0, spelling, strictly=True) is strictly


@pytest.mark.parametrize(
    ("typed", "right", "may"),
    [
        ("ba che", "Ba Chẽ", True),
        ("Ba Chẽ", "Ba Chẽ", True),
        # Half of the country says hỏi and ngã alike.
        ("Ba Chẻ", "Ba Chẽ", True),
        ("Ba Ché", "Ba Chẽ", False),
        ("Hoà Vang", "Hòa Vang", True),
        ("hoa vàng", "Hòa Vang", False),
        ("Hóa Vang", "Hòa Vang", False),
        ("Đắk Nông", "Đắk Nông", True),
        ("Đăk Nông", "Đắk Nông", False),
        ("Uông bi", "Uông Bí", True),
    ],
)
def test_a_name_fits_by_the_marks_that_were_typed(typed, right, may) -> None:
    assert may_be(typed, right) is may
