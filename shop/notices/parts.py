"""From a sheet to what is sent: plain text, HTML, SMS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.template.loader import render_to_string

from shop.notices.frame import Frame
from shop.notices.gsm import without_marks
from shop.notices.ink import DAY, NIGHT
from shop.notices.writing import Piece, Sheet

# What stands under each other without an empty line between.
_TABLES = ({"goods", "sum", "total"}, {"fact"})


def plain(*, sheet: Sheet, frame: Frame) -> str:
    """This will write the message as plain text, closed by a signature as mail programs know it (“-- ”)."""
    body = "\n\n".join([frame.greeting, sheet.lead, *_paragraphs(sheet.pieces)])
    foot = [f"{frame.shop_name} · {frame.home_url}", frame.operator, frame.help, frame.why]
    return body + "\n\n-- \n" + "\n".join(filter(None, foot))


def html(*, sheet: Sheet, frame: Frame) -> str:
    """This will write the message as HTML: nothing is fetched, and what a person wrote is escaped."""
    facts = {"sheet": sheet, "frame": frame, "rows": list(_tables(sheet.pieces)), "day": DAY, "night": NIGHT}
    return render_to_string("notices/layout.html", facts)


def sms(*, sheet: Sheet, language: str) -> str:
    """This will write the message for a telephone: the shop's name first, no marks (see DECISIONS)."""
    return without_marks(text=f"{settings.OSCAR_SHOP_NAME}: {sheet.sms}", language=language)


def _tables(pieces: Iterable[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """This will put pieces that belong in one table together: (kind of the first, pieces)."""
    group: list[Piece] = []
    for piece in pieces:
        if group and not any({group[0].kind, piece.kind} <= table for table in _TABLES):
            yield group[0].kind, group
            group = []
        group.append(piece)
    if group:
        yield group[0].kind, group


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[str]:
    for _kind, group in _tables(pieces):
        yield "\n".join(_plain_piece(piece) for piece in group)


def _plain_piece(piece: Piece) -> str:
    if piece.kind == "goods":
        return "\n".join(
            f"- {line.quantity} × {line.name}" + (f": {line.sum}" if line.sum else "") for line in piece.lines
        )
    if piece.kind == "quote":
        return f"{piece.label}:\n" + "\n".join(f"> {line}" for line in piece.text.splitlines())
    if piece.kind in {"link", "also"}:
        return f"{piece.label}:\n{piece.text}"
    return f"{piece.label}: {piece.text}" if piece.label else piece.text
