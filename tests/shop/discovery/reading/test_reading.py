"""A whole text: what must be found, what was understood, and what the order goes by."""

from __future__ import annotations

import pytest

from shop.discovery.asking import Narrowing, Term
from shop.discovery.reading import KINDS
from shop.discovery.text import words


def one(*phrase: str) -> Term:
    return Term((phrase,))


def test_everything_at_once(reading) -> None:
    found = reading('rừng "mật ong" 4 sao ở Ba Chẽ dưới 200k còn hàng 500g')

    assert found.terms[:2] == (one("rung"), one("mat", "ong"))
    assert found.terms[2].phrases[0] == ("500g",)
    assert found.plain == ("rung", "mat", "ong", "500g")
    assert found.as_typed == ("rừng", "mật", "ong", "500g")
    assert found.phrases == (("mat", "ong"),)
    assert found.name == tuple(words('rừng "mật ong" 4 sao ở Ba Chẽ dưới 200k còn hàng 500g'))
    assert found.understood == Narrowing(
        stars=frozenset({4}),
        communes=frozenset({("06970", "22"), ("06979", "22"), ("06985", "22")}),
        price_to=200_000,
        in_stock=True,
    )
    assert [(part.kind, part.typed) for part in found.parts] == [
        ("sao", "4 sao"),
        ("noi", "ở Ba Chẽ"),
        ("gia", "dưới 200k"),
        ("con_hang", "còn hàng"),
    ]


@pytest.mark.parametrize(
    ("text", "vietnamese", "english"),
    [
        ("4 sao", "4 sao", "4 stars"),
        ("trên 3 sao", "4, 5 sao", "4, 5 stars"),
        ("dưới 200k", "đến 200.000\u00a0₫", "up to 200.000\u00a0₫"),
        ("trên 200k", "từ 200.000\u00a0₫", "from 200.000\u00a0₫"),
        ("100-300k", "100.000\u00a0₫ đến 300.000\u00a0₫", "100.000\u00a0₫ to 300.000\u00a0₫"),
        ("còn hàng", "còn hàng", "in stock"),
        ("tỉnh Cao Bằng", "Tỉnh Cao Bằng", "Tỉnh Cao Bằng"),
        ("tỉnh Quảng Ninh", "Tỉnh Quảng Ninh (trước 9/2026)", "Tỉnh Quảng Ninh (before 9/2026)"),
        ("ở Ba Sao", "Xã Ba Sao và 1 nơi cùng tên", "Xã Ba Sao and 1 other of the name"),
    ],
)
def test_what_was_understood_is_said_in_both_languages(reading, text, vietnamese, english) -> None:
    (part,) = reading(text).parts

    assert (part.label("vi"), part.label("en")) == (vietnamese, english)
    assert part.is_vietnamese is (part.kind == "noi")


def test_without_a_reading_there_is_no_name_to_look_for(reading) -> None:
    found = reading("mật ong rừng")

    assert (found.name, found.parts, found.understood) == ((), (), Narrowing())
    assert found.terms == (one("mat"), one("ong"), one("rung"))


@pytest.mark.parametrize("text", ["", " ", "\n\t", "…", "“”", '""', "!?-_", "\0", "👍"])
def test_a_text_without_a_word_asks_for_nothing(reading, text) -> None:
    found = reading(text)

    assert (found.terms, found.name, found.plain, found.as_typed, found.parts) == ((), (), (), (), ())


@pytest.mark.parametrize(
    ("text", "kind", "plain"),
    [
        ("mật ong 4 sao", "sao", ("mat", "ong", "4", "sao")),
        ("mật ong dưới 200k", "gia", ("mat", "ong", "duoi", "200k")),
        ("mật ong ở Ba Chẽ", "noi", ("mat", "ong", "ba", "che")),
        ("mật ong huyện Ba Chẽ", "noi", ("mat", "ong", "huyen", "ba", "che")),
        ("đồ uống", "nhom", ("do", "uong")),
        ("mật ong còn hàng", "con_hang", ("mat", "ong", "con", "hang")),
    ],
)
def test_a_kind_that_was_taken_off_stays_words(reading, text, kind, plain) -> None:
    assert kind in KINDS
    assert [part.kind for part in reading(text).parts] == [kind]

    found = reading(text, kind)

    assert found.plain == plain
    assert (found.parts, found.name) == ((), ())


def test_other_kinds_are_read_still(reading) -> None:
    found = reading("mật ong 4 sao ở Ba Chẽ", "noi")

    assert [part.kind for part in found.parts] == ["sao"]
    assert found.plain == ("mat", "ong", "ba", "che")


