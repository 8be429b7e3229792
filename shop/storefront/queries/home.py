"""The start page: groups, the newly certified, the five-star ones, the country, the centres, one producer's story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Value
from django.utils.translation import get_language

from catalogue_ext.centres.models import Centre
from catalogue_ext.certification.classification import ALCOHOL, criteria_sets, groups
from catalogue_ext.places.lands import Land
from catalogue_ext.places.maps import CountrySheet
from catalogue_ext.places.queries import land_kind
from catalogue_ext.producers.models import Producer
from shop.forks.partner.strategy import Strategy
from shop.primitives.period import local_day
from shop.storefront.queries.cards import Card
from shop.storefront.queries.listing import cards_by_id, provinces_with_products, seen
from shop.storefront.queries.regions import centres, country_map

NEWEST = 6
FIVE_STAR = 4
CENTRES = 6
_NAMED_SETS = 3


@dataclass(frozen=True, slots=True)
class GroupTile:
    """One of the six groups, with a few of its kinds named."""

    code: str
    slug: str
    name: str
    kinds: str

    @property
    def picture(self) -> str:
        """This will return the static file that stands for the group."""
        return f"img/groups/{self.slug}.webp"


@dataclass(frozen=True, slots=True)
class Teller:
    """A producer, and the beginning of its story in the reader's language where there is one."""

    producer: Producer

    @property
    def land(self) -> Land:
        """This will return the kind of land they live in."""
        return land_kind(unit=self.producer.commune)

    @property
    def story_language(self) -> str:
        """This will return the language the story is told in."""
        return "en" if get_language() == "en" and self.producer.story_en else "vi"

    @property
    def beginning(self) -> str:
        """This will return the first paragraph."""
        story = self.producer.story_en if self.story_language == "en" else self.producer.story
        return story.split("\n\n", 1)[0]


@dataclass(frozen=True, slots=True)
class Home:
    """What the start page shows."""

    groups: list[GroupTile]
    newest: list[Card]
    five_star: list[Card]
    provinces: list[Any]
    map: CountrySheet
    centres: list[Centre]
    # Whose story is told today; None where no producer with goods in force has written one.
    teller: Teller | None


def home(*, strategy: Strategy) -> Home:
    """This will read the start page. Costs: 9 queries, 2 more where pack sizes are among the goods."""
    # Alcohol is sold and found, and never put forward (Luật 44/2019/QH14 Điều 5).
    found = seen(at=strategy.at).exclude(product__criteria_set__in=sorted(ALCOHOL))
    newest = _ids(found.order_by("-valid_from", "-product_id"), NEWEST)
    five_star = _ids(found.filter(stars=5).order_by("-valid_from", "-product_id"), FIVE_STAR)
    by_id = cards_by_id(ids=[*dict.fromkeys([*newest, *five_star])], strategy=strategy)
    provinces = provinces_with_products(at=strategy.at)
    return Home(
        groups=group_tiles(),
        newest=[by_id[pk] for pk in newest if pk in by_id],
        five_star=[by_id[pk] for pk in five_star if pk in by_id],
        provinces=provinces,
        map=country_map(provinces=provinces),
        centres=centres(limit=CENTRES),
        teller=teller(at=strategy.at),
    )


# Primes: every day another factor lays the producers out in another order.
_SHUFFLE, _ROW = 104_729, 1_000_003
# So many of the day's order are asked for goods; asking all of them took as long as the rest of the page.
_ASKED = 50


def teller(*, at: datetime) -> Teller | None:
    """This will return the producer whose story is told on that day: one with a story and something certified now.

    The same for everybody all day in Vietnam. Costs: 1 query.
    """
    turn = F("pk") * Value(local_day(at).toordinal() * _SHUFFLE % _ROW) % Value(_ROW)
    first = Producer.objects.exclude(story="").order_by(turn, "pk").values("pk")[:_ASKED]
    held = seen(at=at).filter(product__producer=OuterRef("pk"))
    found = Producer.objects.filter(Exists(held), pk__in=first).select_related("commune__province")
    producer = found.order_by(turn, "pk").first()
    return Teller(producer) if producer else None


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
