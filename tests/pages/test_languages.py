"""Both languages whole: no English in Vietnamese pages, no Vietnamese sentence of ours in English ones."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from oscar.core.loading import get_model

from shop.policies.pages import pages
from tests.factories.situations import lapsed, make_product, not_yet, on_sale, revoked
from tests.pages.test_checkout import buy, orders

pytestmark = pytest.mark.django_db

CATALOGUE = settings.BASE_DIR / "shop" / "storefront" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
ATTRIBUTES = ("aria-label", "placeholder", "alt", "title")


def messages():
    """This will return (English, Vietnamese) of every whole message of the storefront without a placeholder."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="vi"):
            if message.id and isinstance(message.id, str) and "%(" not in message.id and "<" not in message.id:
                yield message.id, message.string


ENGLISH = {english for english, vietnamese in messages() if english != vietnamese}
VIETNAMESE = {vietnamese for english, vietnamese in messages() if english != vietnamese}


def pieces(content: bytes) -> set[str]:
    """This will return every text and spoken attribute of a page, spaces made single."""
    page = BeautifulSoup(content, "html.parser")
    for node in page.select("script, style, svg"):
        node.decompose()
    texts = list(page.find_all(string=True))
    texts += [node[name] for name in ATTRIBUTES for node in page.select(f"[{name}]")]
    return {re.sub(r"\s+", " ", text).strip() for text in texts} - {""}


@pytest.fixture
def addresses(client, cast, now, oil):
    """Every kind of page in every state."""
    gone = [lapsed(cast, at=now), revoked(cast, at=now)]
    coming = not_yet(cast, at=now)
    shown = [oil, *gone]
    shown += [on_sale(cast, at=now, criteria_set=n, herbal_kind="SUPPLEMENT" if n == 18 else "") for n in (14, 18, 26)]
    shown.append(on_sale(cast, at=now, stock=0))
    make_product(producer=cast.producers[0])
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    buy(client)
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    return [
        "/",
        "/san-pham/",
        "/san-pham/?q=xyzzy&sao=5&con_hang=1",
        "/san-pham/nhom/du-lich/",
        "/chu-the/",
        "/chu-the/htx-nong-nghiep-hai-yen/",
        "/dia-phuong/?q=quang",
        "/dia-phuong/goi-y/?place=xyzzy",
        "/tinh-thanh/22/",
        "/tinh-thanh/68/",
        "/xa-phuong/06811/",
        "/trung-tam/",
        "/trung-tam/quang-ninh/",
        "/chinh-sach/",
        "/chinh-sach/hang-sao/",
        *(f"/chinh-sach/{slug}/" for slug in pages()),
        "/kiem-tra/",
        "/kiem-tra/0000000000/",
        "/gio-hang/",
        "/thanh-toan/",
        f"/don-hang/{orders().get().number}/xong/",
        "/don-hang/tra-cuu/",
        "/khong-co/",
        *(product.get_absolute_url() for product in shown),
        *(f"/kiem-tra/{product.check_code}/" for product in (oil, *gone, coming)),
    ]


def test_vietnamese_pages_hold_no_english_message(client, addresses):
    for address in addresses:
        response = client.get(address)
        assert response.status_code in (200, 404), address
        assert pieces(response.content) & ENGLISH == set(), address
        assert b'<html lang="vi">' in response.content or address.startswith("/dia-phuong/goi-y/")


def test_english_pages_hold_no_vietnamese_message(client, addresses):
    # Names stay as they are, whatever they are; the way back is said in its own language.
    names = {"Tiếng Việt", *get_model("catalogue", "Product").objects.values_list("title", flat=True)}
    for address in addresses:
        response = client.get(f"/en{address}")
        assert response.status_code in (200, 404), address
        assert pieces(response.content) & VIETNAMESE - names == set(), address
        assert b'<html lang="en">' in response.content or address.startswith("/dia-phuong/goi-y/")


def test_every_link_of_an_english_page_stays_english(client, addresses):
    for address in addresses:
        page = BeautifulSoup(client.get(f"/en{address}").content, "html.parser")
        links = {a["href"] for a in page.select("a[href^='/']") if "language" not in a.get("class", [])}
        assert {link for link in links if not link.startswith("/en/")} == set(), address


def test_the_switch_leads_to_the_same_page(client, oil):
    vietnamese = BeautifulSoup(client.get("/san-pham/?sao=4").content, "html.parser")
    english = BeautifulSoup(client.get("/en/san-pham/?sao=4").content, "html.parser")

    assert vietnamese.select_one("a.language")["href"] == "/en/san-pham/?sao=4"
    assert english.select_one("a.language")["href"] == "/san-pham/?sao=4"


def test_every_message_has_its_vietnamese():
    with CATALOGUE.open("rb") as file:
        missing = [
            m.id
            for m in read_po(file, locale="vi")
            if m.id and not (m.string if isinstance(m.string, str) else all(m.string))
        ]

    assert missing == []


def test_an_order_remembers_its_language(cast, oil):
    visitor = Client()
    visitor.post(f"/en/gio-hang/them/{oil.pk}/", {"quantity": 1})
    buy(visitor, prefix="/en")

    assert orders().get().language == "en"


def test_the_other_language_of_no_page_stays_in_the_shop(client, db):
    answer = client.get("/x", PATH_INFO="//evil.example/x")

    assert answer.status_code == 404
    assert 'href="//' not in answer.content.decode()
