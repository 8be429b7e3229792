"""By place, by star, by producer to a finished order, in both languages, with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from oscar.core.loading import get_model
from playwright.sync_api import Locator, Page, expect

from shop.primitives.vi_text import fold
from tests.factories.situations import on_sale

DESK = {"width": 1280, "height": 900}
# Nothing on a page of ours is farther than this from its top.
MOST_TABS = 150
# Whether the focused element, or one around it, has an outline.
SHOWN = """() => {
    const outlined = element => getComputedStyle(element).outlineStyle !== 'none'
    for (let at = document.activeElement; at; at = at.parentElement) { if (outlined(at)) return true }
    return false
}"""


def reach(page: Page, target: Locator) -> None:
    """Tab until the target has the focus, and see that the focus is shown."""
    target.first.wait_for()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if target.first.evaluate("element => element === document.activeElement"):
            outline = page.evaluate(SHOWN)
            assert outline, f"{target} has the focus and nothing shows it"
            return
    raise AssertionError(f"{target} cannot be reached")


def follow(page: Page, target: Locator) -> None:
    """Go to a link or button and press Enter."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, name: str, text: str) -> None:
    """Go to a field and type."""
    reach(page, page.locator(f'main [name="{name}"]'))
    page.keyboard.type(text)


def by_place(page: Page, prefix: str, place: str) -> None:
    """Home, places, a name without marks, the commune, its product."""
    follow(page, page.locator(f'header a[href="{prefix}/dia-phuong/"]'))
    write(page, "q", place)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(page, page.locator('main a[href*="/xa-phuong/"]'))


def by_star(page: Page, prefix: str, place: str) -> None:
    """Home, products, four stars."""
    follow(page, page.locator(f'header a[href="{prefix}/san-pham/"]'))
    reach(page, page.locator('main [name="sao"][value="4"]'))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"[?&]sao=4"))
    expect(page.locator(".product-card")).to_have_count(1)


def by_producer(page: Page, prefix: str, place: str) -> None:
    """Home, producers, one of them."""
    follow(page, page.locator(f'header a[href="{prefix}/chu-the/"]'))
    follow(page, page.locator('main a[href*="/chu-the/"]:has-text("Hải Yến")'))


@pytest.fixture
def desk(browser, live_server):
    """A desk with a keyboard and no mouse."""
    context = browser.new_context(viewport=DESK, base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("way", [by_place, by_star, by_producer])
def test_to_a_finished_order(desk, house, way, prefix):
    now = timezone.now()
    on_sale(house, at=now, title="Dầu lạc Hải Yến", stars=4)
    on_sale(house, at=now, title="Chè vằng", stars=3, producer=house.producers[1])
    page = desk

    page.goto(f"{prefix}/")
    way(page, prefix, fold(house.producers[0].commune.short_name))
    follow(page, page.locator('.product-card a:has-text("Dầu lạc Hải Yến")'))
    follow(page, page.locator('form#mua button[value="checkout"]'))
    write(page, "name", "Nguyễn Thị Hoa")
    write(page, "phone", "091 234 5678")
    write(page, "street", "Số 5, thôn 10")
    write(page, "place", "Xã Trường Xuân")
    follow(page, page.locator("main form button[type=submit], main form button:not([type])").last)
    follow(page, page.locator('main form button[name="order"]'))

    expect(page).to_have_url(re.compile(rf"{prefix}/don-hang/[0-9A-Z]{{10}}/xong/"))
    order = get_model("order", "Order").objects.get()
    assert (order.lines.get().title, order.language) == ("Dầu lạc Hải Yến", prefix.strip("/") or "vi")
