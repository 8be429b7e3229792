"""Terms as conditions on the words of documents: FTS5 or tsvector decides who may fit, plain text who does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from shop.discovery.asking import Term
from shop.discovery.text import padded

TEXTS = ("names", "who_and_where", "story")


@dataclass(slots=True)
class Sql:
    """A piece of SQL and its parameters, in the order of its placeholders."""

    text: str
    parameters: list[Any] = field(default_factory=list)

    @staticmethod
    def every(pieces: Sequence[Sql]) -> Sql:
        """This will return all of them, joined by AND."""
        return Sql._joined(pieces, " AND ", "1 = 1")

    @staticmethod
    def either(pieces: Sequence[Sql]) -> Sql:
        """This will return any of them, joined by OR."""
        return Sql._joined(pieces, " OR ", "1 = 0")

    @staticmethod
    def _joined(pieces: Sequence[Sql], by: str, nothing: str) -> Sql:
        if not pieces:
            return Sql(nothing)
        text = by.join(f"({piece.text})" for piece in pieces) if len(pieces) > 1 else pieces[0].text
        return Sql(text, [each for piece in pieces for each in piece.parameters])


def is_sqlite() -> bool:
    """This will tell which of the two databases answers."""
    return connection.vendor == "sqlite"


def holds(*, column: str, words: Sequence[str]) -> Sql:
    """This will ask whether a text holds the words together. The text has a space before and after each word."""
    return Sql(f"{'instr' if is_sqlite() else 'strpos'}({column}, %s) > 0", [padded(list(words))])


def fitting(terms: Sequence[Term]) -> Sql:
    """This will ask for documents (`w`) that hold every term, each in one of its phrases, in one text each."""
    if is_sqlite():
        return _in_fulltext(" AND ".join(_fts_term(term) for term in terms))
    query = " & ".join(_ts_term(term) for term in terms)
    together = [_together(term) for term in terms if any(len(phrase) > 1 for phrase in term.phrases)]
    return Sql.every([Sql("w.all_words @@ %s::tsquery", [query]), *together])


def in_names(words: Sequence[str], *, is_begun: bool = False) -> Sql:
    """This will ask for documents whose names hold every word; `is_begun`: of the last one its beginning."""
    last = len(words) - 1
    if is_sqlite():
        parts = [f'"{word}"{" *" if is_begun and at == last else ""}' for at, word in enumerate(words)]
        return _in_fulltext(f"names : ({' AND '.join(parts)})")
    parts = [f"'{word}'{':*' if is_begun and at == last else ''}" for at, word in enumerate(words)]
    return Sql("w.name_words @@ %s::tsquery", [" & ".join(parts)])


def _in_fulltext(match: str) -> Sql:
    return Sql("w.product_id IN (SELECT rowid FROM discovery_fulltext WHERE discovery_fulltext MATCH %s)", [match])


def _fts_term(term: Term) -> str:
    return "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in term.phrases) + ")"


def _ts_term(term: Term) -> str:
    phrases = ["(" + " & ".join(f"'{word}'" for word in phrase) + ")" for phrase in term.phrases]
    return "(" + " | ".join(phrases) + ")"


def _together(term: Term) -> Sql:
    """A tsquery here knows no neighbours (its words have no places): those are looked up in the text itself."""
    ways = []
    for phrase in term.phrases:
        if len(phrase) == 1:
            ways.append(Sql("w.all_words @@ %s::tsquery", [f"'{phrase[0]}'"]))
        else:
            ways += [holds(column=f"w.{text}", words=phrase) for text in TEXTS]
    return Sql.either(ways)
