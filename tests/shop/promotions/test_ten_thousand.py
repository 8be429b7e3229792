"""Parts equal the whole, to the dong, on ten thousand baskets with vouchers and fees; and no alcohol gets anything."""

from __future__ import annotations

import random
import sys
import time
from collections import Counter

import pytest
from oscar.core.loading import get_model

from shop.forks.order.placement import Buyer, place
from shop.fulfilment.split import split, total_vnd
from shop.primitives.money import split_shares, vnd
from shop.promotions.models import LineDiscount
from shop.promotions.operations import line_discounts
from shop.promotions.rules import may_be_promoted
from tests.factories.promotions import open_offer, open_voucher
from tests.factories.situations import basket_with, on_sale
from tests.shop.promotions.in_memory import apply, filled_by

BASKETS = 10_000


def test_parts_equal_the_whole_on_ten_thousand_baskets(now, capsys):
    chance, seen, began = random.Random(20_261_124), Counter(), time.perf_counter()

    for _ in range(BASKETS):
        basket, offers = filled_by(chance, at=now)
        apply(basket, offers)
        seen += _checked(basket, chance, now)

    assert seen["baskets"] == BASKETS
    # The proof looked at something: most baskets got a discount, many by voucher, many hold alcohol beside it.
    assert seen["discounted"] > BASKETS / 2
    assert seen["by voucher"] > BASKETS / 4
    assert seen["with alcohol"] > BASKETS / 10
    assert seen["several parts"] > BASKETS / 2
    with capsys.disabled():
        sys.stdout.write(f"\n{dict(seen)} in {time.perf_counter() - began:.1f} s\n")


def _checked(basket, chance, now):
    lines = basket.all_lines()
    parts = split(lines=lines)
    delivery, cash = chance.randint(0, 300_000), chance.randint(0, 40_000)
    weights = [part.goods_vnd for part in parts]
    for part, fee, extra in zip(parts, split_shares(delivery, weights), split_shares(cash, weights), strict=True):
        part.delivery_vnd = fee + extra

    for line in lines:
        price, given = line.price_of_all, line.discount_value
        assert given == int(given)
        assert 0 <= given <= price
        if not may_be_promoted(criteria_sets=[line.product.criteria_set], at=now):
            assert given == 0, line.product.criteria_set
        rows = line_discounts(line=None, basket_line=line, at=now)
        assert sum(row.amount_vnd for row in rows) == given
        assert all(row.partner_id in {None, line.stockrecord.partner_id} for row in rows)
        assert line.line_price_incl_tax_incl_discounts == price - given
        # What Oscar keeps of a line's pieces adds up as well, in whole dong.
        pieces = line.get_price_breakdown()
        assert sum(unit * many for unit, _, many in pieces) == price - given
        assert sum(many for _, _, many in pieces) == line.quantity
        assert all(type(unit) is int for unit, _, _ in pieces)
    for part in parts:
        assert part.discount_vnd == sum(line.discount_value for line in part.lines)
        assert part.total_vnd >= part.delivery_vnd
    discount = sum(vnd(line.discount_value) for line in lines)
    assert sum(row["discount"] for row in basket.offer_applications) == discount
    goods = sum(line.price_of_all for line in lines)
    assert total_vnd(parts) == goods - discount + delivery + cash
    return Counter(
        {
            "baskets": 1,
            "lines": len(lines),
            "discounted": discount > 0,
            "by voucher": bool(basket.offer_applications.voucher_discounts),
            "with alcohol": discount > 0 and any(line.product.criteria_set in {14, 15} for line in lines),
            "several parts": len(parts) > 1,
        }
    )


@pytest.fixture(autouse=True)
def _price_of_all(monkeypatch):
    """What a line costs before discounts, worked out beside the code under test."""
    line = get_model("basket", "Line")
    monkeypatch.setattr(line, "price_of_all", property(lambda self: vnd(self._price()) * self.quantity), raising=False)
    monkeypatch.setattr(line, "_price", lambda self: self.purchase_info.price.incl_tax, raising=False)


@pytest.mark.django_db
def test_the_same_through_the_database(cast, places, now):
    """Forty orders of up to three producers, with a voucher and two offers: what is written adds up everywhere."""
    chance = random.Random(5)
    prices = (33_333, 77_777, 120_000, 99)
    producers = (cast.producers[0], cast.producers[1])
    goods = [on_sale(cast, at=now, price_vnd=p, producer=who, stock=900) for p in prices for who in producers]
    open_offer(at=now, kind="Percentage", value="7.5", name="Bảy phần rưỡi", exclusive=False)
    partner = cast.producers[0].partner
    open_offer(
        at=now,
        kind="Fixed",
        value=500,
        borne_by="producer",
        terms={"partner": partner},
        name="Năm trăm",
        exclusive=False,
    )
    voucher = open_voucher(at=now, value=20_001, exclusive=False)

    for ordinal in range(40):
        chosen = chance.sample(goods, chance.randint(1, 5))
        basket = basket_with(*chosen, at=now, quantity=chance.randint(1, 4))
        if ordinal % 2:
            basket.vouchers.add(voucher)
        # A telephone of its own each: only a few orders may wait for cash at one.
        order = _placed(basket, Buyer("Hoa", f"+8491{ordinal:07}", places.truong_xuan, "Thôn 10"), now)

        parts = list(order.producer_orders.order_by("pk"))
        assert sum(part.total_vnd for part in parts) == order.total_incl_tax
        for part in parts:
            written = LineDiscount.objects.filter(line__producer_order=part)
            assert sum(row.amount_vnd for row in written) == part.discount_vnd
            assert sum(vnd(line.line_price_incl_tax) for line in part.lines.all()) == part.goods_vnd - part.discount_vnd
        given = LineDiscount.objects.filter(line__order=order)
        for row in order.discounts.all():
            assert row.amount == sum(one.amount_vnd for one in given if one.offer_id == row.offer_id)
    voucher.refresh_from_db()
    assert voucher.num_orders == voucher.applications.count() == 20
    total = sum(row.amount_vnd for row in LineDiscount.objects.filter(voucher=voucher))
    assert voucher.total_discount == total == voucher.offers.get().total_discount


def _placed(basket, buyer, now):
    """Places at the total that the shopper sees: first asked, then said."""
    from shop.forks.order.placement import TotalChanged

    words = {"basket_id": basket.pk, "buyer": buyer, "by": None, "language": "vi", "clock": lambda: now}
    try:
        return place(expected_total_vnd=0, **words)
    except TotalChanged as refusal:
        return place(expected_total_vnd=refusal.facts["total_vnd"], **words)
