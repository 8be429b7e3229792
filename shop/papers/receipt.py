"""The receipt for cash that was taken for one parcel. It is no tax invoice, and says so."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext, pgettext
from reportlab.lib.pagesizes import A5
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table, TableStyle

from shop.papers.facts import Receipt
from shop.papers.look import INK, TIGHT, Styles, styles
from shop.papers.pieces import NO_PADDING, columns, gap, goods, party, sum_rows, sums
from shop.papers.sheet import Sheet, pdf
from shop.papers.text import words
from shop.primitives.money import format_vnd
from shop.primitives.period import written_instant


def receipt(facts: Receipt, language: str) -> bytes:
    """This will return the receipt of one parcel's cash as a PDF on A5."""
    with translation.override(language):
        type_ = styles(8.6)
        sheet = Sheet(
            title=gettext("Receipt for cash %(number)s") % {"number": facts.number},
            author=facts.shop,
            language=language,
            size=A5,
            margin=13 * mm,
            head=facts.number,
            base=8.6,
        )
        taken = gettext("Taken at %(instant)s") % {"instant": written_instant(facts.taken_at, language)}
        half = sheet.width / 2
        story: list[Flowable] = [
            words(gettext("Receipt for cash"), type_.title),
            gap(0.5),
            words(f"{facts.number} · {taken}", type_.strong),
            gap(4),
            columns(
                [
                    party(gettext("Paid by the buyer"), facts.payer, type_),
                    party(pgettext("paper", "Seller"), facts.seller, type_),
                ],
                [half - 6, half + 6],
                [("RIGHTPADDING", (0, 0), (0, 0), 12)],
            ),
            gap(4),
            _amount(facts, sheet, type_),
            gap(4),
            goods(facts.lines, sheet.width, type_, is_short=True),
            gap(2),
            KeepTogether(
                [
                    sums(
                        sum_rows(facts.sums),
                        (pgettext("paper", "Taken"), format_vnd(facts.amount_vnd)),
                        sheet.width * 0.66,
                        type_,
                    ),
                    gap(4),
                    words(gettext("This is no tax invoice; the seller makes that out."), type_.small),
                    gap(5),
                    _signatures(facts, sheet, type_),
                ]
            ),
        ]
        return pdf(sheet=sheet, story=story)


def _amount(facts: Receipt, sheet: Sheet, type_: Styles) -> Table:
    figure = type_.heading.clone("amount", fontSize=17, leading=17 * TIGHT, textColor=INK["text"], alignment=2)
    holder = gettext("The cash lies with: %(holder)s") % {"holder": facts.holder}
    left = [words(gettext("Amount in cash"), type_.label), words(holder, type_.body)]
    return Table(
        [[left, words(format_vnd(facts.amount_vnd), figure)]],
        colWidths=[sheet.width * 0.56, sheet.width * 0.44],
        splitInRow=1,
        style=TableStyle(
            [
                *NO_PADDING,
                ("BACKGROUND", (0, 0), (-1, -1), INK["surface-sunken"]),
                ("LEFTPADDING", (0, 0), (0, 0), 9),
                ("RIGHTPADDING", (1, 0), (1, 0), 9),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        ),
    )


def _signatures(facts: Receipt, sheet: Sheet, type_: Styles) -> Table:
    cells = [words(title, type_.small) for title in (pgettext("paper", "Received by"), pgettext("paper", "Paid by"))]
    wide = sheet.width / 2
    lines = [
        ("LINEABOVE", (0, 0), (0, 0), 0.6, INK["line-strong"]),
        ("LINEABOVE", (2, 0), (2, 0), 0.6, INK["line-strong"]),
    ]
    table = columns([cells[0], "", cells[1]], [wide - 10, 20, wide - 10], [*lines, ("TOPPADDING", (0, 0), (-1, -1), 3)])
    table.spaceBefore = 30
    return table
