"""“Tell me when it is back”: where the form stands, what it does, and the links in our mails."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shop.outbox.operations import drain
from shop.storefront.queries.products import product_page
from shop.waits.links import token_of
from shop.waits.models import Wait
from shop.waits.operations import confirm as confirm_wait
from shop.waits.queries import may_be_waited_for
from tests.factories.situations import certify, lapsed, make_product, never_certified, not_yet, on_sale, put_up, revoked
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db
BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"
EMAIL = "hoa@example.test"


@pytest.fixture
def jar(cast, now):
    """Sold out."""
    return on_sale(cast, at=now, stock=0, title="Mật ong Cái Rồng", title_en="Cai Rong honey")


def url_of(product):
    """The Vietnamese address, whatever language the request before has left behind."""
    with translation.override("vi"):
        return product.get_absolute_url()


def form_url(product, language=""):
    return f"{language}{url_of(product)}bao-khi-co-lai/"


def links_of(letter):
    return re.findall(r"https?://[^/\s]+(/\S*bao-khi-co-lai/\S+)", letter.body)


# ---------------------------------------------------------------- where it stands


@pytest.mark.parametrize("situation", [lapsed, revoked])
def test_beside_what_is_no_longer_certified(cast, page, now, situation):
    product = situation(cast, at=now)

    box = page(product.get_absolute_url()).select_one("main #bao-lai")

    assert box.form["action"] == form_url(product)
    assert [field["name"] for field in box.select("input")] == ["csrfmiddlewaretoken", "email"]
    assert words_of(box.form.p) == "Báo tôi một lần khi mua lại được món này, rồi xoá lời nhờ."


def test_beside_what_is_sold_out_and_on_no_page_with_a_button(jar, oil, page):
    sold_out, sold = page(jar.get_absolute_url()), page(oil.get_absolute_url())

    # Beside the buy box, not within its form.
    assert sold_out.select_one("#bao-lai").find_parent("form") is None
    assert words_of(sold_out.select_one("#bao-lai h2")) == "Báo tôi khi có lại"
    assert sold.select("#bao-lai, [href*='tell-me.css']") == []


def test_in_english(jar, page):
    box = page("/en" + url_of(jar)).select_one("#bao-lai")

    assert box.form["action"] == form_url(jar, "/en")
    assert words_of(box.form.p) == "Tell me once when this product can be bought again, then delete the request."


def situations(cast, now):
    """Listings with a page, whatever became of them."""
    packs = make_product(producer=cast.producers[0], structure="parent")
    small, large = (make_product(producer=cast.producers[0], structure="child", parent=packs) for _ in "ab")
    certify(packs, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9))
    for pack in (small, large):
        certify(pack, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9))
    put_up(small, at=now, stock=0)
    put_up(large, at=now, stock=0)
    uncovered = make_product(producer=cast.producers[0], structure="parent")
    certify(uncovered, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=9))
    put_up(make_product(producer=cast.producers[0], structure="child", parent=uncovered), at=now, stock=0)
    tour = make_product(producer=cast.producers[0], criteria_set=26)
    certify(tour, cast, valid_from=now - timedelta(days=9), valid_to=now)
    return {
        "on sale": on_sale(cast, at=now),
        "sold out": on_sale(cast, at=now, stock=0),
        "no price": on_sale(cast, at=now, price_vnd=None),
        "tour": on_sale(cast, at=now, criteria_set=26),
        "lapsed tour": tour,
        "packs sold out": packs,
        "packs not covered": uncovered,
        "lapsed": lapsed(cast, at=now),
        "revoked": revoked(cast, at=now),
    }


def test_the_page_and_the_room_agree(cast, now, rf):
    """What the page reads anyway, and what the room asks when the form comes: the same answer."""
    from oscar.core.loading import get_class

    found = situations(cast, now)
    strategy = get_class("partner.strategy", "Strategy")

    offered = {
        name
        for name, product in found.items()
        if product_page(pk=product.pk, strategy=strategy(at=now)).may_be_waited_for
    }
    allowed = {name for name, product in found.items() if may_be_waited_for(product=product, at=now)}

    assert offered == allowed == {"sold out", "packs sold out", "lapsed", "revoked"}


# ---------------------------------------------------------------- queries


def test_it_costs_one_query_for_who_is_signed_in_where_it_stands(cast, queries, client, now):
    """Where there is nothing to buy, no terms of delivery are asked for."""
    sold_out, sold = (
        on_sale(cast, at=now, producer=producer, stock=stock)
        for producer, stock in zip(cast.producers, (0, 9), strict=True)
    )
    gone = lapsed(cast, at=now)
    urls = [url_of(product) for product in (sold, sold_out, gone)]
    guest = [queries(url) for url in urls]
    client.force_login(cast.shopper, backend=BACKEND)
    mine = [queries(url) for url in urls]

    assert guest == [10, 7, 7]
    assert [more - less for more, less in zip(mine, guest, strict=True)] == [4, 5, 5]


# ---------------------------------------------------------------- a guest, to the end


def test_a_guest_asks_confirms_and_takes_back(jar, client, page, now):
    answer = client.post(form_url(jar), {"email": EMAIL})

    assert (answer.status_code, answer["Location"]) == (302, jar.get_absolute_url())
    told = words_of(page(jar.get_absolute_url()).select_one("main .notices"))
    assert told.startswith(f"Mời bạn mở thư gửi tới {EMAIL} và xác nhận trong đó")
    drain(at=now)
    confirm, stop = links_of(mail.outbox[0])

    # Another browser, and opening changes nothing: mail programs open links, too.
    other = Client()
    shown = other.get(confirm)
    assert (shown.status_code, "no-store" in shown["Cache-Control"]) == (200, True)
    assert Wait.objects.get().confirmed_at is None
    assert "h***@example.test" in shown.content.decode()
    assert EMAIL not in shown.content.decode()
    assert '<meta name="robots" content="noindex">' in shown.content.decode()

    assert other.post(confirm)["Location"] == jar.get_absolute_url()
    assert Wait.objects.get().confirmed_at == now
    assert other.get(stop).status_code == 200
    assert Wait.objects.count() == 1
    assert other.post(stop)["Location"] == jar.get_absolute_url()
    assert Wait.objects.count() == 0
    for url in (confirm, stop):
        assert (other.get(url).status_code, other.post(url).status_code) == (410, 410)


def test_nobody_learns_whether_an_address_waits_already(jar, client, cast, now):
    """Known or not, confirmed or an account's: the same answer."""
    Wait.objects.create(
        product=jar,
        user=cast.shopper,
        language="vi",
        wording="x",
        asked_at=now,
        confirmed_at=now,
        ends_at=now + timedelta(1),
    )

    def told(email):
        client.post(form_url(jar), {"email": email})
        text = client.get(jar.get_absolute_url()).content.decode()
        return re.search(r'class="wrap notices">(.*?)</main>', text, re.DOTALL)[1].split("</div>")[0].replace(email, "")

    assert told(cast.shopper.email) == told(EMAIL) == told(EMAIL)
    assert Wait.objects.count() == 2


