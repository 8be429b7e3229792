"""What browsers and telephones ask for by themselves, and the words in another language than the page's."""

from __future__ import annotations

import re

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db


def _is_there(address: str) -> bool:
    return finders.find(address.removeprefix("/static/")) is not None


def test_the_old_place_of_the_icon_leads_to_it(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response.url) == (302, "/static/img/favicon.ico")
    assert _is_there(response.url)


def test_the_manifest_names_the_shop_and_icons_that_exist(client):
    response = client.get("/site.webmanifest")
    content = response.json()

    assert response.headers["Content-Type"] == "application/manifest+json"
    assert (content["name"], content["start_url"]) == ("Xã Nhà", "/")
    assert [icon["sizes"] for icon in content["icons"]] == ["192x192", "512x512", "512x512"]
    assert all(_is_there(icon["src"]) for icon in content["icons"])


def test_every_head_links_icons_and_manifest_that_exist(page):
    head = page("/").head

    links = {(link["rel"][0], link["href"]) for link in head("link", rel=re.compile("icon|manifest"))}
    assert links == {
        ("icon", "/static/img/favicon-32.png"),
        ("icon", "/static/img/icon.svg"),
        ("apple-touch-icon", "/static/img/apple-touch-icon.png"),
        ("manifest", "/site.webmanifest"),
    }
    assert all(_is_there(address) for rel, address in links if rel != "manifest")


def test_vietnamese_words_on_an_english_page_are_marked(oil, page):
    address = oil.get_absolute_url()
    vietnamese, english = page(address), page(f"/en{address}")

    assert english.select_one(".price--large [lang=vi]").get_text() == "/ chai 500 ml,"
    assert english.select_one(".producer__name a")["lang"] == "vi"
    assert english.h1.select("[lang]") == []
    assert vietnamese.main.select("[lang=vi]:not(.story)") == []


def test_a_name_without_an_english_one_is_marked(oil, page):
    type(oil).objects.filter(pk=oil.pk).update(title_en="")

    found = page(f"/en{oil.get_absolute_url()}")

    assert found.select_one("h1 [lang=vi]").get_text() == "Dầu lạc Hải Yến"
