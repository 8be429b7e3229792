"""Home, product, basket, order, look-up: on a phone of 360 px, with and without JavaScript, in both languages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model
from playwright.sync_api import expect

from tests.factories.situations import on_sale, revoke


def buy(page, prefix):
    """From the home page to the checkout, as a thumb would."""
    page.goto(f"{prefix}/")
    page.get_by_role("link", name="Dầu lạc Hải Yến").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dầu lạc Hải Yến")
    page.locator('.buy-bar button[value="basket"]').click()
    expect(page).to_have_url(re.compile(r"/gio-hang/$"))
    page.locator(f'main a[href="{prefix}/thanh-toan/"]').first.click()
    page.locator('[name="name"]').fill("Nguyễn Thị Hoa")
    page.locator('[name="phone"]').fill("091 234 5678")
    page.locator('[name="street"]').fill("Số 5, thôn 10")
    page.locator('[name="place"]').fill("Xã Trường Xuân")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_from_the_home_page_to_the_look_up(visit, house, prefix):
    now = timezone.now()
    oil = on_sale(house, at=now, title="Dầu lạc Hải Yến")
    page = visit.page

    buy(page, prefix)
    page.locator("main form button").last.click()
    expect(page).to_have_url(re.compile(rf"{prefix}/thanh-toan/giao-hang/$"))
    page.locator('main form button[name="order"]').click()
    expect(page).to_have_url(re.compile(rf"{prefix}/don-hang/[0-9A-Z]{{10}}/xong/"))

    order = get_model("order", "Order").objects.get()
    expect(page.locator("main")).to_contain_text(order.number)
    expect(page.locator("main")).to_contain_text("150.000")
    assert (order.total_incl_tax, order.language) == (150_000, prefix.removeprefix("/") or "vi")
    assert order.shipping_address.commune == house.places.truong_xuan
    assert oil.stockrecords.get().num_allocated == 1

    page.context.clear_cookies()
    page.goto(f"{prefix}/don-hang/tra-cuu/")
    page.locator('[name="number"]').fill(order.number.lower())
    page.locator('[name="phone"]').fill("+84 912 345 678")
    page.locator("main form button").last.click()
    expect(page.locator("main")).to_contain_text("Dầu lạc Hải Yến")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True


def test_a_mistake_keeps_everything_typed(visit, house):
    on_sale(house, at=timezone.now(), title="Dầu lạc Hải Yến")
    page = visit.page

    buy(page, "")
    page.locator('[name="phone"]').fill("09123")
    page.locator("main form button").last.click()

    expect(page.locator('[name="phone"]')).to_have_attribute("aria-invalid", "true")
    assert page.locator('[name="name"]').input_value() == "Nguyễn Thị Hoa"
    assert page.locator('[name="street"]').input_value() == "Số 5, thôn 10"
    assert get_model("order", "Order").objects.count() == 0


def test_a_revocation_while_the_shopper_types(visit, house):
    now = timezone.now()
    oil = on_sale(house, at=now, title="Dầu lạc Hải Yến")
    page = visit.page

    buy(page, "")
    page.locator("main form button").last.click()
    expect(page).to_have_url(re.compile(r"/thanh-toan/giao-hang/$"))
    revoke(oil, house, at=timezone.now() - timedelta(milliseconds=1))
    page.locator('main form button[name="order"]').click()

    expect(page.locator("main")).to_contain_text("Dầu lạc Hải Yến")
    assert get_model("order", "Order").objects.count() == 0
    assert oil.stockrecords.get().num_allocated == 0
