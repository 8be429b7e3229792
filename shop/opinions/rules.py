"""What an opinion may be, how long a reply may still be changed, and the average. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from shop.primitives.plain_text import plain
from shop.primitives.refusal import Refusal

LEAST_SCORE, BEST_SCORE = 1, 5
SHORTEST_BODY, LONGEST_BODY = 10, 2000
LONGEST_TITLE = 100
LONGEST_NAME = 60
SHORTEST_REPLY, LONGEST_REPLY = 2, 1000
# A reply may be put right for a week; then readers have read it.
REPLY_OPEN_FOR = timedelta(days=7)


class ScoreRefused(Refusal):
    """A score is a whole number from 1 to 5. Facts: `score`."""

    code = "opinion_score_refused"


class TextTooShort(Refusal):
    """Too little was written to help anybody. Facts: `least`, `length`."""

    code = "opinion_text_too_short"


class TextTooLong(Refusal):
    """More was written than is shown. Facts: `most`, `length`."""

    code = "opinion_text_too_long"


def score_of(score: int) -> int:
    """This will return the score. Refuses: ScoreRefused."""
    if isinstance(score, bool) or not isinstance(score, int) or not LEAST_SCORE <= score <= BEST_SCORE:
        raise ScoreRefused(score=score)
    return score


def words_of(text: str, *, least: int, most: int) -> str:
    """This will return the text as plain words, spaces at its ends dropped.

    Units: characters. Refuses: TextTooShort, TextTooLong.
    """
    words = plain(text)
    if len(words) < least:
        raise TextTooShort(least=least, length=len(words))
    if len(words) > most:
        raise TextTooLong(most=most, length=len(words))
    return words


def average(*, total: int, count: int) -> Decimal:
    """This will return the mean score with one decimal, half up: 4.65 is 4.7.

    Units: `total` is the sum of `count` scores. Refuses: ValueError for none: no opinion is no average.
    """
    if count < 1:
        raise ValueError("no opinion is no average")
    return (Decimal(total) / count).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def may_change_reply(*, replied_at: datetime, at: datetime) -> bool:
    """This will tell whether a reply may still be put right; the end is exclusive."""
    return at < replied_at + REPLY_OPEN_FOR
