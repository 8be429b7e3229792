"""How a short message is counted and spelt."""

import pytest

from shop.notices.gsm import segments, without_marks


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Đã nhận đơn, 30.000\u00a0₫", "vi", "Da nhan don, 30.000d"),
        ("We have it, 1.250.000\u00a0₫ to pay", "en", "We have it, 1.250.000 VND to pay"),
        ("Ưng ý “Bà & Cháu” – 2 × 500 g…", "vi", 'Ung y "Ba & Chau" - 2 x 500 g...'),
        ("Ưng ý".encode().decode(), "vi", "Ung y"),
        ("mật 山🍯 ong\u202e", "vi", "mat ong"),
        ("a\r\nb", "vi", "a b"),
    ],
)
def test_marks_go_and_letters_stay(text, language, expected):
    assert without_marks(text=text, language=language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("ạ" * 70, 1),
        ("ạ" * 71, 2),
        ("ạ" * 134, 2),
        ("ạ" * 135, 3),
        ("", 1),
    ],
)
def test_messages_are_counted_as_telephone_companies_do(text, expected):
    assert segments(text) == expected
