"""Searches that found nothing, for curators: noted in a file while a page is read, counted later by the worker.

A read writes nothing to the database. `note` appends one line to the file that is open; `count` renames it, so that
the next search begins another, counts it in one transaction and deletes it. A writer holds a shared lock while it
writes, and looks whether its file still is the open one; who counts waits for the exclusive lock after renaming. So no
line is lost, and none is counted twice, whoever is killed when.
"""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet, Sum

from shop.discovery.models import CountedFile, Missed
from shop.discovery.text import words
from shop.primitives.period import local_day

log = logging.getLogger(__name__)

# What may be somebody's, or is too long to be a search, is counted under this one row.
OTHER = "…"
LONGEST = 60
MOST_DIGITS = 5
# Different texts of one day; what comes after them is counted under OTHER. A machine that tries words fills no table.
MOST_A_DAY = 5_000
# The open file takes no more than this until it is counted. Units: bytes.
MOST_BYTES = 5_000_000
_OPEN = "open.log"
_CLOSED = "closed-*.log"
# A file is closed once a minute: who comes too late twice in a row meets something else.
_TRIES = 5


@dataclass(slots=True)
class _Trouble:
    """Said once, and again only after it went well in between."""

    is_said: bool = False


_trouble = _Trouble()


def note(text: str, at: datetime) -> None:
    """This will note one search that found nothing. Never raises. Costs: no query, one short write."""
    try:
        _append(_line(text, at))
    except (OSError, ValueError) as error:
        # A search is worth more than its trace: a full disk costs one line in the log.
        if not _trouble.is_said:
            _trouble.is_said = True
            log.warning("searches in vain are not noted for now: %s: %s", type(error).__name__, error)
    else:
        _trouble.is_said = False


def kept(text: str) -> str:
    """This will return a search as it may be kept: its words in one line, or OTHER for what may be personal.

    That is a text with an @, with six digits, or of more than 60 characters. Empty for one without a word.
    """
    line = " ".join("".join(char if char.isprintable() else " " for char in unicodedata.normalize("NFC", text)).split())
    plain = unicodedata.normalize("NFKC", line)
    if "@" in plain or sum(char.isdigit() for char in plain) > MOST_DIGITS or len(line) > LONGEST:
        return OTHER
    return line if words(line) else ""


def _line(text: str, at: datetime) -> bytes:
    """A record begins and ends its own line, and ends with a tab: what a full disk cut short is known by it."""
    shown = kept(text)
    return f"\n{local_day(at).isoformat()}\t{shown}\t\n".encode(errors="replace") if shown else b""


def _append(line: bytes) -> None:
    path = Path(settings.SEARCH_SPOOL) / _OPEN
    if not line:
        return
    for _ in range(_TRIES):
        try:
            file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            continue
        try:
            fcntl.flock(file, fcntl.LOCK_SH)
            if not _is_open(path, file):
                continue
            if os.fstat(file).st_size < MOST_BYTES:
                os.write(file, line)
            return
        finally:
            os.close(file)
    raise FileNotFoundError(path)


def _is_open(path: Path, file: int) -> bool:
    """Whether nobody has begun to count the file meanwhile."""
    try:
        return os.stat(path).st_ino == os.fstat(file).st_ino
    except FileNotFoundError:
        return False


# ---------------------------------------------------------------- counting


def count(*, at: datetime) -> int:
    """This will count what was noted, and delete days that are too old; return how many searches that were.

    Several may do this at once; whoever is killed in the middle loses nothing, and nothing counts twice. Costs: 2
    queries, about 10 more for each file.
    """
    folder = Path(settings.SEARCH_SPOOL)
    with suppress(FileNotFoundError):
        (folder / _OPEN).rename(folder / _CLOSED.replace("*", secrets.token_hex(12)))
    counted = sum(_count_file(path, at) for path in sorted(folder.glob(_CLOSED)))
    _forget(at)
    return counted


def _count_file(path: Path, at: datetime) -> int:
    try:
        content = _read(path)
    except FileNotFoundError:
        # Another worker was faster.
        return 0
    searches = list(_searches(content))
    with transaction.atomic():
        is_new = CountedFile.objects.get_or_create(name=path.name, defaults={"at": at})[1]
        if is_new:
            _add(searches)
    path.unlink(missing_ok=True)
    return len(searches) if is_new else 0


def _read(path: Path) -> str:
    with path.open("rb") as file:
        # Whoever still writes into it came before it was renamed.
        fcntl.flock(file, fcntl.LOCK_EX)
        return file.read().decode(errors="replace")


def _searches(content: str) -> Iterator[tuple[date, str]]:
    for line in content.split("\n"):
        parts = line.split("\t")
        if len(parts) != 3 or parts[2]:
            continue
        with suppress(ValueError):
            yield date.fromisoformat(parts[0]), parts[1]


def _add(searches: list[tuple[date, str]]) -> None:
    shown: dict[tuple[date, str], str] = {}
    counts: Counter[tuple[date, str]] = Counter()
    for day, text in searches:
        key = (day, OTHER if text == OTHER else " ".join(words(text))[:120])
        shown.setdefault(key, text[:LONGEST])
        counts[key] += 1
    for day in sorted({day for day, _ in counts}):
        _add_day(day, {fold: n for (when, fold), n in counts.items() if when == day}, shown)


def _add_day(day: date, counts: dict[str, int], shown: dict[tuple[date, str], str]) -> None:
    rows = Missed.objects.filter(day=day)
    known = set(rows.filter(text_fold__in=counts).values_list("text_fold", flat=True))
    room = max(0, MOST_A_DAY - rows.count())
    fresh = [fold for fold in counts if fold not in known and fold != OTHER]
    for fold in fresh[room:]:
        counts[OTHER] = counts.get(OTHER, 0) + counts.pop(fold)
    wanted = [Missed(day=day, text_fold=fold, shown=shown.get((day, fold), OTHER)) for fold in counts]
    Missed.objects.bulk_create(wanted, ignore_conflicts=True, batch_size=500)
    held: list[Any] = list(rows.filter(text_fold__in=counts).select_for_update(of=("self",)).order_by("pk"))
    for row in held:
        row.count = F("count") + counts[row.text_fold]
    Missed.objects.bulk_update(held, ["count"], batch_size=200)


# ---------------------------------------------------------------- reading


def _of_days(days: int, at: datetime) -> QuerySet[Missed]:
    return Missed.objects.filter(day__gt=local_day(at) - timedelta(days=days))


def looked_for(*, days: int, at: datetime) -> QuerySet[Any, Any]:
    """This will return what was looked for in vain in the last days, today among them, the most often first.

    Of each `text` (as somebody typed it), `times` and `last` (day). Costs: 1 query.
    """
    rows = _of_days(days, at).exclude(text_fold=OTHER).values("text_fold")
    return rows.annotate(times=Sum("count"), last=Max("day"), text=Max("shown")).order_by(
        "-times", "-last", "text_fold"
    )


def times(*, days: int, at: datetime) -> tuple[int, int]:
    """This will count the searches in vain of the last days: all, and those not kept in words. Costs: 1 query."""
    sums = _of_days(days, at).aggregate(all=Sum("count"), other=Sum("count", filter=Q(text_fold=OTHER)))
    return sums["all"] or 0, sums["other"] or 0


def _forget(at: datetime) -> None:
    days = timedelta(days=settings.SEARCH_MISSED_DAYS)
    Missed.objects.filter(day__lt=local_day(at) - days).delete()
    CountedFile.objects.filter(at__lt=at - days).delete()
