"""What may stand on paper, and that everything does in the same letters in which it was typed."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.papers.contract import contract
from shop.papers.delivery_note import delivery_note
from shop.papers.facts import Borne, Delivery, Handling, PackingPart, Part, Party, PickUp, Sums
from shop.papers.look import FIGURES, FIGURES_STRONG, FILES, TOKENS, drawable, load_fonts
from shop.papers.packing_list import packing_list
from shop.papers.receipt import receipt
from shop.papers.text import legible
from shop.primitives.money import format_vnd
from tests.architecture.test_colours import RAW, SCHEMES
from tests.shop.papers.reading import needs_tools
from tests.shop.papers.reading import text as read
from tests.shop.papers.samples import CONTRACT, HONEY, NOTE, PACKING, PICK_UP_NOTE, RECEIPT

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = (
    "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES)
    + "bcdđghklmnpqrstvx"
)
ALPHABET = SMALL + unicodedata.normalize("NFC", SMALL.upper())


def test_the_whole_alphabet_can_be_drawn():
    assert len(set(ALPHABET)) == 178
    assert {ord(char) for char in ALPHABET + "₫·•–—…“”‘’\u00a0"} <= drawable()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (unicodedata.normalize("NFD", "Ứng Hoà"), "Ứng Hoà"),
        ("  hai \t dòng\r\nmột\u2028giấy ", "hai dòng một giấy"),
        ("\x00nu\x07l\x1b[31m\u202e\u200b\ufeff", "nul[31m"),
        ("a\ud800b\ue000c", "abc"),
        ("chúc 🎂 vui", "chúc vui"),
        ("Łódź, Škoda, Åse", "Łódź, Škoda, Åse"),
        ("ạ̈ Ǹ", "ạ N"),
        ("陈", "?"),
        ("a < b & c > d", "a < b & c > d"),
        ("165.000\u00a0₫", "165.000\u00a0₫"),
        ("túi 500 g, chai 65 ml, 2 kg, 3 gói", "túi 500\u00a0g, chai 65\u00a0ml, 2\u00a0kg, 3 gói"),
        ("", ""),
    ],
)
def test_what_was_typed_is_made_legible(typed, shown):
    assert legible(typed) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_gets_on_paper_that_cannot_be_drawn(typed):
    shown = legible(typed)

    assert {ord(char) for char in shown} <= drawable()
    assert legible(shown) == shown


@pytest.mark.parametrize("name", [FIGURES, FIGURES_STRONG])
def test_figures_in_columns_are_of_one_width(name):
    from reportlab.pdfbase.pdfmetrics import getFont, stringWidth

    load_fonts()

    assert len({stringWidth(figure, name, 100) for figure in "0123456789"}) == 1
    assert {ord(char) for char in format_vnd(1_234_567_890) + "−"} <= set(getFont(name).face.charToGlyph)


def test_each_font_says_that_it_is_open():
    from reportlab.pdfbase.pdfmetrics import getFont

    load_fonts()

    assert {getFont(name).face.name.decode() for name in FILES} == {
        "BeVietnamPro-Regular", "BeVietnamPro-SemiBold", "BeVietnamPro-RegularFigures", "BeVietnamPro-SemiBoldFigures",
    }  # fmt: skip


def test_the_inks_are_those_of_the_style_sheet():
    day = SCHEMES["day"]

    def value(role: str) -> str:
        found = day[role]
        while found.startswith("var("):
            found = day[found.removeprefix("var(--").removesuffix(")")]
        return found

    assert {role: value(role) for role in TOKENS} == TOKENS
    assert RAW["paper"] == "#fff"


@needs_tools
def test_the_longest_texts_that_a_form_takes_fill_more_sheets_and_break_nothing():
    long = "ngoằn ngoèo " * 25
    who = Party(long, long, long, long, long, long)
    line = replace(HONEY, name=long, certificate=long, origin=long)
    sums = Sums(120_000, 0, 0, 0, 120_000)
    part = Part("A-1", long, who, (line,), sums, Delivery(long, 1, 2, long), (Borne(long, 0),))
    parcel = PackingPart("A-1", long, long, (line, line), long, 5, frozenset(Handling), long)
    papers = {
        "contract": contract(
            replace(CONTRACT, buyer=who, operator=who, parts=(part,), total_vnd=120_000, note=long * 2, invoice_to=who),
            "vi",
        ),
        "note": delivery_note(replace(NOTE, receiver=who, sender=who, lines=(line,), note=long * 2), "vi"),
        "pick up": delivery_note(replace(PICK_UP_NOTE, pick_up=PickUp(long, long, long)), "vi"),
        "receipt": receipt(
            replace(RECEIPT, payer=who, seller=who, holder=long, lines=(line,), sums=sums, amount_vnd=120_000), "vi"
        ),
        "packing list": packing_list(replace(PACKING, producer=long, parts=(parcel,)), "vi"),
    }

    # Each time the words stood among the facts (a sheet's edge may say them again, cut short).
    wanted = {"contract": 700, "note": 225, "pick up": 75, "receipt": 300, "packing list": 200}
    found = {name: read(content).count("ngoằn") for name, content in papers.items()}
    assert {name: found[name] >= wanted[name] for name in papers} == dict.fromkeys(papers, True), found
