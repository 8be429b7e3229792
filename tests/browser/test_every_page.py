"""Every page of the demo in a browser: axe finds nothing, no complaint, no other host, no sideways scroll, no shift."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import PHONE
from tests.look.scenes import EXPECTED_STATUS, SCENES, Visitor
from tests.look.server import Demo

# 320 px is also what 1280 px are at 400 %.
DESK, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# The gallery shows one certificate in each of its states.
ALLOWED = {"gallery": {"landmark-unique"}}
TOO_WIDE = "document.documentElement.scrollWidth - window.innerWidth"
# Each page in both schemes, both languages, on a phone and at a desk; a full cross would say no more.
SIGHTS = {
    "phone by day": (PHONE, "light", ""),
    "desk by night, English": (DESK, "dark", "/en"),
    "phone by night": (PHONE, "dark", ""),
    "desk by day, English": (DESK, "light", "/en"),
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SHIFTS = """() => new Promise(done => {
    let sum = 0
    const add = shift => { if (!shift.hadRecentInput) sum += shift.value }
    new PerformanceObserver(list => list.getEntries().forEach(add)).observe({type: 'layout-shift', buffered: true})
    setTimeout(() => done(sum), 50)
})"""


@dataclass
class Sight:
    """A visitor, and what the browser said of the pages it saw."""

    visitor: Visitor
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    statuses: list[int] = field(default_factory=list)


@pytest.fixture(params=list(SIGHTS))
def sight(request, browser: Browser, shop: Demo) -> Iterator[Sight]:
    """A fresh visitor of one kind."""
    viewport, scheme, prefix = SIGHTS[request.param]
    context = browser.new_context(base_url=shop.url, viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    found = Sight(Visitor(page, shop.paths, prefix))
    page.on("request", lambda asked: found.hosts.add(urlsplit(asked.url).hostname or ""))
    page.on("console", lambda said: said.type in {"error", "warning"} and found.complaints.append(said.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))
    page.on(
        "response",
        lambda answer: answer.request.is_navigation_request() and found.statuses.append(answer.status),
    )
    yield found
    context.close()


@pytest.mark.parametrize("name", list(SCENES))
def test_the_page(name, sight):
    SCENES[name](sight.visitor)
    page = sight.visitor.page
    page.wait_for_load_state("load")
    shifted = page.evaluate(SHIFTS)
    # As high as the page: no control then lies half under the tab bar only because the page stands where it stands.
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})

    violations = [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in Axe().run(page, options=RULES).response["violations"]
        if rule["id"] not in ALLOWED.get(name, ())
        for node in rule["nodes"]
    ]

    assert violations == []
    # As it is reported: to three places.
    assert round(shifted, 3) == 0
    assert page.evaluate(TOO_WIDE) <= 0
    assert sight.hosts == {"127.0.0.1"}
    # Chromium notes every answer that is no 200; a form that comes back with its mistakes is one on purpose.
    assert [said for said in sight.complaints if "Failed to load resource" not in said] == []
    assert sight.statuses[-1] == EXPECTED_STATUS.get(name, 200)
    assert page.evaluate("document.documentElement.lang") == (sight.visitor.prefix.strip("/") or "vi")
    page.set_viewport_size(NARROW)
    assert page.evaluate(TOO_WIDE) <= 0
