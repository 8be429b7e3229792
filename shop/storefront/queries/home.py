"""The start page: groups, the newly certified, the five-star ones, provinces that have something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from catalogue_ext.certification.classification import criteria_sets, groups
from shop.forks.partner.strategy import Strategy
from shop.storefront.queries.cards import Card
from shop.storefront.queries.listing import cards_by_id, provinces_with_products, seen

NEWEST = 6
FIVE_STAR = 4
_NAMED_SETS = 3


@dataclass(frozen=True, slots=True)
class GroupTile:
    """One of the six groups, with a few of its kinds named."""

    code: str
    slug: str
    name: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Home:
    """What the start page shows."""

    groups: list[GroupTile]
    newest: list[Card]
    five_star: list[Card]
    provinces: list[Any]


def home(*, strategy: Strategy) -> Home:
    """This will read the start page. Costs: 7 queries, 2 more where pack sizes are among the goods."""
    found = seen(at=strategy.at)
    newest = _ids(found.order_by("-valid_from", "-product_id"), NEWEST)
    five_star = _ids(found.filter(stars=5).order_by("-valid_from", "-product_id"), FIVE_STAR)
    by_id = cards_by_id(ids=[*dict.fromkeys([*newest, *five_star])], strategy=strategy)
    return Home(
        groups=group_tiles(),
        newest=[by_id[pk] for pk in newest if pk in by_id],
        five_star=[by_id[pk] for pk in five_star if pk in by_id],
        provinces=provinces_with_products(at=strategy.at),
    )


def _ids(found: Any, limit: int) -> list[int]:
    return list(found.values_list("product_id", flat=True)[:limit])


def group_tiles() -> list[GroupTile]:
    """This will return the six groups in the reader's language. Costs: none."""
    language = get_language() or "vi"
    names = {number: row.name(language) for number, row in criteria_sets().items()}
    return [
        GroupTile(row.code, row.slug, row.name(language), " · ".join(names[n] for n in row.sets[:_NAMED_SETS]))
        for row in groups().values()
    ]
