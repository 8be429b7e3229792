"""After the order, on a phone and by phone number alone: a refusal, goods that go back; with and without a script."""

import io
import re

import pytest
from django.utils import timezone
from oscar.core.loading import get_model
from PIL import Image
from playwright.sync_api import expect

from shop.fulfilment import operations
from shop.fulfilment.models import ReturnRequest
from shop.fulfilment.states import Actor
from tests.factories.orders import delivered, placed
from tests.factories.situations import on_sale


@pytest.fixture
def order(house):
    now = timezone.now()
    goods = [
        on_sale(house, at=now, title=name, producer=maker)
        for name, maker in zip(("Dầu lạc", "Mật ong"), house.producers, strict=True)
    ]
    return placed(*goods, commune=house.places.truong_xuan, at=now)


@pytest.fixture
def parts(order):
    return list(order.producer_orders.order_by("pk"))


def look_up(page, order, prefix=""):
    """What somebody does who has only the number and the phone."""
    page.goto(f"{prefix}/don-hang/tra-cuu/")
    page.locator('main [name="number"]').fill(order.number.lower())
    page.locator('main [name="phone"]').fill("091 234 5678")
    page.locator("main form button").last.click()
    expect(page).to_have_url(re.compile(rf"{prefix}/don-hang/{order.number}/$"))


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_refusal_by_the_maker_is_read_by_the_buyer(visit, order, parts, house):
    page = visit.page
    look_up(page, order)
    expect(page.locator("#kien-2 .status").first).to_have_text("chờ người làm nhận đơn")

    operations.refuse(
        producer_order=parts[1],
        actor=Actor.PRODUCER,
        by=house.other_producer,
        at=timezone.now(),
        reason="Mật đã hết",
    )
    page.reload()

    expect(page.locator("#kien-2 .status").first).to_have_text("người làm không gửi được")
    expect(page.locator("#kien-2")).to_contain_text("Lý do: Mật đã hết")
    expect(page.locator("#kien-2 h3 s")).to_have_text("Mật ong")
    expect(page.locator(".summary .total")).to_contain_text("150.000")
    assert fits(page)


def test_a_parcel_is_called_off_and_the_reason_is_asked_first(visit, order, parts):
    page = visit.page
    look_up(page, order)

    page.locator("#kien-1").get_by_role("link", name="Huỷ kiện này").click()
    page.get_by_role("button", name="Huỷ kiện").click()
    expect(page.locator("main .notice--danger")).to_contain_text("Bạn chọn lý do nhé.")
    page.get_by_label("Tôi đặt nhầm").check()
    page.get_by_role("button", name="Huỷ kiện").click()

    expect(page.locator(".notices")).to_contain_text("Đã huỷ kiện 1.")
    parts[0].refresh_from_db()
    assert (parts[0].state, parts[0].payable_vnd) == ("cancelled", 0)
    assert fits(page)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_goods_go_back_with_pictures_of_a_telephone(visit, order, parts, house, prefix, settings, tmp_path):
    settings.RETURN_DAYS, settings.MEDIA_ROOT = 7, tmp_path
    delivered(parts[0], at=timezone.now(), by=house.producer)
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(out, "JPEG", quality=80)
    page = visit.page
    look_up(page, order, prefix)

    page.locator("#kien-1 a[href$='/tra-hang/']").click()
    page.locator('[name="reason"][value="damaged"]').check()
    page.locator('[name="text"]').fill("Chai bị nứt.")
    shot = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    page.locator('[name="pictures"]').set_input_files([shot, {**shot, "name": "IMG_0002.jpg"}])
    page.locator("main form button").last.click()

    expect(page).to_have_url(re.compile(rf"{prefix}/don-hang/{order.number}/#kien-1$"))
    expect(page.locator("#kien-1 .return")).to_contain_text("Chai bị nứt.")
    request = ReturnRequest.objects.get()
    assert (request.pictures.count(), request.asked_by) == (2, None)
    seen = page.locator("#kien-1 .shots img").first
    shown = page.request.get(seen.get_attribute("src") or "")
    assert Image.open(io.BytesIO(shown.body())).size == (1600, 1200)

    now = timezone.now()
    facts = {"request": request, "actor": Actor.PRODUCER, "by": house.producer, "at": now}
    operations.answer_return(**facts, is_accepted=True, answer="Gửi về 12 Lê Lợi.")
    operations.receive_return(**facts, restock=False)
    page.reload()

    expect(page.locator("#kien-1 .return__answer")).to_contain_text("Gửi về 12 Lê Lợi.")
    expect(page.locator("#kien-1 .parcel__refund")).to_contain_text("150.000")
    assert fits(page)


def test_a_complaint_and_its_answer(visit, order, parts, house):
    delivered(parts[0], at=timezone.now(), by=house.producer)
    page = visit.page
    look_up(page, order)

    page.locator("#kien-1").get_by_role("link", name="Có chuyện chưa ổn").click()
    page.get_by_label("Số tiền thu không đúng").check()
    page.locator('[name="text"]').fill("Thu thừa 20.000.")
    page.get_by_role("button", name="Gửi người hỗ trợ").click()

    expect(page).to_have_url(re.compile(r"/lien-he/[0-9A-Z]{8}/$"))
    expect(page.locator(".thread")).to_contain_text("Thu thừa 20.000.")
    parts[0].refresh_from_db()
    assert parts[0].state == "disputed"
    assert get_model("support", "Ticket").objects.get().producer_order == parts[0]
