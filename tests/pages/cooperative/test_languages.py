"""The whole desk in both languages: no English in Vietnamese pages, no Vietnamese sentence of ours in English ones."""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from oscar.core.loading import get_model

from shop.carriers.operations import open_pickup_point, publish_fee_table, set_own_delivery
from shop.carriers.rules import Bracket, Scale, Zone
from shop.cooperative.acts import SLUGS
from shop.fulfilment import operations
from shop.opinions.operations import give_opinion, judge
from tests.factories.orders import PHONE, delivered, placed, sent
from tests.pages.cooperative.conftest import HOME, soup
from tests.pages.test_languages import ENGLISH, VIETNAMESE, pieces

pytestmark = pytest.mark.django_db
CATALOGUE = settings.BASE_DIR / "shop" / "cooperative" / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def _messages():
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="vi"):
            if message.id and isinstance(message.id, str) and "%(" not in message.id:
                yield message.id, message.string


OUR_ENGLISH = ENGLISH | {english for english, _ in _messages()}
OUR_VIETNAMESE = VIETNAMESE | {vietnamese for _, vietnamese in _messages()}


@pytest.fixture
def pages(cast, oil, tea, places, now, settings, tmp_path):
    """Every page of the desk, and a part in each state."""
    settings.RETURN_DAYS, settings.MEDIA_ROOT = 7, str(tmp_path)
    producer = cast.producers[0]
    parts = [
        placed(oil, tea, commune=places.truong_xuan, at=now, phone=f"+8491234567{n}").producer_orders.get()
        for n in range(4)
    ]
    new, on_way, got, refused = parts
    sent(on_way, at=now)
    got = delivered(got, at=now)
    operations.refuse(producer_order=refused, actor="producer", by=cast.producer, at=now, reason="unanswered")
    line = got.lines.get(product=oil)
    review = give_opinion(
        line=line, score=5, title="", body="Ngon lắm bạn ơi", shown_as="", by=None, phone="+84912345672", at=now
    )
    judge(review=review, is_approved=True, by=cast.officer, at=now)
    refund = operations.owe_refund(producer_order=got, amount_vnd=5_000, by=None, at=now, reason="Vỡ")
    asked = operations.ask_return(
        producer_order=got, line_ids=[line.pk], reason="damaged", text="Nứt", pictures=[b"x"], by=None, at=now
    )
    ours = {"partner": producer.partner, "by": None, "at": now}
    publish_fee_table(scales=[Scale(Zone.COUNTRY, (Bracket(500, 30_000),), 0, 1, 2)], valid_on=None, **ours)
    set_own_delivery(fee_vnd=10_000, communes=[places.uong_bi], **ours)
    open_pickup_point(
        code="kho", name="Kho", commune=producer.commune, address="Số 1", hours="8:00", name_en="Store", **ours
    )
    assert PHONE
    one = [f"don/{part.number}/" for part in parts]
    steps = [f"don/{new.number}/{slug}/" for slug in ("nhan", "tu-choi") if slug in SLUGS]
    steps += [f"don/{on_way.number}/{slug}/" for slug in ("da-giao", "khong-nhan")]
    rest = ["", "?so=ZZZ", "?trang_thai=closed", "dong-goi/", "tra-hang/", "giao-hang/", "giao-hang/bang-phi/"]
    rest += ["giao-hang/tu-giao/", "giao-hang/diem-nhan/moi/", "y-kien/", f"y-kien/{review.pk}/"]
    rest += [f"tra-hang/{asked.pk}/", f"hoan-tien/{refund.pk}/", f"don/{new.number}/bo-mon/{new.lines.first().pk}/"]
    return [HOME + name for name in (*one, *steps, *rest)]


def test_vietnamese_pages_hold_no_english_message(member, pages):
    for address in pages:
        answer = member.get(address)
        assert answer.status_code == 200, address
        assert pieces(answer.content) & OUR_ENGLISH == set(), address


def test_english_pages_hold_no_vietnamese_message(member, pages):
    names = {"Tiếng Việt", *get_model("catalogue", "Product").objects.values_list("title", flat=True)}
    for address in pages:
        answer = member.get(f"/en{address}")
        assert answer.status_code == 200, address
        assert pieces(answer.content) & OUR_VIETNAMESE - names == set(), address


def test_every_link_of_an_english_page_stays_english(member, pages):
    for address in pages:
        links = {a["href"] for a in soup(member.get(f"/en{address}")).select("a[href^='/']")}
        assert {link for link in links if not link.startswith("/en/")} == set(), address


def test_forms_are_answered_in_the_language_of_the_page(member, part):
    answer = member.post(f"/en{HOME}don/{part.number}/tu-choi/", {})
    stale = member.post(f"/en{HOME}don/{part.number}/dong-goi/", follow=True)

    assert "Please choose a reason." in answer.content.decode()
    assert "Meanwhile this part is “waits for your answer”" in stale.content.decode()
