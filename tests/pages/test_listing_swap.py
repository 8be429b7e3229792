"""What htmx puts in place of a listing's region is what the page at that address holds, for every control."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests.factories.situations import on_sale

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
START = "/san-pham/?sao=4&sao=3&tinh=22&gia_tu=1000"


@pytest.fixture
def goods(cast, now):
    for number in range(26):
        on_sale(cast, at=now, title=f"Dầu lạc {number:02}", stars=3 + number % 2, price_vnd=10_000 + number * 1_000)
    on_sale(cast, at=now, title="Trà hoa vàng", stars=5, criteria_set=12, producer=cast.producers[1])


def region_of(content):
    return BeautifulSoup(content, "html.parser").select_one("[data-listing]")


def sent(form, *, changed=None):
    """This will return the address that a form's boxes, fields and order send, one of them changed."""
    pairs = []
    for field in form.find_parent("body").select('[name][form="bo-loc"], #bo-loc [name]'):
        kind = field.get("type", field.name)
        if kind == "checkbox":
            if field.has_attr("checked") != (field is changed):
                pairs.append((field["name"], field["value"]))
        elif kind == "select":
            chosen = field.select_one("option[selected]") if changed is None or changed.name != "option" else changed
            pairs.append((field["name"], chosen["value"]))
        else:
            pairs.append((field["name"], field.get("value", "")))
    return f"{form['action']}?{urlencode(pairs)}"


def controls(client, start):
    """This will return the address that each control of a listing asks for."""
    page = BeautifulSoup(client.get(start).content, "html.parser")
    form = page.select_one("#bo-loc")
    asked = [sent(form, changed=box) for box in form.select("[type=checkbox]")]
    asked += [sent(form, changed=option) for option in page.select("#sap_xep option")]
    places = ".rail .pages .empty .facets__foot .price-bars .meant .understood .around".split()
    links = page.select(", ".join(f"{place} a" for place in places))
    return asked + [urljoin(start, a["href"]) for a in links if a["href"] != "#loc"]


def test_every_control_swaps_in_what_the_page_at_its_address_holds(client, goods):
    asked = controls(client, START)
    kinds = {word for address in asked for word, _ in parse_qsl(urlsplit(address).query)}

    assert len(asked) > 30
    assert kinds == {"sao", "nhom", "bo", "tinh", "xa", "loai", "gia_tu", "gia_den", "con_hang", "sap_xep", "trang"}
    for address in asked:
        swap = client.get(address, headers=HTMX)
        reloaded = client.get(swap.headers["HX-Push-Url"])
        assert str(region_of(swap.content)) == str(region_of(reloaded.content)), address
        assert swap.headers["HX-Push-Url"] == region_of(reloaded.content)["data-address"]


@pytest.mark.parametrize(
    "start",
    [
        "/san-pham/nhom/thuc-pham/?sao=3",
        "/san-pham/bo/7/?trang=2",
        "/san-pham/?q=khong-co&sao=5",
        "/san-pham/?q=dau+lac+4+sao+quang+ninh",
        "/san-pham/?q=dau+lca",
        "/san-pham/?q=dau&xa=06811&sap_xep=gan",
        "/en/san-pham/?sao=3",
    ],
)
def test_it_holds_wherever_one_starts(client, goods, start):
    links = [address for address in controls(client, start) if "#" not in address]

    for address in links[-6:]:
        swap = client.get(address, headers=HTMX)
        assert str(region_of(swap.content)) == str(region_of(client.get(swap.headers["HX-Push-Url"]).content)), address


def test_a_swap_is_the_title_and_the_region_and_no_more(client, goods):
    swap = BeautifulSoup(client.get(START, headers=HTMX).content, "html.parser")
    whole = BeautifulSoup(client.get(START).content, "html.parser")

    assert [node.name for node in swap.find_all(recursive=False)] == ["title", "div"]
    assert (
        swap.title.get_text() == whole.title.get_text() == f"Đặc sản Thành phố Quảng Ninh · {settings.OSCAR_SHOP_NAME}"
    )


def test_the_address_is_pushed_in_its_one_order_without_what_says_nothing(client, goods):
    response = client.get("/san-pham/?trang=1&gia_den=&gia_tu=5k&tinh=22&q=&sap_xep=moi&sao=3&x=1", headers=HTMX)

    assert response.headers["HX-Push-Url"] == "/san-pham/?sao=3&tinh=22&gia_tu=5000"
    for said, pushed in (("q=dau&sap_xep=lien_quan", "?q=dau"), ("gan=00000&sap_xep=gan", ""), ("nguyen_van=1", "")):
        response = client.get(f"/san-pham/?{said}", headers=HTMX)
        assert response.headers["HX-Push-Url"] == "/san-pham/" + pushed
    assert "HX-Push-Url" not in client.get("/san-pham/").headers


def test_caches_tell_the_two_apart_and_going_back_gets_the_whole_page(client, goods):
    swap, whole = client.get(START, headers=HTMX), client.get(START)
    back = client.get(START, headers={**HTMX, "HX-History-Restore-Request": "true"})

    for response in (swap, whole, back):
        assert "HX-Request" in response.headers["Vary"]
    assert b"<html" not in swap.content
    assert b"<html" in whole.content
    assert b"<html" in back.content


def test_only_listings_load_htmx(client, goods):
    assert b"htmx-2.min.js" in client.get("/san-pham/").content
    assert b"htmx" not in client.get("/").content
