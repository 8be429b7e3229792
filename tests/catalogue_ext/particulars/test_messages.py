"""Every refusal of the room can be said, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from catalogue_ext.particulars import operations, rules
from catalogue_ext.particulars.messages import SENTENCES, sentence
from catalogue_ext.particulars.operations import GtinTaken, NotEditable, TooLong
from catalogue_ext.particulars.rules import BadGtin, BadNetQuantity, BadTraceLink
from shop.primitives.refusal import Refusal


def test_each_refusal_of_the_room_has_a_sentence():
    codes = {
        kind.code
        for module in (operations, rules)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Refusal) and kind.__module__ == module.__name__
    }

    assert codes == {code for code in SENTENCES if "." not in code}


@pytest.mark.parametrize(
    ("refusal", "language", "said"),
    [
        (BadGtin(text="1", why="length"), "vi", "GTIN có 8, 12, 13 hoặc 14 chữ số. Ví dụ: 9506000134352."),
        (
            BadGtin(text="9506000134353", why="check_digit"),
            "en",
            "The GTIN 9506000134353 has a mistyped digit: its last one does not fit the others.",
        ),
        (BadNetQuantity(why="both"), "vi", "Khối lượng tịnh là một số lớn hơn 0 kèm đơn vị."),
        (BadNetQuantity(why="range", most=1_000_000), "vi", "Khối lượng tịnh từ 1 đến 1000000."),
        (BadTraceLink(text="http://a.vn", why="scheme"), "vi", "Đường dẫn truy xuất bắt đầu bằng https://."),
        (TooLong(name="thành phần", limit=2000), "vi", "Mục “thành phần” quá dài, tối đa 2000 chữ."),
        (GtinTaken(gtin="96385074", product="Mật ong"), "vi", "Mật ong đã mang mã GTIN này."),
        (NotEditable(names=["pk", "stars"]), "en", "These facts do not stand on a label: pk, stars."),
    ],
)
def test_a_refusal_is_said_exactly(refusal: Refusal, language: str, said: str):
    with translation.override(language):
        assert sentence(refusal) == said


def test_the_examples_in_the_sentences_are_right():
    assert rules.gtin("9506000134352") == "9506000134352"
    assert rules.trace_link("https://truyxuat.example.vn/abc")
