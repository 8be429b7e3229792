"""The one door: what a shopper typed and chose, answered by whichever engine there is. Nothing else reads an index."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import perf_counter
from typing import Any

from catalogue_ext.certification.models import Standing
from shop.channels.models import NATIONAL
from shop.discovery.asking import PAGE_SIZE, Ask, Facets, Hits, Narrowing, Point, Sort
from shop.discovery.engines import find
from shop.discovery.reading import Reading, Understood, read
from shop.discovery.reading.gazetteer import gazetteer
from shop.discovery.second_thoughts import better_spelt, shorter, spelt
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
    channel: str = NATIONAL,
    is_exact: bool = False,
) -> Found:
    """This will find what fits the words and the choices: certified at the instant, public, never a pack size.

    `is_exact` searches the words as typed, whatever they find; with `size` 0 it only counts. Refuses: NotAChannel.
    Costs: 2 queries with the embedded engine, 1 with another; words that find nothing or little up to 10 more.
    """
    if channel != NATIONAL:
        raise NotAChannel(channel=channel)
    began = perf_counter()
    asked: dict[str, Any] = {"at": at, "narrowing": narrowing, "sort": sort, "size": size, "near": near}
    # The names of places are not read for a list without words.
    reading = read(text=text, gazetteer=gazetteer()) if text.strip() else Reading()
    answer = _answer(_ask(reading, page=max(page, 1), **asked), reading)
    if answer.hits.count < FEW and not is_exact:
        answer = _thought_over(answer, text, page=max(page, 1), **asked)
    found = Found(
        ids=answer.hits.ids,
        count=answer.hits.count,
        page=answer.hits.page,
        facets=answer.hits.facets,
        parts=answer.reading.parts,
        took_ms=(perf_counter() - began) * 1000,
        engine=answer.engine,
        corrected=answer.corrected,
        did_you_mean=answer.did_you_mean,
    )
    return found if found.count or not size else _with_ways_out(found, answer.ask, text)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was asked in the end, and what it found."""

    ask: Ask
    reading: Reading
    hits: Hits
    engine: str
    corrected: str = ""
    did_you_mean: str = ""


def _answer(ask: Ask, reading: Reading) -> _Answer:
    hits, engine = find(ask)
    return _Answer(ask, reading, hits, engine)


def _thought_over(first: _Answer, text: str, **asked: Any) -> _Answer:
    """Another answer where the words found nothing, or the first one with a better spelling beside its few results."""
    if not first.hits.count and first.reading.doubtful:
        # A maker may be called like a district: rather words than a place, where the place has nothing.
        reading = read(text=text, literal=first.reading.doubtful, gazetteer=gazetteer())
        literally = _answer(_ask(reading, **asked), reading)
        if literally.hits.count:
            return literally
    if not first.ask.plain:
        return first
    better = better_spelt(first.ask, first.hits)
    if better is not None and first.hits.count:
        ids = find(replace(better, size=1, with_facets=False))[0].ids
        return replace(first, did_you_mean=spelt(better, ids))
    other = better if first.hits.count or better is not None else shorter(first.ask)
    if other is None:
        return first
    answer = _answer(other, first.reading)
    return replace(answer, corrected=spelt(other, answer.hits.ids))


def _ask(reading: Reading, **asked: Any) -> Ask:
    return Ask(
        terms=reading.terms,
        name=reading.name,
        as_typed=reading.as_typed,
        plain=reading.plain,
        understood=reading.understood,
        **asked,
    )


def stars_of(*, ids: Collection[int], at: datetime) -> dict[int, int]:
    """This will return the stars that each of these products has at the instant. Costs: 1 query."""
    return dict(Standing.objects.at(at).filter(product_id__in=ids).values_list("product_id", "stars"))


def _with_ways_out(found: Found, ask: Ask, text: str) -> Found:
    """What an empty answer would hold without the words, and without what was read out of some of them."""
    without_text = 0
    if ask.plain or ask.name:
        without_text = find(Ask(at=ask.at, narrowing=ask.narrowing, size=0))[0].count
    parts = {}
    for part in found.parts:
        reading = read(text=without(text=text, part=part), gazetteer=gazetteer())
        other = _ask(reading, at=ask.at, narrowing=ask.narrowing, size=0)
        if counted := find(other)[0].count:
            parts[part.typed] = counted
    return replace(found, without_text=without_text, without_parts=parts)


def without(*, text: str, part: Understood) -> str:
    """This will return the text without the words that were read as this part."""
    return " ".join(text.replace(part.typed, " ", 1).split())
