"""What a buyer does with an order, by phone number alone: each act in each state, and nobody else's hand in it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from oscar.core.loading import get_model
from PIL import Image

from shop.fulfilment import operations
from shop.fulfilment.models import CashConfirmation, ReturnRequest
from shop.fulfilment.states import Actor, State
from shop.stock.operations import adjust
from shop.support.models import Ticket
from tests.factories.orders import delivered, placed, sent
from tests.factories.situations import on_sale, revoke
from tests.pages.conftest import words_of
from tests.pages.test_order_page import proven

pytestmark = pytest.mark.django_db

WHY = {"choice": "mistake", "text": ""}


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings, tmp_path):
    """Pictures of a test go nowhere else; goods are taken back for a week."""
    settings.MEDIA_ROOT = tmp_path
    settings.RETURN_DAYS = 7


@pytest.fixture
def goods(cast, now):
    first, second = cast.producers
    return [
        on_sale(cast, at=now, producer=first, title="Dầu lạc"),
        on_sale(cast, at=now, producer=first, title="Trà hoa vàng"),
        on_sale(cast, at=now, producer=second, title="Mật ong"),
    ]


@pytest.fixture
def order(goods, places, now):
    return placed(*goods, commune=places.truong_xuan, at=now)


@pytest.fixture
def parts(order):
    return list(order.producer_orders.order_by("pk"))


@pytest.fixture
def buyer(order):
    return proven(order)


def at(order, path=""):
    return f"/don-hang/{order.number}/{path}"


def states(order):
    return list(order.producer_orders.order_by("pk").values_list("state", flat=True))


def photo(*, size=(640, 480), name="IMG_0001.JPG", colour=(160, 90, 40)):
    """What a telephone sends: JPEG with the place where it was taken."""
    picture, out = Image.new("RGB", size, colour), io.BytesIO()
    exif = picture.getexif()
    exif[0x010F] = "Phone of Hoa"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def said(client, answer):
    """The notice on the page that an act leads back to."""
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = BeautifulSoup(client.get(answer.headers["Location"].partition("#")[0]).content, "html.parser")
    return words_of(page.select_one(".notices"))


def content_of(row):
    with row.file.open("rb") as file:
        return file.read()


def seen(client, address):
    """A picture, as a browser shows it."""
    answer = client.get(address)
    assert answer.content.startswith(b"RIFF")
    return answer


def refused(answer, status=409):
    assert answer.status_code == status
    return words_of(BeautifulSoup(answer.content, "html.parser").select_one(".notice--danger"))


# ---------------------------------------------------------------- nobody else


ACTS = [
    "",
    "xong/",
    "hop-dong.pdf",
    "huy/",
    "dia-chi/",
    "ma-xac-nhan/",
    "kien/1/huy/",
    "kien/1/huy/{line}/",
    "kien/1/khieu-nai/",
    "kien/1/tra-hang/",
    "kien/1/bien-nhan.pdf",
    "y-kien/{line}/",
    "tra-hang/anh/1.webp",
]
POSTS = ["ma-xac-nhan/gui-lai/", "mua-lai/"]


@pytest.mark.parametrize("who", ["nobody", "shopper", "producer", "buyer of another order"])
def test_a_stranger_reaches_no_act_in_no_state(who, order, parts, goods, cast, places, now):
    delivered(parts[0], at=now)
    client = Client()
    if who in ("shopper", "producer"):
        client.force_login(getattr(cast, who), backend="shop.accounts.backends.EmailOrPhoneBackend")
    elif who != "nobody":
        proven(placed(goods[0], commune=places.truong_xuan, at=now), client=client)
    line = parts[0].lines.first().pk
    typed = {**WHY, "text": "x" * 20, "score": 5, "body": "x" * 20, "lines": [line], "reason": "changed_mind"}
    before = states(order)

    for act in [*ACTS, *POSTS]:
        address = at(order, act.format(line=line))
        assert client.post(address, typed).status_code in {404, 405}, act
        assert client.get(address).status_code in {404, 405}, act

    assert states(order) == before
    assert (Ticket.objects.count(), ReturnRequest.objects.count()) == (0, 0)
    assert get_model("reviews", "ProductReview").objects.count() == 0
    assert get_model("basket", "Line").objects.filter(basket__status="Open").count() == 0


def test_a_line_or_a_parcel_of_another_order_is_not_there(buyer, order, goods, places, now):
    other = placed(goods[0], commune=places.truong_xuan, at=now).producer_orders.get()

    assert buyer.post(at(order, f"kien/1/huy/{other.lines.get().pk}/"), WHY).status_code == 404
    assert buyer.get(at(order, f"y-kien/{other.lines.get().pk}/")).status_code == 404
    assert buyer.get(at(order, "kien/9/huy/")).status_code == 404
    assert buyer.get(at(order, "kien/9/tra-hang/")).status_code == 404
    assert other.lines.get().allocation_cancelled is False


# ---------------------------------------------------------------- calling off


def bring(part, state, now):
    """This will bring a new part into a state."""
    facts = {"producer_order": part, "by": None, "at": now}
    if state is State.ACCEPTED:
        operations.accept(**facts, actor=Actor.PRODUCER)
    elif state is State.PACKED:
        operations.accept(**facts, actor=Actor.PRODUCER)
        operations.pack(**facts, actor=Actor.PRODUCER)
    elif state is State.HANDED_OVER:
        sent(part, at=now)
    elif state in {State.DELIVERED, State.DISPUTED, State.CLOSED}:
        delivered(part, at=now)
        if state is State.DISPUTED:
            operations.dispute(**facts, actor=Actor.BUYER, reason="x")
        elif state is State.CLOSED:
            operations.close(**facts, actor=Actor.SUPPORT)
    elif state is State.REFUSED:
        operations.refuse(**facts, actor=Actor.PRODUCER, reason="x")
    elif state is State.CANCELLED:
        operations.cancel(**facts, actor=Actor.BUYER, reason="x")
    elif state is State.RETURNED:
        sent(part, at=now)
        operations.refuse_at_door(**facts, actor=Actor.PRODUCER, reason="x")


MAY_CANCEL = {State.NEW, State.ACCEPTED}


@pytest.mark.parametrize("state", list(State))
def test_a_parcel_is_called_off_until_it_is_packed(state, buyer, order, parts, now):
    bring(parts[0], state, now)

    shown = buyer.get(at(order, "kien/1/huy/"))
    why_not = said(buyer, shown) if shown.status_code == 302 else ""
    answer = buyer.post(at(order, "kien/1/huy/"), WHY)

    if state in MAY_CANCEL:
        assert shown.status_code == 200
        assert said(buyer, answer) == (
            "Đã huỷ kiện 1. Bạn không phải trả đồng nào cho kiện này, và người làm đã được báo."
        )
        assert states(order) == ["cancelled", "new"]
    else:
        assert why_not.startswith("Không huỷ được nữa")
        assert refused(answer) == "Kiện hàng vừa sang bước khác nên việc này không làm được nữa. Chưa có gì thay đổi."
        assert states(order) == [state, "new"]


def test_the_whole_order_is_called_off_as_far_as_it_goes(buyer, order, parts, goods, now):
    bring(parts[0], State.PACKED, now)

    answer = buyer.post(at(order, "huy/"), {"choice": "other", "text": "Con tôi mua rồi"})

    assert said(buyer, answer) == "Đã huỷ. Bạn không phải trả đồng nào, và người làm đã được báo."
    assert states(order) == ["packed", "cancelled"]
    change = parts[1].changes.latest("pk")
    assert (change.actor, change.by, change.reason) == ("buyer", None, "Con tôi mua rồi")
    assert goods[2].stockrecords.get().num_allocated == 0


def test_one_product_is_called_off_and_the_rest_goes_on(buyer, order, parts):
    line = parts[0].lines.order_by("pk").first()

    page = BeautifulSoup(buyer.get(at(order, f"kien/1/huy/{line.pk}/")).content, "html.parser")
    answer = buyer.post(at(order, f"kien/1/huy/{line.pk}/"), {"choice": "late", "text": "cần gấp"})

    assert [words_of(row) for row in page.select(".act__goods li")] == ["Dầu lạc × 1 120.000 ₫"]
    assert said(buyer, answer) == "Đã huỷ: Dầu lạc."
    line.refresh_from_db()
    # The producer reads Vietnamese, whatever the buyer reads.
    assert (line.outcome.kind, line.outcome.reason) == ("cancelled", "Phải chờ lâu quá: cần gấp")
    assert states(order) == ["new", "new"]
    parts[0].refresh_from_db()
    assert parts[0].payable_vnd == 150_000
    assert said(buyer, buyer.get(at(order, f"kien/1/huy/{line.pk}/"))).startswith("Không huỷ được nữa")


def test_the_reason_reaches_the_producer_in_vietnamese(order, parts):
    buyer = proven(order)

    buyer.post(f"/en{at(order, 'kien/2/huy/')}", WHY)

    assert parts[1].changes.latest("pk").reason == "Tôi đặt nhầm"


def test_without_a_reason_nothing_is_called_off_and_the_words_stay(buyer, order):
    answer = buyer.post(at(order, "huy/"), {"choice": "", "text": "Tôi viết vài chữ"})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.select_one("textarea[name=text]").get_text().strip() == "Tôi viết vài chữ"
    assert words_of(page.select_one(".notice--danger li")) == "Vì sao? : Bạn chọn lý do nhé."
    other = buyer.post(at(order, "huy/"), {"choice": "other", "text": "  "})
    assert other.status_code == 422
    assert states(order) == ["new", "new"]


# ---------------------------------------------------------------- another address

THERE = {"name": "Lê Văn Nam", "street": "Ngõ 7", "place": "Phường Uông Bí", "province": "22", "commune": ""}


@pytest.mark.parametrize("state", list(State))
def test_the_address_changes_until_a_parcel_is_packed(state, buyer, order, parts, places, now):
    bring(parts[0], state, now)
    is_open = state not in {State.PACKED, State.HANDED_OVER}

    shown = buyer.get(at(order, "dia-chi/"))
    why_not = said(buyer, shown) if shown.status_code == 302 else ""
    answer = buyer.post(at(order, "dia-chi/"), THERE)

    order.refresh_from_db()
    address = order.shipping_address
    if is_open:
        assert shown.status_code == 200
        assert said(buyer, answer) == "Các kiện sẽ về địa chỉ mới. Người làm đã được báo."
        assert (address.first_name, address.line1, address.commune) == ("Lê Văn Nam", "Ngõ 7", places.uong_bi)
        assert str(address.phone_number) == "+84912345678"
    else:
        assert why_not.startswith("Đã có kiện gói xong")
        assert refused(answer).startswith("Đã có kiện gói xong")
        assert address.commune == places.truong_xuan


def test_a_place_that_is_not_clear_is_asked_for_and_keeps_what_was_typed(buyer, order):
    answer = buyer.post(at(order, "dia-chi/"), {**THERE, "place": "Nơi Không Có", "province": ""})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.select_one("[name=street]")["value"] == "Ngõ 7"
    assert page.select_one("[name=place]")["value"] == "Nơi Không Có"
    assert page.select_one("[name=phone]") is None


def test_an_address_that_costs_more_is_refused_with_a_way_on(buyer, order, parts, monkeypatch):
    def costs_more(**facts):
        raise operations.AddressCostsMore(part=parts[1].number)

    monkeypatch.setattr(operations, "change_address", costs_more)

    words = refused(buyer.post(at(order, "dia-chi/"), THERE))

    assert words.startswith(f"Kiện {parts[1].number} không gửi tới đó được với phí bạn đã đồng ý")
    assert words.endswith("Bạn có thể huỷ kiện đó rồi đặt lại về địa chỉ mới.")


# ---------------------------------------------------------------- yes to much cash


@pytest.fixture
def waiting(order, now):
    return CashConfirmation.objects.create(order=order, code="123456", sent_at=now)


def test_a_code_confirms_the_order(buyer, order, waiting, now):
    page = buyer.get(at(order)).content.decode()
    answer = buyer.post(at(order, "ma-xac-nhan/"), {"code": " 123456 "})

    assert "Bạn xác nhận đơn này nhé" in page
    assert said(buyer, answer) == "Cảm ơn bạn, đơn đã được xác nhận. Người làm bắt đầu gói được rồi."
    waiting.refresh_from_db()
    assert waiting.confirmed_at == now
    assert "Bạn xác nhận đơn này nhé" not in buyer.get(at(order)).content.decode()
    assert said(buyer, buyer.get(at(order, "ma-xac-nhan/"))).startswith("Đơn này đã xác nhận rồi")


def test_wrong_codes_are_counted_down_then_none_is_taken(buyer, order, waiting):
    words = [refused(buyer.post(at(order, "ma-xac-nhan/"), {"code": "000000"})) for _ in range(5)]

    assert words[0] == "Mã không đúng, hoặc đã quá 30 phút. Bạn còn 4 lần thử, hoặc xin gửi mã mới."
    assert words[4].startswith("Đã thử quá nhiều lần.")
    assert refused(buyer.post(at(order, "ma-xac-nhan/"), {"code": "123456"})).startswith("Đã thử quá nhiều lần.")
    assert buyer.post(at(order, "ma-xac-nhan/"), {"code": "12"}).status_code == 422
    waiting.refresh_from_db()
    assert waiting.confirmed_at is None


def test_a_new_code_once_a_minute(buyer, order, waiting, now):
    with time_machine.travel(now + timedelta(seconds=59), tick=False):
        soon = said(buyer, buyer.post(at(order, "ma-xac-nhan/gui-lai/")))
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        later = said(buyer, buyer.post(at(order, "ma-xac-nhan/gui-lai/")))

    assert soon.startswith("Mã vừa gửi chưa đầy một phút.")
    assert later == "Mã mới đang tới bạn. Mã dùng được trong 30 phút."
    waiting.refresh_from_db()
    assert waiting.sent_at == now + timedelta(minutes=1)


def test_an_order_that_needs_no_code_says_so(buyer, order):
    assert said(buyer, buyer.get(at(order, "ma-xac-nhan/"))).startswith("Đơn này đã xác nhận rồi")
    assert buyer.post(at(order, "ma-xac-nhan/gui-lai/")).status_code == 302


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


# ---------------------------------------------------------------- an opinion

OPINION = {"score": "5", "title": "", "body": "Thơm, đóng gói kỹ.", "shown_as": "Hoa"}


@pytest.mark.parametrize("state", list(State))
def test_an_opinion_is_given_by_who_has_the_goods(state, buyer, order, parts, now):
    bring(parts[0], state, now)
    line = parts[0].lines.order_by("pk").first()

    shown, answer = buyer.get(at(order, f"y-kien/{line.pk}/")), buyer.post(at(order, f"y-kien/{line.pk}/"), OPINION)

    reviews = get_model("reviews", "ProductReview").objects
    if state in {State.DELIVERED, State.CLOSED}:
        assert shown.status_code == 200
        assert said(buyer, answer).startswith("Cảm ơn bạn. Có người đọc qua trước")
        assert (reviews.get().score, reviews.get().proof.line) == (5, line)
        assert refused(buyer.post(at(order, f"y-kien/{line.pk}/"), OPINION)).startswith("Bạn đã")
        assert "Bạn đã cho ý kiến. Cảm ơn bạn." in buyer.get(at(order)).content.decode()
    else:
        assert shown.status_code == 302
        assert answer.status_code == 409
        assert not reviews.exists()


def test_an_opinion_too_short_keeps_its_words(buyer, order, parts, now):
    bring(parts[0], State.DELIVERED, now)
    line = parts[0].lines.first()

    answer = buyer.post(at(order, f"y-kien/{line.pk}/"), {**OPINION, "body": "Ngon"})

    assert answer.status_code == 409
    assert "Ngon" in BeautifulSoup(answer.content, "html.parser").select_one("[name=body]").get_text()


# ---------------------------------------------------------------- the same again


def test_buying_again_goes_through_the_rule_and_says_what_it_refused(buyer, order, goods, cast, now):
    oil, tea, honey = goods
    revoke(tea, cast, at=now - timedelta(seconds=1))
    adjust(stock_record=honey.stockrecords.get(), counted=1, reason="hỏng", by=None, at=now)

    answer = buyer.post(at(order, "mua-lai/"))

    assert answer.headers["Location"] == "/gio-hang/"
    page = BeautifulSoup(buyer.get("/gio-hang/").content, "html.parser")
    notices = [words_of(row) for row in page.select(".notices .notice")]
    assert sorted(notices) == sorted(
        [
            "Trà hoa vàng: Sản phẩm này hiện không có chứng nhận OCOP còn hiệu lực, nên chúng tôi không bán.",
            "Mật ong: Tạm hết. Người làm sẽ thêm hàng khi có mẻ mới.",
            "1 món đã vào giỏ.",
        ]
    )
    lines = get_model("basket", "Line").objects.filter(basket__status="Open")
    assert [(line.product, line.quantity) for line in lines] == [(oil, 1)]


def test_buying_again_takes_a_form_only(buyer, order):
    assert buyer.get(at(order, "mua-lai/")).status_code == 405
