"""Writing to us without an order, and reading the answer again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client

from shop.support.models import Kind, Ticket
from shop.support.operations import Asker, add_entry, answer, close, open_ticket
from shop.support.states import Side
from tests.factories.orders import placed
from tests.factories.situations import on_sale
from tests.pages.after_sale.conftest import photo, refused
from tests.pages.conftest import words_of
from tests.pages.test_order_page import BACKEND, proven

pytestmark = pytest.mark.django_db

CONTACT, LOOK_UP = "/lien-he/", "/lien-he/tra-cuu/"
TYPED = {
    "kind": "complaint",
    "text": "Người giao hàng vứt kiện ngoài cổng.",
    "name": "Trần Thị Hoa",
    "phone": "091 234 5678",
    "email": "",
}


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ticket(client):
    """A complaint that this browser has sent."""
    client.post(CONTACT, TYPED)
    return Ticket.objects.get()


def thread(client, ticket, prefix=""):
    found = client.get(f"{prefix}/lien-he/{ticket.number}/")
    assert found.status_code == 200
    return BeautifulSoup(found.content, "html.parser")


def test_the_page_stands_in_the_footer_and_beside_the_promise(page):
    home, promise = page("/"), page("/chinh-sach/khieu-nai/")

    assert home.select_one(f"footer a[href='{CONTACT}']") is not None
    assert promise.select_one(f".policy__text a[href='{CONTACT}']") is not None
    assert page("/chinh-sach/doi-tra/").select_one(f".policy__text .button[href='{CONTACT}']") is None
    assert page(CONTACT).select_one("meta[name=robots]") is None
    assert page(LOOK_UP).select_one("meta[name=robots]")["content"] == "noindex"


def test_a_complaint_gets_a_number_and_two_days(client, settings):
    answered = client.post(CONTACT, TYPED)

    ticket = Ticket.objects.get()
    assert (answered.status_code, answered.headers["Location"]) == (302, f"/lien-he/{ticket.number}/")
    assert (ticket.kind, ticket.phone, ticket.name, ticket.user) == (
        "complaint",
        "+84912345678",
        "Trần Thị Hoa",
        None,
    )
    shown = thread(client, ticket)
    # Opened on a Tuesday; three and seven working days.
    assert "Chậm nhất ngày 27/11/2026 bạn có câu trả lời đầu tiên." in words_of(shown)
    assert "Hạn giải quyết xong: ngày 03/12/2026." in words_of(shown)
    assert words_of(shown.select_one(".thread li")) == ("Bạn 10:00, 24/11/2026 Người giao hàng vứt kiện ngoài cổng.")


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"kind": ""}, 422, "Bạn chọn chuyện muốn viết nhé."),
        ({"text": ""}, 422, "Bạn viết giúp việc gì nhé."),
        ({"name": ""}, 422, "Bạn cho biết tên để chúng tôi tiện xưng hô nhé."),
        ({"phone": "12"}, 422, "Số này có 2 chữ số, cần 10."),
        ({"phone": "", "email": ""}, 409, "để lại số điện thoại hoặc"),
    ],
)
def test_what_is_missing_is_named_and_the_rest_stays(client, typed, status, words):
    answered = client.post(CONTACT, {**TYPED, **typed})

    assert words in refused(answered, status)
    page = BeautifulSoup(answered.content, "html.parser")
    if "name" not in typed:
        assert page.select_one("[name=name]")["value"] == "Trần Thị Hoa"
    assert not Ticket.objects.exists()


def test_six_tickets_in_an_hour_are_one_too_many(client):
    for _ in range(5):
        assert client.post(CONTACT, TYPED).status_code == 302

    sixth = client.post(CONTACT, TYPED)

    assert refused(sixth, 429).startswith("Bạn đã gửi nhiều lần trong một giờ.")
    assert "Người giao hàng vứt kiện" in sixth.content.decode()
    assert Ticket.objects.count() == 5


def test_a_stranger_reads_nothing_of_it(client, ticket, cast):
    entry = ticket.entries.get()
    stranger, signed_in = Client(), Client()
    signed_in.force_login(cast.shopper, backend=BACKEND)
    address = f"/lien-he/{ticket.number}/"

    for visitor in (stranger, signed_in):
        assert visitor.get(address).status_code == 404
        assert visitor.post(address, {"text": "Xen vào"}).status_code == 404
        assert visitor.post(f"{address}xong/").status_code == 404
        assert visitor.get(f"{address}anh/1.webp").status_code == 404
    assert list(ticket.entries.all()) == [entry]
    assert client.get("/lien-he/00000000/").status_code == 404


def test_number_and_phone_open_it_elsewhere_and_nothing_else_does(ticket):
    elsewhere = Client()

    wrong = elsewhere.post(LOOK_UP, {"number": ticket.number, "phone": "0987654321"})
    unknown = elsewhere.post(LOOK_UP, {"number": "00000000", "phone": "0912345678"})
    right = elsewhere.post(LOOK_UP, {"number": ticket.number.lower(), "phone": "+84912345678"})

    assert refused(wrong, 404) == refused(unknown, 404)
    assert right.headers["Location"] == f"/lien-he/{ticket.number}/"
    assert thread(elsewhere, ticket).h1.get_text(" ", strip=True) == f"Phiếu {ticket.number}"


def test_ten_wrong_tries_then_429(ticket):
    for number in range(10):
        assert Client().post(LOOK_UP, {"number": ticket.number, "phone": f"09876543{number:02}"}).status_code == 404

    assert Client().post(LOOK_UP, {"number": ticket.number, "phone": "0912345678"}).status_code == 429


def test_the_proof_runs_out(client, ticket, now):
    with time_machine.travel(now + timedelta(hours=12), tick=False):
        answered = client.get(f"/lien-he/{ticket.number}/")

    assert (answered.status_code, answered.headers["Location"]) == (302, LOOK_UP)


def test_an_answer_is_read_and_more_is_said(client, ticket, cast, now):
    answer(ticket=ticket, text="Chúng tôi đã hỏi bưu tá.", by=cast.support, at=now)

    added = client.post(f"/lien-he/{ticket.number}/", {"text": "Cảm ơn, tôi chờ.", "pictures": [photo()]})

    assert added.status_code == 302
    shown = thread(client, ticket)
    assert [words_of(row.select_one(".thread__head b")) for row in shown.select(".thread > li")] == [
        "Bạn",
        "Người hỗ trợ",
        "Bạn",
    ]
    ticket.refresh_from_db()
    assert ticket.state == "open"
    shot = shown.select_one(".shots img")["src"]
    assert client.get(shot).headers["Content-Type"] == "image/webp"
    assert Client().get(shot).status_code == 404


def test_a_note_of_support_to_itself_is_not_shown(client, ticket, cast, now):
    add_entry(ticket=ticket, side=Side.SUPPORT, text="Gọi HTX", by=cast.support, at=now, is_internal=True)

    assert "Gọi HTX" not in words_of(thread(client, ticket))


def test_the_asker_closes_it_and_opens_it_again(client, ticket, cast, now):
    answer(ticket=ticket, text="Đã xong.", by=cast.support, at=now)
    settle = thread(client, ticket).select_one(f"form[action='/lien-he/{ticket.number}/xong/']")

    closed = client.post(f"/lien-he/{ticket.number}/xong/")
    ticket.refresh_from_db()
    assert (settle is not None, closed.status_code, ticket.state) == (True, 302, "closed")
    assert client.post(f"/lien-he/{ticket.number}/xong/").status_code == 302

    client.post(f"/lien-he/{ticket.number}/", {"text": "Vẫn chưa xong."})
    ticket.refresh_from_db()
    assert ticket.state == "open"


def test_empty_words_are_asked_for(client, ticket):
    assert "Bạn viết giúp một hai câu." in refused(client.post(f"/lien-he/{ticket.number}/", {"text": " "}), 422)


def test_a_signed_in_person_finds_their_tickets(cast, now):
    client = Client()
    client.force_login(cast.shopper, backend=BACKEND)
    client.post(CONTACT, TYPED)
    ticket = Ticket.objects.get()
    elsewhere = Client()
    elsewhere.force_login(cast.shopper, backend=BACKEND)

    listed = BeautifulSoup(elsewhere.get(CONTACT).content, "html.parser")

    assert ticket.user == cast.shopper
    assert words_of(listed.select_one(".rows__name")) == f"Khiếu nại {ticket.number}"
    assert thread(elsewhere, ticket).select(".thread li")


def test_who_proved_an_order_reads_what_is_said_about_it_and_of_no_other(cast, places, now):
    oil = on_sale(cast, at=now, title="Dầu lạc")
    order, other = (placed(oil, commune=places.truong_xuan, at=now) for _ in range(2))
    ticket = open_ticket(
        kind=Kind.COMPLAINT,
        text="Chưa thấy hàng.",
        asker=Asker("Hoa", "+84912345678"),
        client_address="203.0.113.9",
        by=None,
        at=now,
        order=order,
    )
    close(ticket=ticket, side=Side.SUPPORT, by=cast.support, at=now)

    assert thread(proven(order), ticket).select_one(f"a[href='/don-hang/{order.number}/']") is not None
    assert proven(other).get(f"/lien-he/{ticket.number}/").status_code == 404


def test_in_english(client):
    client.post("/en" + CONTACT, TYPED)
    ticket = Ticket.objects.get()

    shown = thread(client, ticket, "/en")

    assert ticket.language == "en"
    assert "You get a first answer by 27 Nov 2026 at the latest." in words_of(shown)
