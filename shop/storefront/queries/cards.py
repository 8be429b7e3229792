"""Product cards: what a listing shows of a product, with its seal and its price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from oscar.core.loading import get_model

from catalogue_ext.certification.queries import ending_days
from catalogue_ext.labels.words import SealState, full_line, short_line
from shop.forks.partner.availability import NO_PRICE, OK, SOLD_OUT
from shop.forks.partner.strategy import Strategy
from shop.listings.renditions import rendition_name, srcset
from shop.primitives.money import vnd
from shop.primitives.period import last_day, local_day
from shop.primitives.vi_text import fold

# What a picture is taken for that nobody measured: goods are shown square.
UNMEASURED = 640
# The rendition for a browser that reads no srcset. Units: px.
SMALL = 640


@dataclass(frozen=True, slots=True)
class Seal:
    """A standing as it is drawn and said. `last_day` is inclusive."""

    stars: int
    state: SealState
    last_day: date
    days_left: int
    decision_number: str
    recognised_on: date
    is_demo: bool

    @property
    def words(self) -> tuple[str, str]:
        """This will return the card's line: (strong part, rest)."""
        return short_line(stars=self.stars, state=self.state, last_day=self.last_day, days_left=self.days_left)

    @property
    def full_words(self) -> str:
        """This will return the line of product and check page."""
        return full_line(stars=self.stars, decision_number=self.decision_number, last_day=self.last_day)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a product or pack size costs here and whether it may be bought. Units: ₫ with VAT, pieces."""

    product_id: int
    pack_size: str
    price_vnd: int | None
    code: str
    free: int

    @property
    def is_buyable(self) -> bool:
        """This will tell whether a button stands beside it."""
        return self.code == OK


@dataclass(frozen=True, slots=True)
class Picture:
    """A product's picture as `components/picture.html` shows it. Units: px, of the picture itself.

    `avif` and `webp` are srcsets, empty for a picture without renditions; `small` is for who knows neither.
    """

    url: str
    caption: str
    width: int
    height: int
    avif: str
    webp: str
    small: str


@dataclass(frozen=True, slots=True)
class Card:
    """One product in a list."""

    product_id: int
    name: str
    name_language: str
    url: str
    picture: Picture | None
    commune: str
    province: str
    producer: str
    is_illustration: bool
    offer: Offer
    has_packs: bool
    seal: Seal


def seal_of(*, standing: Any, at: datetime) -> Seal:
    """This will return how a standing in force is drawn at the instant. Costs: none with its decision at hand."""
    today, end = local_day(at), last_day(standing.valid_to)
    days_left = (end - today).days
    state = SealState.GRACE if standing.is_grace else SealState.IN_FORCE
    if state is SealState.IN_FORCE and days_left <= ending_days(at=at):
        state = SealState.ENDING
    decision = standing.certificate.decision
    return Seal(
        stars=standing.stars,
        state=state,
        last_day=end,
        days_left=days_left,
        decision_number=decision.number,
        recognised_on=decision.decided_on,
        is_demo=standing.is_demo,
    )


# A card reads these and no more: half the time of a list went into columns that nobody looked at.
_OF_A_CARD = (
    "structure",
    "is_public",
    "parent",
    "title",
    "title_en",
    "criteria_set",
    "herbal_kind",
    "pack_size",
    "is_illustration",
    "producer__name",
    "producer__is_illustration",
    "origin_commune__name",
    "origin_commune__province__name",
)


def for_cards(products: QuerySet[Any]) -> QuerySet[Any]:
    """This will read along all that a card needs but its pack sizes, and nothing else. Costs: 3 queries."""
    return alone(products).only(*_OF_A_CARD)


def records() -> QuerySet[Any]:
    """This will read of a stock record what the strategy asks, and no more."""
    wanted = ("product", "price", "price_currency", "num_in_stock", "num_allocated", "location__kind")
    return get_model("partner", "StockRecord").objects.select_related("location").only(*wanted)


def alone(products: QuerySet[Any]) -> QuerySet[Any]:
    """This will read along origin, maker, pictures and prices, but no pack sizes. Costs: 3 queries."""
    found = products.select_related("producer", "origin_commune__province")
    return found.prefetch_related(images(), Prefetch("stockrecords", queryset=records()))


def images() -> Prefetch[Any]:
    """This will read the pictures along, in no order: who shows them hangs them. Costs: 1 query."""
    return Prefetch("images", queryset=get_model("catalogue", "ProductImage").objects.order_by())


def packs() -> Prefetch[Any]:
    """This will read along the pack sizes with their prices. Costs: 2 queries, 1 where there are none."""
    children = get_model("catalogue", "Product").objects.filter(is_public=True).order_by("pk")
    return Prefetch("children", queryset=children.prefetch_related(Prefetch("stockrecords", queryset=records())))


def offer_of(*, product: Any, strategy: Strategy) -> Offer:
    """This will return price and availability of one product or pack size, as the strategy answers."""
    info = strategy.fetch_for_product(product)
    return Offer(
        product_id=product.pk,
        pack_size=product.pack_size,
        price_vnd=vnd(info.price.incl_tax) if info.price.exists else None,
        code=info.availability.code,
        free=max(getattr(info.availability, "num_available", 0), 0),
    )


def offers_of(*, product: Any, strategy: Strategy) -> list[Offer]:
    """This will return the offers of a product: its pack sizes, or itself. Costs: none when preloaded."""
    packs = list(product.children.all()) if product.is_parent else []
    return [offer_of(product=pack, strategy=strategy) for pack in packs or [product]]


def best_offer(offers: Sequence[Offer]) -> Offer:
    """This will return the offer a card shows: the cheapest that may be bought, else the cheapest, else any."""
    return min(offers, key=lambda o: (_rank(o), o.price_vnd or 0, o.product_id))


def _rank(offer: Offer) -> int:
    return {OK: 0, SOLD_OUT: 1, NO_PRICE: 2}.get(offer.code, 3)


def picture_of(product: Any) -> Picture | None:
    """This will return the first picture, if there is one."""
    image = hanging_first(product)
    return _picture(image) if image else None


def hanging_first(product: Any) -> Any:
    """This will return the row of the first picture, None where there is none. Costs: none when preloaded."""
    return min(product.images.all(), key=_hanging, default=None)


def pictures_of(product: Any) -> list[Picture]:
    """This will return all pictures, the first one first. Costs: none when preloaded."""
    return [_picture(image) for image in sorted(product.images.all(), key=_hanging)]


def is_composed(caption: str) -> bool:
    """This will tell by its caption whether a picture is composed and not the maker's photograph."""
    return fold("minh hoạ") in fold(caption)


