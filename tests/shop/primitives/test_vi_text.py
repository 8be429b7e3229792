import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.primitives.vi_text import fold, slug, sort_key

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đồ uống", "do uong"),
        ("NƯỚC MẮM  Sá Sùng", "nuoc mam sa sung"),
        ("Hòa", "hoa"),
        ("Hoà", "hoa"),
        (" Xã\tQuảng\nTrực ", "xa quang truc"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " ", max_size=40))
def test_every_spelling_of_one_word_folds_alike(text):
    forms = {fold(unicodedata.normalize(form, variant)) for form in ("NFC", "NFD") for variant in (text, text.upper())}

    assert len(forms) == 1
    assert fold(fold(text)) == fold(text)
    assert forms.pop().isascii()


def test_slug():
    assert slug("Nấm Fresh Cordyceps (Nấm tươi)") == "nam-fresh-cordyceps-nam-tuoi"


def test_names_stand_in_dictionary_order():
    words = ["ba", "bà", "bả", "bã", "bá", "bạ", "băng", "bâng", "dạ", "đa", "e", "ê", "oi", "ôi", "ơi", "ui", "ưi"]

    mixed = words[1::2] + words[::2]

    assert sorted(mixed, key=sort_key) == words


def test_the_key_needs_no_collation():
    assert set(sort_key("Trà hoa vàng Ba Chẽ 2")) <= set("0123456789abcdef")
