"""Plain text stays plain, and an ampersand stays one."""

from __future__ import annotations

import pytest

from shop.primitives.plain_text import plain


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (" Chè & cà phê ", "Chè & cà phê"),
        ("<p>Hai <b>dòng</b></p>", "Hai dòng"),
        ("<script>alert(1)</script>Lan", "Lan"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("AT&amp;T", "AT&amp;T"),
    ],
)
def test_only_text_is_kept(written: str, kept: str) -> None:
    assert plain(written) == kept
