"""Something is wrong, and goods are given back, with pictures, by phone number alone."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from shop.fulfilment import operations
from shop.fulfilment.models import ReturnRequest
from shop.fulfilment.states import Actor, State
from shop.support.models import Ticket
from tests.factories.orders import placed
from tests.pages.after_sale.conftest import at, bring, content_of, photo, refused, said, seen, states
from tests.pages.conftest import words_of
from tests.pages.test_order_page import proven

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- something is wrong


def test_what_has_not_arrived_is_put_before_support(buyer, order, parts, now):
    bring(parts[0], State.HANDED_OVER, now)
    page = BeautifulSoup(buyer.get(at(order, "kien/1/khieu-nai/?sao=missing")).content, "html.parser")

    answer = buyer.post(at(order, "kien/1/khieu-nai/"), {"choice": "missing", "text": "Năm ngày rồi chưa thấy."})

    assert page.select_one("[name=choice][checked]")["value"] == "missing"
    ticket = Ticket.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/lien-he/{ticket.number}/")
    assert states(order) == ["disputed", "new"]
    assert (ticket.kind, ticket.producer_order, ticket.phone) == ("complaint", parts[0], "+84912345678")
    thread = BeautifulSoup(buyer.get(answer.headers["Location"]).content, "html.parser")
    assert words_of(thread.select_one(".thread li")) == "Bạn 10:00, 24/11/2026 Hàng chưa tới. Năm ngày rồi chưa thấy."
    order_page = words_of(BeautifulSoup(buyer.get(at(order)).content, "html.parser"))
    assert f"Khiếu nại {ticket.number} 24/11/2026 chúng tôi đang xem" in order_page


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("choice", ["missing", "damaged"])
def test_a_complaint_can_be_made_in_every_state(state, choice, buyer, order, parts, now):
    bring(parts[0], state, now)

    answer = buyer.post(at(order, "kien/1/khieu-nai/"), {"choice": choice, "text": "Có chuyện."})

    assert answer.status_code == 302
    is_disputed = state is State.DELIVERED or (state is State.HANDED_OVER and choice == "missing")
    assert states(order)[0] == ("disputed" if is_disputed else state)


def test_a_complaint_shows_pictures_to_nobody_else(buyer, order, parts, now):
    bring(parts[0], State.DELIVERED, now)
    typed = {"choice": "damaged", "text": "Vỡ nắp", "pictures": [photo(), photo(colour=(1, 2, 3))]}
    location = buyer.post(at(order, "kien/1/khieu-nai/"), typed).headers["Location"]

    shots = BeautifulSoup(buyer.get(location).content, "html.parser").select(".shots img")

    assert len(shots) == 2
    assert seen(buyer, shots[0]["src"]).headers["Content-Type"] == "image/webp"
    assert Client().get(shots[0]["src"]).status_code == 404
    assert Client().get(location).status_code == 404


# ---------------------------------------------------------------- goods to give back


def ask(buyer, order, parts, **typed):
    line = parts[0].lines.order_by("pk").first()
    facts = {"lines": [line.pk], "reason": "damaged", "text": "Chai bị nứt.", "pictures": [photo()], **typed}
    return buyer.post(at(order, "kien/1/tra-hang/"), facts)


def test_goods_are_given_back_with_pictures_of_a_telephone(buyer, order, parts, now):
    bring(parts[0], State.DELIVERED, now)

    answer = ask(buyer, order, parts, pictures=[photo(size=(4032, 3024)), photo()])

    assert said(buyer, answer).startswith("Đã gửi yêu cầu.")
    request = ReturnRequest.objects.get()
    assert (request.reason, request.text, request.asked_by) == ("damaged", "Chai bị nứt.", None)
    kept = [Image.open(io.BytesIO(content_of(row))) for row in request.pictures.order_by("pk")]
    assert [(picture.format, picture.size) for picture in kept] == [("WEBP", (1600, 1200)), ("WEBP", (640, 480))]
    assert [dict(picture.getexif()) for picture in kept] == [{}, {}]
    page = BeautifulSoup(buyer.get(at(order)).content, "html.parser").select_one("#kien-1 .return")
    assert words_of(page.select_one(".return__head")) == "Ngày 24/11/2026 bạn xin trả lại chờ trả lời"
    assert [words_of(row) for row in page.select(".return__goods li")] == ["Dầu lạc"]
    shots = page.select(".shots img")
    assert len(shots) == 2
    shot = seen(buyer, shots[0]["src"])
    assert (shot.status_code, shot.headers["Content-Type"]) == (200, "image/webp")
    assert "sandbox" in shot.headers["Content-Security-Policy"]
    assert Client().get(shots[0]["src"]).status_code == 404


def test_another_order_does_not_show_the_picture(buyer, order, parts, goods, places, now):
    bring(parts[0], State.DELIVERED, now)
    ask(buyer, order, parts)
    other = placed(goods[2], commune=places.truong_xuan, at=now)
    pk = ReturnRequest.objects.get().pictures.get().pk

    assert seen(buyer, at(order, f"tra-hang/anh/{pk}.webp")).status_code == 200
    assert proven(other).get(at(other, f"tra-hang/anh/{pk}.webp")).status_code == 404


@pytest.mark.parametrize("state", list(State))
def test_goods_are_given_back_only_while_they_are_with_the_buyer(state, buyer, order, parts, now):
    bring(parts[0], state, now)

    shown = buyer.get(at(order, "kien/1/tra-hang/"))
    why_not = said(buyer, shown) if shown.status_code == 302 else ""
    answer = ask(buyer, order, parts)

    if state is State.DELIVERED:
        assert (shown.status_code, answer.status_code) == (200, 302)
    else:
        assert why_not.startswith("Đã hết thời gian trả kiện này")
        assert answer.status_code in {409, 422}
        assert not ReturnRequest.objects.exists()


def test_after_the_last_day_it_is_over_by_the_clock(order, parts, now):
    bring(parts[0], State.DELIVERED, now)

    with time_machine.travel(now + timedelta(days=7), tick=False):
        buyer = proven(order)
        assert refused(ask(buyer, order, parts)).startswith("Đã hết thời gian trả kiện này")
        page = BeautifulSoup(buyer.get(at(order)).content, "html.parser")
    assert page.select_one("#kien-1 a[href$='/tra-hang/']") is None


def test_an_answer_is_read_on_the_order(buyer, order, parts, cast, now):
    bring(parts[0], State.DELIVERED, now)
    ask(buyer, order, parts)
    operations.answer_return(
        request=ReturnRequest.objects.get(),
        is_accepted=True,
        answer="Gửi về 12 Lê Lợi.",
        actor=Actor.PRODUCER,
        by=cast.producer,
        at=now,
    )

    found = words_of(BeautifulSoup(buyer.get(at(order)).content, "html.parser").select_one("#kien-1 .return"))

    assert "đã đồng ý, bạn gửi hàng về nhé" in found
    assert found.endswith("Trả lời 10:00, 24/11/2026 Gửi về 12 Lê Lợi.")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"lines": []}, "Bạn chọn ít nhất một món nhé."),
        ({"lines": [999_999]}, "Bạn chọn ít nhất một món nhé."),
        ({"reason": ""}, "Bạn chọn lý do nhé."),
        ({"text": " "}, "Bạn viết một hai câu món hàng bị sao nhé."),
        ({"pictures": []}, "Bạn thêm ảnh chụp chỗ đó nhé."),
    ],
)
def test_what_is_missing_is_named_and_the_rest_stays(typed, words, buyer, order, parts, now):
    bring(parts[0], State.DELIVERED, now)

    answer = ask(buyer, order, parts, **typed)

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert words in words_of(page.select_one(".notice--danger"))
    if "text" not in typed:
        assert "Chai bị nứt." in page.select_one("[name=text]").get_text()
    assert not ReturnRequest.objects.exists()


def test_six_pictures_or_no_picture_are_refused_with_a_sentence(buyer, order, parts, now):
    bring(parts[0], State.DELIVERED, now)

    six = ask(buyer, order, parts, pictures=[photo() for _ in range(6)])
    paper = ask(buyer, order, parts, pictures=[SimpleUploadedFile("a.jpg", b"%PDF-1.7", "image/jpeg")])

    assert "Bạn gửi tối đa 5 ảnh nhé." in refused(six, 422)
    assert paper.status_code == 409
    assert "Trình duyệt không giữ lại ảnh đã chọn" in paper.content.decode()
    assert not ReturnRequest.objects.exists()


def test_a_change_of_mind_needs_no_picture(buyer, order, parts, now):
    bring(parts[0], State.DELIVERED, now)

    assert ask(buyer, order, parts, reason="changed_mind", pictures=[]).status_code == 302
    assert ReturnRequest.objects.get().pictures.count() == 0
