"""Products in every situation the rule knows, and baskets of them. Standings are worked out by the real operation."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from oscar.core.loading import get_class, get_model

from catalogue_ext.certification.models import Certificate, Decision, Revocation
from catalogue_ext.certification.operations import restate
from shop.channels.operations import open_national_channel
from shop.stock.operations import open_stock_record, producer_location, receive
from tests.factories.people import Cast

_ordinal = count(1)


def make_product(*, producer: Any, title: str = "", criteria_set: int | None = 7, **fields: Any) -> Any:
    """This will save a listing without certificate, price or stock."""
    product_class, _ = get_model("catalogue", "ProductClass").objects.get_or_create(
        name="Đặc sản OCOP", defaults={"track_stock": True, "requires_shipping": True}
    )
    return get_model("catalogue", "Product").objects.create(
        title=title or f"Dầu lạc mẫu {next(_ordinal)}",
        product_class=product_class,
        producer=producer,
        origin_commune=producer.commune,
        criteria_set=criteria_set,
        **fields,
    )


def certify(
    product: Any,
    cast: Cast,
    *,
    valid_from: datetime,
    valid_to: datetime,
    stars: int = 4,
    number: str = "",
    level: str = "PROVINCE",
    evidence_level: str = "A",
) -> Certificate:
    """This will enter and verify a certificate of the product, and restate it."""
    entered = valid_from - timedelta(days=2)
    decision = Decision.objects.create(
        number=number or f"{next(_ordinal)}/QĐ-UBND",
        decided_on=valid_from.date(),
        authority="UBND thành phố Quảng Ninh",
        level=level,
        evidence_level=evidence_level,
        entered_by=cast.officer,
        entered_at=entered,
        verified_by=cast.other_officer,
        verified_at=entered,
    )
    certificate = Certificate.objects.create(
        decision=decision,
        product=product,
        product_name=product.title,
        producer_name=product.producer.name,
        address_as_printed=product.origin_commune.name,
        commune=product.origin_commune,
        stars=stars,
        criteria_set=product.criteria_set,
        valid_from=valid_from,
        valid_to=valid_to,
        entered_by=cast.officer,
        entered_at=entered,
        verified_by=cast.other_officer,
        verified_at=entered,
    )
    restate(product_ids=[product.pk])
    return certificate


def revoke(product: Any, cast: Cast, *, at: datetime) -> Revocation:
    """This will record a revocation that counts from that instant, and restate the product."""
    decision = Decision.objects.create(
        kind="REVOKE",
        number=f"{next(_ordinal)}/QĐ-UBND-TH",
        decided_on=at.date(),
        authority="UBND thành phố Quảng Ninh",
        level="PROVINCE",
        evidence_level="A",
        entered_by=cast.officer,
        entered_at=at,
    )
    revocation = Revocation.objects.create(
        decision=decision,
        product=product,
        reason="c",
        effective_at=at,
        recorded_at=at,
        recorded_by=cast.officer,
    )
    restate(product_ids=[product.pk])
    return revocation


def put_up(product: Any, *, at: datetime, price_vnd: int | None = 120_000, stock: int = 10) -> Any:
    """This will give the product a price and stock at its producer's store."""
    producer = (product.parent if product.is_child else product).producer
    open_national_channel(name="Toàn quốc")
    stock_record = open_stock_record(
        product=product,
        location=producer_location(producer=producer),
        seller_of_record=producer.partner,
        price_vnd=price_vnd,
        by=None,
        at=at,
    )
    if stock:
        receive(stock_record=stock_record, quantity=stock, by=None, at=at)
    return stock_record


def on_sale(cast: Cast, *, at: datetime, producer: Any = None, stars: int = 4, stock: int = 10, **fields: Any) -> Any:
    """This will save a product that can be bought at `at`."""
    price_vnd = fields.pop("price_vnd", 120_000)
    product = make_product(producer=producer or cast.producers[0], **fields)
    certify(product, cast, valid_from=at - timedelta(days=300), valid_to=at + timedelta(days=700), stars=stars)
    put_up(product, at=at, price_vnd=price_vnd, stock=stock)
    return product


def never_certified(cast: Cast, *, at: datetime) -> Any:
    """This will save a product with price and stock and no certificate."""
    product = make_product(producer=cast.producers[0], title="Chưa từng chứng nhận")
    put_up(product, at=at)
    return product


def lapsed(cast: Cast, *, at: datetime) -> Any:
    """This will save a product whose certificate ended exactly at `at`."""
    product = make_product(producer=cast.producers[0], title="Vừa hết hạn")
    certify(product, cast, valid_from=at - timedelta(days=1096), valid_to=at)
    put_up(product, at=at)
    return product


def revoked(cast: Cast, *, at: datetime) -> Any:
    """This will save a product whose certificate was revoked as of exactly `at`."""
    product = make_product(producer=cast.producers[0], title="Vừa bị thu hồi")
    certify(product, cast, valid_from=at - timedelta(days=200), valid_to=at + timedelta(days=800))
    revoke(product, cast, at=at)
    put_up(product, at=at)
    return product


def not_yet(cast: Cast, *, at: datetime) -> Any:
    """This will save a product whose certificate begins a microsecond after `at`."""
    product = make_product(producer=cast.producers[0], title="Chưa có hiệu lực")
    certify(product, cast, valid_from=at + timedelta(microseconds=1), valid_to=at + timedelta(days=900))
    put_up(product, at=at)
    return product


UNSELLABLE = {"never": never_certified, "lapsed": lapsed, "revoked": revoked, "not_yet": not_yet}


def basket_with(*products: Any, owner: Any = None, at: datetime | None = None, quantity: int = 1) -> Any:
    """This will save an open basket that holds these products, as the strategy allows at `at`."""
    basket = get_model("basket", "Basket").objects.create(owner=owner)
    basket.strategy = get_class("partner.strategy", "Strategy")(at=at)
    for product in products:
        basket.add_product(product, quantity)
    return basket