def test_the_mail_is_in_the_language_of_the_page(jar, client, now):
    client.post(form_url(jar, "/en"), {"email": EMAIL})
    drain(at=now)

    (letter,) = mail.outbox
    assert letter.subject == "Please confirm: tell you when Cai Rong honey is back"
    confirm, stop = links_of(letter)
    assert confirm.startswith("/en/bao-khi-co-lai/")
    assert client.post(confirm)["Location"] == "/en" + url_of(jar)
    assert client.get(stop).status_code == 200


@pytest.mark.parametrize("email", ["", "hoa", "hoa@", "a" * 250 + "@example.test"])
def test_no_address_is_mended_on_the_page_of_the_form(jar, client, page, email):
    answer = client.post(form_url(jar), {"email": email})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Wait.objects.count() == 0


def test_the_form_has_a_page_of_its_own(jar, oil, cast, client, page, now):
    alone = page(form_url(jar))

    assert words_of(alone.h1) == "Mật ong Cái Rồng"
    assert alone.select_one("main form")["action"] == form_url(jar)
    # Where there is nothing to wait for one is led to the product; of what was never certified there is no page.
    assert client.get(form_url(oil))["Location"] == oil.get_absolute_url()
    assert client.post(form_url(oil), {"email": EMAIL})["Location"] == oil.get_absolute_url()
    for product in (never_certified(cast, at=now), not_yet(cast, at=now)):
        answers = client.get(form_url(product)), client.post(form_url(product), {"email": EMAIL})
        assert [answer.status_code for answer in answers] == [404, 404]
        assert product.title not in answers[0].content.decode()
    assert Wait.objects.count() == 0


def test_too_often_from_one_place(jar, client, settings):
    settings.WAITS_AN_HOUR = 2
    for number in range(2):
        assert client.post(form_url(jar), {"email": f"a{number}@example.test"}).status_code == 302

    answer = client.post(form_url(jar), {"email": "a2@example.test"})

    assert answer.status_code == 429
    assert "Bạn thử lại sau một giờ nhé." in answer.content.decode()
    assert Wait.objects.count() == 2


