"""What papers look like: fonts, inks, sizes. The inks are those of static/css/tokens.css, which a PDF cannot ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parent / "fonts"
REGULAR, STRONG = "BeVietnamPro", "BeVietnamPro-SemiBold"
# Figures of one width, for columns; in a sentence they would stand too far apart.
FIGURES, FIGURES_STRONG = "BeVietnamPro-Figures", "BeVietnamPro-SemiBold-Figures"
FILES = {
    REGULAR: "be-vietnam-pro-400.ttf",
    STRONG: "be-vietnam-pro-600.ttf",
    FIGURES: "be-vietnam-pro-400-figures.ttf",
    FIGURES_STRONG: "be-vietnam-pro-600-figures.ttf",
}

# Named as the tokens are; a test holds them against the style sheet.
TOKENS = {
    "text": "#241c16",
    "text-muted": "#65564a",
    "line": "#e5d8c0",
    "line-strong": "#8b7955",
    "surface-sunken": "#f2e9d8",
    "accent": "#17524a",
    "motif": "#c98d14",
    "ink": "#000",
    "paper": "#fff",
}
INK = {
    name: HexColor(value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:]))
    for name, value in TOKENS.items()
}

# Stacked marks (ễ, ộ, Ứ) need 1.28 at the least.
TIGHT, READING = 1.3, 1.45


@cache
def load_fonts() -> None:
    """This will make the fonts known to reportlab, once a process."""
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=STRONG, italic=REGULAR, boldItalic=STRONG)


@cache
def drawable() -> frozenset[int]:
    """This will return the code points that both weights can draw."""
    load_fonts()
    faces = [pdfmetrics.getFont(name).face for name in (REGULAR, STRONG)]
    return frozenset.intersection(*(frozenset(face.charToGlyph) for face in faces))


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraphs of one paper, by what they are for."""

    title: ParagraphStyle
    heading: ParagraphStyle
    label: ParagraphStyle
    body: ParagraphStyle
    strong: ParagraphStyle
    small: ParagraphStyle
    figure: ParagraphStyle
    figure_strong: ParagraphStyle
    column: ParagraphStyle
    column_right: ParagraphStyle
    centred: ParagraphStyle


@cache
def styles(base: float = 9.5, *, is_black: bool = False) -> Styles:
    """This will return the styles around a base size. `is_black`: for thermal printers, which know one ink."""
    load_fonts()
    text, muted, accent = (INK["ink"],) * 3 if is_black else (INK["text"], INK["text-muted"], INK["accent"])

    def style(
        name: str, size: float, font: str = REGULAR, colour=text, lead: float = READING, **more
    ) -> ParagraphStyle:
        points = base * size
        return ParagraphStyle(name, fontName=font, fontSize=points, leading=points * lead, textColor=colour, **more)

    return Styles(
        title=style("title", 1.9, STRONG, accent, TIGHT),
        heading=style("heading", 1.22, STRONG, accent, TIGHT),
        label=style("label", 0.86, colour=muted),
        body=style("body", 1),
        strong=style("strong", 1, STRONG),
        small=style("small", 0.86, colour=muted),
        figure=style("figure", 1, FIGURES, alignment=TA_RIGHT),
        figure_strong=style("figure_strong", 1, FIGURES_STRONG, alignment=TA_RIGHT),
        column=style("column", 0.86, colour=muted, lead=TIGHT),
        column_right=style("column_right", 0.86, colour=muted, lead=TIGHT, alignment=TA_RIGHT),
        centred=style("centred", 0.86, colour=muted, alignment=TA_CENTER),
    )