@pytest.mark.parametrize("text", ['"mật ong" rừng', "“mật ong” rừng", "«mật ong» rừng", '"mật ong"rừng'])
def test_quoted_words_belong_together(reading, text) -> None:
    found = reading(text)

    assert found.terms == (one("mat", "ong"), one("rung"))
    assert found.plain == ("mat", "ong", "rung")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('"4 sao"', [("4", "sao")]),
        ('"huyện Ba Chẽ"', [("huyen", "ba", "che")]),
        ('"dưới 200k"', [("duoi", "200k")]),
        ('"đồ uống"', [("do", "uong")]),
        ('"còn hàng"', [("con", "hang")]),
        ('"trà" "của"', [("tra",), ("cua",)]),
        ('"1kg"', [("1kg",)]),
        # Neither half of it is read with what stands outside.
        ('4 "sao" huyện "Ba Chẽ"', [("4",), ("sao",), ("huyen",), ("ba", "che")]),
        # What nothing closes is a mere sign.
        ('"mật ong', [("mat",), ("ong",)]),
        ('mật" ong', [("mat",), ("ong",)]),
        ('"mật" "ong', [("mat",), ("ong",)]),
        ("“mật ong", [("mat",), ("ong",)]),
        ('"" mật ""', [("mat",)]),
    ],
)
def test_quoted_words_mean_themselves(reading, text, terms) -> None:
    found = reading(text)

    assert found.terms == tuple(one(*term) for term in terms)
    assert found.parts == ()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("mật ong và trà", ("mat", "ong", "tra")),
        ("trà cho bé", ("tra", "be")),
        ("mua mật ong", ("mat", "ong")),
        ("gạo mùa", ("gao", "mua")),
        ("trà mua", ("tra", "mua")),
        ("honey and tea for the children", ("honey", "tea", "children")),
        ("sản phẩm ocop mật ong", ("mat", "ong")),
        ("chợ nổi", ("cho", "noi")),
        ("chả cua", ("cha", "cua")),
        ("gach cua", ("gach", "cua")),
        ("hũ ruốc", ("ruoc",)),
        ("trứng vịt 10 quả", ("trung", "vit")),
        ("2 hộp chè lam", ("2", "hop", "che", "lam")),
        # They remain where nothing else does.
        ("ở", ("o",)),
        ("của và cho", ("cua", "va", "cho")),
        ("ocop", ("ocop",)),
    ],
)
def test_words_that_say_nothing_fall_away_where_others_remain(reading, text, plain) -> None:
    assert reading(text).plain == plain


def test_only_readings_and_words_that_say_nothing(reading) -> None:
    found = reading("các sản phẩm OCOP 4 sao của huyện Ba Chẽ")

    assert (found.terms, found.plain) == ((), ())
    assert [part.kind for part in found.parts] == ["sao", "noi"]


def test_the_first_eight_terms_of_the_first_hundred_letters(reading) -> None:
    found = reading("mot hai sau bay chin muoi tram ngan van ty")
    assert found.plain == ("mot", "hai", "sau", "bay", "chin", "muoi", "tram", "ngan")
    assert len(found.terms) == 8

    assert reading("x" * 99 + " abc").plain == ("x" * 40,)
    assert reading("a" * 90 + " 4 sao 5 sao").understood.stars == {4}


def test_a_word_twice_is_one_term_and_stands_twice_in_the_name(reading) -> None:
    found = reading("chôm chôm")

    assert found.terms == (one("chom"),)
    assert (found.plain, found.as_typed) == (("chom", "chom"), ("chôm", "chôm"))


def test_marks_count_only_where_some_were_typed(reading) -> None:
    assert reading("mat ong").as_typed == ()
    assert reading("mat ong Ba Chẽ").as_typed == ()
    assert reading("mật ong").as_typed == ("mật", "ong")
    assert reading("đong").as_typed == ("đong",)


def test_a_part_stands_in_the_text_as_it_was_typed(reading) -> None:
    text = "  mật   ong   HUYỆN   Ba  Chẽ,  dưới   200K "

    assert [part.typed for part in reading(text).parts] == ["HUYỆN   Ba  Chẽ", "dưới   200K"]


def test_words_of_one_name_are_not_taken_from_two_ends(reading) -> None:
    """Commas, brackets and slashes part words, as in every document."""
    assert reading("mật_ong/rừng(tràm)").plain == ("mat", "ong", "rung", "tram")
