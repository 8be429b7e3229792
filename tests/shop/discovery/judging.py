"""Our own questions over the demo's products, and how well an engine answers them.

`judged.csv` was written from the data and never from an engine's answer: a question counts as answered at a rank when
one of its expected products stands there. A product is written `title @ producer's address word`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from oscar.core.loading import get_model

from shop.demo import house, listings, makers, particulars, register
from shop.discovery import engines
from shop.discovery.operations import Difference, differences, rebuild
from shop.discovery.queries import search

FILE = Path(__file__).with_name("judged.csv")
# How far down is looked: a first page.
DEPTH = 24
FIRST = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the file."""

    query: str
    expected: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine gave. `rank` is that of the first expected product, 0 when there is none on the page."""

    question: Question
    rank: int
    got: tuple[str, ...]
    corrected: str
    understood: tuple[str, ...]

    @property
    def as_line(self) -> str:
        """This will say what was asked, wanted and given, for whoever mends it."""
        got = "; ".join(self.got[:3]) or "nothing"
        read = f" [{', '.join(self.understood)}]" if self.understood else ""
        instead = f" (searched: {self.corrected})" if self.corrected else ""
        where = f"rank {self.rank}" if self.rank else "not found"
        wanted = "; ".join(sorted(self.question.expected)[:2])
        return f"{self.question.query!r}{read}{instead}: {where}. Wanted {wanted}. Got {got}. ({self.question.why})"


@dataclass(frozen=True, slots=True)
class Figures:
    """How an engine did over all questions. Units: shares of 1."""

    success_at_1: float
    success_at_5: float
    mrr: float
    answers: tuple[Answer, ...]

    @property
    def missed(self) -> list[Answer]:
        """This will return what had nothing of what was meant among the first five."""
        return [answer for answer in self.answers if not 1 <= answer.rank <= FIRST]

    def __str__(self) -> str:
        return (
            f"success@1 {self.success_at_1:.3f}   success@5 {self.success_at_5:.3f}   MRR {self.mrr:.3f}   "
            f"{len(self.missed)} missed"
        )


def questions() -> list[Question]:
    """This will read the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Question(row["query"], frozenset(row["expected"].split(" | ")), row["why"]) for row in rows]


def load_demo(*, at: datetime) -> list[Difference]:
    """This will put up what `manage.py demo` puts up, by its own steps, but for pictures, orders and ways of delivery.

    Returns where documents had not followed by themselves; they have afterwards. Costs: 10 s.
    """
    call_command("load_places", verbosity=0)
    house.open_channels_and_centres(at=at)
    house.make_people(at=at)
    register.load_decisions(at=at, progress=_silent)
    house.give_memberships(at=at)
    listings.load_listings(at=at, progress=_silent)
    particulars.state_labels(at=at)
    makers.tell_stories(at=at)
    late = differences(progress=_silent)
    if late:
        rebuild(at=at, progress=_silent)
    return late


def _silent(done: int, total: int) -> None:
    """Nobody watches."""


def names() -> dict[int, str]:
    """This will return what the file calls each listing, by key."""
    rows = get_model("catalogue", "Product").objects.filter(parent=None).values_list("pk", "title", "producer__slug")
    return {pk: f"{title} @ {producer}" for pk, title, producer in rows}


def judge(*, engine: str, at: datetime, asked: Sequence[Question] = ()) -> Figures:
    """This will ask one engine everything and count."""
    called = names()
    with engines.only(engine):
        return figures([_answer(question, called, at) for question in asked or questions()])


def figures(answers: list[Answer]) -> Figures:
    """This will count answers."""
    total = len(answers)
    return Figures(
        success_at_1=sum(answer.rank == 1 for answer in answers) / total,
        success_at_5=sum(1 <= answer.rank <= FIRST for answer in answers) / total,
        mrr=sum(1 / answer.rank for answer in answers if answer.rank) / total,
        answers=tuple(answers),
    )


def _answer(question: Question, called: dict[int, str], at: datetime) -> Answer:
    found = search(text=question.query, at=at, size=DEPTH)
    got = tuple(called[pk] for pk in found.ids)
    rank = next((rank for rank, name in enumerate(got, start=1) if name in question.expected), 0)
    understood = tuple(f"{part.kind}: {part.typed}" for part in found.parts)
    return Answer(question, rank, got, found.corrected, understood)
