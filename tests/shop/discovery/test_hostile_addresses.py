"""Whatever stands in the address of a page: an answer within a second; a NUL alone is refused, as everywhere."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.factories.situations import on_sale
from tests.shop.discovery.hostile import TEXTS, within_a_second

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

PAGES = ["0", "-1", "1000000000", "9" * 400, "1.5", "x", "", "٣", "1e9", "NaN", "\0"]
SORTS = ["relevance", "'; DROP TABLE x", "\0", "x" * 10_000, "-1"]
PRICES = ["-1", "0", "9" * 30, "9" * 400, "1e400", "NaN", "Infinity", "0x10", "1,5", "k", "\0", "-9" * 200]


def sent(text: str) -> str:
    """The text in an address, as bytes that no decoder has looked at: a lone surrogate stays one."""
    return quote(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_in_the_address(client, cast, now, text):
    for path in ("/san-pham/", "/san-pham/goi-y/"):
        response = within_a_second(lambda path=path: client.get(f"{path}?q={sent(TEXTS[text])}"))
        assert response.status_code == (400 if "\0" in TEXTS[text] else 200), path


@pytest.mark.parametrize(
    "words",
    [
        *(f"trang={sent(page)}" for page in PAGES),
        *(f"sap_xep={sent(sort)}" for sort in SORTS),
        *(f"gia_tu={sent(price)}&gia_den={sent(price)}" for price in PRICES),
        "sao=4&sao=0&sao=-1&sao=x&sao=" + "9" * 400,
        "tinh=22&tinh=%00&xa=" + "9" * 400,
        "loai=%00&nhom=x&bo=99&con_hang=x",
        "q=a&q=b&q=%FF%FE&q=%ED%A0%80",
        "&".join(f"sao={number}" for number in range(900)),
        "sap_xep=gan&gan=%00",
    ],
    ids=lambda words: words[:30],
)
def test_any_choice_in_the_address(client, cast, now, words):
    on_sale(cast, at=now, title="Mật ong hoa rừng")
    response = within_a_second(lambda: client.get(f"/san-pham/?{words}"))

    assert response.status_code == (400 if "%00" in words else 200)
