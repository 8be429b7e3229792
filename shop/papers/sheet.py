"""From a story to the bytes of a PDF: head and foot of every page, page x of y, what the file says of itself."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from shop.papers.look import INK, REGULAR, STRONG, load_fonts
from shop.papers.text import legible

# reportlab reads a font file by seeking in it while it cuts the subset: two threads at once would mix their letters.
_ONE_AT_A_TIME = threading.Lock()
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of page. Units: points. `is_plain`: a label of one ink, without the woven edge and with a short foot."""

    title: str
    author: str
    language: str
    size: tuple[float, float]
    margin: float = 18 * mm
    head: str = ""
    base: float = 9.5
    is_plain: bool = False

    @property
    def width(self) -> float:
        """This will return the width between the margins."""
        return self.size[0] - 2 * self.margin


def pdf(*, sheet: Sheet, story: Sequence[Flowable]) -> bytes:
    """This will lay the story out and return the file. The same facts give the same bytes: it knows no clock."""
    load_fonts()
    out = io.BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=sheet.size,
        title=legible(sheet.title),
        author=legible(sheet.author),
        subject=legible(sheet.title),
        creator=legible(sheet.author),
        lang=LANGUAGES[sheet.language],
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
    )
    # What head and foot need beside the margin.
    top, bottom = (
        (sheet.margin, sheet.margin * 0.8 + 12) if sheet.is_plain else (sheet.margin * 0.62 + 34, sheet.margin + 8)
    )
    frame = Frame(sheet.margin, bottom, sheet.width, sheet.size[1] - top - bottom, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], pagesize=sheet.size))
    with _ONE_AT_A_TIME:
        document.build(list(story), canvasmaker=_counting(sheet))
    return out.getvalue()


def _counting(sheet: Sheet) -> type[Canvas]:
    class Counting(Canvas):
        """Keeps its pages until all are known, then writes head and foot on each."""

        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                _edges(self, sheet, number, len(self._kept))
                super().showPage()
            super().save()

    return Counting


def _edges(canvas: Canvas, sheet: Sheet, number: int, count: int) -> None:
    """Every page says what it belongs to and how many there are: sheets of paper come apart."""
    wide, high = sheet.size
    left, right = sheet.margin, wide - sheet.margin
    small = sheet.base * 0.86
    pages = gettext("Page %(number)d of %(count)d") % {"number": number, "count": count}
    if sheet.is_plain:
        if count > 1:
            canvas.setFont(REGULAR, small)
            canvas.drawString(left, sheet.margin * 0.8, cut(sheet.head, REGULAR, small, sheet.width * 0.7))
            canvas.drawRightString(right, sheet.margin * 0.8, pages)
        return
    weave(canvas, left, high - sheet.margin * 0.62, sheet.width)
    canvas.setFillColor(INK["accent"])
    canvas.setFont(STRONG, small)
    canvas.drawString(left, high - sheet.margin * 0.62 - 14, legible(sheet.author))
    canvas.setFillColor(INK["text-muted"])
    canvas.setFont(REGULAR, small)
    canvas.drawRightString(right, high - sheet.margin * 0.62 - 14, cut(sheet.head, REGULAR, small, sheet.width * 0.75))
    canvas.setStrokeColor(INK["line"])
    canvas.setLineWidth(0.6)
    canvas.line(left, sheet.margin * 0.95, right, sheet.margin * 0.95)
    canvas.drawString(left, sheet.margin * 0.95 - 12, cut(sheet.title, REGULAR, small, sheet.width * 0.75))
    canvas.drawRightString(right, sheet.margin * 0.95 - 12, pages)


def cut(text: str, font: str, size: float, width: float) -> str:
    """This will shorten a line of a page's edge; what it says stands in full on the page itself."""
    text = legible(text)
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def weave(canvas: Canvas, x: float, y: float, width: float, cell: float = 6.0) -> None:
    """This will draw the woven edge (static/img/weave.svg), two cells to a turn, in whole cells."""
    canvas.saveState()
    canvas.setFillColor(INK["motif"])
    unit = cell / 8
    for place in range(int(width // (cell / 1))):
        left = x + place * width / int(width // cell)
        for lane in (1.2, 4.6):
            if place % 2 == 0:
                canvas.rect(left, y + lane * unit, 7.4 * unit, 2.2 * unit, stroke=0, fill=1)
            else:
                canvas.rect(left + lane * unit, y, 2.2 * unit, 7.4 * unit, stroke=0, fill=1)
    canvas.restoreState()
