"""Baskets and offers that no database has seen: the real applicator, offers, conditions and lines run on them."""

from __future__ import annotations

import random
from datetime import datetime
from decimal import Decimal
from itertools import count
from types import SimpleNamespace
from typing import Any

from oscar.apps.partner.prices import TaxInclusiveFixedPrice
from oscar.core.loading import get_class, get_model

from shop.promotions.models import OfferTerms

KINDS = ("Percentage", "Absolute", "Fixed", "Multibuy", "Fixed price")
SETS = (1, 3, 7, 12, 14, 15, 16, 18, None)
_keys = count(1)


def a_line(basket: Any, *, price_vnd: int, pieces: int, criteria_set: int | None, partner: int, place: int = 1) -> Any:
    """This will make a basket line of a new product of that owner, lying at one of its places."""
    key = next(_keys)
    product = get_model("catalogue", "Product")(
        pk=key, title=f"Món {key}", criteria_set=criteria_set, structure="standalone", is_discountable=True
    )
    stock_record = get_model("partner", "StockRecord")(
        pk=key, product=product, partner_id=partner, seller_of_record_id=partner, location_id=place
    )
    line = get_model("basket", "Line")(
        pk=key, basket=basket, product=product, stockrecord=stock_record, quantity=pieces
    )
    price = TaxInclusiveFixedPrice(currency="VND", excl_tax=Decimal(price_vnd), tax=Decimal(0))
    line._info = SimpleNamespace(price=price, availability=None, stockrecord=stock_record)
    return line


def a_basket(*, at: datetime) -> Any:
    """This will make an empty basket that looks into no database."""
    basket = get_model("basket", "Basket")(pk=next(_keys))
    basket.strategy = SimpleNamespace(at=at)
    basket._lines = []
    return basket


def a_range(products: Any) -> Any:
    """This will make a range that knows its products already."""
    goods = get_model("offer", "Range")(pk=next(_keys), name="Tất cả")
    goods.__dict__["_known"] = {product.pk: is_in for product, is_in in products.items()}
    return goods


def an_offer(
    goods: Any, *, kind: str, value: Any, condition: tuple[str, int], borne_by: str = "operator", **fields: Any
) -> Any:
    """This will make an offer with its terms. `partner` and `centre` name who bears it; `most` how many pieces."""
    key, models = next(_keys), {name: get_model("offer", name) for name in ("ConditionalOffer", "Condition", "Benefit")}
    partner, centre, most = (fields.pop(name, None) for name in ("partner", "centre", "most"))
    offer = models["ConditionalOffer"](
        pk=key,
        name=f"Ngày hội {key}",
        condition=models["Condition"](pk=key, range=goods, type=condition[0], value=condition[1]),
        benefit=models["Benefit"](
            pk=key, range=None if kind == "Fixed price" else goods, type=kind, value=value, max_affected_items=most
        ),
        **fields,
    )
    OfferTerms(pk=key, offer=offer, borne_by=borne_by, partner_id=partner, centre_id=centre, agreement="CV 1")
    offer._prefetched_objects_cache = {"combinations": models["ConditionalOffer"].objects.none()}
    return offer


def apply(basket: Any, offers: list[Any]) -> None:
    """This will run the real applicator over the basket, highest priority first."""
    get_class("offer.applicator", "Applicator")().apply_offers(
        basket, sorted(offers, key=lambda offer: offer.priority, reverse=True)
    )


def filled_by(chance: random.Random, *, at: datetime) -> tuple[Any, list[Any]]:
    """This will make a basket of 1 to 8 lines of up to four owners, and 1 to 4 offers, some by voucher."""
    basket = a_basket(at=at)
    for _ in range(chance.randint(1, 8)):
        partner = chance.randint(1, 4)
        basket._lines.append(
            a_line(
                basket,
                price_vnd=chance.choice([1, 99, 33_333, 77_777, 120_000, chance.randint(1_000, 3_000_000)]),
                pieces=chance.randint(1, 9),
                criteria_set=chance.choice(SETS),
                partner=partner,
                place=chance.randint(1, 2),
            )
        )
    return basket, [_offer_by(chance, basket) for _ in range(chance.randint(1, 4))]


def _offer_by(chance: random.Random, basket: Any) -> Any:
    kind = chance.choice(KINDS)
    value = {
        "Percentage": Decimal(chance.randint(1, 10_000)) / 100,
        "Absolute": Decimal(chance.choice([1, 7, 1_000, 20_000, 333_333, 9_999_999])),
        "Fixed": Decimal(chance.choice([1, 500, 5_000, 45_678])),
        "Multibuy": Decimal(0),
        "Fixed price": Decimal(chance.choice([1_000, 99_000, 500_000])),
    }[kind]
    condition = chance.choice([("Count", 1), ("Count", 3), ("Value", 200_000), ("Coverage", 2)])
    bearer = chance.choice(
        [
            {"borne_by": "operator"},
            {"borne_by": "producer", "partner": chance.randint(1, 4)},
            {"borne_by": "centre", "centre": 1},
        ]
    )
    offer = an_offer(
        a_range({line.product: chance.random() < 0.8 for line in basket._lines}),
        kind=kind,
        value=value,
        condition=condition,
        most=chance.choice([None, None, 1, 4]),
        priority=chance.randint(0, 2),
        exclusive=chance.random() < 0.6,
        max_basket_applications=chance.choice([None, 1]),
        **bearer,
    )
    if chance.random() < 0.5:
        offer.set_voucher(get_model("voucher", "Voucher")(pk=offer.pk, code=f"MA{offer.pk}", name="Phiếu"))
    return offer
