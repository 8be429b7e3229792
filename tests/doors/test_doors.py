"""Only certified: every door, tried with every product that may not be sold, on both sides of the edge instants."""

import json
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from oscar.core.loading import get_model

from shop.channels.operations import open_centre_channel
from tests.doors.routes import DOORS, NOT_DOORS, STAFF_SPACES, names
from tests.factories.orders import PHONE, placed
from tests.factories.people import PASSWORD
from tests.factories.situations import UNSELLABLE, on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

MICROSECOND = timedelta(microseconds=1)
# The instant at which the same product is for sale: a microsecond to the other side of the edge.
SELLABLE_AT = {"lapsed": -MICROSECOND, "revoked": -MICROSECOND, "not_yet": MICROSECOND}


def test_every_route_is_classified():
    known = {name for name in set(names()) if not name.startswith(STAFF_SPACES)}

    assert known == DOORS | NOT_DOORS
    assert set() == DOORS & NOT_DOORS


@pytest.fixture
def shop(cast, now):
    """One good product beside the bad one, so that no page is empty."""
    cast.good = on_sale(cast, at=now, title="Món còn hiệu lực")
    open_centre_channel(centre=cast.centres[0])
    return cast


@pytest.fixture(params=sorted(UNSELLABLE))
def bad(request, shop, now):
    product = UNSELLABLE[request.param](shop, at=now)
    product.situation = request.param
    return product


def seeing_pages(product):
    """Pages that list what is for sale, where this product would stand if it were."""
    commune = product.origin_commune
    return {
        "storefront:home": reverse("storefront:home"),
        "storefront:products": reverse("storefront:products"),
        "storefront:products?q": reverse("storefront:products") + f"?q={product.title}",
        "storefront:suggestions": reverse("storefront:suggestions") + f"?q={product.title}",
        "storefront:group": reverse("storefront:group", args=["thuc-pham"]),
        "storefront:set": reverse("storefront:set", args=[7]),
        "storefront:producers": reverse("storefront:producers"),
        "storefront:producer": reverse("storefront:producer", args=[product.producer.slug]),
        "storefront:province": reverse("storefront:province", args=[commune.province.code]),
        "storefront:commune": reverse("storefront:commune", args=[commune.code]),
        "storefront:places": reverse("storefront:places"),
        "storefront:centre": reverse("storefront:centre", args=["quang-ninh"]),
    }


def shows(client, url, product):
    """Whether the page shows the product: its name, or a link to its page."""
    response = client.get(url)
    assert response.status_code == 200, url
    page = BeautifulSoup(response.content, "html.parser")
    # A maker's page names what is no longer certified, apart and as such; see tests/pages/test_makers.py.
    for field in page.select("input, title, .chip, [data-search], .gone"):
        field.decompose()
    # A search page repeats what was searched for; there, only a way to the product counts.
    text = "" if "?q=" in url else page.get_text(" ")
    links = [a["href"] for a in page.select("a[href]")]
    return product.title in text or any(link.endswith(f"_{product.pk}/") for link in links)


def test_buying_an_order_again_puts_none_of_it_in_the_basket(client, shop, bad, places, now):
    """An order outlives its goods: what it holds is judged anew."""
    order = placed(shop.good, commune=places.truong_xuan, at=now)
    order.lines.update(product=bad)

    with time_machine.travel(now, tick=False):
        client.post(reverse("storefront:order_lookup"), {"number": order.number, "phone": PHONE})
        answer = client.post(reverse("storefront:order_again", args=[order.number]))

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("storefront:basket"))
    assert get_model("basket", "Line").objects.filter(basket__status="Open").count() == 0


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_shows_it_for_sale(client, bad, now, prefix):
    with time_machine.travel(now, tick=False):
        seen = [name for name, url in seeing_pages(bad).items() if shows(client, prefix + url, bad)]

    assert seen == []


def test_the_good_one_beside_it_is_shown(client, shop, bad, now):
    with time_machine.travel(now, tick=False):
        pages = seeing_pages(shop.good)
        seen = {name for name, url in pages.items() if shows(client, url, shop.good)}

    assert seen == set(pages) - {"storefront:producers", "storefront:places"}


def test_its_own_page_tells_the_truth(client, bad, now):
    with time_machine.travel(now, tick=False):
        response = client.get(bad.get_absolute_url())

    if bad.situation in {"never", "not_yet"}:
        assert response.status_code == 404
        return
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert "noindex" in page.select_one('meta[name="robots"]')["content"]
    # What else there is has its price; none of it is this product.
    for card in page.select("main .product-card"):
        assert not card.select_one("h3 a")["href"].endswith(f"_{bad.pk}/")
        card.decompose()
    assert "₫" not in page.select_one("main").get_text()
    assert page.select_one('form[action*="/gio-hang/them/"]') is None