# ---------------------------------------------------------------- an account


def test_who_is_signed_in_presses_one_button(jar, cast, client, page, now):
    client.force_login(cast.shopper, backend=BACKEND)
    box = page(jar.get_absolute_url()).select_one("#bao-lai")
    assert [field["name"] for field in box.select("input")] == ["csrfmiddlewaretoken"]
    assert "s***@example.test" in words_of(box)

    # A field that somebody adds says nothing: it is the account's own address.
    assert client.post(box.form["action"], {"email": EMAIL}).status_code == 302

    wait = Wait.objects.get()
    assert (wait.user, wait.email, wait.confirmed_at) == (cast.shopper, "", now)
    box = page(jar.get_absolute_url()).select_one("#bao-lai")
    assert words_of(box.form.button) == "Thôi, đừng báo nữa"
    assert client.post(box.form["action"])["Location"] == jar.get_absolute_url()
    assert Wait.objects.count() == 0
    assert (drain(at=now).touched, mail.outbox) == (0, [])


def test_what_an_account_waits_for_stands_with_its_data(jar, cast, client, page):
    client.force_login(cast.shopper, backend=BACKEND)
    assert page("/tai-khoan/du-lieu/").select("#cho") == []
    client.post(form_url(jar))

    row = page("/tai-khoan/du-lieu/").select_one("section:has(#cho) li")

    assert (words_of(row.a), row.a["href"]) == ("Mật ong Cái Rồng", url_of(jar))
    client.post(row.form["action"])
    assert Wait.objects.count() == 0


def test_a_press_without_any_word_counts(jar, cast, client):
    client.force_login(cast.shopper, backend=BACKEND)

    assert client.post(form_url(jar)).status_code == 302
    assert Wait.objects.count() == 1


# ---------------------------------------------------------------- links


def test_links_that_we_did_not_make(jar, client, now):
    client.post(form_url(jar), {"email": EMAIL})
    token = token_of(wait=Wait.objects.get())

    for wrong in (token[:-1], token.replace(".", "x"), "1.x", "x"):
        for name in ("wait_confirm", "wait_stop"):
            url = reverse(f"storefront:{name}", args=[wrong])
            assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert Wait.objects.get().confirmed_at is None


def test_a_link_whose_time_is_over_keeps_nothing(jar, client, now):
    client.post(form_url(jar), {"email": EMAIL})
    url = reverse("storefront:wait_confirm", args=[token_of(wait=Wait.objects.get())])

    with time_machine.travel(now + timedelta(hours=48), tick=False):
        answer = Client().get(url)

    assert answer.status_code == 410
    assert "Không còn giữ gì nữa" in answer.content.decode()
    assert EMAIL not in answer.content.decode()


def test_a_form_without_its_token_is_refused(jar, now):
    client = Client(enforce_csrf_checks=True)
    assert client.post(form_url(jar), {"email": EMAIL}).status_code == 403
    wait = Wait.objects.create(
        product=jar, email=EMAIL, language="vi", wording="x", asked_at=now, ends_at=now + timedelta(hours=1)
    )
    for name in ("wait_confirm", "wait_stop"):
        assert client.post(reverse(f"storefront:{name}", args=[token_of(wait=wait)])).status_code == 403
    assert Wait.objects.get().confirmed_at is None


def test_after_confirming_the_page_of_a_hidden_product_is_not_offered(jar, client, now):
    wait = Wait.objects.create(
        product=jar, email=EMAIL, language="vi", wording="x", asked_at=now, ends_at=now + timedelta(hours=1)
    )
    jar.is_public = False
    jar.save()

    assert client.post(reverse("storefront:wait_confirm", args=[token_of(wait=wait)]))["Location"] == "/"


def test_a_link_opened_again_says_what_is_kept(jar, client, now):
    wait = Wait.objects.create(
        product=jar, email=EMAIL, language="en", wording="Tell me.", asked_at=now, ends_at=now + timedelta(hours=1)
    )
    confirm_wait(wait=wait, at=now)

    text = client.get(reverse("storefront:wait_confirm", args=[token_of(wait=wait)])).content.decode()

    assert "Có lại là chúng tôi báo bạn" in text
    assert '<span lang="en">Tell me.</span>' in text
    assert "23/05/2027" in text  # the last of 180 days
    assert "Đúng, báo tôi" not in text
