"""The gallery: every component hangs there, and only where people build the shop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shop.settings import base

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES, STYLES = ROOT / "templates", ROOT / "static" / "css" / "components"
# They stand around every page, the gallery too.
IN_THE_FRAME = {"brand", "icons", "language_switch", "ribbon", "site_footer", "site_header", "tab_bar", "wish_form"}
FRAME_STYLES = {"weave", "site-header", "site-footer", "tab-bar", "button", "chip", "notice", "no-picture"} | {
    "star-seal",
    "search-list",
}


def shown_in(path: Path) -> set[str]:
    """The components that a template includes or draws by a tag, and those inside them."""
    found: set[str] = set()
    paths = [path]
    while paths:
        text = paths.pop().read_text(encoding="utf-8")
        named = set(re.findall(r'include "components/(\w+)\.html"', text))
        named |= {"star_seal"} if "{% star_seal" in text else set()
        paths += [TEMPLATES / "components" / f"{name}.html" for name in named - found]
        found |= named
    return found


def test_every_component_hangs_there():
    components = {path.stem for path in (TEMPLATES / "components").glob("*.html")}

    assert components - shown_in(TEMPLATES / "gallery" / "gallery.html") == IN_THE_FRAME


def test_every_style_of_a_component_is_seen_there():
    text = (TEMPLATES / "gallery" / "gallery.html").read_text(encoding="utf-8")
    linked = set(re.findall(r'"components/([\w-]+)"', text))

    assert {path.stem for path in STYLES.glob("*.css")} - linked == FRAME_STYLES


@pytest.mark.parametrize("address", ["/mau/", "/en/mau/"])
def test_it_stands_in_both_languages(client, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_it_is_not_built_by_itself():
    assert base.GALLERY is False
