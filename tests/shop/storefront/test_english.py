"""English pages say what our source says: Oscar's American catalogue turns no basket into a cart."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, ngettext, override, pgettext

from shop import messages


@pytest.mark.parametrize("words", ["Add to basket", "Your basket is empty.", "Basket total", "Vouchers", "Catalogue"])
def test_oscars_words_stay_as_written(words):
    with override("en"):
        assert gettext(words) == words


def test_no_message_of_ours_is_changed():
    with override("en"):
        changed = {used.key[1]: said for used in messages.all_used() if (said := _said(used)) != used.key[1]}

    assert changed == {}


def _said(used: messages.Used) -> str:
    context, singular = used.key
    if used.plural:
        return ngettext(singular, used.plural, 1) if context is None else singular
    return gettext(singular) if context is None else pgettext(context, singular)
