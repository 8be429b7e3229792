"""What search engines and shared links read: sitemap, robots.txt, one address in each language, facts as data."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from django.core.files.base import ContentFile
from oscar.core.loading import get_model

from shop.policies.pages import pages
from shop.storefront.queries import machines
from tests.factories.producers import make_producer
from tests.factories.situations import lapsed, make_product, on_sale

pytestmark = pytest.mark.django_db

SITE = "https://shop.example.vn"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


def locations(client, address="/sitemap.xml"):
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    return [node.text.removeprefix(SITE) for node in ET.fromstring(response.content).iterfind(".//s:loc", NAMES)]


def data_of(shown):
    return json.loads(shown.select_one('script[type="application/ld+json"]').string)


def property_of(shown, name):
    return shown.select_one(f'meta[property="og:{name}"]')["content"]


# ---------------------------------------------------------------- sitemap, robots.txt


def test_the_sitemap_holds_what_is_certified_in_both_languages_and_nothing_else(client, cast, oil, now, places):
    lapsed(cast, at=now)
    make_product(producer=make_producer(name="HTX Chưa có gì", commune=places.quang_truc))

    paths = [
        "/",
        "/san-pham/",
        "/chu-the/",
        "/dia-phuong/",
        "/trung-tam/",
        "/chinh-sach/",
        "/chinh-sach/hang-sao/",
        *(f"/chinh-sach/{slug}/" for slug in pages()),
        "/san-pham/nhom/thuc-pham/",
        "/san-pham/bo/7/",
        "/tinh-thanh/22/",
        f"/xa-phuong/{oil.origin_commune.code}/",
        "/trung-tam/quang-ninh/",
        "/trung-tam/lam-dong/",
        f"/chu-the/{oil.producer.slug}/",
        oil.get_absolute_url(),
    ]
    assert locations(client) == [address for path in paths for address in (path, f"/en{path}")]


def test_every_address_of_the_sitemap_names_all_its_languages_and_is_an_indexable_page(client, oil):
    for node in ET.fromstring(client.get("/sitemap.xml").content).iterfind("s:url", NAMES):
        address = node.find("s:loc", NAMES).text
        same = {link.get("hreflang"): link.get("href") for link in node.iterfind("x:link", NAMES)}
        response = client.get(address.removeprefix(SITE))

        assert response.status_code == 200
        assert f'<link rel="canonical" href="{address}">' in response.content.decode()
        assert b"noindex" not in response.content
        assert address in (same["vi"], same["en"])
        assert same["x-default"] == same["vi"]
        assert set(same) == {"vi", "en", "x-default"}


def test_a_long_sitemap_comes_in_files_with_a_list(client, cast, now, monkeypatch):
    products = [on_sale(cast, at=now) for _ in range(4)]
    whole = locations(client)
    monkeypatch.setattr(machines, "PAGES_A_FILE", 12)

    files = locations(client)

    assert files == ["/sitemap-1.xml", "/sitemap-2.xml", "/sitemap-3.xml"]
    assert [address for file in files for address in locations(client, file)] == whole
    assert [len(locations(client, file)) for file in files] == [24, 24, 16]
    assert products[3].get_absolute_url() in locations(client, "/sitemap-3.xml")
    assert client.get("/sitemap-4.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_a_file_names_five_thousand_addresses():
    assert machines.PAGES_A_FILE * 2 == 5_000


def test_the_sitemap_costs_no_query_per_row(queries, cast, now):
    on_sale(cast, at=now)
    before = queries("/sitemap.xml")
    for _ in range(5):
        on_sale(cast, at=now)

    assert before == queries("/sitemap.xml") == 6


def test_a_demo_is_closed_to_search_engines(client):
    assert client.get("/robots.txt").content.decode() == "User-agent: *\nDisallow: /\n"


def test_robots_txt(client, settings):
    settings.DEMO = False
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines[0] == "User-agent: *"
    assert lines[-1] == f"Sitemap: {SITE}/sitemap.xml"
    shut = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    for path in ("/gio-hang/", "/thanh-toan/", "/tai-khoan/", "/don-hang/tra-cuu/", "/don-hang/", "/quan-tri/"):
        assert {path, f"/en{path}"} <= shut
    assert not any(address.startswith(path) for address in ("/san-pham/", "/kiem-tra/", "/media/x") for path in shut)


# ---------------------------------------------------------------- one address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_names_itself_and_its_languages(page, oil, prefix):
    path = oil.get_absolute_url()
    shown = page(f"{prefix}{path}", utm_source="zalo")

    assert [link["href"] for link in shown.select("link[rel=canonical]")] == [f"{SITE}{prefix}{path}"]
    assert {link["hreflang"]: link["href"] for link in shown.select("link[rel=alternate]")} == {
        "vi": f"{SITE}{path}",
        "en": f"{SITE}/en{path}",
        "x-default": f"{SITE}{path}",
    }


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/san-pham/", "/san-pham/"),
        ("/san-pham/?sap_xep=moi", "/san-pham/"),
        ("/san-pham/nhom/thuc-pham/", "/san-pham/nhom/thuc-pham/"),
        ("/san-pham/?nhom=thuc-pham", "/san-pham/nhom/thuc-pham/"),
        ("/san-pham/?bo=7", "/san-pham/bo/7/"),
        ("/san-pham/?tinh=22", "/san-pham/?tinh=22"),
        ("/tinh-thanh/22/", "/tinh-thanh/22/"),
        ("/san-pham/?q=dau", None),
        ("/san-pham/?sao=4", None),
        ("/san-pham/?sap_xep=gia", None),
        ("/san-pham/?nhom=thuc-pham&bo=7", None),
        ("/san-pham/?tinh=22&con_hang=1", None),
        ("/san-pham/?tinh=99", "/san-pham/"),
        ("/san-pham/?tinh=22&tinh=68", None),
        ("/san-pham/?gia_tu=abc", None),
        ("/san-pham/nhom/thuc-pham/?tinh=22", None),
        ("/san-pham/nhom/du-lich/", None),
        ("/dia-phuong/?q=quang", None),
        ("/gio-hang/", None),
        ("/tai-khoan/dang-nhap/", None),
        ("/don-hang/tra-cuu/", None),
    ],
)
def test_one_choice_is_a_page_and_a_combination_is_not(page, oil, address, canonical):
    shown = page(address)
    links = [link["href"] for link in shown.select("link[rel=canonical]")]

    assert links == ([f"{SITE}{canonical}"] if canonical else [])
    assert [meta["content"] for meta in shown.select("meta[name=robots]")] == ([] if canonical else ["noindex"])
    assert bool(shown.select("link[rel=alternate]")) is bool(canonical)


def test_a_later_page_is_itself(page, cast, now):
    for _ in range(25):
        on_sale(cast, at=now, stock=0)

    for path in ("/san-pham/", "/san-pham/nhom/thuc-pham/"):
        shown = page(f"/en{path}?trang=2")
        assert shown.select_one("link[rel=canonical]")["href"] == f"{SITE}/en{path}?trang=2"
        assert shown.select_one('link[hreflang="vi"]')["href"] == f"{SITE}{path}?trang=2"
        assert shown.select("meta[name=robots]") == []
    # Past the end the last page is shown, and says which one it is.
    assert page("/san-pham/?trang=9").select_one("link[rel=canonical]")["href"] == f"{SITE}/san-pham/?trang=2"


@pytest.mark.parametrize("address", ["/khong-co/", "/chu-the/khong-co/", "/xa-phuong/99999/", "/san-pham/x_999999/"])
def test_a_page_that_is_not_there_has_no_address(page, oil, address):
    shown = page(address, status=404)

    assert shown.select_one("meta[name=robots]")["content"] == "noindex"
    assert shown.select("link[rel=canonical], link[rel=alternate]") == []


# ---------------------------------------------------------------- shared links


def test_a_shared_product_shows_its_name_its_seal_and_its_picture(page, oil):
    image = get_model("catalogue", "ProductImage")(product=oil, display_order=0)
    image.original.save("dau-lac.webp", ContentFile(b"RIFF"))

    path = oil.get_absolute_url()
    shown, english = page(path), page(f"/en{path}")

    number = oil.certificates.get().decision.number
    assert property_of(shown, "title") == "Dầu lạc Hải Yến"
    assert property_of(english, "title") == "Hải Yến groundnut oil"
    assert property_of(shown, "description") == (
        f"Dầu lạc Hải Yến · OCOP 4 sao · QĐ {number} · đến 24/10/2028 · {oil.producer.name} · "
        "Phường Uông Bí, TP Quảng Ninh"
    )
    assert shown.select_one("meta[name=description]")["content"] == property_of(shown, "description")
    assert property_of(shown, "image") == f"{SITE}/chia-se/{oil.check_code}.jpg"
    assert data_of(shown)["image"] == [f"{SITE}{image.original.url}"]
    assert (property_of(shown, "url"), property_of(english, "url")) == (f"{SITE}{path}", f"{SITE}/en{path}")
    assert (property_of(shown, "locale"), property_of(shown, "locale:alternate")) == ("vi_VN", "en_US")
    assert (property_of(english, "locale"), property_of(english, "locale:alternate")) == ("en_US", "vi_VN")


def test_a_page_without_a_picture_shows_the_shops_own(page, oil):
    home = page("/")

    assert property_of(home, "image") == f"{SITE}/static/img/icon-512.png"
    assert property_of(home, "title") == "Đặc sản OCOP của từng xã"
