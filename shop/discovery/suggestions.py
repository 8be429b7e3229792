"""What somebody may mean while they type: products, makers, places, kinds of goods. Each proposal finds something."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from catalogue_ext.certification.classification import CriteriaSet, Group, criteria_sets, groups
from catalogue_ext.certification.models import Standing
from catalogue_ext.places.queries import Suggestion
from catalogue_ext.places.queries import suggest as suggest_places
from catalogue_ext.producers.models import Producer
from shop.discovery.corrections import candidates
from shop.discovery.embedded.engine import begin
from shop.discovery.second_thoughts import known
from shop.discovery.text import padded, words

# Letters from which on something is proposed, and words that are read: a list is for who is still typing.
SHORTEST = 2
MOST_WORDS = 6
MOST_LETTERS = 100
A_FEW = 3


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The list, by kind; products by key, the best first."""

    products: list[int] = field(default_factory=list)
    producers: list[Producer] = field(default_factory=list)
    places: list[Suggestion] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    sets: list[CriteriaSet] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(len(found) for found in (self.products, self.producers, self.places, self.groups, self.sets))


def is_too_short(*, text: str) -> bool:
    """This will tell whether there is too little of the text to propose anything. Costs: none."""
    return len("".join(words(text[:MOST_LETTERS]))) < SHORTEST


def suggest(*, text: str, at: datetime, limit: int = 6) -> Suggestions:
    """This will propose what begins like the text: up to `limit` products, and a few of each other kind.

    Always answered by the database: a list under somebody's fingers must not wait for another server. Costs: at most 9
    queries, 2 of them only for a slip of the keyboard.
    """
    text = text[:MOST_LETTERS]
    typed = words(text)[:MOST_WORDS]
    if is_too_short(text=text):
        return Suggestions()
    products = begin(words=typed, at=at, limit=limit)
    producers = list(_producers(typed, at)[:A_FEW])
    places = _places(text, at)
    kinds = [row for row in groups().values() if _is_begun(row, typed)]
    sets = [row for row in criteria_sets().values() if _is_begun(row, typed)]
    found = Suggestions(products, producers, places, kinds[:A_FEW], sets[:A_FEW])
    return found if len(found) else Suggestions(products=_corrected(typed, at, limit))


def _corrected(typed: list[str], at: datetime, limit: int) -> list[int]:
    for other in candidates(words=tuple(typed), known=known):
        if found := begin(words=other, at=at, limit=limit):
            return found
    return []


def _producers(typed: list[str], at: datetime) -> QuerySet[Producer]:
    """Each word begins a word of the name; an address word has the legal form, a folded name has not."""
    named = Q()
    for word in typed:
        begins = Q(name_fold__startswith=word) | Q(name_fold__contains=f" {word}")
        named &= begins | Q(slug__startswith=word) | Q(slug__contains=f"-{word}")
    sells = Exists(Standing.objects.listed(at).filter(product__producer=OuterRef("pk")))
    return Producer.objects.filter(named, sells).order_by("name_fold", "pk")


def _places(text: str, at: datetime) -> list[Suggestion]:
    """Only places where something comes from; more are read than shown, for most have nothing."""
    proposed = suggest_places(text=text, limit=20)
    communes = [row.commune.pk for row in proposed]
    if not communes:
        return []
    held = Standing.objects.listed(at).filter(product__origin_commune__in=communes)
    with_goods = set(held.values_list("product__origin_commune", flat=True))
    return [row for row in proposed if row.commune.pk in with_goods][:A_FEW]


def _is_begun(row: Group | CriteriaSet, typed: list[str]) -> bool:
    """The words, the last one still being typed, stand together in the name."""
    sought = padded(typed).rstrip()
    return any(sought in padded(words(row.name(language))) for language in ("vi", "en"))
