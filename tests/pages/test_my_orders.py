"""A shopper's own orders, and nobody else's."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from shop.forks.order.placement import Buyer, place
from tests.factories.situations import basket_with, on_sale

pytestmark = pytest.mark.django_db
BACKEND = "shop.accounts.backends.EmailOrPhoneBackend"


def order_by(user, product, places, at):
    return place(
        basket_id=basket_with(product, owner=user, at=at).pk,
        buyer=Buyer("Hoa", "+84912345678", places.truong_xuan, "Thôn 10"),
        by=user,
        language="vi",
        expected_total_vnd=150_000,
        clock=lambda: at,
    )


@pytest.fixture
def orders(cast, places, now):
    product = on_sale(cast, at=now, title="Dầu lạc", stock=100)
    first = order_by(cast.shopper, product, places, now)
    second = order_by(cast.shopper, product, places, now + timedelta(hours=1))
    return first, second, order_by(cast.other_officer, product, places, now)


def test_the_newest_stands_first_and_no_other_persons(client, cast, orders):
    first, second, other = orders
    client.force_login(cast.shopper, backend=BACKEND)

    main = BeautifulSoup(client.get("/tai-khoan/don-hang/").content, "html.parser").select_one("main")

    assert [link.get_text() for link in main.select("li a")] == [second.number, first.number]
    assert "150.000\u00a0₫" in main.get_text()
    assert "chờ" in main.select_one(".status").get_text()
    assert other.number not in main.get_text()


def test_one_order_is_shown_to_its_buyer_only(client, cast, orders):
    first, _, other = orders
    client.force_login(cast.shopper, backend=BACKEND)

    assert "Dầu lạc" in client.get(f"/tai-khoan/don-hang/{first.number}/").content.decode()
    assert client.get(f"/tai-khoan/don-hang/{other.number}/").status_code == 404
    client.logout()
    assert client.get(f"/tai-khoan/don-hang/{first.number}/").status_code == 302


def test_without_orders_it_says_what_to_do(client, cast):
    client.force_login(cast.support, backend=BACKEND)

    page = client.get("/en/tai-khoan/don-hang/").content.decode()

    assert "No order yet with this account." in page


def test_the_list_costs_the_same_for_many(client, cast, places, now, settings, django_assert_num_queries):
    settings.CASH_MOST_OPEN = 0
    product = on_sale(cast, at=now, stock=100)
    client.force_login(cast.shopper, backend=BACKEND)
    for hour in range(3):
        order_by(cast.shopper, product, places, now + timedelta(hours=hour))
    client.get("/tai-khoan/don-hang/")
    with django_assert_num_queries(6):
        client.get("/tai-khoan/don-hang/")
    for hour in range(3, 9):
        order_by(cast.shopper, product, places, now + timedelta(hours=hour))
    with django_assert_num_queries(6):
        client.get("/tai-khoan/don-hang/")
