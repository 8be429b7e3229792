"""The picture beside a shared link: 1200 x 630, the goods, the tally of their stars, their name and their commune.

Pure: values in, JPEG out. No Django, no clock. Colours are those of tokens.css by day: a file that leaves the site
cannot ask the style sheet.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from catalogue_ext.labels.badge import badge_image

SIZE = (1200, 630)
FONTS = Path(__file__).parents[2] / "static" / "fonts"
GROUND, SUNKEN, TEXT, MUTED, ACCENT, MOTIF, GONE, RULE = (
    "#faf5ea", "#f2e9d8", "#241c16", "#65564a", "#17524a", "#c98d14", "#962715", "#d0bf9f",
)  # fmt: skip
LEFT, RIGHT = 630 + 48, 1200 - 48
# The name is written as large as it fits. Units: px.
NAME_SIZES = (58, 50, 44, 38, 32)
LEADING = 1.28  # stacked marks (ễ, ộ, Ứ) need that much
# Drawn anew whenever the drawing changes, though the facts did not.
DRAWING = 1


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What stands on the card. `stars` is 0 where no certificate is in force: then nothing hangs from the picture."""

    shop: str
    name: str
    place: tuple[str, str]
    maker: str
    stars: int
    # What is said of the certificate: a strong line, then quiet parts.
    words: tuple[str, ...]
    # Beneath the picture; empty for a photograph.
    caption: str


def draw(*, card: ShareCard, picture: Image.Image | None) -> bytes:
    """This will draw the card as JPEG. Costs: no query, about 60 ms, about 80 kB."""
    sheet = Image.new("RGB", SIZE, GROUND)
    _goods(sheet, card, picture)
    pen = ImageDraw.Draw(sheet)
    _weave(pen)
    end = _words(pen, card)
    maker = _even(_folded(card.maker, typeface(26), most=2), typeface(26))
    y = _lines(pen, 62, [card.shop], typeface(26, strong=True), MUTED) + 26
    y = _place(pen, y, card.place) + 6
    y = _name(pen, y, card.name, end - y - len(maker) * 26 * LEADING - 10) + 10
    _lines(pen, y, maker, typeface(26), MUTED)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=86, subsampling=0, optimize=True)
    return out.getvalue()


def _goods(sheet: Image.Image, card: ShareCard, picture: Image.Image | None) -> None:
    side = SIZE[1]
    if picture is None:
        shown = Image.new("RGB", (side, side), SUNKEN)
    else:
        shown = ImageOps.fit(_on_paper(picture), (side, side), Image.Resampling.LANCZOS)
    if not card.stars:
        # As a card of the shop shows what is no longer certified.
        grey = ImageEnhance.Color(shown).enhance(0.1)
        shown = Image.blend(Image.new("RGB", shown.size, GROUND), grey, 0.75)
    sheet.paste(shown, (0, 0))
    if card.stars:
        tally = badge_image(card.stars, 2)
        tally = tally.resize((112, round(tally.height * 112 / tally.width)), Image.Resampling.LANCZOS)
        sheet.paste(tally, (40, 0), tally)
    if card.caption:
        pen, font = ImageDraw.Draw(sheet), typeface(20)
        wide = font.getlength(card.caption)
        pen.rectangle((0, side - 40, wide + 32, side), fill=GROUND)
        pen.text((16, side - 13), card.caption, font=font, fill=MUTED, anchor="ls")


def _on_paper(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, GROUND)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _weave(pen: ImageDraw.ImageDraw) -> None:
    """The shop's one ornament, as static/img/weave.svg draws it, on the card's right edge at the top."""
    for x in range(630, SIZE[0], 16):
        for left, top, wide, high in ((0, 1, 7, 2), (0, 5, 7, 2), (9, 0, 2, 7), (13, 0, 2, 7),
                                      (8, 9, 7, 2), (8, 13, 7, 2), (1, 8, 2, 7), (5, 8, 2, 7)):  # fmt: skip
            pen.rectangle((x + left, top, x + left + wide - 1, top + high - 1), fill=MOTIF)


def _place(pen: ImageDraw.ImageDraw, y: float, place: tuple[str, str]) -> float:
    """Commune strong, province quiet: on one line where they fit, never cut."""
    commune, province = place
    strong, quiet = typeface(30, strong=True), typeface(30)
    first = f"{commune}, " if province else commune
    if strong.getlength(first) + quiet.getlength(province) > RIGHT - LEFT:
        y = _lines(pen, y, _folded(first.strip(), strong, most=2), strong, ACCENT)
        return _lines(pen, y, [province], quiet, MUTED)
    pen.text((LEFT, y + 30), first, font=strong, fill=ACCENT, anchor="ls")
    pen.text((LEFT + strong.getlength(first), y + 30), province, font=quiet, fill=MUTED, anchor="ls")
    return y + 30 * LEADING


def _name(pen: ImageDraw.ImageDraw, y: float, name: str, room: float) -> float:
    for size in NAME_SIZES:
        font, most = typeface(size, strong=True), int(room / (size * LEADING))
        lines = _folded(name, font, most=most)
        if not lines[-1].endswith("…") and max(map(font.getlength, lines)) <= RIGHT - LEFT:
            break
    return _lines(pen, y, _even(lines, font), font, TEXT)


def _even(lines: list[str], font: ImageFont.FreeTypeFont) -> list[str]:
    """The same lines, about as long as one another: no word is left alone on the last. What was cut stays as it is."""
    text, best = " ".join(lines), lines
    for width in range(RIGHT - LEFT, 0, -12):
        narrower = _folded(text, font, most=len(lines), width=width)
        if narrower[-1].endswith("…") or max(map(font.getlength, narrower)) > width:
            break
        best = narrower
    return best


def _words(pen: ImageDraw.ImageDraw, card: ShareCard) -> float:
    """What is said of the certificate, at the foot; where the rule above it begins."""
    strong, *quiet = card.words
    together = " · ".join(quiet)
    parts = [together] if typeface(24).getlength(together) <= RIGHT - LEFT else quiet
    lines = [line for part in parts for line in _folded(part, typeface(24), most=2)]
    top = SIZE[1] - 44 - len(lines) * 24 * LEADING - 30 * LEADING
    pen.line((LEFT, top - 14, RIGHT, top - 14), fill=RULE, width=2)
    y = _lines(pen, top, [strong], typeface(30, strong=True), TEXT if card.stars else GONE)
    _lines(pen, y, lines, typeface(24), MUTED)
    return top - 30


def _lines(pen: ImageDraw.ImageDraw, y: float, lines: list[str], font: ImageFont.FreeTypeFont, ink: str) -> float:
    """Lines one under another, from y on; where the next one begins."""
    for line in lines:
        pen.text((LEFT, y + font.size), line, font=font, fill=ink, anchor="ls")
        y += font.size * LEADING
    return y


def _folded(text: str, font: ImageFont.FreeTypeFont, *, most: int, width: int = RIGHT - LEFT) -> list[str]:
    """The text in lines that fit; words past the last line are left out and said so."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while font.getlength(f"{last} …") > width and " " in last:
        last = last.rpartition(" ")[0]
    return [*lines[: most - 1], f"{last} …"]


@cache
def typeface(size: int, *, strong: bool = False) -> ImageFont.FreeTypeFont:
    """This will return the shop's own letters in that size. Units: px."""
    return ImageFont.truetype(str(FONTS / f"be-vietnam-pro-{600 if strong else 400}.woff2"), size)
