"""What lists ask of all rows at once is what the strategy answers row by row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oscar.core.loading import get_class, get_model

from catalogue_ext.certification.classification import criteria_sets
from catalogue_ext.certification.operations import mark_covered
from shop.channels.queries import WhyNot, of_a_sold_kind, sale_permissions
from shop.stock.operations import promise
from shop.storefront.filters import Filters
from shop.storefront.queries.cards import cards, for_cards
from shop.storefront.queries.listing import listing, seen
from tests.factories.situations import UNSELLABLE, certify, make_product, on_sale, put_up

pytestmark = pytest.mark.django_db


def with_packs(cast, now, *, title, covered, stock=5, **pack_fields):
    jar = make_product(producer=cast.producers[0], title=title, structure="parent")
    certificate = certify(jar, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=900))
    pack = get_model("catalogue", "Product").objects.create(title="Hũ", structure="child", parent=jar, **pack_fields)
    if covered:
        mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    put_up(pack, at=now, price_vnd=40_000, stock=stock)
    return jar


@pytest.fixture
def every_kind(cast, now):
    for number in criteria_sets():
        on_sale(cast, at=now, title=f"Bộ {number}", criteria_set=number)
    on_sale(cast, at=now, title="Thực phẩm bảo vệ", criteria_set=18, herbal_kind="SUPPLEMENT")
    on_sale(cast, at=now, title="Thuốc", criteria_set=18, herbal_kind="MEDICINE")
    unsorted = on_sale(cast, at=now, title="Chưa xếp loại")
    unsorted.criteria_set = None
    unsorted.save()
    on_sale(cast, at=now, title="Hết hàng", stock=0)
    on_sale(cast, at=now, title="Chưa có giá", price_vnd=None)
    last = on_sale(cast, at=now, title="Đã hứa hết", stock=2)
    promise(stock_record_id=last.stockrecords.get().pk, quantity=2, at=now)
    with_packs(cast, now, title="Gói được phủ", covered=True)
    with_packs(cast, now, title="Gói không được phủ", covered=False)
    with_packs(cast, now, title="Gói ẩn", covered=True, is_public=False)
    with_packs(cast, now, title="Gói hết", covered=True, stock=0)
    for situation in UNSELLABLE.values():
        situation(cast, at=now)


def test_what_can_be_bought_is_what_has_a_button(every_kind, now):
    strategy = get_class("partner.strategy", "Strategy")(at=now)
    shown = seen(at=now).values("product")
    every = cards(products=for_cards(get_model("catalogue", "Product").objects.filter(pk__in=shown)), strategy=strategy)

    found = listing(filters=Filters(in_stock=True), strategy=strategy)

    buyable = {card.name for card in every if card.offer.is_buyable}
    assert found.count == len(buyable)
    assert {card.name for card in found.cards} <= buyable
    assert {"Gói được phủ", "Thực phẩm bảo vệ", "Bộ 1"} <= buyable
    assert not buyable & {"Gói không được phủ", "Gói ẩn", "Gói hết", "Thuốc", "Chưa xếp loại", "Hết hàng", "Bộ 26"}


def test_a_sold_kind_is_one_that_may_be_sold(every_kind, now):
    products = list(get_model("catalogue", "Product").objects.filter(parent=None))
    permissions = sale_permissions(products=products, at=now).values()

    sold = set(seen(at=now).filter(of_a_sold_kind()).values_list("product_id", flat=True))

    answered = {p.product_id for p in permissions if p.standing and p.why_not is not WhyNot.KIND_NOT_SOLD}
    assert sold == answered
    assert 20 < len(sold) < len(products)
