"""What is proposed while somebody types, ready to be shown: goods with picture, seal and place, and where to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Standing
from catalogue_ext.places.queries import Suggestion
from shop.discovery.suggestions import is_too_short, suggest
from shop.listings.renditions import rendition_name, widths_of
from shop.storefront.queries.cards import Seal, hanging_first, images, seal_of

PRODUCTS = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line of the list: where it leads, its name, and what stands under it."""

    url: str
    name: str
    name_language: str
    more: str = ""
    more_language: str = "vi"
    picture: str = ""
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Proposals of one kind: its word for ids, its name, its icon."""

    code: str
    title: str
    icon: str
    rows: list[Proposal]


@dataclass(frozen=True, slots=True)
class Proposals:
    """The list for a text. Empty where nothing begins like it; `is_too_short` where there is too little of it."""

    shelves: list[Shelf]
    is_too_short: bool

    @property
    def count(self) -> int:
        """This will return how many lines there are."""
        return sum(len(shelf.rows) for shelf in self.shelves)


def proposals(*, text: str, at: datetime) -> Proposals:
    """This will return what somebody may mean. Costs: what `discovery.suggestions.suggest` costs; 3 more for goods."""
    if is_too_short(text=text):
        return Proposals([], is_too_short=True)
    found = suggest(text=text, at=at, limit=PRODUCTS)
    language = get_language() or "vi"
    shelves = [
        Shelf("mon", gettext("Products"), "box", _products(found.products, at)),
        Shelf("nhom", gettext("Kinds of goods"), "grid", [*_classes(found.groups, found.sets, language)]),
        Shelf("xa", gettext("Communes and wards"), "pin", [_place(row) for row in found.places]),
        Shelf("nguoi", gettext("Makers"), "store", [_maker(row) for row in found.producers]),
    ]
    return Proposals([shelf for shelf in shelves if shelf.rows], is_too_short=False)


def _products(ids: list[int], at: datetime) -> list[Proposal]:
    """Only what is certified at the instant, whatever the list says. Costs: 3 queries."""
    if not ids:
        return []
    standings = Standing.objects.at(at).filter(product__in=ids).select_related("certificate__decision")
    seals = {row.product_id: seal_of(standing=row, at=at) for row in standings}
    products = get_model("catalogue", "Product").objects.filter(pk__in=seals.keys(), is_public=True)
    rows = products.select_related("origin_commune__province").prefetch_related(images()).in_bulk()
    return [_product(rows[pk], seals[pk]) for pk in ids if pk in rows]


def _product(product: Any, seal: Seal) -> Proposal:
    image = hanging_first(product)
    commune = product.origin_commune
    return Proposal(
        url=product.get_absolute_url(),
        name=product.name,
        name_language=product.name_language,
        more=f"{commune.name}, {commune.province.short_name}",
        picture=_thumb(image) if image else "",
        seal=seal,
    )


def _thumb(image: Any) -> str:
    url, width = image.original.url, image.width
    return rendition_name(name=url, width=widths_of(width=width)[0], kind="webp") if width else url


def _classes(groups: list[Any], sets: list[Any], language: str) -> Iterator[Proposal]:
    for row in groups:
        yield Proposal(reverse("storefront:group", args=[row.slug]), row.name(language), language)
    for row in sets:
        yield Proposal(reverse("storefront:set", args=[row.number]), row.name(language), language)


def _place(row: Suggestion) -> Proposal:
    url = reverse("storefront:commune", args=[row.commune.code])
    name = f"{row.commune.name}, {row.province.label}"
    return Proposal(url, name, "vi", row.former_label)


def _maker(producer: Any) -> Proposal:
    return Proposal(reverse("storefront:producer", args=[producer.slug]), producer.name, "vi")
