"""The one door: what a shopper typed and chose, answered by whichever engine there is. Nothing else reads an index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter

from catalogue_ext.certification.models import Standing
from shop.channels.models import NATIONAL
from shop.discovery.asking import PAGE_SIZE, Ask, Facets, Hits, Narrowing, Point, Sort, Term
from shop.discovery.corrections import candidates
from shop.discovery.engines import find
from shop.discovery.models import DocumentWords, KnownWord
from shop.discovery.reading import Reading, Understood, read
from shop.discovery.reading.gazetteer import gazetteer
from shop.primitives.refusal import Refusal

# Fewer results than these, and something better spelt that finds more is offered.
FEW = 3


class NotAChannel(Refusal):
    """Results are laid out for the national channel only; what centres curate has no pages yet. Facts: `channel`."""

    code = "search_channel"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results and everything that is said beside it. Units: ms."""

    ids: list[int]
    count: int
    page: int
    facets: Facets
    # What was read out of the text, each part to be taken off again.
    parts: tuple[Understood, ...]
    took_ms: float
    engine: str
    # The words that were searched instead of those typed, which found nothing.
    corrected: str = ""
    # Words that would find more than the few that were found.
    did_you_mean: str = ""
    # Of an empty answer: what would be there without the words, or without one part, by its words as typed.
    without_text: int = 0
    without_parts: dict[str, int] = field(default_factory=dict)


def search(
    *,
    text: str,
    at: datetime,
    narrowing: Narrowing = Narrowing(),  # noqa: B008  # frozen
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    size: int = PAGE_SIZE,
    near: Point | None = None,
    literal: frozenset[str] = frozenset(),
    channel: str = NATIONAL,
    is_exact: bool = False,
) -> Found:
    """This will find what fits the words and the choices: certified at the instant, public, never a pack size.

    `literal` names kinds of readings not to make, `is_exact` searches the words as typed whatever they find.
    Refuses: NotAChannel. Costs: 2 queries with the embedded engine, 1 with another; a word that finds nothing up to 9
    more, and 4 once a minute for the names of places.
    """
    if channel != NATIONAL:
        raise NotAChannel(channel=channel)
    began = perf_counter()
    reading = read(text=text, literal=literal, gazetteer=gazetteer())
    ask = _ask(reading, at=at, narrowing=narrowing, sort=sort, page=max(page, 1), size=size, near=near)
    hits, engine = find(ask)
    corrected = did_you_mean = ""
    if hits.count < FEW and reading.plain and not is_exact:
        better = _better(ask, hits)
        if better is not None and not hits.count:
            hits, engine = find(better)
            corrected = _spelt(better, hits)
        elif better is not None:
            did_you_mean = _spelt(better, find(replace(better, size=1, page=1, with_facets=False))[0])
    found = Found(
        ids=hits.ids,
        count=hits.count,
        page=hits.page,
        facets=hits.facets,
        parts=reading.parts,
        took_ms=(perf_counter() - began) * 1000,
        engine=engine,
        corrected=corrected,
        did_you_mean=did_you_mean,
    )
    return found if hits.count else _with_ways_out(found, ask, text, literal)


def _ask(reading: Reading, **asked: object) -> Ask:
    return Ask(
        terms=reading.terms,
        name=reading.name,
        as_typed=reading.as_typed,
        plain=reading.plain,
        understood=reading.understood,
        **asked,  # type: ignore[arg-type]  # the door's own words
    )


def stars_of(*, ids: Collection[int], at: datetime) -> dict[int, int]:
    """This will return the stars that each of these products has at the instant. Costs: 1 query."""
    return dict(Standing.objects.at(at).filter(product_id__in=ids).values_list("product_id", "stars"))


def known(words: Collection[str]) -> set[str]:
    """This will return those of the words, or pairs of words, that some document holds. Costs: 1 query."""
    return set(KnownWord.objects.filter(text__in=list(words)).values_list("text", flat=True))


def _better(ask: Ask, hits: Hits) -> Ask | None:
    """The first better spelling that finds more; each is tried, so nothing is proposed that would find nothing."""
    for words in candidates(words=ask.plain, known=known):
        terms = tuple(Term(((word,),)) for word in words)
        other = replace(ask, terms=terms, plain=words, name=(), as_typed=(), page=1)
        found, _ = find(replace(other, size=hits.count + 1, with_facets=False))
        if len(found.ids) > hits.count:
            return other
    return None


def _spelt(ask: Ask, hits: Hits) -> str:
    """The words with the marks that the first result has them with; folded where it has them elsewhere."""
    first = DocumentWords.objects.filter(product_id__in=hits.ids[:1]).first()
    if first is not None:
        plain, marked = first.names.split(), first.names_marked.split()
        size = len(ask.plain)
        for at in range(len(plain) - size + 1) if len(plain) == len(marked) else ():
            if tuple(plain[at : at + size]) == ask.plain:
                return " ".join(marked[at : at + size])
        marks = dict(zip(plain, marked, strict=False)) if len(plain) == len(marked) else {}
        return " ".join(marks.get(word, word) for word in ask.plain)
    return " ".join(ask.plain)


def _with_ways_out(found: Found, ask: Ask, text: str, literal: frozenset[str]) -> Found:
    """What an empty answer would hold without the words, and without what was read out of some of them."""
    without_text = 0
    if ask.plain or ask.name:
        without_text = find(Ask(at=ask.at, narrowing=ask.narrowing, size=1))[0].count
    parts = {}
    for part in found.parts:
        reading = read(text=without(text=text, part=part), literal=literal, gazetteer=gazetteer())
        other = _ask(reading, at=ask.at, narrowing=ask.narrowing, size=1)
        if counted := find(other)[0].count:
            parts[part.typed] = counted
    return replace(found, without_text=without_text, without_parts=parts)


def without(*, text: str, part: Understood) -> str:
    """This will return the text without the words that were read as this part."""
    return " ".join(text.replace(part.typed, " ", 1).split())
