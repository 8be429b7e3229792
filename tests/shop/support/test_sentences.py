"""Every refusal of the room can be said."""

from __future__ import annotations

import pytest

from shop.primitives.refusal import Refusal
from shop.support import operations, queries
from shop.support.sentences import SENTENCES, sentence

OURS = sorted(
    {
        value
        for module in (operations, queries)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Refusal) and value.__module__.startswith("shop.support.")
    },
    key=lambda refusal: refusal.code,
)
FACTS = {"most": 5, "least": 2, "length": 9, "number": "7KQ2M9XH", "side": "buyer", "line": 1, "review": 1, "score": 0}


@pytest.mark.parametrize("refusal", OURS, ids=lambda refusal: refusal.code)
def test_a_refusal_is_a_sentence(refusal):
    said = sentence(refusal(**FACTS))

    assert said.endswith(".")
    assert "%" not in said


def test_there_is_a_sentence_for_nothing_else():
    kinds = {code for code in SENTENCES if not code.startswith(("picture_refused.", "too_many_tries"))}

    assert {refusal.code for refusal in OURS} == kinds
