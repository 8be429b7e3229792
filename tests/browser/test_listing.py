"""The listing in a browser: every control leaves what a fresh load of its address shows, and nobody gets lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories.producers import make_producer
from tests.factories.situations import on_sale

REGION = "[data-listing]"
# What a person opened, and marks that htmx has left, are no part of what the address says.
NORMALISED = """() => {
    const copy = document.querySelector('[data-listing]').cloneNode(true)
    for (const node of [copy, ...copy.querySelectorAll('*')]) {
        node.removeAttribute('open')
        for (const name of [...node.classList].filter(name => name.startsWith('htmx-'))) node.classList.remove(name)
        if (node.getAttribute('class') === '') node.removeAttribute('class')
    }
    return copy.outerHTML
}"""
SETTLED = """() => {
    window.alive = true
    window.settled = 0
    document.addEventListener('htmx:afterSettle', () => { window.settled += 1 })
}"""


@pytest.fixture
def goods(house):
    """Thirty-one products of two provinces, 3 to 5 stars, one sold out, two without a price."""
    now = timezone.now()
    far = make_producer(name="HTX Xanh Quảng Trực", commune=house.places.quang_truc, kind="COMPANY")
    for number in range(28):
        on_sale(house, at=now, title=f"Dầu lạc {number:02}", stars=3 + number % 2, price_vnd=10_000 + number * 5_000)
    on_sale(house, at=now, title="Mắc ca", stars=5, criteria_set=7, producer=far, price_vnd=165_000)
    on_sale(house, at=now, title="Nước khoáng", stars=3, criteria_set=16, producer=house.producers[1], stock=0)
    on_sale(house, at=now, title="Trà hoa vàng", stars=4, criteria_set=12, producer=house.producers[1], price_vnd=None)


def opened(browser, live_server, *, width: int, height: int = 900, script: bool = True) -> Page:
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.said = []  # type: ignore[attr-defined]
    page.on("console", lambda said: page.said.append(said.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
    return page


@pytest.fixture
def desk(browser, live_server) -> Iterator[Page]:
    page = opened(browser, live_server, width=1280)
    yield page
    assert page.said == []  # type: ignore[attr-defined]
    page.context.close()


@pytest.fixture
def phone(browser, live_server) -> Iterator[Page]:
    page = opened(browser, live_server, width=360, height=800)
    yield page
    assert page.said == []  # type: ignore[attr-defined]
    page.context.close()


def start(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(SETTLED)


def swapped(page: Page, act) -> str:
    """This will act, wait for the swap, and return the address: nothing was reloaded."""
    before = page.evaluate("window.settled")
    act()
    page.wait_for_function("before => window.settled > before", arg=before)
    assert page.evaluate("window.alive") is True
    parts = urlsplit(page.url)
    return parts.path + ("?" + parts.query if parts.query else "")


def same_as_fresh(page: Page) -> None:
    """This will load the address anew in another page and compare the region, to the letter."""
    fresh = page.context.new_page()
    fresh.goto(page.url)
    expected, title = fresh.evaluate(NORMALISED), fresh.title()
    language = fresh.locator("a[hreflang]").first.get_attribute("href")
    search = fresh.locator("#q").input_value()
    fresh.close()
    assert page.evaluate(NORMALISED) == expected
    assert page.title() == title
    assert page.locator("a[hreflang]").first.get_attribute("href") == language
    assert page.locator("#q").input_value() == search


BOXES = ["sao-5", "sao-3", "nhom-do-uong", "bo-16", "tinh-22", "tinh-68", "xa-07081", "loai-company", "con_hang"]


@pytest.mark.parametrize("first", ["/san-pham/", "/en/san-pham/?tinh=22&sao=4"])
def test_every_box_swaps_in_what_its_address_shows(desk, goods, first):
    for box in BOXES:
        start(desk, first)
        field = desk.locator(f"[id='{box}']")
        if not field.count():
            continue
        desk.evaluate("id => { for (let n = document.getElementById(id); n; n = n.parentElement) n.open = true }", box)
        was = field.is_checked()

        address = swapped(desk, field.click)

        assert field.is_checked() is not was
        expect(field).to_be_focused()
        word, value = box.rsplit("-", 1) if box.startswith(("sao", "bo", "tinh", "xa", "loai")) else (box, "1")
        word, value = ("nhom", "do-uong") if box == "nhom-do-uong" else (word, value)
        assert ((word, value) in parse_qsl(urlsplit(address).query)) is not was
        same_as_fresh(desk)


def test_every_order_price_chip_and_page_swaps_in_what_its_address_shows(desk, goods):
    start(desk, "/san-pham/?q=dầu&sao=4&sao=3&tinh=22")
    for order in ("sao", "gia", "gia_giam", "ten"):
        desk.locator("#sap_xep").focus()
        address = swapped(desk, lambda order=order: desk.locator("#sap_xep").select_option(order))
        assert address.endswith(f"&sap_xep={order}")
        expect(desk.locator("#sap_xep")).to_be_focused()
        same_as_fresh(desk)

    desk.locator("#gia_den").fill("100.000")
    assert "gia_den=100000" in swapped(desk, lambda: desk.locator("#gia_den").press("Enter"))
    expect(desk.locator("#gia_den")).to_have_value("100.000")
    same_as_fresh(desk)
    desk.locator("#gia_tu").fill("20k")
    assert "gia_tu=20000&gia_den=100000" in swapped(desk, desk.locator(".price-range button").click)
    same_as_fresh(desk)

    while (count := desk.locator(".rail .chip--on").count()) > 1:
        swapped(desk, desk.locator(".rail .chip--on").first.click)
        assert desk.locator(".rail .chip--on").count() == count - 1
        expect(desk.locator("h1")).to_be_focused()
        same_as_fresh(desk)
    start(desk, "/san-pham/?sao=5&nhom=do-uong&sap_xep=gia")
    swapped(desk, desk.locator(".empty .chip").first.click)
    same_as_fresh(desk)
    start(desk, "/san-pham/?sao=3&tinh=22&sap_xep=gia")
    assert swapped(desk, desk.locator(".rail .button--plain").click) == "/san-pham/?sap_xep=gia"
    same_as_fresh(desk)


def test_pages_turn_in_place_and_show_their_beginning(desk, goods):
    start(desk, "/san-pham/?tinh=22")
    for link, address in (("rel=next", "&trang=2"), ("rel=prev", "")):
        desk.locator(f".pages a[{link}]").scroll_into_view_if_needed()
        assert swapped(desk, desk.locator(f".pages a[{link}]").click) == f"/san-pham/?tinh=22{address}"
        expect(desk.locator("h1")).to_be_focused()
        expect(desk.locator("h1")).to_be_in_viewport()
        assert desk.locator(".product-card").first.bounding_box()["y"] < 500
        same_as_fresh(desk)


def test_what_changed_is_said_and_going_back_shows_what_was(desk, goods):
    start(desk, "/san-pham/")
    swapped(desk, desk.locator("#sao-5").click)
    expect(desk.locator("[data-listing-status]")).to_have_text("Có 1 sản phẩm đang có chứng nhận.")
    swapped(desk, desk.locator("#sao-4").click)
    expect(desk.locator("[data-listing-status]")).to_contain_text("Có 16 sản phẩm")

    desk.go_back()
    expect(desk).to_have_url(re.compile(r"/san-pham/\?sao=5$"))
    expect(desk.locator(".result-head p")).to_contain_text("Có 1 sản phẩm")
    expect(desk.locator("#sao-4")).not_to_be_checked()
    desk.go_back()
    expect(desk.locator(".result-head p")).to_contain_text("Có 31 sản phẩm")
    desk.go_forward()
    expect(desk.locator("#sao-5")).to_be_checked()


def test_what_was_opened_stays_open(desk, goods):
    start(desk, "/san-pham/")
    desk.locator("#tinh > summary").click()
    desk.locator("#bo-thuc-pham > summary").click()

    swapped(desk, desk.locator("#sao-4").click)

    assert desk.evaluate("[...document.querySelectorAll('details[open]')].map(fold => fold.id)") == [
        "bo-thuc-pham",
        "tinh",
    ]


def test_a_wrong_price_is_explained_where_it_was_typed(desk, goods):
    start(desk, "/san-pham/")
    desk.locator("#gia_tu").fill("rẻ")
    swapped(desk, lambda: desk.locator("#gia_tu").press("Enter"))

    expect(desk.locator("#gia_tu")).to_be_focused()
    expect(desk.locator("#gia_tu")).to_have_value("rẻ")
    expect(desk.locator("#gia_tu")).to_have_accessible_description(re.compile("không đọc được “rẻ”"))
    same_as_fresh(desk)


def test_the_sheet_of_a_phone_stays_until_it_is_closed(phone, goods):
    start(phone, "/san-pham/")
    phone.locator('.rail a[href="#loc"]').click()
    form = phone.locator("#bo-loc")
    expect(form).to_be_visible()
    form.evaluate("form => form.scrollTo(0, 200)")

    swapped(phone, phone.locator("#sao-3").click)
    swapped(phone, phone.locator("#con_hang").click)
    expect(form).to_be_visible()
    assert form.evaluate("form => form.scrollTop") > 100
    expect(form.locator(".facets__foot button")).to_have_text("Xem 14 sản phẩm")

    swapped(phone, form.locator(".facets__foot button").click)
    expect(form).to_be_hidden()
    expect(phone.locator(".product-card").first).to_be_visible()
    expect(phone).to_have_url(re.compile(r"/san-pham/\?sao=3&con_hang=1#ket-qua$"))
    same_as_fresh(phone)


def test_the_back_key_closes_the_sheet(phone, goods):
    start(phone, "/san-pham/")
    phone.locator('.rail a[href="#loc"]').click()
    expect(phone.locator("#bo-loc")).to_be_visible()

    phone.go_back()

    expect(phone.locator("#bo-loc")).to_be_hidden()
    assert phone.evaluate("window.alive") is True


def test_without_a_script_the_same_form_asks_the_same(browser, live_server, goods):
    page = opened(browser, live_server, width=360, height=800, script=False)
    page.goto("/san-pham/")
    page.locator('.rail a[href="#loc"]').click()
    page.locator("#sao-3").check()
    page.locator("#bo-do-uong > summary").click()
    page.locator("#bo-16").check()
    page.locator("#gia_den").fill("200k")
    page.locator(".facets__foot button").click()

    expect(page.locator("#bo-loc")).to_be_hidden()
    expect(page.locator(".product-card h3")).to_have_text(["Nước khoáng"])
    page.locator("#sap_xep").select_option("gia")
    page.locator(".result-tools button").click()
    expect(page.locator(".product-card h3")).to_have_text(["Nước khoáng"])
    assert {("sao", "3"), ("bo", "16"), ("gia_den", "200.000"), ("sap_xep", "gia")} <= set(
        parse_qsl(urlsplit(page.url).query)
    )
    page.context.close()


def test_where_the_shop_does_not_answer_the_browser_goes_there_itself(desk, goods):
    start(desk, "/san-pham/")
    desk.route(
        "**/san-pham/?*", lambda route: route.abort() if route.request.resource_type == "xhr" else route.continue_()
    )

    desk.locator("#sao-5").click()

    expect(desk).to_have_url(re.compile(r"sao=5"))
    expect(desk.locator(".result-head p")).to_contain_text("Có 1 sản phẩm")
    assert desk.evaluate("window.alive") is None
    desk.said.clear()  # type: ignore[attr-defined]  the browser notes what was cut
