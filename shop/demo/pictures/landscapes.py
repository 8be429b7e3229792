"""Landscapes for places that have no photograph: the kind of land of a commune chooses one. Used by `make_pictures.py` only."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Size = tuple[int, int]
SUN: Colour = (214, 84, 52)


def hills(
    draw: ImageDraw.ImageDraw,
    size: Size,
    base: float,
    height: float,
    colour: Colour,
    waves: list[tuple[float, float]],
    seed: int,
) -> list[tuple[float, float]]:
    """One range of hills, as a sum of slow waves."""
    dice = random.Random(seed)
    shifts = [(dice.random() * 6.28, w, h) for w, h in waves]
    points = [
        (float(x), base - height * sum(h * (math.sin(x / size[0] * 6.28 * w + s) + 1) / 2 for s, w, h in shifts))
        for x in range(0, size[0] + 9, 8)
    ]
    draw.polygon([(0, size[1]), *points, (size[0], size[1])], fill=colour)
    return points


def _mountains(draw: ImageDraw.ImageDraw, big: Size) -> None:
    h = big[1]
    hills(draw, big, h * 0.56, h * 0.34, (168, 190, 160), [(1.4, 0.7), (3.1, 0.3)], 3)
    hills(draw, big, h * 0.66, h * 0.30, (116, 158, 134), [(1.9, 0.6), (4.2, 0.25)], 8)
    colours = [
        (70, 122, 100),
        (228, 182, 84),
        (92, 142, 96),
        (236, 198, 108),
        (62, 112, 88),
        (218, 166, 66),
        (44, 92, 76),
    ]
    for step, colour in enumerate(colours):  # rice terraces: one band after another, each nearer and lower
        hills(
            draw,
            big,
            h * (0.70 + step * 0.048),
            h * (0.16 - step * 0.012),
            colour,
            [(1.1 + step * 0.12, 0.7), (2.6, 0.3)],
            20,
        )


def _sea(draw: ImageDraw.ImageDraw, big: Size) -> None:
    w, h = big
    draw.rectangle((0, h * 0.56, w, h), fill=(126, 184, 190))
    dice = random.Random(11)
    for layer, (colour, low, tall) in enumerate(
        (((160, 184, 178), 0.58, 0.17), ((104, 146, 140), 0.61, 0.25), ((54, 104, 98), 0.66, 0.33))
    ):
        for _ in range(7 - layer * 2):
            _islet(
                draw,
                dice.random() * w,
                (90 + dice.random() * 150) * (1 + layer * 0.35),
                h * low,
                h * tall * (0.45 + dice.random() * 0.55),
                colour,
            )
    for row in range(9):  # the combed water of woodblock prints
        y, step = h * (0.69 + row * 0.036), 150 + row * 16
        tone = (206, 230, 226) if row % 2 else (92, 156, 164)
        for x in range(-step, w + step, step):
            left = x + row * 47 % step
            draw.arc((left, y, left + step * 0.8, y + 46 + row * 4), 200, 340, fill=tone, width=6 + row // 2)
    _junk(draw, w * 0.30, h * 0.74)


def _islet(draw: ImageDraw.ImageDraw, x: float, width: float, low: float, tall: float, colour: Colour) -> None:
    """A limestone islet: steep sides, a round head, a foot cut by the water."""
    top = low - tall
    draw.polygon(
        [
            (x - width, low), (x - width * 0.86, low - 60), (x - width * 0.62, top + 120), (x - width * 0.30, top + 18),
            (x, top), (x + width * 0.26, top + 46), (x + width * 0.44, top + 30), (x + width * 0.70, top + 190),
            (x + width * 0.92, low - 70), (x + width * 0.98, low),
        ],
        fill=colour,
    )  # fmt: skip


def _junk(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    draw.polygon([(x, y - 330), (x + 150, y - 250), (x + 170, y - 60), (x, y - 50)], fill=(186, 66, 40))
    for rib in range(1, 4):
        draw.line((x, y - 330 + rib * 68, x + 150 + rib * 5, y - 250 + rib * 46), fill=(120, 36, 22), width=6)
    draw.polygon([(x - 20, y - 250), (x - 120, y - 60), (x - 20, y - 56)], fill=(204, 92, 56))
    draw.polygon([(x - 190, y - 40), (x + 220, y - 40), (x + 150, y + 36), (x - 120, y + 36)], fill=(66, 42, 28))


def _plateau(draw: ImageDraw.ImageDraw, big: Size) -> None:
    w, h = big
    hills(draw, big, h * 0.58, h * 0.20, (186, 190, 146), [(1.2, 0.7), (3.3, 0.3)], 5)
    hills(draw, big, h * 0.66, h * 0.18, (134, 158, 104), [(1.7, 0.7), (3.9, 0.3)], 9)
    hills(draw, big, h * 0.76, h * 0.12, (176, 92, 58), [(0.9, 1)], 4)
    for row in range(6):  # rows of round trees on red basalt earth
        y, r = h * (0.72 + row * 0.058), 24 + row * 13
        for x in range(-r, w + r, int(r * 2.7)):
            cx = x + (row % 2) * r * 1.35
            draw.ellipse((cx - r, y - r * 0.3, cx + r, y + r * 0.5), fill=(128, 58, 36))
            green = (52, 104, 74) if (x // max(1, r) + row) % 3 else (78, 130, 84)
            draw.ellipse((cx - r, y - r * 1.5, cx + r, y + r * 0.2), fill=green)


def _plain(draw: ImageDraw.ImageDraw, big: Size) -> None:
    """Paddy to the horizon: fields meet at dykes, a bamboo hedge with a roof or two far off."""
    w, h = big
    hills(draw, big, h * 0.50, h * 0.09, (176, 196, 168), [(1.3, 0.7), (3.4, 0.3)], 6)
    hills(draw, big, h * 0.535, h * 0.07, (92, 134, 96), [(7.0, 0.5), (17.0, 0.5)], 12)
    for x in (0.16, 0.22, 0.58, 0.86):
        cx, y = w * x, h * 0.522
        draw.rectangle((cx - 44, y - 30, cx + 44, y + 24), fill=(240, 222, 190))
        draw.polygon([(cx - 66, y - 26), (cx - 40, y - 74), (cx + 40, y - 74), (cx + 66, y - 26)], fill=(178, 84, 56))
    edges = [h * (0.53 + 0.47 * (row / 6) ** 1.7) for row in range(7)]
    tones = [(232, 194, 96), (150, 184, 96), (222, 178, 78), (116, 164, 92), (238, 204, 110), (172, 196, 104)]
    for row in range(6):
        spread = [-0.6 + 0.3667 * n for n in range(7)]
        for n in range(6):
            top, foot = edges[row], edges[row + 1]

            def lean(at: float, y: float) -> float:
                return w * (0.5 + (at - 0.5) * (0.72 + 1.1 * (y - edges[0]) / (h - edges[0])))

            draw.polygon(
                [(lean(spread[n], top), top), (lean(spread[n + 1], top), top), (lean(spread[n + 1], foot), foot), (lean(spread[n], foot), foot)],
                fill=tones[(row * 2 + n * 5) % 6], outline=(98, 116, 64), width=5 + row * 3,
            )  # fmt: skip
    for row in range(1, 6):  # stalks: short strokes, longer nearer
        dice, y0 = random.Random(row), edges[row]
        for _ in range(150):
            x, y, tall = dice.random() * w, y0 + dice.random() * (edges[row + 1] - y0), 8 + row * 5
            draw.line(
                (x, y, x + tall * 0.3, y - tall),
                fill=(196, 160, 66) if dice.random() < 0.5 else (92, 130, 70),
                width=3 + row // 2,
            )


def _river(draw: ImageDraw.ImageDraw, big: Size) -> None:
    """A canal of the south: broad water, nipa and coconut on both banks, a sampan."""
    w, h = big
    hills(draw, big, h * 0.54, h * 0.12, (150, 184, 150), [(3.0, 0.6), (7.3, 0.4)], 4)
    hills(draw, big, h * 0.58, h * 0.10, (92, 142, 106), [(4.1, 0.6), (11.0, 0.4)], 9)
    draw.polygon([(w * 0.40, h * 0.56), (w * 0.60, h * 0.56), (w * 1.15, h), (w * -0.15, h)], fill=(172, 192, 160))
    for row in range(8):
        y, half = h * (0.60 + row * 0.05), w * (0.10 + row * 0.062)
        draw.line((w * 0.5 - half, y, w * 0.5 - half * 0.2, y), fill=(206, 218, 184), width=5 + row)
        draw.line((w * 0.5 + half * 0.3, y + 18, w * 0.5 + half * 0.9, y + 18), fill=(136, 166, 142), width=5 + row)
    for side in (0, 1):
        bank = [(w * 0.40, h * 0.56), (w * 0.22, h * 0.70), (w * 0.04, h * 0.86), (-10, h * 0.93), (-10, h * 0.54)]
        draw.polygon([(w - x, y) if side else (x, y) for x, y in bank], fill=(70, 120, 84))
        for x, y, tall in ((0.33, 0.60, 200), (0.24, 0.68, 330), (0.12, 0.78, 470)):
            _palm(draw, w * (1 - x) if side else w * x, h * y, tall, -1 if side else 1)
    x, y = w * 0.54, h * 0.80
    draw.polygon([(x - 230, y - 26), (x + 240, y - 34), (x + 180, y + 34), (x - 160, y + 34)], fill=(74, 46, 30))
    draw.polygon([(x - 100, y - 28), (x - 70, y - 110), (x + 70, y - 114), (x + 100, y - 30)], fill=(196, 152, 92))


def _palm(draw: ImageDraw.ImageDraw, x: float, y: float, tall: float, lean: int) -> None:
    top = (x + lean * tall * 0.22, y - tall)
    draw.line(
        [(x, y), (x + lean * tall * 0.06, y - tall * 0.5), top],
        fill=(120, 86, 54),
        width=int(tall * 0.055),
        joint="curve",
    )
    for turn in range(-3, 5):
        a = turn * 0.52 + 0.2
        end = (top[0] + math.sin(a) * tall * 0.46, top[1] - math.cos(a) * tall * 0.30 + abs(turn) * tall * 0.055)
        side = tall * 0.05
        draw.polygon([top, ((top[0] + end[0]) / 2, (top[1] + end[1]) / 2 - side * 1.7), end, ((top[0] + end[0]) / 2, (top[1] + end[1]) / 2 + side * 0.4)],
            fill=(46, 104, 74) if turn % 2 else (74, 132, 86))  # fmt: skip


def _town(draw: ImageDraw.ImageDraw, big: Size) -> None:
    """A ward: tiled roofs in rows, trees between."""
    w, h = big
    hills(draw, big, h * 0.54, h * 0.20, (176, 192, 164), [(1.4, 0.7), (3.1, 0.3)], 3)
    hills(draw, big, h * 0.60, h * 0.12, (126, 160, 132), [(2.2, 0.7), (5.0, 0.3)], 8)
    walls: list[Colour] = [(246, 226, 186), (238, 204, 138), (226, 232, 214), (240, 214, 190)]
    roofs: list[Colour] = [(186, 84, 56), (160, 66, 46), (204, 108, 72)]
    dice = random.Random(5)
    for row in range(5):
        size, y, x = 120 + row * 62, h * (0.62 + row * 0.088), -80.0
        while x < w:
            wide = size * (0.75 + dice.random() * 0.5)
            tall = size * (0.55 + dice.random() * 0.45)
            if dice.random() < 0.24:
                draw.ellipse(
                    (x - wide * 0.1, y - tall * 1.5, x + wide * 0.9, y + tall * 0.2),
                    fill=(66, 118, 84) if dice.random() < 0.5 else (92, 142, 92),
                )
            else:
                _house(draw, (x, y - tall, x + wide, y + h * 0.1), dice.choice(walls), dice.choice(roofs), size)
            x += wide * 1.04


def _house(
    draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], wall: Colour, roof: Colour, size: float
) -> None:
    x0, y0, x1, _foot = box
    draw.rectangle(box, fill=wall)
    draw.polygon(
        [
            (x0 - size * 0.08, y0 + 4),
            (x0 + size * 0.14, y0 - size * 0.34),
            (x1 - size * 0.14, y0 - size * 0.34),
            (x1 + size * 0.08, y0 + 4),
        ],
        fill=roof,
    )
    for n in (0.24, 0.62):
        left = x0 + (x1 - x0) * n
        draw.rectangle((left, y0 + size * 0.12, left + size * 0.14, y0 + size * 0.34), fill=(84, 108, 100))


KINDS: dict[str, tuple[Colour, tuple[float, float], Callable[[ImageDraw.ImageDraw, Size], None]]] = {
    "nui": ((247, 226, 178), (0.74, 0.26), _mountains),
    "bien": ((250, 224, 184), (0.70, 0.36), _sea),
    "cao-nguyen": ((250, 219, 160), (0.72, 0.30), _plateau),
    "dong-bang": ((250, 228, 180), (0.70, 0.26), _plain),
    "song-nuoc": ((250, 226, 186), (0.58, 0.28), _river),
    "thanh-thi": ((248, 226, 184), (0.30, 0.26), _town),
}


def landscape(kind: str, size: Size = (1280, 720)) -> Image.Image:
    """This will draw one kind of land in the flat inks of a woodblock print."""
    sky, sun, land = KINDS[kind]
    big = (size[0] * 2, size[1] * 2)
    sheet = Image.new("RGB", big, sky)
    draw, (w, h) = ImageDraw.Draw(sheet), big
    draw.ellipse((w * sun[0] - 190, h * sun[1] - 190, w * sun[0] + 190, h * sun[1] + 190), fill=SUN)
    land(draw, big)
    return sheet.resize(size, Image.Resampling.LANCZOS)
