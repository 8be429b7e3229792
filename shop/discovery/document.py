"""What a listing's document says, worked out from the rooms that know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import criteria_sets, group_of
from catalogue_ext.certification.models import Certificate
from catalogue_ext.particulars.models import NetUnit, Particulars
from catalogue_ext.places.models import Alias, FormerName, Succession
from shop.channels.queries import is_of_a_sold_kind
from shop.discovery.text import marked_words, padded, words
from shop.primitives.plain_text import plain
from shop.stock.queries import free_pieces

_NO_LABEL = Particulars()
# What a page of description holds; the rest of a book would only slow the search. Units: words.
MOST_STORY = 2_000
_READ = (
    "structure",
    "title",
    "title_en",
    "title_sort",
    "description",
    "criteria_set",
    "herbal_kind",
    "lowest_price_vnd",
    "producer__name",
    "producer__kind",
    "producer__story",
    "producer__story_en",
    "origin_commune__code",
    "origin_commune__name",
    "origin_commune__lat",
    "origin_commune__lon",
    "origin_commune__province__code",
    "origin_commune__province__name",
    "particulars__ingredients",
    "particulars__ingredients_en",
    "particulars__net_quantity",
    "particulars__net_unit",
    "pack_size",
)


@dataclass(frozen=True, slots=True)
class Derived:
    """A document as it should be: `facts` and `texts` are the columns of `Document` and `DocumentWords`."""

    product_id: int
    facts: dict[str, Any]
    texts: dict[str, str]

    @property
    def known_words(self) -> set[str]:
        """This will return the words of its names, of who and where, and the pairs that stand together in its names."""
        names = self.texts["names"].split()
        pairs = {f"{first} {second}" for first, second in pairwise(names)}
        return {*names, *self.texts["who_and_where"].split(), *pairs}


def derive(*, product_ids: Collection[int]) -> dict[int, Derived]:
    """This will work out the documents of these listings by key; what is no listing any more has none.

    Costs: 7 queries, however many.
    """
    products = get_model("catalogue", "Product").objects.filter(pk__in=product_ids, parent=None)
    rows = list(products.select_related("producer", "origin_commune__province", "particulars").only(*_READ))
    certified = _certified_names(product_ids)
    free = free_pieces(product_ids=product_ids)
    places = place_names(communes={row.origin_commune for row in rows if row.origin_commune})
    packs = _pack_sizes(product_ids)
    return {
        row.pk: _derived(row, certified[row.pk], free.get(row.pk, 0) > 0, places, packs[row.pk])
        for row in rows
        if row.origin_commune
    }


def _derived(
    product: Any, certified: set[str], is_free: bool, places: dict[int, list[str]], packs: list[str]
) -> Derived:
    producer, commune = product.producer, product.origin_commune
    is_sold = is_of_a_sold_kind(listing=product)
    names = [product.title, product.title_en, *sorted(certified - {product.title})]
    label = getattr(product, "particulars", _NO_LABEL)
    story = [label.ingredients, label.ingredients_en, product.description, producer.story, producer.story_en]
    return Derived(
        product_id=product.pk,
        facts={
            "producer_id": producer.pk,
            "kind": producer.kind,
            "set_no": product.criteria_set,
            "commune_code": commune.code,
            "province_code": commune.province.code,
            "lat": commune.lat,
            "lon": commune.lon,
            "price_vnd": product.lowest_price_vnd if is_sold and not product.is_parent else None,
            "is_free": is_sold and is_free and not product.is_parent,
            "has_packs": is_sold and product.is_parent,
        },
        texts={
            "names": padded(_joined(words(name) for name in names)),
            "names_marked": padded(_joined(marked_words(name) for name in names)),
            "who_and_where": padded(
                _joined(words(text) for text in [producer.name, *_kind_of_goods(product), *places[commune.pk]])
            ),
            "story": padded(
                _joined(words(text) for text in [*_sizes(product, label, packs), *map(_plain, story)])[:MOST_STORY]
            ),
            "name_sort": product.title_sort,
        },
    )


def _joined(parts: Iterable[list[str]]) -> list[str]:
    return [word for part in parts for word in part]


def _plain(text: str) -> str:
    # A space before each tag: the words of two paragraphs are two words.
    return plain(text.replace("<", " <"))


def _sizes(product: Any, label: Any, packs: list[str]) -> list[str]:
    is_measured = label.net_quantity and label.net_unit != NetUnit.PIECE
    net = f"{label.net_quantity} {label.net_unit}" if is_measured else ""
    return list(dict.fromkeys(filter(None, [product.pack_size, *packs, net])))


def _kind_of_goods(product: Any) -> list[str]:
    if product.criteria_set is None:
        return []
    both = (criteria_sets()[product.criteria_set], group_of(product.criteria_set))
    names = [name for row in both for name in (row.name("vi"), row.name("en"))]
    # A name that lists goods says of no product that it is one of them: dried fish shares its set with honey.
    return [name for name in names if "," not in name]


def _certified_names(product_ids: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    held = Certificate.objects.filter(product_id__in=product_ids, verified_at__isnull=False, withdrawn_at=None)
    for product_id, name in held.values_list("product_id", "product_name"):
        found[product_id].add(name)
    return found


def _pack_sizes(product_ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    packs = get_model("catalogue", "Product").objects.filter(parent_id__in=product_ids, is_public=True).order_by("pk")
    for listing, size in packs.values_list("parent_id", "pack_size"):
        found[listing].append(size)
    return found


def place_names(*, communes: Collection[Any]) -> dict[int, list[str]]:
    """This will return every name by which people know each of these communes of today, none twice: its own and its
    province's, those of the units it was made of with their districts and provinces, other spellings, aliases.

    Costs: 4 queries.
    """
    names: dict[int, dict[str, None]] = {commune.pk: {} for commune in communes}
    by_province: dict[int, list[int]] = defaultdict(list)
    for commune in communes:
        names[commune.pk] |= dict.fromkeys([commune.name, commune.province.name])
        by_province[commune.province_id].append(commune.pk)
    origins = Succession.objects.filter(new_id__in=names).order_by("pk")
    for new, *old in origins.values_list("new_id", "old__name", "old__district_name", "old__province__name"):
        names[new] |= dict.fromkeys(filter(None, old))
    for row in FormerName.objects.filter(Q(commune_id__in=names) | Q(province_id__in=by_province)).order_by("pk"):
        for pk in [row.commune_id] if row.commune_id else by_province[row.province_id or 0]:
            names[pk][row.name] = None
    for pk, text in Alias.objects.filter(commune_id__in=names).order_by("pk").values_list("commune_id", "text"):
        names[pk][text] = None
    return {pk: list(found) for pk, found in names.items()}
