"""Debian's Chromium on a real server. Every address it asks for is noted: none may leave this host."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import NOW
from tests.factories.people import make_cast
from tests.factories.places import make_places
from tests.look.browser import launch
from tests.look.server import Demo, demo

# Playwright's loop runs in this thread; Django's guard against that is meant for servers.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PHONE = {"width": 360, "height": 800}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shop() -> Iterator[Demo]:
    """One demo of its own for all tests that only look."""
    with demo(GALLERY="1") as running:
        yield running


@dataclass
class Visit:
    """A page, where it went, and what its console said."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def visit(request, browser, live_server) -> Iterator[Visit]:
    """A phone, once with and once without JavaScript."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param, base_url=live_server.url)
    found = Visit(context.new_page())
    found.page.on("request", lambda asked: found.hosts.add(urlsplit(asked.url).hostname or ""))
    found.page.on("console", lambda said: said.type == "error" and found.complaints.append(said.text))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    yield found
    context.close()
    assert found.hosts <= {"127.0.0.1", "localhost"}
    # Chromium notes every answer that is no 200; a form that comes back with its errors is one on purpose.
    assert [said for said in found.complaints if "status of 409" not in said and "status of 422" not in said] == []


@pytest.fixture
def house(transactional_db):
    """The cast and places, committed, so that the server sees them."""
    places = make_places()
    cast = make_cast(places, at=NOW)
    cast.places = places  # type: ignore[attr-defined]
    return cast
