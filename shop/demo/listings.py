"""The demo's prices, stock, pack sizes and pictures: all invented, all marked as illustration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import mark_covered
from catalogue_ext.producers.models import Producer
from shop.accounts.models import User
from shop.demo.accounts import OFFICER
from shop.demo.pictures.choose import picture_for
from shop.demo.register import HERE, read
from shop.listings.operations import hang_picture, render_missing
from shop.listings.pictures import prepare
from shop.listings.renditions import Prepared
from shop.outbox.announcing import together
from shop.stock.operations import open_stock_record, producer_location, receive

Progress = Callable[[int, int], None]
CAPTION = "Hình minh hoạ"


def load_listings(*, at: datetime, progress: Progress) -> int:
    """This will give every listing its English name, price and stock, once. Returns the listings that have a price."""
    products = get_model("catalogue", "Product").objects
    rows = read(HERE / "demo_listings.csv")
    packs = read(HERE / "demo_packs.csv")
    with_packs = {(row["product"], row["subject"]) for row in packs}
    officer = User.objects.get(email=OFFICER)
    Producer.objects.filter(
        name__in={row["subject"] for row in rows if row["is_illustration"]}, is_illustration=False
    ).update(is_illustration=True)
    for done, row in enumerate(rows, start=1):
        product = products.select_related("producer__partner", "producer__commune").get(
            title=row["product"], producer__name=row["subject"]
        )
        with transaction.atomic(), together(at=at):
            _describe(product, row)
            has_own_price = row["price_vnd"] and (row["product"], row["subject"]) not in with_packs
            if has_own_price and not product.stockrecords.exists():
                _put_up(product, product.producer, row, officer, at)
        progress(done, len(rows))
    for row in packs:
        with transaction.atomic(), together(at=at):
            _pack(row, officer, at)
    return get_model("partner", "StockRecord").objects.exclude(price=None).count()


def _describe(product: Any, row: dict[str, str]) -> None:
    product.title_en = row["title_en"]
    product.pack_size = row["pack_size"]
    product.herbal_kind = row["herbal_kind"]
    product.is_illustration = bool(row["is_illustration"])
    product.save(update_fields=["title_en", "pack_size", "herbal_kind", "is_illustration"])


def _put_up(product: Any, producer: Any, row: dict[str, str], by: Any, at: datetime) -> None:
    stock_record = open_stock_record(
        product=product,
        location=producer_location(producer=producer),
        seller_of_record=producer.partner,
        price_vnd=int(row["price_vnd"]),
        by=by,
        at=at,
    )
    if int(row["stock"]):
        receive(stock_record=stock_record, quantity=int(row["stock"]), by=by, at=at, reason="minh hoạ")


def _pack(row: dict[str, str], by: Any, at: datetime) -> None:
    model = get_model("catalogue", "Product")
    parent = model.objects.get(title=row["product"], producer__name=row["subject"])
    if parent.children.filter(pack_size=row["pack_size"]).exists():
        return
    if parent.structure != model.PARENT:
        parent.structure = model.PARENT
        parent.save(update_fields=["structure"])
    child = model.objects.create(
        structure=model.CHILD,
        parent=parent,
        title=parent.title,
        title_en=row["title_en"],
        pack_size=row["pack_size"],
        is_illustration=True,
    )
    _put_up(child, parent.producer, row, by, at)
    if row["is_covered"] == "1":
        mark_covered(child=child, certificate=parent.certificates.get(), by=by, at=at)


def load_pictures(*, at: datetime, progress: Progress) -> int:
    """This will hang a composed picture, marked as illustration, on every product that has none. Returns pictures.

    Costs: about 0.2 s for each composed picture, however many products show it.
    """
    images = get_model("catalogue", "ProductImage").objects
    products = list(
        get_model("catalogue", "Product").objects.exclude(structure="child").filter(images=None).order_by("pk")
    )
    prepared: dict[Path, Prepared] = {}
    for done, product in enumerate(products, start=1):
        path = picture_for(name=product.title, criteria_set=product.criteria_set or 0)
        if path not in prepared:
            with path.open("rb") as file:
                prepared[path] = prepare(file=file)
        hang_picture(product=product, prepared=prepared[path], caption=CAPTION, by=None, at=at)
        progress(done, len(products))
    render_missing(progress=progress)
    return images.count()
