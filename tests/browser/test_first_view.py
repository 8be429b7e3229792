"""What the first look at a page costs on a phone: bytes, fonts, and that the largest paint is a picture of its size."""

from __future__ import annotations

import gzip
from collections import defaultdict

import pytest

from tests.browser.conftest import PHONE
from tests.look.scenes import SCENES, Visitor

FONTS_BYTES, TEXT_BYTES = 50_000, 60_000
PAGES = ["home", "listing", "listing filtered", "product", "product with packs", "producer", "province", "commune"]
WITH_PICTURE = ["home", "listing", "product"]
# Fonts and pictures come compressed; these are compressed here as a proxy does.
TEXT = {"document", "stylesheet", "script"}
LARGEST = """() => new Promise(done => {
    let last = null
    new PerformanceObserver(list => list.getEntries().forEach(entry => { last = entry }))
        .observe({type: 'largest-contentful-paint', buffered: true})
    setTimeout(() => {
        const seen = last.element
        // A rendition's name ends in its width; naturalWidth is divided by what srcset promised.
        const [, width] = seen.currentSrc.match(/-(\\d+)\\.(?:\\w+\\.)?(?:avif|webp)$/) || [0, 0]
        done({tag: seen.tagName, own: Number(width), shown: seen.getBoundingClientRect().width})
    }, 300)
})"""


@pytest.fixture
def phone(browser, shop):
    """A visitor on a phone with two pixels to a point, and the sizes of what the page asked for, by kind."""
    context = browser.new_context(base_url=shop.url, viewport=PHONE, device_scale_factor=2)
    page = context.new_page()
    answers = []

    def note(answer):
        answers.append(answer)

    page.on("response", note)
    yield Visitor(page, shop.paths), answers
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_weight_of_a_page(name, phone):
    visitor, answers = phone
    SCENES[name](visitor)
    visitor.page.wait_for_load_state("networkidle")

    sizes: dict[str, int] = defaultdict(int)
    for answer in answers:
        kind = answer.request.resource_type
        body = answer.body()
        sizes["text" if kind in TEXT else kind] += len(gzip.compress(body) if kind in TEXT else body)

    assert 0 < sizes["text"] <= TEXT_BYTES
    assert 0 < sizes["font"] <= FONTS_BYTES


@pytest.mark.parametrize("name", WITH_PICTURE)
def test_the_largest_paint_is_a_picture_of_the_right_size(name, phone):
    visitor, _answers = phone
    SCENES[name](visitor)
    visitor.page.wait_for_load_state("networkidle")

    largest = visitor.page.evaluate(LARGEST)

    assert largest["tag"] == "IMG"
    # As many pixels as the screen has for it, and not twice as many; the demo's pictures have 640 and no more.
    assert min(largest["shown"] * 2 * 0.9, 640) <= largest["own"] <= largest["shown"] * 2 * 2
