"""What a producer packs on one day: first what to fetch from the store, then parcel by parcel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table, TableStyle

from shop.papers.facts import PackingList, PackingPart
from shop.papers.look import INK, Styles, styles
from shop.papers.pieces import NO_PADDING, TickBox, gap, handling_words, weight
from shop.papers.sheet import Sheet, pdf
from shop.papers.text import words
from shop.primitives.period import written_day

TICK = 8 * mm
PIECES = 18 * mm


@dataclass(frozen=True, slots=True)
class Total:
    """One product over all parcels of the day."""

    name: str
    quantity: int
    parcels: int


def totals(parts: Sequence[PackingPart]) -> list[Total]:
    """This will add up the pieces of each product over all parcels, in the order in which products first appear.

    Two products of one name stay two when their keys differ.
    """
    names: dict[tuple[str, str], str] = {}
    pieces: dict[tuple[str, str], int] = {}
    parcels: dict[tuple[str, str], set[str]] = {}
    for part in parts:
        for line in part.lines:
            which = (line.key, line.name)
            names[which] = line.name
            pieces[which] = pieces.get(which, 0) + line.quantity
            parcels.setdefault(which, set()).add(part.number)
    return [Total(name, pieces[which], len(parcels[which])) for which, name in names.items()]


def packing_list(facts: PackingList, language: str) -> bytes:
    """This will return the packing list of a producer's day as a PDF on A4, with squares to tick."""
    with translation.override(language):
        type_ = styles(10)
        day = written_day(facts.day, language)
        sheet = Sheet(
            title=gettext("Packing list of %(day)s · %(producer)s") % {"day": day, "producer": facts.producer},
            author=facts.shop,
            language=language,
            size=A4,
            head=day,
            base=10,
        )
        count = len(facts.parts)
        told = ngettext("%(count)d parcel to pack", "%(count)d parcels to pack", count) % {"count": count}
        story: list[Flowable] = [
            words(gettext("Packing list of %(day)s") % {"day": day}, type_.title),
            gap(0.5),
            words(f"{facts.producer} · {told}", type_.strong),
            gap(6),
        ]
        if not facts.parts:
            story.append(words(gettext("Nothing to pack on this day."), type_.body))
            return pdf(sheet=sheet, story=story)
        story += [words(gettext("To fetch from the store"), type_.heading), gap(2), _fetch(facts, sheet, type_), gap(9)]
        story.append(words(gettext("Parcel by parcel"), type_.heading))
        for part in facts.parts:
            story += [CondPageBreak(90), gap(4), _parcel(part, sheet, type_, language)]
        return pdf(sheet=sheet, story=story)


def _fetch(facts: PackingList, sheet: Sheet, type_: Styles) -> Table:
    found = totals(facts.parts)
    head = [
        "",
        words(pgettext("paper", "Goods"), type_.column),
        words(pgettext("paper", "Parcels"), type_.column_right),
        words(pgettext("paper", "Pieces"), type_.column_right),
    ]
    rows = [
        [
            TickBox(),
            words(total.name, type_.body),
            words(str(total.parcels), type_.figure),
            words(str(total.quantity), type_.figure_strong),
        ]
        for total in found
    ]
    pieces = sum(total.quantity for total in found)
    foot = ["", words(pgettext("paper", "Together"), type_.strong), "", words(str(pieces), type_.figure_strong)]
    widths = [TICK, sheet.width - TICK - PIECES * 2, PIECES, PIECES]
    style = [*_ruled(), ("LINEABOVE", (0, -1), (-1, -1), 0.8, INK["line-strong"])]
    return Table([head, *rows, foot], colWidths=widths, repeatRows=1, style=TableStyle(style), splitInRow=1)


def _parcel(part: PackingPart, sheet: Sheet, type_: Styles, language: str) -> Table:
    """The number and whose it is stand on every sheet that the parcel reaches."""
    who = " · ".join(text for text in (part.receiver, part.place) if text)
    way = [part.delivery, weight(part.weight_g, language) if part.weight_g else ""]
    below = " · ".join(text for text in (*way, *handling_words(part.handling)) if text)
    head = [words(part.number, type_.strong), *(words(text, type_.small) for text in (who, below) if text)]
    if part.note:
        head.append(words(gettext("Note: %(note)s") % {"note": part.note}, type_.small))
    if part.gift_note:
        head.append(words(gettext("Card to write: %(note)s") % {"note": part.gift_note}, type_.body))
    rows = [
        [TickBox(), words(line.name, type_.body), words(str(line.quantity), type_.figure_strong)] for line in part.lines
    ]
    widths = [TICK, sheet.width - TICK - PIECES, PIECES]
    style = [
        *_ruled(),
        ("SPAN", (0, 0), (-1, 0)),
        ("BACKGROUND", (0, 0), (-1, 0), INK["surface-sunken"]),
        ("LEFTPADDING", (0, 0), (-1, 0), 7),
        ("TOPPADDING", (0, 0), (-1, 0), 5),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 6),
    ]
    return Table([[head, "", ""], *rows], colWidths=widths, repeatRows=1, style=TableStyle(style), splitInRow=1)


def _ruled() -> list[tuple]:
    return [
        *NO_PADDING,
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ("TOPPADDING", (0, 1), (0, -1), 5.5),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK["line-strong"]),
        ("LINEBELOW", (0, 1), (-1, -1), 0.6, INK["line"]),
    ]
