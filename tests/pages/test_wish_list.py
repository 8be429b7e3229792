"""A wish list over Oscar's tables: wished from anywhere, before log-in too, and truthful about what is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from oscar.core.loading import get_model

from shop.shoppers.operations import MOST_WISHES, wish
from shop.shoppers.queries import wish_lines, wished_ids
from tests.factories.people import PASSWORD
from tests.factories.situations import certify, make_product, on_sale, put_up, revoke
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db

LIST, CHANGE, LOGIN = "/tai-khoan/muon-mua/", "/tai-khoan/muon-mua/doi/", "/tai-khoan/dang-nhap/"
NAME = {"name": "shopper@example.test", "password": PASSWORD}


@pytest.fixture
def shopper(client, cast):
    """The shopper, logged in."""
    client.force_login(cast.shopper)
    return cast.shopper


def button(page, product):
    return page.select_one(f'button[form="de-danh"][value="{product.pk}"]')


def test_the_button_of_a_card_works_by_the_one_form_of_its_page(client, cast, oil, page):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.shopper)
    shown = BeautifulSoup(strict.get("/san-pham/?sao=4").content, "html.parser")
    form = shown.select("form#de-danh")
    assert len(form) == 1
    assert words_of(button(shown, oil)) == "Để dành : Dầu lạc Hải Yến"
    sent = {field["name"]: field["value"] for field in form[0].select("input")}
    sent[button(shown, oil)["name"]] = button(shown, oil)["value"]

    answer = strict.post(form[0]["action"], sent)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/san-pham/?sao=4")
    assert wished_ids(owner=cast.shopper) == {oil.pk}
    after = BeautifulSoup(strict.get("/san-pham/").content, "html.parser")
    assert button(after, oil)["name"] == "remove"
    assert words_of(button(after, oil)) == "Đã để dành : Dầu lạc Hải Yến. Bấm để bỏ ra."


def test_without_its_token_nothing_is_wished(cast, oil):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.shopper)

    assert strict.post(CHANGE, {"add": oil.pk}).status_code == 403
    assert wished_ids(owner=cast.shopper) == frozenset()


def test_a_page_without_products_has_no_form_for_them(client, oil, page):
    assert page("/gio-hang/").select_one("#de-danh") is None
    assert page("/kiem-tra/").select_one("#de-danh") is None
    # A listing that is empty now may be swapped for a full one.
    assert page("/san-pham/?q=khong-co-gi-ca").select_one("#de-danh") is not None


def test_the_product_page_has_a_heart_while_it_is_certified(client, cast, oil, now, page):
    assert words_of(button(page(oil.get_absolute_url()), oil)) == "Để dành : Dầu lạc Hải Yến"

    revoke(oil, cast, at=now)

    assert button(page(oil.get_absolute_url()), oil) is None


@pytest.mark.parametrize(
    "path", ["/", "/san-pham/", "/xa-phuong/06811/", "/tinh-thanh/22/", "/chu-the/htx-nong-nghiep-hai-yen/"]
)
def test_every_page_with_cards_has_hearts_that_work(client, oil, page, path):
    shown = page(path)

    assert button(shown, oil)["name"] == "add"
    assert len(shown.select("form#de-danh")) == 1


def test_a_guests_wish_survives_the_log_in(client, cast, oil):
    asked = client.post(CHANGE, {"add": oil.pk, "next": "/san-pham/?sao=4"})
    assert asked.headers["Location"] == f"{LOGIN}?next=%2Fsan-pham%2F%3Fsao%3D4"
    assert "Bạn đăng nhập là món này vào danh sách để dành." in client.get(asked.headers["Location"]).content.decode()
    assert not get_model("wishlists", "Line").objects.exists()

    answer = client.post(LOGIN, {**NAME, "next": "/san-pham/?sao=4"})

    assert answer.headers["Location"] == "/san-pham/?sao=4"
    assert "Đã để dành: Dầu lạc Hải Yến." in client.get("/san-pham/?sao=4").content.decode()
    assert wished_ids(owner=cast.shopper) == {oil.pk}
    # Done once: logging in again wishes nothing.
    get_model("wishlists", "Line").objects.all().delete()
    client.post("/tai-khoan/dang-xuat/")
    client.post(LOGIN, NAME)
    assert wished_ids(owner=cast.shopper) == frozenset()


def test_a_guests_wish_survives_the_registration_in_their_language(client, places, cast, oil):
    client.post("/en" + CHANGE, {"add": oil.pk})

    form = {"full_name": "Lan", "phone": "091 234 5678", "password": "mot mat khau dai"}
    answer = client.post("/en/tai-khoan/dang-ky/", form, follow=True)

    line = get_model("wishlists", "Line").objects.select_related("wishlist__owner").get()
    assert (line.product, line.wishlist.owner.phone) == (oil, "+84912345678")
    assert "On your list: Hải Yến groundnut oil." in answer.content.decode()


def test_what_lapsed_between_wish_and_log_in_is_not_wished_and_log_in_goes_on(client, cast, oil, now):
    client.post(CHANGE, {"add": oil.pk})
    revoke(oil, cast, at=now)

    assert client.post(LOGIN, NAME).status_code == 302
    assert wished_ids(owner=cast.shopper) == frozenset()


@pytest.mark.parametrize("sent", [{}, {"add": "x"}, {"add": "0"}, {"add": "9" * 30}, {"add": "1", "remove": "1"}])
def test_a_form_that_asks_for_nothing_is_not_there(client, shopper, sent):
    assert client.post(CHANGE, sent).status_code == 404


def test_nobody_is_led_to_another_host(client, shopper, oil):
    answer = client.post(CHANGE, {"add": oil.pk, "next": "https://evil.example/"})

    assert answer.headers["Location"] == LIST


def test_the_list_shows_cards_the_newest_first_and_takes_off(client, shopper, cast, oil, now, page):
    other = on_sale(cast, at=now, title="Miến dong")
    for product in (oil, other):
        client.post(CHANGE, {"add": product.pk})

    names = [words_of(name) for name in page(LIST).select(".product-card__name")]
    assert names == ["Miến dong", "Dầu lạc Hải Yến"]

    client.post(CHANGE, {"remove": other.pk, "next": LIST})
    assert [words_of(name) for name in page(LIST).select(".product-card__name")] == ["Dầu lạc Hải Yến"]
    client.post(CHANGE, {"remove": oil.pk, "next": LIST})
    assert "Chưa có món nào." in words_of(page(LIST).select_one(".empty"))


def test_what_is_no_longer_certified_stays_as_a_line_that_says_why(client, shopper, cast, now, page):
    ending = make_product(producer=cast.producers[0], title="Vừa hết hạn")
    certify(ending, cast, valid_from=now - timedelta(days=900), valid_to=now)
    put_up(ending, at=now)
    hidden = on_sale(cast, at=now, title="Đã cất đi")
    for product in (ending, hidden):
        wish(owner=shopper, product_id=product.pk, at=now - timedelta(microseconds=1))
    hidden.is_public = False
    hidden.save()

    with time_machine.travel(now - timedelta(microseconds=1), tick=False):
        assert [words_of(name) for name in page(LIST).select(".product-card__name")] == ["Vừa hết hạn"]
    shown = page(LIST).select_one("main")

    assert shown.select(".product-card") == []
    assert "₫" not in shown.get_text()
    assert shown.select('[name="add"], form[action*="gio-hang"]') == []
    away, over = shown.select(".gone-wish")
    assert words_of(away.p) == "Sản phẩm này hiện không được trưng bày."
    assert away.select_one("a") is None
    assert words_of(over.p) == (
        "Chứng nhận có hiệu lực đến hết ngày 24/11/2026. Không còn chứng nhận thì chúng tôi không bán."
    )
    assert over.select_one("h3 a")["href"] == ending.get_absolute_url()

    client.post(CHANGE, {"line": away.button["value"]})
    assert [line.title for line in wish_lines(owner=shopper)] == ["Vừa hết hạn"]


def test_a_revoked_product_says_so(client, shopper, cast, oil, now, page):
    wish(owner=shopper, product_id=oil.pk, at=now)
    revoke(oil, cast, at=now)

    assert words_of(page(LIST).select_one(".gone-wish p")) == (
        "Chứng nhận đã bị thu hồi, tính từ ngày 24/11/2026. Không còn chứng nhận thì chúng tôi không bán."
    )


def test_a_deleted_product_leaves_its_name(client, shopper, oil, page):
    client.post(CHANGE, {"add": oil.pk})
    get_model("wishlists", "Line").objects.update(product=None)

    assert words_of(page(LIST).select_one(".gone-wish h3")) == "Dầu lạc Hải Yến"


def test_another_persons_line_cannot_be_taken_off(client, shopper, cast, oil, now):
    wish(owner=cast.support, product_id=oil.pk, at=now)
    line = wish_lines(owner=cast.support).get()

    client.post(CHANGE, {"line": line.pk})
    client.post(CHANGE, {"remove": oil.pk})

    assert wished_ids(owner=cast.support) == {oil.pk}


def test_a_full_list_says_so(client, shopper, oil, cast, now, page):
    wish(owner=shopper, product_id=on_sale(cast, at=now).pk, at=now)
    lines = get_model("wishlists", "Line").objects
    held = lines.get().wishlist
    lines.bulk_create([lines.model(wishlist=held, title=f"Món {number}") for number in range(MOST_WISHES - 1)])

    client.post(CHANGE, {"add": oil.pk, "next": "/san-pham/"})

    assert "Danh sách đã đầy." in words_of(page("/san-pham/").select_one(".notice--danger"))


def test_hearts_cost_nobody_a_query_and_a_person_one(client, cast, oil, now, queries):
    guest = queries("/san-pham/")
    client.force_login(cast.support)
    signed_in = queries("/san-pham/")
    client.force_login(cast.shopper)
    for number in range(3):
        wish(owner=cast.shopper, product_id=on_sale(cast, at=now, title=f"Món {number}").pk, at=now)

    # Session, person, basket count, hearts: one more than before there were any.
    assert signed_in - guest == 4
    assert queries("/san-pham/") == signed_in


def test_the_list_costs_the_same_for_many(client, shopper, cast, oil, now, queries):
    wish(owner=shopper, product_id=oil.pk, at=now)
    one = queries(LIST)
    for number in range(4):
        wish(owner=shopper, product_id=on_sale(cast, at=now, title=f"Món {number}").pk, at=now)
    gone = on_sale(cast, at=now)
    wish(owner=shopper, product_id=gone.pk, at=now)
    many = queries(LIST)
    revoke(gone, cast, at=now)

    assert many == one
    assert queries(LIST) == many + 2


# -- the script's way -------------------------------------------------------------------------------------------------


def quick(client, **sent):
    return client.post(CHANGE, sent, headers={"HX-Request": "true"})


def test_a_script_gets_the_button_that_stands_there_next(client, shopper, oil, page):
    for small, classes in (("1", {"wish-button--small"}), ("", set())):
        on = BeautifulSoup(quick(client, add=oil.pk, is_small=small).content, "html.parser").button
        off = BeautifulSoup(quick(client, remove=oil.pk, is_small=small).content, "html.parser").button

        assert (on["name"], on["value"], set(on["class"])) == (
            "remove",
            str(oil.pk),
            {"wish-button", "wish-button--on", *classes},
        )
        assert (off["name"], off["value"], set(off["class"])) == ("add", str(oil.pk), {"wish-button", *classes})
        assert wished_ids(owner=shopper) == frozenset()
    # Nothing is said later about what was seen at once.
    assert page("/san-pham/").select(".notices") == []


def test_the_scripts_button_is_the_reloaded_pages(client, shopper, oil, page):
    swapped = BeautifulSoup(quick(client, add=oil.pk, is_small="1").content, "html.parser").button

    assert str(swapped) == str(button(page("/san-pham/"), oil))


@pytest.mark.parametrize("name", ["add", "remove"])
def test_a_script_learns_no_name_of_what_nobody_may_see(client, shopper, cast, name):
    hidden = make_product(producer=cast.producers[0], title="Chưa từng chứng nhận")

    assert quick(client, **{name: hidden.pk}).status_code == 404


def test_a_full_list_sends_the_script_back_to_the_form(client, shopper, oil, monkeypatch):
    monkeypatch.setattr("shop.shoppers.operations.MOST_WISHES", 0)

    assert quick(client, add=oil.pk).status_code == 409


def test_a_guests_script_is_none(client, oil, page):
    assert not page("/san-pham/").select_one("#de-danh").has_attr("data-quick")
    client.force_login(get_model("accounts", "User").objects.get(email="shopper@example.test"))
    assert page("/san-pham/").select_one("#de-danh").has_attr("data-quick")


@pytest.mark.parametrize("path", ["/", "/san-pham/", "product"])
def test_who_is_signed_in_costs_three_queries_more_than_a_guest_with_the_same_basket(
    client, cast, oil, now, queries, path
):
    path = oil.get_absolute_url() if path == "product" else path
    other = on_sale(cast, at=now, title="Miến dong")
    for product in (oil, other):
        client.post(f"/gio-hang/them/{product.pk}/", {"quantity": 1})
    client.get("/gio-hang/")
    guest = queries(path)

    client.force_login(cast.shopper)
    wish(owner=cast.shopper, product_id=oil.pk, at=now)
    for product in (oil, other):
        client.post(f"/gio-hang/them/{product.pk}/", {"quantity": 1})
    client.get("/gio-hang/")

    # Session, person, hearts.
    assert queries(path) == guest + 3
