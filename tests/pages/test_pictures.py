"""Pictures on pages: the width the screen asks for, a place that is kept, and nothing fetched before it is seen."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from shop.listings.operations import add_picture
from shop.storefront.queries.cards import picture_of, pictures_of
from shop.storefront.templatetags.pictures import landscape
from tests.factories.situations import on_sale
from tests.shop.listings.test_pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def hang(product, **options):
    return add_picture(product=product, file=picture(**options), caption="", by=None, at=timezone.now())


def card_image(soup: BeautifulSoup, product):
    link = soup.select_one(f'.product-card a[href$="_{product.pk}/"]')
    return link.find_parent(class_="product-card").select_one("img")


def test_a_card_offers_avif_then_webp_in_the_widths_there_are(page, oil) -> None:
    name = hang(oil, size=(700, 500)).original.url.removesuffix(".webp")

    image = card_image(page("/san-pham/"), oil)

    avif, webp = image.find_parent("picture").select("source")
    assert (avif["type"], webp["type"]) == ("image/avif", "image/webp")
    assert avif["srcset"] == ", ".join(f"{name}-{width}.avif {width}w" for width in (320, 480, 640, 700))
    assert webp["srcset"] == ", ".join(f"{name}-{width}.webp {width}w" for width in (320, 480, 640, 700))
    assert avif["sizes"] == webp["sizes"]
    assert avif["sizes"].endswith("calc(50vw - 22px)")
    assert (image["src"], image["alt"]) == (f"{name}-640.webp", "")
    assert (image["width"], image["height"], image["decoding"]) == ("700", "500", "async")


def test_a_picture_without_renditions_is_shown_as_it_is(page, oil) -> None:
    oil.images.create(original="old.jpg")

    image = card_image(page("/san-pham/"), oil)

    assert image.find_parent("picture") is None
    assert (image["src"], image["width"], image["height"]) == ("/media/old.jpg", "640", "640")


def test_only_the_first_row_of_a_list_is_fetched_at_once(page, cast, now) -> None:
    for _ in range(6):
        hang(on_sale(cast, at=now))

    images = page("/san-pham/").select(".product-grid img")

    eager = [image for image in images if image.get("fetchpriority") == "high"]
    assert len(images) == 6
    assert eager == images[:4]
    assert [image.get("loading") for image in images] == [None] * 4 + ["lazy"] * 2


def test_a_basket_line_asks_for_a_thumbnail(client, page, oil) -> None:
    hang(oil)
    client.post(reverse("storefront:basket_add", args=[oil.pk]), {"quantity": 1})

    image = page("/gio-hang/").select_one(".line img")

    assert {source["sizes"] for source in image.find_parent("picture").select("source")} == {"4.5rem"}
    assert image["loading"] == "lazy"


def test_pictures_hang_in_their_order(oil) -> None:
    first, second = hang(oil), hang(oil)
    second.display_order, first.display_order = 0, 1
    second.save()
    first.save()

    assert [shown.url for shown in pictures_of(oil)] == [second.original.url, first.original.url]
    assert picture_of(oil) == pictures_of(oil)[0]


def test_a_list_asks_no_more_for_pictures_with_renditions(queries, cast, now) -> None:
    for _ in range(3):
        on_sale(cast, at=now).images.create(original="a.webp")
    before = queries("/san-pham/")
    for _ in range(3):
        hang(on_sale(cast, at=now))

    assert queries("/san-pham/") == before


def shown(source: str, **context) -> BeautifulSoup:
    return BeautifulSoup(Template(source).render(Context(context)), "html.parser")


def test_the_component_takes_its_words_as_words(oil) -> None:
    hang(oil)

    image = shown(
        '{% include "components/picture.html" with picture=picture alt=name sizes="50vw" eager=True %}',
        picture=picture_of(oil),
        name='"><script>',
    ).img

    assert image["alt"] == '"><script>'
    assert image["fetchpriority"] == "high"
    assert image.find_parent("picture").source["sizes"] == "50vw"


def test_the_component_needs_the_picture_alone(oil) -> None:
    hang(oil)

    image = shown('{% include "components/picture.html" %}', picture=picture_of(oil)).img

    assert (image["alt"], image["loading"], image.find_parent("picture").source["sizes"]) == ("", "lazy", "100vw")


def test_a_landscape_is_decoration_in_three_widths() -> None:
    image = shown('{% include "components/landscape.html" with kind="nui" eager=True %}').img

    assert (image["alt"], image["width"], image["height"], image["fetchpriority"]) == ("", "1280", "720", "high")
    assert image["srcset"].split()[1::2] == ["640w,", "960w,", "1280w"]
    assert "nui-640" in image.find_parent("picture").source["srcset"]
    assert image.find_parent("picture").source["srcset"].split()[0].endswith(".avif")


@pytest.mark.parametrize(("kind", "width"), [("sa-mac", 640), ("nui", 320)])
def test_a_land_that_is_not_drawn_is_a_mistake(kind: str, width: int) -> None:
    with pytest.raises(ValueError, match=r"sa-mac|320"):
        landscape(kind, width, "avif")


def test_a_hung_pictures_files_are_kept_for_a_year(client, oil, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    shown = hang(oil)

    for url, kind in ((shown.original.url, "webp"), (shown.original.url.replace(".webp", "-320.avif"), "avif")):
        answer = client.get(url)
        assert (answer.status_code, answer["Content-Type"]) == (200, f"image/{kind}")
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert len(answer.getvalue()) > 100
        answer.close()


def test_other_files_are_kept_for_a_day(client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    (tmp_path / "4-20261124.webp").write_bytes(b"x")

    answer = client.get("/media/4-20261124.webp")

    assert (answer["Cache-Control"], answer.getvalue()) == ("public, max-age=86400", b"x")
    answer.close()
