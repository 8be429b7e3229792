"""The search field while somebody types: keyboard, touch, voices, an old answer that comes late, no connection."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.test_every_page import RULES
from tests.browser.test_listing import opened
from tests.factories.situations import on_sale

FIELD = "#q"
ROWS = "#goi-y [role=option]"


@pytest.fixture
def goods(house):
    now = timezone.now()
    for number in range(4):
        on_sale(house, at=now, title=f"Dầu lạc {number}", stars=3 + number % 3)
    on_sale(house, at=now, title="Trà hoa vàng", stars=5, criteria_set=12, producer=house.producers[1])


@pytest.fixture
def desk(browser, live_server) -> Iterator[Page]:
    page = opened(browser, live_server, width=1280)
    yield page
    assert page.said == []  # type: ignore[attr-defined]
    page.context.close()


@pytest.fixture
def phone(browser, live_server) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740}, has_touch=True)
    yield context.new_page()
    context.close()


def typed(page: Page, text: str, address: str = "/gio-hang/") -> None:
    page.goto(address)
    page.locator(FIELD).click()
    page.keyboard.type(text)
    page.locator(ROWS).first.wait_for()


def active(page: Page) -> str:
    """The words of the row that a voice would read now, "" where it reads the field."""
    key = page.locator(FIELD).get_attribute("aria-activedescendant")
    row = page.locator(f"#{key}") if key else None
    if row is None:
        assert page.locator(f"{ROWS}[aria-selected=true]").count() == 0
        return ""
    expect(row).to_have_attribute("aria-selected", "true")
    return row.locator(".search-list__words > span").inner_text()


def test_arrow_keys_walk_through_the_list_and_enter_follows(desk, goods):
    typed(desk, "dau l")
    field = desk.locator(FIELD)
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(desk.locator(".site-header__search [role=status]")).to_have_text("Có 4 gợi ý. Dùng phím mũi tên để chọn.")
    names = desk.locator(f"{ROWS} .search-list__words > span").all_inner_texts()

    walked = [active(desk)]
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "Home", "End", "ArrowUp"):
        desk.keyboard.press(key)
        walked.append(active(desk))

    assert walked == ["", names[0], names[1], names[0], "", names[3], "", *walked[7:]]
    desk.keyboard.press("ArrowDown")
    expect(field).to_be_focused()
    expect(field).to_have_value("dau l")


def test_home_and_end_go_to_the_ends_once_a_row_is_chosen(desk, goods):
    typed(desk, "dau l")
    names = desk.locator(f"{ROWS} .search-list__words > span").all_inner_texts()
    desk.keyboard.press("Home")
    assert active(desk) == ""
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("End")
    assert active(desk) == names[-1]
    desk.keyboard.press("Home")
    assert active(desk) == names[0]

    desk.keyboard.press("Enter")

    expect(desk).to_have_url(re.compile(r"/san-pham/dau-lac-\d_\d+/$"))
    expect(desk.locator("h1")).to_have_text(names[0])


def test_enter_without_a_row_searches(desk, goods):
    typed(desk, "dau l")

    desk.keyboard.press("Enter")

    expect(desk).to_have_url(re.compile(r"/san-pham/\?q=dau\+l$"))


@pytest.mark.parametrize("leave", ["Escape", "Tab", "blur", "take back"])
def test_the_list_closes_and_leaves_what_was_typed(desk, goods, leave):
    typed(desk, "dau l")
    desk.keyboard.press("ArrowDown")

    if leave == "blur":
        desk.locator("main h1").click()
    elif leave == "take back":
        for _ in range(4):
            desk.keyboard.press("Backspace")
    else:
        desk.keyboard.press(leave)

    field = desk.locator(FIELD)
    expect(desk.locator(ROWS)).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.get_attribute("aria-activedescendant") is None
    expect(field).to_have_value("d" if leave == "take back" else "dau l")
    if leave == "Escape":
        desk.keyboard.press("ArrowDown")
        expect(desk.locator(ROWS)).to_have_count(4)


def test_one_letter_asks_nothing_and_many_at_once_ask_once(desk, goods):
    asked = []
    desk.on("request", lambda request: "goi-y" in request.url and asked.append(request.url.partition("?")[2]))
    desk.goto("/gio-hang/")
    desk.locator(FIELD).click()
    desk.keyboard.type("d")
    desk.wait_for_timeout(300)
    assert asked == []

    desk.keyboard.type("au lac", delay=10)
    desk.locator(ROWS).first.wait_for()

    assert asked == ["q=dau+lac"]


def test_an_answer_that_comes_late_is_not_shown(desk, goods):
    def late(route):
        if route.request.url.endswith("q=da"):
            desk.wait_for_timeout(600)
        route.continue_()

    desk.route("**/goi-y/?*", late)
    desk.goto("/gio-hang/")
    desk.locator(FIELD).click()
    desk.keyboard.type("da")
    desk.wait_for_timeout(200)
    desk.keyboard.type("u l", delay=20)

    expect(desk.locator(ROWS)).to_have_count(4)
    desk.wait_for_timeout(800)
    expect(desk.locator(ROWS)).to_have_count(4)


def test_without_a_connection_it_is_the_form_it_was(desk, goods):
    desk.route("**/goi-y/?*", lambda route: route.abort())
    desk.goto("/gio-hang/")
    desk.locator(FIELD).click()
    desk.keyboard.type("dau")
    desk.wait_for_timeout(400)
    expect(desk.locator(FIELD)).to_have_attribute("aria-expanded", "false")
    desk.said.clear()  # type: ignore[attr-defined]  the browser notes what was cut

    desk.keyboard.press("Enter")

    expect(desk).to_have_url(re.compile(r"/san-pham/\?q=dau$"))


def test_a_finger_follows_a_row_on_a_phone(phone, goods):
    typed(phone, "dau l", "/")
    boxes = [row.bounding_box() for row in phone.locator(ROWS).all()]
    sheet = phone.locator(".search-list:visible").bounding_box()

    assert all(box["height"] >= 44 for box in boxes)
    assert (sheet["x"], sheet["width"]) == (0, 360)
    phone.locator(ROWS).nth(1).tap()
    expect(phone).to_have_url(re.compile(r"/san-pham/dau-lac-\d_\d+/$"))


@pytest.mark.parametrize("field", ["#q", "#tim"])
def test_each_field_of_the_start_page_has_its_list(desk, goods, field):
    desk.goto("/")
    desk.locator(field).click()
    desk.keyboard.type("dau l")
    desk.locator(ROWS).first.wait_for()

    below = desk.locator(field).bounding_box()
    assert desk.locator(ROWS).first.bounding_box()["y"] > below["y"] + below["height"]
    # Nothing lies over it.
    box = desk.locator(ROWS).nth(2).bounding_box()
    at = [box["x"] + 60, box["y"] + box["height"] / 2]
    assert desk.evaluate("([x, y]) => Boolean(document.elementFromPoint(x, y).closest('#goi-y'))", at)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_voices_understand_the_list(browser, live_server, goods, scheme, width):
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    typed(page, "dau l")
    page.keyboard.press("ArrowDown")

    violations = Axe().run(page, options=RULES).response["violations"]

    assert [f"{rule['id']}: {node['html'][:120]}" for rule in violations for node in rule["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    context.close()
