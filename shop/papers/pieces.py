"""Pieces that several papers are made of: tables of goods, sums, parties, rules, the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext, pgettext
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from shop.papers.facts import Borne, Handling, Line, Party, Sums
from shop.papers.look import INK, REGULAR, Styles
from shop.papers.text import words
from shop.primitives.money import format_vnd
from shop.primitives.qr import QUIET, qr_of

NO_PADDING = [
    ("FONTNAME", (0, 0), (-1, -1), REGULAR),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def gap(height_mm: float) -> Spacer:
    """This will leave room, in mm."""
    return Spacer(0, height_mm * mm)


def columns(cells: Sequence[object], widths: Sequence[float], more: Iterable[tuple] = ()) -> Table:
    """This will set pieces side by side, tops level."""
    return Table([list(cells)], colWidths=list(widths), style=TableStyle([*NO_PADDING, *more]), splitInRow=1)


def party(title: str, who: Party, type_: Styles) -> list[Paragraph]:
    """This will write down a person or a firm: what is not known is left out."""
    lines = [words(title, type_.label), words(who.name or pgettext("paper", "Not stated"), type_.strong)]
    facts = [
        (None, who.address),
        (gettext("Tax code:"), who.code),
        (gettext("Represented by:"), who.representative),
        (gettext("Telephone:"), who.phone),
        (gettext("E-mail:"), who.email),
    ]
    return lines + [words(f"{label} {text}" if label else text, type_.body) for label, text in facts if text]


def goods(lines: Sequence[Line], width: float, type_: Styles, *, is_short: bool = False) -> Table:
    """This will list goods with their sums; the head stands again on each page. `is_short`: without certificates."""
    head = [
        words(pgettext("paper", "Goods"), type_.column),
        words(pgettext("paper", "Pieces"), type_.column_right),
        words(pgettext("paper", "Each"), type_.column_right),
        words(pgettext("paper", "Sum"), type_.column_right),
    ]
    rows = [
        [
            words(line.name, type_.strong) if is_short else _what(line, type_),
            words(str(line.quantity), type_.figure),
            words(format_vnd(line.unit_vnd), type_.figure),
            words(format_vnd(line.total_vnd), type_.figure),
        ]
        for line in lines
    ]
    unit = type_.body.fontSize
    widths = [width - 24 * unit, 5.8 * unit, 8.6 * unit, 9.6 * unit]
    style = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("TOPPADDING", (0, 0), (-1, 0), 0),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK["line-strong"]),
        ("LINEBELOW", (0, 1), (-1, -1), 0.6, INK["line"]),
    ]
    return Table([head, *rows], colWidths=widths, repeatRows=1, style=TableStyle(style), splitInRow=1)


def _what(line: Line, type_: Styles) -> list[Paragraph]:
    below = [text for text in (line.certificate, line.origin) if text]
    return [words(line.name, type_.strong), *(words(text, type_.small) for text in below)]


def sums(rows: Sequence[tuple[str, str, list[str]]], total: tuple[str, str], width: float, type_: Styles) -> Table:
    """This will add up, figures flush right under the column of sums; what explains a row stands under its name."""
    cells: list[list[object]] = [
        [[words(label, type_.body), *(words(text, type_.small) for text in below)], words(figure, type_.figure)]
        for label, figure, below in rows
    ]
    cells.append([words(total[0], type_.strong), words(total[1], type_.figure_strong)])
    style = [
        *NO_PADDING,
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LINEABOVE", (0, -1), (-1, -1), 0.8, INK["line-strong"]),
        ("TOPPADDING", (0, -1), (-1, -1), 4),
    ]
    return Table(
        cells,
        colWidths=[width - 11 * type_.body.fontSize, 11 * type_.body.fontSize],
        style=TableStyle(style),
        hAlign="RIGHT",
    )


def sum_rows(money: Sums, borne: Sequence[Borne] = ()) -> list[tuple[str, str, list[str]]]:
    """This will name what makes up a parcel's sum: goods and delivery always, the rest where there is some.

    Who bears a discount stands under it: somebody gets that much less, or pays it.
    """
    rows: list[tuple[str, str, list[str]]] = [(pgettext("paper sum", "Goods"), format_vnd(money.goods_vnd), [])]
    if money.discount_vnd:
        shares = [
            gettext("%(amount)s borne by: %(who)s") % {"amount": format_vnd(share.amount_vnd), "who": share.by}
            for share in borne
        ]
        rows.append((pgettext("paper", "Discount"), "−" + format_vnd(money.discount_vnd), shares))
    rows.append((pgettext("paper", "Delivery fee"), format_vnd(money.delivery_vnd), []))
    if money.cash_fee_vnd:
        rows.append((gettext("Fee for cash on delivery"), format_vnd(money.cash_fee_vnd), []))
    return rows


def handling_words(handling: Iterable[Handling]) -> list[str]:
    """This will say how a parcel is to be treated, in one order."""
    said = {
        Handling.FRAGILE: gettext("Fragile, handle with care"),
        Handling.COOL: gettext("Keep cool, do not leave lying"),
        Handling.ALIVE: gettext("Living goods, keep shaded and aired"),
        Handling.OF_AGE: gettext("Alcohol: ask for proof of age, 18 and over"),
    }
    wanted = set(handling)
    return [text for key, text in said.items() if key in wanted]


def weight(grams: int, language: str) -> str:
    """This will write a mass: 850 g; 2,4 kg, in English 2.4 kg. To the gram, without idle zeros."""
    if grams < 1000:
        return f"{grams}\u00a0g"
    text = f"{grams // 1000}.{grams % 1000:03d}".rstrip("0").rstrip(".")
    return f"{text if language == 'en' else text.replace('.', ',')}\u00a0kg"


class Code(Flowable):
    """A QR as rectangles, black on white, with its quiet ground; sharp at any size."""

    def __init__(self, address: str, side: float) -> None:
        super().__init__()
        self.width = self.height = side
        self._rows = [bytes(row) for row in qr_of(address=address).matrix]

    def draw(self) -> None:
        canvas: Canvas = self.canv
        step = self.width / (len(self._rows) + 2 * QUIET)
        canvas.setFillColor(INK["paper"])
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        canvas.setFillColor(INK["ink"])
        for y, row in enumerate(self._rows):
            for start, length in _runs(row):
                # A hair wider than it is, or renderers leave white lines between neighbours.
                canvas.rect(
                    (QUIET + start) * step,
                    self.height - (QUIET + y + 1) * step - step * 0.02,
                    length * step,
                    step * 1.02,
                    stroke=0,
                    fill=1,
                )


def _runs(row: bytes) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((x, 1))
    return runs


class TickBox(Flowable):
    """An empty square for a pen."""

    def __init__(self, side: float = 10) -> None:
        super().__init__()
        self.width = self.height = side

    def draw(self) -> None:
        self.canv.setLineWidth(0.9)
        self.canv.setStrokeColor(INK["text"])
        self.canv.rect(0.5, 0.5, self.width - 1, self.height - 1, stroke=1, fill=0)
