"""The note on a parcel: to whom, from whom, what cash is taken, what lies in it. One ink, as thermal printers have."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from reportlab.lib.pagesizes import A5, A6
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from shop.papers.facts import DeliveryNote, Handling
from shop.papers.look import INK, REGULAR, STRONG, TIGHT, Styles, styles
from shop.papers.pieces import NO_PADDING, Code, columns, gap, handling_words, weight
from shop.papers.sheet import Sheet, pdf
from shop.papers.text import words
from shop.primitives.money import format_vnd
from shop.primitives.period import local_day, written_day

# Size of the sheet, its margin, the size of the text, the side of the code. Four A6 or two A5 fill an A4.
SIZES = {
    "a6": (A6, 6 * mm, 8.2, 25 * mm),
    "a5": (A5, 10 * mm, 10.2, 36 * mm),
}


def delivery_note(facts: DeliveryNote, language: str, size: str = "a6") -> bytes:
    """This will return the note of one parcel as a PDF of that size (a6 | a5); as many sheets as it fills.

    Refuses: NotAnAddress where the code would lead nowhere. KeyError for a size that there is not.
    """
    page, margin, base, side = SIZES[size]
    with translation.override(language):
        type_ = styles(base, is_black=True)
        sheet = Sheet(
            title=gettext("Delivery note %(number)s") % {"number": facts.number},
            author=facts.shop,
            language=language,
            size=page,
            margin=margin,
            head=facts.number,
            base=base,
            is_plain=True,
        )
        story: list[Flowable] = [
            _head(facts, sheet, side, type_, language),
            gap(base / 5),
            _receiver(facts, sheet, type_),
            gap(base / 5),
            _cash(facts, sheet, base),
            *_care(facts, sheet, type_),
            gap(base / 5),
            _contents(facts, sheet, type_),
            *_foot(facts, type_, language),
        ]
        return pdf(sheet=sheet, story=story)


def _head(facts: DeliveryNote, sheet: Sheet, side: float, type_: Styles, language: str) -> Table:
    placed = gettext("Ordered on %(day)s") % {"day": written_day(local_day(facts.placed_at), language)}
    sender = [text for text in (facts.sender.address, facts.sender.phone) if text]
    left = [
        words(facts.shop, type_.small),
        words(facts.number, type_.title.clone("number", fontSize=sheet.base * 1.7, leading=sheet.base * 2.2)),
        words(placed, type_.small),
        gap(sheet.base / 5),
        words(pgettext("paper", "From"), type_.label),
        words(facts.sender.name, type_.strong),
        *(words(text, type_.small) for text in sender),
    ]
    # The quiet ground of the code may reach into the margin: it is white anyway.
    return columns([left, Code(facts.address, side)], [sheet.width - side, side], [("RIGHTPADDING", (0, 0), (0, 0), 6)])


def _receiver(facts: DeliveryNote, sheet: Sheet, type_: Styles) -> Table:
    base = sheet.base
    name = type_.strong.clone("receiver", fontSize=base * 1.55, leading=base * 1.55 * TIGHT)
    address = type_.body.clone("address", fontSize=base * 1.25, leading=base * 1.25 * 1.36)
    rows: list[Flowable] = []
    if facts.pick_up:
        point = facts.pick_up
        rows = [words(gettext("To the pick-up point"), type_.label), words(point.name, name)]
        rows += [words(text, address) for text in (point.address, point.hours) if text]
        rows += [gap(base / 6), words(pgettext("paper", "For"), type_.label)]
    else:
        rows = [words(pgettext("paper", "To"), type_.label)]
    who = facts.receiver
    rows.append(words(who.name or gettext("Particulars are hidden"), name))
    if who.phone:
        rows.append(words(who.phone, name))
    if who.address and not facts.pick_up:
        rows.append(words(who.address, address))
    if facts.pick_up and facts.pick_up.code:
        rows.append(words(gettext("Pick-up code %(code)s") % {"code": facts.pick_up.code}, name))
    elif facts.pick_up:
        rows.append(words(gettext("Hand over only to whoever tells the code."), type_.strong))
    return _boxed([[rows]], [sheet.width], base)


def _cash(facts: DeliveryNote, sheet: Sheet, base: float) -> Table:
    """Black ground where money is to be taken: nobody at a door reads twice."""
    is_owed = facts.cash_vnd > 0
    style = styles(base, is_black=True).strong
    ink = INK["paper"] if is_owed else INK["ink"]
    label = style.clone("cash", textColor=ink, fontName=REGULAR, fontSize=base * 1.25, leading=base * 1.7)
    figure = style.clone(
        "figure", textColor=ink, fontName=STRONG, fontSize=base * 2, leading=base * 2 * TIGHT, alignment=2
    )
    if not is_owed:
        return _boxed([[words(gettext("Take no money: nothing is owed."), style)]], [sheet.width], base)
    cells = [[words(gettext("Cash to take"), label), words(format_vnd(facts.cash_vnd), figure)]]
    table = _boxed(cells, [sheet.width * 0.42, sheet.width * 0.58], base)
    table.setStyle([("BACKGROUND", (0, 0), (-1, -1), INK["ink"]), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return table


def _care(facts: DeliveryNote, sheet: Sheet, type_: Styles) -> list[Flowable]:
    """A bar at the side: what has to be known while the parcel is carried."""
    said = [words(text, type_.strong) for text in handling_words(facts.handling)]
    if Handling.OF_AGE in facts.handling:
        said.append(words(gettext("Nobody of age there: do not hand over, bring it back."), type_.body))
    if not said:
        return []
    bar = [("LINEBEFORE", (0, 0), (0, -1), 3, INK["ink"]), ("LEFTPADDING", (0, 0), (0, -1), sheet.base * 0.9)]
    return [gap(sheet.base / 5), columns([said], [sheet.width], bar)]


def _contents(facts: DeliveryNote, sheet: Sheet, type_: Styles) -> Table:
    pieces = sum(line.quantity for line in facts.lines)
    told = ngettext("In the parcel: %(count)d piece", "In the parcel: %(count)d pieces", pieces) % {"count": pieces}
    head = [words(told, type_.column), words(pgettext("paper", "Pieces"), type_.column_right)]
    rows = [[words(line.name, type_.body), words(str(line.quantity), type_.figure_strong)] for line in facts.lines]
    style = [
        *NO_PADDING,
        ("TOPPADDING", (0, 0), (-1, -1), 1.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK["ink"]),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, INK["ink"]),
    ]
    narrow = sheet.base * 4.2
    return Table(
        [head, *rows], colWidths=[sheet.width - narrow, narrow], repeatRows=1, style=TableStyle(style), splitInRow=1
    )


def _foot(facts: DeliveryNote, type_: Styles, language: str) -> list[Flowable]:
    said = [
        facts.delivery,
        gettext("Tracking number %(number)s") % {"number": facts.tracking_number} if facts.tracking_number else "",
        gettext("Weight %(weight)s") % {"weight": weight(facts.weight_g, language)} if facts.weight_g else "",
    ]
    line = " · ".join(text for text in said if text)
    rows: list[Flowable] = [gap(type_.body.fontSize / 6)]
    if line:
        rows.append(words(line, type_.small))
    if facts.note:
        rows.append(words(gettext("Note: %(note)s") % {"note": facts.note}, type_.body))
    return rows


def _boxed(cells: list[list[object]], widths: list[float], base: float) -> Table:
    pad = base * 0.75
    return Table(
        cells,
        colWidths=widths,
        splitInRow=1,
        style=TableStyle(
            [
                ("FONTNAME", (0, 0), (-1, -1), REGULAR),
                ("BOX", (0, 0), (-1, -1), 1.1, INK["ink"]),
                ("LEFTPADDING", (0, 0), (-1, -1), pad),
                ("RIGHTPADDING", (0, 0), (-1, -1), pad),
                ("TOPPADDING", (0, 0), (-1, -1), pad * 0.7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), pad * 0.9),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        ),
    )
