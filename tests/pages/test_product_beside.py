"""What else stands beside a product, and what a product's page costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue_ext.certification.operations import mark_covered
from tests.factories.producers import make_producer
from tests.factories.situations import UNSELLABLE, certify, make_product, on_sale, put_up
from tests.pages.conftest import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

MAKER, COMMUNE, KIND = "cung-nguoi-lam", "cung-xa", "cung-loai"


def beside(shown):
    """Names by the section they stand in."""
    found = {}
    for section in shown.select("section:has(> .product-grid)"):
        found[section["aria-labelledby"]] = [words_of(name) for name in section.select(".product-card__name")]
    return found


@pytest.fixture
def neighbour(places):
    return make_producer(name="HTX Hàng xóm", commune=places.uong_bi)


def test_others_of_the_maker_and_of_the_commune_the_newest_first_and_none_twice(page, cast, oil, neighbour, now):
    for days, title in enumerate(["Năm", "Tư", "Ba", "Hai", "Một"], start=1):
        for maker, word in ((cast.producers[0], "Của nhà"), (neighbour, "Hàng xóm")):
            product = make_product(producer=maker, title=f"{word} {title}")
            certify(product, cast, valid_from=now - timedelta(days=10 - days), valid_to=now + timedelta(days=900))

    shown = page(oil.get_absolute_url())

    assert beside(shown) == {
        MAKER: ["Của nhà Một", "Của nhà Hai", "Của nhà Ba", "Của nhà Tư"],
        COMMUNE: ["Hàng xóm Một", "Hàng xóm Hai", "Hàng xóm Ba", "Hàng xóm Tư"],
    }
    assert words_of(shown.select_one(f"#{COMMUNE}")) == "Cũng ở phường Uông Bí"
    links = [a["href"] for a in shown.select(".section-head a")]
    assert links == [f"/chu-the/{oil.producer.slug}/", f"/xa-phuong/{oil.origin_commune.code}/"]


def test_alone_nothing_stands_beside_it(page, oil):
    assert beside(page(oil.get_absolute_url())) == {}


@pytest.mark.parametrize("situation", ["never", "lapsed", "revoked", "not_yet"])
def test_what_is_not_certified_stands_beside_nothing(page, cast, oil, now, situation):
    UNSELLABLE[situation](cast, at=now)

    assert beside(page(oil.get_absolute_url())) == {}


def test_a_hidden_product_and_a_pack_size_stand_beside_nothing(page, cast, oil, now):
    hidden = on_sale(cast, at=now, title="Ẩn")
    type(hidden).objects.filter(pk=hidden.pk).update(is_public=False)

    assert beside(page(oil.get_absolute_url())) == {}


@pytest.mark.parametrize("situation", ["lapsed", "revoked"])
def test_what_is_no_longer_certified_offers_others_of_its_maker_commune_and_kind(
    page, cast, oil, neighbour, now, situation
):
    gone = UNSELLABLE[situation](cast, at=now)
    on_sale(cast, at=now, producer=neighbour, title="Hàng xóm")
    on_sale(cast, at=now, producer=cast.producers[1], title="Cùng loại", criteria_set=gone.criteria_set)
    on_sale(cast, at=now, producer=cast.producers[1], title="Loại khác", criteria_set=3)

    shown = page(gone.get_absolute_url())

    assert beside(shown) == {MAKER: ["Dầu lạc Hải Yến"], COMMUNE: ["Hàng xóm"], KIND: ["Cùng loại"]}
    assert [a["href"] for a in shown.select(".section-head a")][-1] == f"/san-pham/bo/{gone.criteria_set}/"
    # Alternatives come before the paper that has ended; of the product itself nothing is for sale.
    order = [
        node.get("id") or node.get("aria-labelledby")
        for node in shown.select("section:has(> .product-grid), #chung-nhan")
    ]
    assert order[-1] == "chung-nhan"
    assert shown.select("#mua, .price--large, .unit-price, .buy-bar") == []


def test_while_it_is_certified_others_of_its_kind_do_not_stand_in(page, cast, oil, now):
    on_sale(cast, at=now, producer=cast.producers[1], criteria_set=oil.criteria_set)

    assert beside(page(oil.get_absolute_url())) == {}


# -- what it costs ----------------------------------------------------------------------------------------------------


@pytest.fixture
def rice(cast, now):
    """A product with pack sizes."""
    parent = make_product(producer=cast.producers[0], title="Gạo nếp", structure="parent", criteria_set=3)
    certificate = certify(parent, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))
    for size in ("túi 1 kg", "túi 5 kg"):
        child = type(parent).objects.create(structure="child", parent=parent, title="Gạo nếp", pack_size=size)
        put_up(child, at=now)
        mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)
    return parent


def fill_basket(client, *products):
    for product in products:
        client.post(f"/gio-hang/them/{product.pk}/", {"quantity": 1, "next": "basket"})


def test_a_page_costs_ten_queries_eleven_where_no_unit_went_into_the_commune(queries, cast, client, now):
    bought = [on_sale(cast, at=now, producer=cast.producers[1]) for _ in range(2)]
    oil = on_sale(cast, at=now, title="Dầu")
    fill_basket(client, *bought)

    assert queries(oil.get_absolute_url()) == 10
    assert queries(bought[0].get_absolute_url()) == 11


def test_three_more_tell_who_is_signed_in_and_what_they_wish(queries, cast, client, now):
    bought = [on_sale(cast, at=now, producer=cast.producers[1]) for _ in range(2)]
    oil = on_sale(cast, at=now, title="Dầu")
    client.force_login(cast.shopper)
    fill_basket(client, *bought)

    assert queries(oil.get_absolute_url()) == 13


def test_pack_sizes_cost_one_more_wherever_they_stand(queries, cast, client, rice, now):
    oil = on_sale(cast, at=now)
    fill_basket(client, oil, on_sale(cast, at=now, producer=cast.producers[1]))

    assert queries(rice.get_absolute_url()) == 11
    assert queries(oil.get_absolute_url()) == 11


@pytest.mark.parametrize(("situation", "count"), [("lapsed", 8), ("revoked", 9)])
def test_what_is_gone_costs_no_more_but_the_revoking_decision(queries, cast, client, oil, now, situation, count):
    gone = UNSELLABLE[situation](cast, at=now)
    fill_basket(client, oil, on_sale(cast, at=now, producer=cast.producers[1]))

    assert queries(gone.get_absolute_url()) == count


def test_the_size_of_the_catalogue_changes_nothing(queries, cast, oil, rice, neighbour, now):
    before = queries(oil.get_absolute_url())
    for maker in (*cast.producers, neighbour):
        for _ in range(6):
            on_sale(cast, at=now, producer=maker)

    assert queries(oil.get_absolute_url()) == before


def test_looking_writes_nothing(client, oil):
    with CaptureQueriesContext(connection) as asked:
        client.get(oil.get_absolute_url())

    assert [row["sql"] for row in asked if not row["sql"].lstrip("(").startswith("SELECT")] == []