def test_it_cannot_be_put_into_a_basket(client, bad, now):
    with time_machine.travel(now, tick=False):
        response = client.post(reverse("storefront:basket_add", args=[bad.pk]), {"quantity": 1})

    assert response.status_code in {404, 409}
    assert get_model("basket", "Line").objects.count() == 0


@pytest.mark.parametrize("situation", sorted(SELLABLE_AT))
def test_a_microsecond_away_every_door_is_open(client, shop, now, situation):
    """The same product, the other side of the edge: seen, bought, badge and all. The tests above can fail."""
    product = UNSELLABLE[situation](shop, at=now)

    with time_machine.travel(now + SELLABLE_AT[situation], tick=False):
        pages = seeing_pages(product)
        seen = {name for name, url in pages.items() if shows(client, url, product)}
        page = client.get(product.get_absolute_url())
        badge = client.get(reverse("storefront:badge", args=[product.check_code, "1x"]))
        added = client.post(reverse("storefront:basket_add", args=[product.pk]), {"quantity": 1})

    assert seen == set(pages) - {"storefront:producers", "storefront:places"}
    assert (page.status_code, badge.status_code, added.status_code) == (200, 200, 302)
    assert "noindex" not in page.content.decode()
    assert get_model("basket", "Line").objects.count() == 1


def told_to_machines(client, product):
    """What search engines learn of a product: whether the sitemap names it, whether its page offers or certifies it."""
    listed = any(f"_{product.pk}/" in client.get(url).content.decode() for url in ("/sitemap.xml", "/sitemap-1.xml"))
    page = BeautifulSoup(client.get(product.get_absolute_url()).content, "html.parser")
    script = page.select_one('script[type="application/ld+json"]')
    data = json.loads(script.string) if script else {}
    return listed, "offers" in data, "hasCertification" in data, page.select_one("link[rel=canonical]") is not None


def test_search_engines_learn_of_no_sale(client, bad, shop, now):
    with time_machine.travel(now, tick=False):
        assert told_to_machines(client, bad) == (False, False, False, False)
        assert told_to_machines(client, shop.good) == (True, True, True, True)


@pytest.mark.parametrize("situation", sorted(SELLABLE_AT))
def test_a_microsecond_away_search_engines_learn_of_it(client, shop, now, situation):
    product = UNSELLABLE[situation](shop, at=now)

    with time_machine.travel(now + SELLABLE_AT[situation], tick=False):
        assert told_to_machines(client, product) == (True, True, True, True)


def test_there_is_no_badge(client, bad, now):
    with time_machine.travel(now, tick=False):
        for scale in ("1x", "2x"):
            response = client.get(reverse("storefront:badge", args=[bad.check_code, scale]))
            assert response.status_code == 404


def test_the_check_page_says_what_it_is(client, bad, now):
    with time_machine.travel(now, tick=False):
        response = client.get(reverse("storefront:check", args=[bad.check_code]))

    main = BeautifulSoup(response.content, "html.parser").select_one("main")
    assert response.status_code == (404 if bad.situation == "never" else 200)
    words = {"lapsed": "hết hạn", "revoked": "thu hồi", "not_yet": "chưa có hiệu lực", "never": "không"}
    assert words[bad.situation] in main.get_text(" ").lower()
    assert main.select_one('form[action*="/gio-hang/them/"]') is None


@pytest.mark.parametrize("situation", ["lapsed", "revoked"])
def test_a_basket_filled_in_time_does_not_check_out_later(client, shop, now, situation):
    product = UNSELLABLE[situation](shop, at=now)
    with time_machine.travel(now - MICROSECOND, tick=False):
        client.post(reverse("storefront:basket_add", args=[product.pk]), {"quantity": 1})
        typed = {"name": "Hoa", "phone": "0912345678", "street": "Thôn 10", "place": "Xã Trường Xuân", "note": ""}
        assert client.post(reverse("storefront:checkout"), typed).url == reverse("storefront:delivery")
        form = client.get(reverse("storefront:delivery"))
    page = BeautifulSoup(form.content, "html.parser")
    fields = {field["name"]: field.get("value", "") for field in page.select("main form input[name]")} | {"order": "1"}

    with time_machine.travel(now, tick=False):
        basket = client.get(reverse("storefront:basket"))
        checkout = client.get(reverse("storefront:checkout"))
        delivery = client.get(reverse("storefront:delivery"))
        placed = client.post(reverse("storefront:delivery"), fields)
        raised = client.post(reverse("storefront:basket_line", args=[line_of(product)]), {"quantity": 5})

    assert form.status_code == 200
    assert basket.status_code == 200
    assert (checkout.status_code, checkout.url) == (302, reverse("storefront:basket"))
    assert (delivery.status_code, delivery.url) == (302, reverse("storefront:basket"))
    assert placed.status_code == 409
    assert raised.status_code == 302
    assert get_model("basket", "Line").objects.get().quantity == 1
    assert get_model("order", "Order").objects.count() == 0


