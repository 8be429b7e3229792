"""The star badge as a file: our own neutral design, drawn as SVG or as pixels.

It is not the programme's logo: an administrator can put the official artwork in its place (see `operations.py`).
Stars are polygons and the word is strokes, so neither a font nor an outside file is needed.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

from catalogue_ext.labels.tally import LETTER_STROKE, WIDTH, Point, Tally, path, tally

# Ink of each grade and of what is cut into it. The same values as --star-3, --star-4, --star-5 and --star-mark by day:
# a file that leaves the site cannot ask the style sheet.
INK = {3: "#17524a", 4: "#7a5200", 5: "#962715"}
MARK = "#fffdf8"
# Words of the title, for whoever opens the file alone. Not through gettext: this module knows no Django.
TITLE = {"vi": "OCOP {stars} sao", "en": "OCOP {stars} stars"}

SCALES = (1, 2)
WIDTH_PX = 72  # at 1x
_FINER = 6  # drawn that much larger, then reduced: Pillow's polygons have hard edges


def badge_svg(stars: int, lang: str = "vi") -> str:
    """This will return the badge of a grade as a whole SVG document.

    Refuses: NoSuchGrade for anything but 3, 4 and 5.
    """
    shape = tally(stars)
    title = TITLE.get(lang, TITLE["vi"]).format(stars=stars)
    letters = "".join(path(letter, closed=False) for letter in shape.letters)
    marks = "".join(path(mark) for mark in shape.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {shape.height:g}" role="img">'
        f"<title>{title}</title>"
        f'<path fill="{INK[stars]}" d="{path(shape.outline)}"/>'
        f'<g fill="none" stroke="{MARK}">'
        f'<path stroke-width=".8" opacity=".7" d="{path(shape.frame, closed=False)}{path(shape.rule, closed=False)}"/>'
        f'<path stroke-width="{LETTER_STROKE:g}" stroke-linejoin="round" stroke-linecap="round" d="{letters}"/></g>'
        f'<path fill="{MARK}" d="{marks}"/></svg>'
    )


def badge_image(stars: int, scale: int) -> Image.Image:
    """This will draw the badge of a grade on a clear ground.

    Units: `scale` 1 is 72 px wide, 2 is 144 px wide.
    Refuses: NoSuchGrade for anything but 3, 4 and 5. A scale other than 1 and 2 is a mistake of the caller.
    """
    if scale not in SCALES:
        raise ValueError(f"a badge is drawn at 1x or 2x, not {scale}x")
    shape = tally(stars)
    unit = WIDTH_PX * scale * _FINER / WIDTH
    sheet = Image.new("RGBA", (round(WIDTH * unit), round(shape.height * unit)), (*_rgb(INK[stars]), 0))
    _carve(ImageDraw.Draw(sheet), shape, unit)
    size = (WIDTH_PX * scale, round(shape.height * WIDTH_PX * scale / WIDTH))
    return sheet.resize(size, Image.Resampling.LANCZOS)


@cache
def badge_webp(stars: int, scale: int) -> bytes:
    """This will return the drawn badge as a WebP file. Costs: drawn once per process and kept (six files, ~12 kB)."""
    return webp(badge_image(stars, scale))


def webp(picture: Image.Image) -> bytes:
    """This will encode without loss: flat inks stay flat, and files stay small."""
    file = io.BytesIO()
    picture.save(file, "WEBP", lossless=True, method=6)
    return file.getvalue()


def _carve(draw: ImageDraw.ImageDraw, shape: Tally, unit: float) -> None:
    ink, mark = _rgb(INK[shape.stars]), _rgb(MARK)
    faint = tuple(round(m * 0.7 + i * 0.3) for m, i in zip(mark, ink, strict=True))

    def at(points: list[Point]) -> list[Point]:
        return [(x * unit, y * unit) for x, y in points]

    draw.polygon(at(shape.outline), fill=ink)
    for line in (shape.frame, shape.rule):
        draw.line(at(line), fill=faint, width=round(0.8 * unit), joint="curve")
    for letter in shape.letters:
        _stroke(draw, at(letter), mark, LETTER_STROKE * unit)
    for star in shape.marks:
        draw.polygon(at(star), fill=mark)


def _stroke(draw: ImageDraw.ImageDraw, points: list[Point], fill: tuple[int, ...], width: float) -> None:
    """Pillow rounds the joints of a line but not its ends."""
    draw.line(points, fill=fill, width=round(width), joint="curve")
    for x, y in (points[0], points[-1]):
        r = width / 2
        draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
