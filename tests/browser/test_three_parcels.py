"""One basket of three makers, three parcels, three deliveries: the buyer on a phone, each maker at its own desk."""

import re

import pytest
from django.utils import timezone
from oscar.core.loading import get_model
from playwright.sync_api import expect

from catalogue_ext.producers.models import Membership
from shop.fulfilment.states import State
from tests.factories.people import PASSWORD, make_user
from tests.factories.producers import make_producer
from tests.factories.situations import on_sale

pytestmark = [pytest.mark.django_db(transaction=True)]

# The last word of each step's address, in the order of a parcel's life.
STEPS = ("nhan", "dong-goi", "ban-giao", "da-giao")


@pytest.fixture
def makers(house):
    """Three makers and who works there; the third is new."""
    now = timezone.now()
    third = make_producer(name="HTX Vàng Danh", commune=house.places.vang_danh)
    person = make_user("third", is_demo=True)
    Membership.objects.create(producer=third, user=person, role="OWNER", granted_at=now)
    found = [(house.producers[0], house.producer), (house.producers[1], house.other_producer), (third, person)]
    for number, (maker, _) in enumerate(found):
        on_sale(house, at=now, title=f"Món {number}", producer=maker, price_vnd=100_000 + number * 10_000)
    return found


def press(page):
    """The button that goes on, whichever page it is on."""
    page.locator("main form button:not([value='0'])").last.click()


def order(page):
    for number in range(3):
        page.goto("/san-pham/")
        page.get_by_role("link", name=f"Món {number}").first.click()
        page.locator('.buy-bar button[value="basket"]').click()
        expect(page).to_have_url(re.compile(r"/gio-hang/$"))
    page.goto("/thanh-toan/")
    page.locator('[name="name"]').fill("Nguyễn Thị Hoa")
    page.locator('[name="phone"]').fill("091 234 5678")
    page.locator('[name="street"]').fill("Số 5, thôn 10")
    page.locator('[name="place"]').fill("Xã Trường Xuân")
    press(page)
    expect(page.locator("#tong .total")).to_contain_text("420.000")
    page.locator('main form button[name="order"]').click()
    expect(page).to_have_url(re.compile(r"/don-hang/[0-9A-Z]{10}/"))
    return get_model("order", "Order").objects.get()


def bring(page, maker, person, part):
    """One maker takes its part from the desk to the buyer's door."""
    page.context.clear_cookies()
    page.goto("/tai-khoan/dang-nhap/")
    page.locator('[name="name"]').fill(person.email)
    page.locator('[name="password"]').fill(PASSWORD)
    press(page)
    address = f"/lam-viec/chu-the/{maker.slug}/don/{part.number}/"
    for step in STEPS:
        page.goto(address)
        quick = page.locator(f'main form[action$="/{step}/"] button')
        if quick.count():
            quick.first.click()
            continue
        page.locator(f'main a[href$="/{step}/"]').first.click()
        if step == "ban-giao":
            page.locator('[name="tracking_number"]').fill(f"VN{part.pk}")
        press(page)


def test_three_makers_bring_one_order(visit, makers):
    page = visit.page
    bought = order(page)
    parts = list(bought.producer_orders.order_by("pk"))

    for (maker, person), part in zip(makers, parts, strict=True):
        bring(page, maker, person, part)

    bought.refresh_from_db()
    assert bought.status == State.DELIVERED
    assert [part.collection.amount_vnd for part in bought.producer_orders.order_by("pk")] == [130_000, 140_000, 150_000]
    page.context.clear_cookies()
    page.goto("/don-hang/tra-cuu/")
    page.locator('[name="number"]').fill(bought.number)
    page.locator('[name="phone"]').fill("0912345678")
    press(page)
    for part in parts:
        expect(page.locator("main")).to_contain_text(f"VN{part.pk}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True