def _hanging(image: Any) -> tuple[int, int]:
    return image.display_order, image.pk


def _picture(image: Any) -> Picture:
    url, width = image.original.url, image.width
    if width is None:
        return Picture(url, image.caption, UNMEASURED, UNMEASURED, "", "", url)
    return Picture(
        url=url,
        caption=image.caption,
        width=width,
        height=image.height,
        avif=srcset(url=url, width=width, kind="avif"),
        webp=srcset(url=url, width=width, kind="webp"),
        small=rendition_name(name=url, width=min(width, SMALL), kind="webp"),
    )


def cards(*, products: Iterable[Any], strategy: Strategy) -> list[Card]:
    """This will make the cards of products read by `for_cards`; one not certified now has no card.

    Costs: 1 query, 2 more where pack sizes are among them.
    """
    products = list(products)
    parents = [product for product in products if product.is_parent]
    if parents:  # putting the query together costs as much as a card
        prefetch_related_objects(parents, packs())
    strategy.preload([*products, *(pack for product in parents for pack in product.children.all())])
    return [card for product in products if (card := _card(product, strategy))]


def _card(product: Any, strategy: Strategy) -> Card | None:
    standing = strategy.permission(product).standing
    if standing is None:
        return None
    offers = offers_of(product=product, strategy=strategy)
    return Card(
        product_id=product.pk,
        name=product.name,
        name_language=product.name_language,
        url=product.get_absolute_url(),
        picture=picture_of(product),
        commune=product.origin_commune.name,
        province=product.origin_commune.province.short_name,
        producer=product.producer.name,
        is_illustration=product.is_illustration or product.producer.is_illustration or standing.is_demo,
        offer=best_offer(offers),
        has_packs=len({offer.price_vnd for offer in offers if offer.price_vnd}) > 1,
        seal=seal_of(standing=standing, at=strategy.at),
    )
