"""The shape of the star tally: one geometry for the badge file, its SVG, and the seal on the pages.

A carved strip of wood that hangs from an edge. Stars stand one above the other, so its length tells the grade and
nobody reads it as a rating by buyers. Measures are units of a strip 36 wide; y runs downwards. No Django here.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

from shop.primitives.refusal import Refusal

Point = tuple[float, float]

GRADES = (3, 4, 5)
WIDTH = 36.0
STEP = 17.0  # from one star to the next
FIRST_STAR = 35.0
STAR_OUTER, STAR_INNER = 7.4, 3.3
LETTER_STROKE = 1.3


class NoSuchGrade(Refusal):
    """Only 3, 4 and 5 stars are certified here; there is nothing to draw for anything else."""

    code = "no_such_grade"


class Tally(NamedTuple):
    """What there is to carve for one grade."""

    stars: int
    height: float
    outline: list[Point]
    frame: list[Point]
    rule: list[Point]
    letters: list[list[Point]]
    marks: list[list[Point]]
    foot: list[Point]
    strike: list[Point]


@cache  # every card of a list asks for one of three
def tally(stars: int) -> Tally:
    """This will return the geometry of the tally for a grade.

    Refuses: NoSuchGrade for anything but 3, 4 and 5.
    """
    if stars not in GRADES or isinstance(stars, bool):
        raise NoSuchGrade(stars=stars)
    end = FIRST_STAR + (stars - 1) * STEP + 14  # where the slanted foot begins
    return Tally(
        stars=stars,
        height=end + 8,
        outline=[(0.75, 0), (35.25, 0), (35.25, end), (28, end + 7), (8, end + 7), (0.75, end)],
        frame=[(3.5, 0), (3.5, end - 1), (9.2, end + 4.2), (26.8, end + 4.2), (32.5, end - 1), (32.5, 0)],
        rule=[(7, 23.5), (29, 23.5)],
        letters=_word(),
        marks=[_star(18, FIRST_STAR + row * STEP) for row in range(stars)],
        foot=[(5, end - 4), (31, end - 4), (31, end - 0.5), (27.6, end + 2.8), (8.4, end + 2.8), (5, end - 0.5)],
        strike=[(1, end), (35, 26)],
    )


def _star(x: float, y: float) -> list[Point]:
    turns = [math.radians(-90 + 36 * corner) for corner in range(10)]
    radii = [STAR_OUTER if corner % 2 == 0 else STAR_INNER for corner in range(10)]
    return [(round(x + r * math.cos(t), 1), round(y + r * math.sin(t), 1)) for t, r in zip(turns, radii, strict=True)]


def _word() -> list[list[Point]]:
    """The word OCOP cut with straight strokes, so that no font is needed and it reads like a chisel's work."""
    top, bottom, wide, cut, gap = 10.6, 17.0, 4.4, 1.4, 6.0
    starts = [6.8 + gap * place for place in range(4)]

    def o(x: float) -> list[Point]:
        return [
            (x + cut, top), (x + wide - cut, top), (x + wide, top + cut), (x + wide, bottom - cut),
            (x + wide - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, top + cut), (x + cut, top),
        ]  # fmt: skip

    def c(x: float) -> list[Point]:
        return [
            (x + wide, top + cut), (x + wide - cut, top), (x + cut, top), (x, top + cut),
            (x, bottom - cut), (x + cut, bottom), (x + wide - cut, bottom), (x + wide, bottom - cut),
        ]  # fmt: skip

    def p(x: float) -> list[Point]:
        return [
            (x, bottom), (x, top), (x + wide - cut, top), (x + wide, top + cut),
            (x + wide, top + 2.4), (x + wide - cut, top + 3.8), (x, top + 3.8),
        ]  # fmt: skip

    return [
        [(round(x, 1), round(y, 1)) for x, y in shape]
        for shape in (o(starts[0]), c(starts[1]), o(starts[2]), p(starts[3]))
    ]


def path(points: list[Point], *, closed: bool = True) -> str:
    """This will write points as the `d` of an SVG path, in as few characters as keep a tenth of a unit."""
    steps = "L".join(f"{x:g} {y:g}" for x, y in points)
    return f"M{steps}{'z' if closed else ''}"