def line_of(product):
    return get_model("basket", "Line").objects.get(product=product).pk


def test_baskets_merged_at_log_in_are_judged_again(client, shop, now):
    """Oscar adds quantities without asking; the order asks."""
    product = UNSELLABLE["lapsed"](shop, at=now)
    with time_machine.travel(now - MICROSECOND, tick=False):
        client.post(reverse("storefront:basket_add", args=[product.pk]), {"quantity": 1})
    with time_machine.travel(now, tick=False):
        client.post(reverse("storefront:login"), {"name": shop.shopper.email, "password": PASSWORD})
        basket = client.get(reverse("storefront:basket"))
        checkout = client.get(reverse("storefront:checkout"))

    assert basket.status_code == 200
    assert product.title in basket.content.decode()
    assert checkout.status_code == 302


@pytest.mark.parametrize("method", ["browsable", "public"])
def test_oscars_own_words_are_gated(bad, shop, now, method):
    with time_machine.travel(now, tick=False):
        found = set(getattr(get_model("catalogue", "Product").objects, method)())

    assert found == {shop.good}
    assert bad in get_model("catalogue", "Product").objects.browsable_dashboard()


def test_demo_evidence_counts_only_in_a_demo(client, shop, now, settings):
    from tests.factories.situations import certify, make_product, put_up

    product = make_product(producer=shop.producers[0], title="Món minh hoạ")
    certify(
        product,
        shop,
        valid_from=now - timedelta(days=5),
        valid_to=now + timedelta(days=5),
        number="DEMO-7/QĐ-UBND",
        evidence_level="DEMO",
    )
    put_up(product, at=now)

    with time_machine.travel(now, tick=False):
        in_demo = client.post(reverse("storefront:basket_add", args=[product.pk]), {"quantity": 1})
        settings.DEMO = False
        elsewhere = client.post(reverse("storefront:basket_add", args=[product.pk]), {"quantity": 1})
        page = client.get(product.get_absolute_url())

    assert in_demo.status_code == 302
    assert elsewhere.status_code in {404, 409}
    assert page.status_code == 404


# -- the wish list ----------------------------------------------------------------------------------------------------


def wished_before(owner, product):
    """A line that was written while the product was certified."""
    lists = get_model("wishlists", "WishList").objects
    lists.create(owner=owner).lines.create(product=product, title=product.title)


def on_the_list(client):
    """What the wish list sells: the cards on it, prices, ways into the basket."""
    main = BeautifulSoup(client.get(reverse("storefront:wishes")).content, "html.parser").select_one("main")
    return len(main.select(".product-card")), "₫" in main.get_text(), len(main.select(".star-seal"))


def test_it_cannot_be_wished_for(client, bad, shop, now):
    client.force_login(shop.shopper)
    with time_machine.travel(now, tick=False):
        response = client.post(reverse("storefront:wish_change"), {"add": bad.pk})

    assert response.status_code == 404
    assert get_model("wishlists", "Line").objects.count() == 0


def test_on_a_wish_list_it_is_not_for_sale(client, bad, shop, now):
    wished_before(shop.shopper, bad)
    client.force_login(shop.shopper)

    with time_machine.travel(now, tick=False):
        assert on_the_list(client) == (0, False, 0)


@pytest.mark.parametrize("situation", sorted(SELLABLE_AT))
def test_a_microsecond_away_it_is_wished_for_and_on_sale_there(client, shop, now, situation):
    product = UNSELLABLE[situation](shop, at=now)
    client.force_login(shop.shopper)

    with time_machine.travel(now + SELLABLE_AT[situation], tick=False):
        assert client.post(reverse("storefront:wish_change"), {"add": product.pk}).status_code == 302
        assert on_the_list(client) == (1, True, 1)
