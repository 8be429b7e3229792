"""Every refusal of the room can be said, in both languages."""

from __future__ import annotations

import pytest
from django.utils import translation

from catalogue_ext.producers import operations, queries, rules
from catalogue_ext.producers.messages import SENTENCES, sentence
from catalogue_ext.producers.operations import NotEditable
from catalogue_ext.producers.rules import BadTaxCode, UnknownKind
from shop.primitives.refusal import Refusal


def test_each_refusal_of_the_room_has_a_sentence() -> None:
    codes = {
        kind.code
        for module in (operations, queries, rules)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Refusal) and kind.__module__ == module.__name__
    }

    assert codes == {code for code in SENTENCES if "." not in code}


@pytest.mark.parametrize(
    ("refusal", "language", "said"),
    [
        (
            BadTaxCode(text="1", why="length"),
            "vi",
            "Mã số thuế có 10 số, 10 số kèm 3 số cho chi nhánh, hoặc 12 số. Ví dụ: 0100109106.",
        ),
        (
            BadTaxCode(text="0100109107", why="check_digit"),
            "vi",
            "Mã số thuế 0100109107 gõ nhầm một số: số kiểm tra không khớp.",
        ),
        (BadTaxCode(text="0100109106-000", why="branch"), "en", "Branches are numbered from 001."),
        (
            UnknownKind(name="Hoa"),
            "vi",
            "Tên “Hoa” chưa cho biết loại chủ thể. Hãy bắt đầu bằng HTX, Công ty, Hộ kinh doanh…",
        ),
        (NotEditable(names=["pk", "slug"]), "en", "These facts are not changed here: pk, slug."),
    ],
)
def test_a_refusal_is_said_exactly(refusal: Refusal, language: str, said: str) -> None:
    with translation.override(language):
        assert sentence(refusal) == said
