"""Certified products by the thousand, for benchmarks. Everything in them is invented and says DEMO."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Certificate, Decision, EvidenceLevel, IssuingLevel, Standing
from catalogue_ext.certification.operations import open_categories, product_class
from catalogue_ext.places.models import Commune
from catalogue_ext.producers.models import Producer, ProducerKind
from shop.channels.operations import open_national_channel
from shop.demo.pictures.choose import picture_for
from shop.discovery.operations import refresh
from shop.listings.operations import store_renditions
from shop.listings.pictures import prepare
from shop.primitives.codes import crockford
from shop.primitives.period import add_months, day_after, day_start, local_day
from shop.primitives.vi_text import fold, slug, sort_key
from shop.stock.models import Location, LocationKind, Movement, MovementKind

Progress = Callable[[int, int], None]
PREFIX = "DEMO-SYN-"
CHUNK = 500
A_PRODUCER_MAKES = 4
GOODS = (
    ("Mật ong hoa nhãn", 4), ("Chè xanh", 11), ("Trà hoa vàng", 12), ("Cà phê rang mộc", 13), ("Gạo nếp nương", 3),
    ("Miến dong", 7), ("Nước mắm cốt", 9), ("Tiêu đen", 10), ("Mực khô một nắng", 8), ("Bánh đa nem", 6),
    ("Ổi lê", 1), ("Trứng vịt biển", 2), ("Nước khoáng", 16), ("Giỏ tre đan", 21), ("Khăn thổ cẩm", 22),
    ("Hoa cúc chậu", 23), ("Mai vàng chậu", 24), ("Tinh dầu sả", 20),
)  # fmt: skip
WORDS = "An Bình Cao Đồng Hà Hải Hồng Kim Lâm Minh Nam Nhật Phúc Quang Sơn Tân Thanh Thuận Vân Xuân".split()


class Hung(NamedTuple):
    """A stored picture as its rows name it. Units: px."""

    original: str
    width: int
    height: int


def load_synthetic(*, products: int, seed: int, by: Any, at: datetime, progress: Progress) -> int:
    """This will add that many products on sale, each certified now, with price, stock and picture.

    Bulk inserts; standings are written straight from the one certificate each product has, as `rules.standings` would.
    The same seed makes the same names, stars and prices. Returns how many were made.
    """
    chance = random.Random(seed)
    open_categories()
    open_national_channel(name="Toàn quốc")
    communes = list(Commune.objects.filter(valid_to=None).select_related("province").order_by("code"))
    pictures = _pictures()
    made = 0
    while made < products:
        size = min(CHUNK, products - made)
        with transaction.atomic():
            _chunk(size, made, chance, communes, pictures, by, at)
        made += size
        progress(made, products)
    return made


def _pictures() -> dict[int, Hung]:
    """One stored file per criteria set, with its renditions; listings share it."""
    hung = {}
    for title, criteria_set in GOODS:
        path = picture_for(name=title, criteria_set=criteria_set)
        name = f"synthetic/{path.name}"
        with path.open("rb") as file:
            prepared = prepare(file=file)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(prepared.original))
        store_renditions(storage=default_storage, name=name, made=prepared.renditions)
        hung[criteria_set] = Hung(name, prepared.width, prepared.height)
    return hung


def _chunk(
    size: int, offset: int, chance: random.Random, communes: list[Any], pictures: dict[int, Hung], by: Any, at: datetime
) -> None:
    producers = _producers(-(-size // A_PRODUCER_MAKES), offset, chance, communes)
    products = _products(size, chance, producers)
    _certify(products, offset, chance, by, at)
    _put_up(products, chance, at)
    get_model("catalogue", "ProductImage").objects.bulk_create(
        get_model("catalogue", "ProductImage")(
            product=product, caption="Hình minh hoạ", display_order=0, **pictures[product.criteria_set]._asdict()
        )
        for product in products
    )
    categories = dict(get_model("catalogue", "Category").objects.values_list("code", "pk"))
    through = get_model("catalogue", "ProductCategory")
    through.objects.bulk_create(
        through(product=product, category_id=categories[f"bo-{product.criteria_set}"]) for product in products
    )
    # Rows in bulk announce nothing.
    refresh(product_ids=[product.pk for product in products], at=at)


def _producers(count: int, offset: int, chance: random.Random, communes: list[Any]) -> list[Producer]:
    partner_model = get_model("partner", "Partner")
    names = [f"HTX Minh hoạ {chance.choice(WORDS)} {chance.choice(WORDS)} {offset + n}" for n in range(count)]
    partners = partner_model.objects.bulk_create(
        partner_model(name=name, code=f"syn-{crockford(8).lower()}") for name in names
    )
    producers = Producer.objects.bulk_create(
        Producer(
            partner=partner,
            name=partner.name,
            slug=f"{slug(partner.name)}-{partner.code}",
            name_fold=fold(partner.name),
            kind=ProducerKind.COOPERATIVE,
            commune=chance.choice(communes),
            is_illustration=True,
        )
        for partner in partners
    )
    Location.objects.bulk_create(
        Location(
            code=f"producer.{producer.slug}"[:80],
            name=producer.name,
            kind=LocationKind.PRODUCER,
            partner=producer.partner,
            commune=producer.commune,
        )
        for producer in producers
    )
    return producers


def _products(size: int, chance: random.Random, producers: list[Producer]) -> list[Any]:
    product_model = get_model("catalogue", "Product")
    kind = product_class()
    products = []
    for n in range(size):
        name, criteria_set = chance.choice(GOODS)
        title = f"{name} {chance.choice(WORDS)} {chance.choice(WORDS)}"
        producer = producers[n // A_PRODUCER_MAKES]
        products.append(
            product_model(
                structure="standalone",
                product_class=kind,
                title=title,
                slug=slug(title),
                title_fold=fold(title),
                title_sort=sort_key(title),
                check_code=crockford(10),
                producer=producer,
                origin_commune=producer.commune,
                criteria_set=criteria_set,
                pack_size="gói 500 g",
                is_illustration=True,
            )
        )
    return product_model.objects.bulk_create(products)


def _certify(products: list[Any], offset: int, chance: random.Random, by: Any, at: datetime) -> None:
    decided = local_day(at) - timedelta(days=chance.randrange(20, 900))
    begin, end = day_start(decided), day_after(add_months(decided, 36))
    decision = Decision.objects.create(
        number=f"{PREFIX}{crockford(6)}/QĐ-UBND",
        decided_on=decided,
        authority="UBND minh hoạ",
        level=IssuingLevel.PROVINCE,
        evidence_level=EvidenceLevel.DEMO,
        entered_by=by[0],
        entered_at=at,
        verified_by=by[1],
        verified_at=at,
    )
    certificates = Certificate.objects.bulk_create(
        Certificate(
            decision=decision,
            product=product,
            product_name=product.title,
            producer_name=product.producer.name,
            address_as_printed=product.origin_commune.name,
            commune=product.origin_commune,
            stars=chance.choices((3, 4, 5), weights=(72, 27, 1))[0],
            criteria_set=product.criteria_set,
            valid_from=begin,
            valid_to=end,
            entered_by=by[0],
            entered_at=at,
            verified_by=by[1],
            verified_at=at,
        )
        for product in products
    )
    Standing.objects.bulk_create(
        Standing(
            product_id=certificate.product_id,
            certificate=certificate,
            stars=certificate.stars,
            valid_from=begin,
            valid_to=end,
            is_demo=True,
        )
        for certificate in certificates
    )


def _put_up(products: list[Any], chance: random.Random, at: datetime) -> None:
    stock_model = get_model("partner", "StockRecord")
    places = {location.partner_id: location for location in Location.objects.filter(
        partner_id__in={product.producer.partner_id for product in products}
    )}  # fmt: skip
    rows = stock_model.objects.bulk_create(
        stock_model(
            product=product,
            partner=product.producer.partner,
            location=places[product.producer.partner_id],
            seller_of_record=product.producer.partner,
            partner_sku=product.check_code,
            price=chance.randrange(10, 400) * 1000,
            price_currency="VND",
            num_in_stock=100_000,
            num_allocated=0,
        )
        for product in products
    )
    Movement.objects.bulk_create(
        Movement(stock_record=row, kind=MovementKind.RECEIVED, quantity=100_000, at=at) for row in rows
    )
    for row in rows:
        row.product.lowest_price_vnd = row.price
    get_model("catalogue", "Product").objects.bulk_update([row.product for row in rows], ["lowest_price_vnd"])
