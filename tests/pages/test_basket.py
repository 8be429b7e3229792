"""Into the basket, and the basket itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from tests.factories.people import PASSWORD
from tests.factories.situations import UNSELLABLE, make_product, on_sale, put_up, revoke
from tests.pages.conftest import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def add(client, product, quantity=1, **words):
    return client.post(f"/gio-hang/them/{product.pk}/", {"quantity": quantity, **words})


def lines():
    return get_model("basket", "Line").objects.order_by("pk")


def test_an_empty_basket_says_so(page, db):
    assert words_of(page("/gio-hang/").select_one(".empty h2")) == "Giỏ chưa có gì"


def test_adding_leads_to_the_basket(client, page, oil):
    response = add(client, oil, 2)

    assert (response.status_code, response.headers["Location"]) == (302, "/gio-hang/")
    basket = page("/gio-hang/")
    assert words_of(basket.select_one(".notice--good")) == "Đã vào giỏ: Dầu lạc Hải Yến."
    assert words_of(basket.select_one(".line .number")) == "240.000 ₫"
    assert words_of(basket.select_one(".summary .total dd")) == "270.000 ₫"
    assert lines().get().channel.code == "national"


def test_buy_now_leads_to_the_checkout(client, oil):
    assert add(client, oil, next="checkout").headers["Location"] == "/thanh-toan/"


def test_goods_of_two_producers_are_two_parcels_with_their_own_delivery(client, page, cast, now, oil):
    herb = on_sale(cast, at=now, title="Cao chè vằng", producer=cast.producers[1], price_vnd=90_000)
    add(client, oil)
    add(client, herb, 3)

    basket = page("/gio-hang/")

    heads = [words_of(head.h2) for head in basket.select(".parcel__head")]
    assert heads == ["Kiện 1 từ HTX Nông nghiệp Hải Yến", "Kiện 2 từ HTX Dược liệu xanh Đông Triều"]
    sums = {words_of(row.dt): words_of(row.dd) for row in basket.select(".summary .sums > div")}
    assert sums == {
        "Tiền hàng, 4 món": "390.000 ₫",
        "Giao kiện 1": "30.000 ₫",
        "Giao kiện 2": "30.000 ₫",
        "Phải trả": "450.000 ₫",
    }


@pytest.mark.parametrize("situation", UNSELLABLE)
def test_what_is_not_certified_is_refused_at_the_door(client, cast, now, situation):
    response = add(client, UNSELLABLE[situation](cast, at=now))

    assert response.status_code == 409
    assert "hiện không có chứng nhận OCOP còn hiệu lực" in response.content.decode()
    assert not lines().exists()


def test_a_kind_that_is_not_sold_is_refused(client, cast, now):
    response = add(client, on_sale(cast, at=now, criteria_set=26))

    assert response.status_code == 409
    assert not lines().exists()


def test_more_than_there_is_is_refused_with_what_is_left(client, oil):
    add(client, oil, 8)

    response = add(client, oil, 3)

    assert response.status_code == 409
    assert "Chỉ còn 10." in response.content.decode()
    assert lines().get().quantity == 8


@pytest.mark.parametrize("quantity", ["0", "-1", "501", "x", "", "1.5"])
def test_a_quantity_that_is_none_is_refused(client, oil, quantity):
    response = add(client, oil, quantity)

    assert response.status_code == 422
    assert not lines().exists()


def test_an_unknown_product_is_not_found(client, oil):
    assert client.post("/gio-hang/them/999999/", {"quantity": 1}).status_code == 404


def test_adding_by_get_is_no_way(client, oil):
    assert client.get(f"/gio-hang/them/{oil.pk}/").status_code == 405


def test_a_product_with_pack_sizes_needs_one_chosen(client, cast, now):
    parent = make_product(producer=cast.producers[0], structure="parent", criteria_set=3)

    assert add(client, parent).status_code == 404
    assert add(client, parent, pack="x").status_code == 404


def test_a_line_can_be_changed_and_taken_out(client, page, oil):
    add(client, oil, 2)
    line = lines().get()

    client.post(f"/gio-hang/dong/{line.pk}/", {"quantity": 5})

    assert lines().get().quantity == 5
    assert words_of(page("/gio-hang/").select_one(".summary .total dd")) == "630.000 ₫"

    client.post(f"/gio-hang/dong/{line.pk}/", {"quantity": 0})

    assert not lines().exists()


def test_a_line_cannot_hold_more_than_there_is(client, page, oil):
    add(client, oil, 2)

    response = client.post(f"/gio-hang/dong/{lines().get().pk}/", {"quantity": 11}, follow=True)

    assert "Chỉ còn 10." in response.content.decode()
    assert lines().get().quantity == 2


def test_another_visitors_line_is_not_found(client, oil, django_user_model):
    from django.test import Client

    add(client, oil)
    stranger = Client()
    add(stranger, oil)
    first, second = lines()

    assert stranger.post(f"/gio-hang/dong/{first.pk}/", {"quantity": 0}).status_code == 404
    assert lines().count() == 2
    assert client.post(f"/gio-hang/dong/{second.pk}/", {"quantity": 0}).status_code == 404


def test_a_line_that_lost_its_certificate_says_so_and_blocks(client, page, cast, now, oil):
    herb = on_sale(cast, at=now, title="Cao chè vằng", producer=cast.producers[1])
    add(client, oil)
    add(client, herb)
    revoke(herb, cast, at=now)

    basket = page("/gio-hang/")

    assert words_of(basket.select_one(".line--blocked .line__why")) == (
        "Sản phẩm này hiện không có chứng nhận OCOP còn hiệu lực, nên chúng tôi không bán."
    )
    assert basket.select_one(".summary a.button--buy") is None
    assert client.get("/thanh-toan/").headers["Location"] == "/gio-hang/"

    blocked = lines().get(product=herb)
    client.post(f"/gio-hang/dong/{blocked.pk}/", {"quantity": 0})

    assert page("/gio-hang/").select_one(".summary a.button--buy")["href"] == "/thanh-toan/"


def test_a_line_ends_with_its_certificate_at_the_exact_instant(client, page, cast, now, oil):
    import time_machine

    from tests.factories.situations import certify

    short = make_product(producer=cast.producers[0], title="Sắp hết")
    certify(short, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(seconds=5))
    put_up(short, at=now)
    add(client, short)

    with time_machine.travel(now + timedelta(seconds=5, microseconds=-1), tick=False):
        assert page("/gio-hang/").select(".line--blocked") == []
    with time_machine.travel(now + timedelta(seconds=5), tick=False):
        assert len(page("/gio-hang/").select(".line--blocked")) == 1


def test_the_count_stands_in_the_head(client, page, oil):
    assert page("/").select(".site-header .count") == []

    add(client, oil, 3)

    assert words_of(page("/").select_one(".site-header .count")) == "3"


def test_a_forged_basket_cookie_counts_nothing(client, page, oil):
    add(client, oil, 3)
    client.cookies["oscar_open_basket"] = "1:forged"

    assert page("/").select(".site-header .count") == []


def test_looking_makes_no_basket_for_a_signed_in_shopper(client, page, oil, cast):
    client.force_login(cast.shopper, backend="shop.accounts.backends.EmailOrPhoneBackend")

    for address in ("/", "/gio-hang/", oil.get_absolute_url()):
        page(address)
    assert get_model("basket", "Basket").objects.count() == 0

    add(client, oil, 2)
    assert get_model("basket", "Basket").objects.get().owner == cast.shopper
    assert words_of(page("/gio-hang/").select_one(".site-header .count")) == "2"


@pytest.mark.parametrize("door", ["log-in", "registration"])
def test_a_guests_basket_goes_along_as_the_form_is_sent(client, page, oil, cast, door):
    add(client, oil, 2)
    if door == "log-in":
        client.post("/tai-khoan/dang-nhap/", {"name": "shopper@example.test", "password": PASSWORD})
    else:
        new = {"full_name": "Hà", "email": "ha@example.vn", "password": "mot mat khau dai"}
        client.post("/tai-khoan/dang-ky/", new)

    mine = get_model("basket", "Basket").objects.get(status="Open")
    assert mine.owner.email == ("shopper@example.test" if door == "log-in" else "ha@example.vn")
    assert [(line.product, line.quantity) for line in mine.lines.all()] == [(oil, 2)]
    assert client.cookies["oscar_open_basket"].value == ""
    assert len(page("/gio-hang/").select(".line")) == 1
