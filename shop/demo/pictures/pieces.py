"""Pieces that no stock of art has: bottles, sacks, pearls, baskets, cloth, what a Vietnamese market sells.

Everything is turned, heaped or folded from a few lines; light falls from the upper left, as on the 3D art beside it.
Each function returns a square of 512 px with a clear ground. Used by `make_pictures.py` only.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
SIDE = 512
WHITE: Colour = (255, 252, 244)


def blank() -> Image.Image:
    return Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))


def mix(a: Colour, b: Colour, share: float) -> Colour:
    share = max(0.0, min(1.0, share))
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))  # type: ignore[return-value]


@cache
def strip(colour: Colour, gloss: float) -> Image.Image:
    """One row across a round body, lit from the left."""
    row = Image.new("RGB", (256, 1))
    for x in range(256):
        u = x / 127.5 - 1
        light = 0.50 + 0.56 * math.cos((u + 0.32) * 1.35)
        tone = mix((round(colour[0] * 0.34), round(colour[1] * 0.28), round(colour[2] * 0.24)), colour, light)
        row.putpixel((x, 0), mix(tone, WHITE, gloss * math.exp(-(((u + 0.48) / 0.13) ** 2))))
    return row


def turned(profile: list[tuple[int, int]], bands: list[tuple[int, Colour]], gloss: float = 0.5) -> Image.Image:
    """A body turned on a lathe. Profile: (y, half width) from top to foot; bands: (from y, colour), top first."""
    piece = blank()
    for y in range(profile[0][0], profile[-1][0]):
        colour = [c for start, c in bands if start <= y][-1]
        half = _between(profile, y)
        if half >= 1:
            piece.paste(strip(colour, gloss).resize((half * 2, 1), Image.Resampling.BILINEAR), (256 - half, y))
    foot_y, foot = profile[-1]
    colour = bands[-1][1]
    rim = blank()
    bow = max(4, foot // 5)
    for dy in range(bow):
        half = round(foot * math.sqrt(1 - (dy / bow) ** 2))
        if half:
            rim.paste(strip(colour, 0).resize((half * 2, 1)), (256 - half, min(SIDE - 1, foot_y + dy)))
    piece.alpha_composite(rim)
    return piece.filter(ImageFilter.GaussianBlur(0.8))


def _between(profile: list[tuple[int, int]], y: int) -> int:
    for (y0, w0), (y1, w1) in zip(profile, profile[1:], strict=False):
        if y0 <= y <= y1:
            share = (1 - math.cos(math.pi * (y - y0) / max(1, y1 - y0))) / 2
            return round(w0 + (w1 - w0) * share)
    return 0


def ball(colour: Colour, sheen: Colour = WHITE, size: int = 480, flat: float = 1.0, deep: float = 0.5) -> Image.Image:
    """A round fruit, a pearl, a seed. `deep`: how much light is left at the rim."""
    piece = blank()
    draw = ImageDraw.Draw(piece)
    dark = (round(colour[0] * (deep + 0.05)), round(colour[1] * deep), round(colour[2] * (deep - 0.05)))
    steps = 90
    for step in range(steps):
        share = step / steps
        r = size / 2 * (1 - share)
        x, y = 256 - size * 0.17 * share, 256 - size * 0.2 * share
        tone = mix(dark, colour, share * 1.9) if share < 0.55 else mix(colour, sheen, (share - 0.55) * 1.9)
        draw.ellipse((x - r, y - r * flat, x + r, y + r * flat), fill=(*tone, 255))
    return piece.filter(ImageFilter.GaussianBlur(1.2))


def heap(tones: list[Colour], grain: tuple[int, int], seed: str, wide: int = 225, tall: int = 150) -> Image.Image:
    """A mound of grains, leaves or crystals. Grain: length and thickness."""
    piece, dice = blank(), random.Random(seed)
    draw = ImageDraw.Draw(piece)
    draw.ellipse(
        (256 - wide, 400 - tall // 3, 256 + wide, 400 + tall // 3), fill=(*mix(tones[0], (60, 36, 16), 0.35), 255)
    )
    spots = []
    for _ in range(2600 if max(grain) < 26 else 900):
        a, r = dice.random() * 2 * math.pi, math.sqrt(dice.random())
        x = math.cos(a) * r
        lift = (1 - r**1.6) * tall * 1.35
        spots.append((400 + math.sin(a) * r * tall / 3 - lift, 256 + x * wide, r))
    for y, x, _r in sorted(spots, key=lambda s: (s[0] > 400, s[0])):
        tone = dice.choice(tones)
        side = (x - 256) / wide
        tone = mix(tone, (70, 44, 22), max(0.0, side * 0.45 + (y - 330) / 420))
        turn = dice.random() * math.pi
        dx, dy = math.cos(turn) * grain[0] / 2, math.sin(turn) * grain[0] / 2 * 0.7
        draw.line((x - dx, y - dy, x + dx, y + dy), fill=(*tone, 255), width=grain[1])
        if grain[0] <= grain[1] * 1.6:
            draw.ellipse((x - grain[1] / 2, y - grain[1] / 2, x + grain[1] / 2, y + grain[1] / 2), fill=(*tone, 255))
    return piece.filter(ImageFilter.GaussianBlur(0.7))


def bottle(liquid: Colour, cap: Colour, paper: Colour | None = WHITE, *, slim: bool = True) -> Image.Image:
    neck = 34 if slim else 44
    body = 92 if slim else 116
    profile = [(16, neck - 4), (70, neck), (76, neck - 6), (140, neck - 4), (230, body), (300, body), (470, body - 2)]
    bands = [(16, cap), (74, mix(liquid, WHITE, 0.35)), (150, liquid)]
    if paper:
        bands += [
            (286, paper),
            (302, mix(paper, liquid, 0.5)),
            (308, paper),
            (404, mix(paper, liquid, 0.5)),
            (410, paper),
            (424, liquid),
        ]
    return turned(profile, bands, gloss=0.7)


def water_bottle(cap: Colour, paper: Colour) -> Image.Image:
    water: Colour = (186, 222, 232)
    profile = [
        (20, 36),
        (62, 36),
        (66, 30),
        (96, 34),
        (180, 92),
        (200, 92),
        (214, 86),
        (228, 92),
        (330, 92),
        (344, 86),
        (358, 92),
        (376, 86),
        (392, 92),
        (470, 84),
    ]
    return turned(profile, [(20, cap), (64, water), (232, paper), (330, water)], gloss=0.9)


def gourd(glaze: Colour, stopper: Colour = (186, 58, 40)) -> Image.Image:
    """The ceramic gourd (nậm) that rice spirit is poured from."""
    profile = [
        (20, 22),
        (64, 30),
        (70, 20),
        (120, 24),
        (180, 74),
        (236, 44),
        (260, 46),
        (350, 138),
        (420, 138),
        (474, 82),
    ]
    return turned(profile, [(20, stopper), (68, glaze), (236, mix(glaze, (90, 40, 20), 0.4)), (252, glaze)], gloss=0.6)


def dropper(glass: Colour = (150, 84, 30)) -> Image.Image:
    profile = [(20, 20), (90, 34), (96, 56), (168, 58), (174, 44), (196, 44), (240, 104), (256, 106), (468, 104)]
    return turned(
        profile, [(20, (52, 44, 40)), (94, (38, 34, 32)), (172, glass), (278, WHITE), (420, glass)], gloss=0.6
    )


def sack(cloth: Colour, stripe: Colour) -> Image.Image:
    profile = [(30, 96), (66, 70), (92, 40), (108, 40), (150, 128), (250, 172), (400, 182), (478, 150)]
    return turned(
        profile,
        [
            (30, cloth),
            (90, stripe),
            (110, cloth),
            (226, stripe),
            (238, cloth),
            (252, stripe),
            (258, cloth),
            (396, stripe),
            (402, cloth),
        ],
        gloss=0.12,
    )


def vase(glaze: Colour, line: Colour) -> Image.Image:
    profile = [(30, 74), (52, 64), (110, 48), (180, 120), (260, 164), (340, 150), (450, 84), (476, 92)]
    piece = turned(
        profile,
        [
            (30, glaze),
            (58, line),
            (66, glaze),
            (150, line),
            (158, glaze),
            (330, line),
            (338, glaze),
            (446, line),
            (456, glaze),
        ],
        gloss=0.6,
    )
    draw = ImageDraw.Draw(piece)
    for x in range(-3, 4):  # a chain of lotus petals, narrower towards the edge
        cx, half = 256 + math.sin(x / 3.4 * 1.35) * 150, 20 * math.cos(x / 3.4 * 1.25) + 3
        draw.ellipse((cx - half, 206, cx + half, 292), outline=(*line, 255), width=7)
        draw.ellipse((cx - half * 0.3, 228, cx + half * 0.3, 272), fill=(*line, 255))
    draw.ellipse((256 - 66, 22, 256 + 66, 44), fill=(*mix(line, (20, 12, 8), 0.5), 255))
    return piece


def twill(colours: tuple[Colour, Colour], cell: int) -> Image.Image:
    sheet = Image.new("RGB", (SIDE, SIDE), mix(colours[0], (60, 34, 12), 0.5))
    draw = ImageDraw.Draw(sheet)
    for row in range(SIDE // cell + 1):
        for column in range(SIDE // cell + 1):
            x, y = column * cell, row * cell
            if (row + column) % 2:
                draw.rectangle((x, y + 2, x + cell, y + cell - 2), fill=colours[0])
            else:
                draw.rectangle((x + 2, y, x + cell - 2, y + cell), fill=colours[1])
    return sheet


def basket(light: Colour = (226, 184, 116), dark: Colour = (176, 122, 62)) -> Image.Image:
    """A bamboo basket with a hoop to carry it by."""
    profile = [(190, 190), (280, 184), (420, 150), (470, 140)]
    body = turned(profile, [(190, (250, 236, 214))], gloss=0.1)
    woven = ImageChops.multiply(twill((light, dark), 30), body.convert("RGB"))
    woven.putalpha(body.getchannel("A"))
    draw = ImageDraw.Draw(woven)
    draw.ellipse((256 - 198, 152, 256 + 198, 232), fill=(*mix(dark, (70, 40, 14), 0.25), 255))
    draw.ellipse((256 - 178, 162, 256 + 178, 224), fill=(74, 46, 22, 255))
    for half in (192, 184):
        draw.arc((256 - half, 158, 256 + half, 236), 0, 180, fill=(*light, 255), width=9)
    draw.arc((256 - 150, 26, 256 + 150, 350), 186, 354, fill=(*mix(dark, (60, 30, 8), 0.2), 255), width=20)
    draw.arc((256 - 146, 30, 256 + 146, 350), 186, 354, fill=(*light, 255), width=8)
    return woven


def cloth(ground: Colour, lines: list[Colour], pattern: str) -> Image.Image:
    """A folded length of cloth: three folds, the front one with the pattern."""
    piece = blank()
    draw = ImageDraw.Draw(piece)
    for fold in range(3):
        top = 150 + fold * 62
        draw.rounded_rectangle(
            (26 + fold * 4, top - 40, 486 - fold * 4, top + 160),
            34,
            fill=(*mix(ground, (20, 10, 6), 0.42 - fold * 0.16), 255),
        )
    front = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(front)
    for row, colour in enumerate(lines):
        tall = 178 // len(lines)
        y = 246 + row * tall
        for x in range(20, 500, tall):
            if pattern == "brocade" and row % 2 == 0:
                pen.polygon(
                    [
                        (x, y + tall // 2),
                        (x + tall // 2, y + 2),
                        (x + tall, y + tall // 2),
                        (x + tall // 2, y + tall - 2),
                    ],
                    fill=(*colour, 255),
                )
                pen.polygon(
                    [
                        (x + tall * 0.3, y + tall // 2),
                        (x + tall // 2, y + tall * 0.3),
                        (x + tall * 0.7, y + tall // 2),
                        (x + tall // 2, y + tall * 0.7),
                    ],
                    fill=(*ground, 255),
                )
            elif pattern == "brocade":
                pen.line((x, y + tall - 4, x + tall // 2, y + 4, x + tall, y + tall - 4), fill=(*colour, 255), width=5)
            else:
                pen.rectangle((x, y + tall // 2 - 2, x + tall, y + tall // 2 + 1), fill=(*colour, 150))
    mask = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(mask).rounded_rectangle((34, 238, 478, 434), 34, fill=255)
    piece.paste(front, (0, 0), ImageChops.multiply(mask, front.getchannel("A")))
    glow = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(glow).rounded_rectangle((50, 238, 462, 258), 10, fill=80)
    piece.paste(
        (255, 250, 240), (0, 0), ImageChops.multiply(glow.filter(ImageFilter.GaussianBlur(8)), piece.getchannel("A"))
    )
    return piece


def roll(colour: Colour) -> Image.Image:
    """A bolt of silk standing on its end."""
    piece = turned([(60, 84), (450, 84)], [(60, colour)], gloss=0.45)
    draw = ImageDraw.Draw(piece)
    draw.ellipse((256 - 84, 40, 256 + 84, 82), fill=(*mix(colour, WHITE, 0.3), 255))
    for r in (60, 38, 16):
        draw.ellipse(
            (256 - r, 61 - r // 4, 256 + r, 61 + r // 4), outline=(*mix(colour, (30, 16, 10), 0.35), 255), width=4
        )
    return piece


def sticks(
    tone: Colour, tip: Colour, count: int, seed: str, *, thick: int = 20, spread: float = 1.15, caps: bool = False
) -> Image.Image:
    """A tuft of thin things: cordyceps, enoki, incense, lemongrass."""
    piece, dice = blank(), random.Random(seed)
    for number in sorted(range(count), key=lambda n: -abs(n - count / 2)):
        lean = (number - count / 2 + 0.5) / count * spread + (dice.random() - 0.5) * 0.12
        length = 330 + dice.random() * 90
        draw = ImageDraw.Draw(piece)
        foot = (256 + lean * 90, 470)
        for step in range(40):
            share = step / 39
            x = foot[0] + math.sin(lean) * length * share + math.sin(share * 3 + number) * 5
            y = foot[1] - math.cos(lean) * length * share
            r = thick / 2 * (1 - share * (0.15 if caps else 0.45))
            colour = mix(mix(tone, tip, share), (60, 30, 10), 0.22 if number % 2 else 0.0)
            draw.ellipse((x - r, y - r, x + r, y + r), fill=(*colour, 255))
            draw.ellipse((x - r * 0.6, y - r * 0.6, x, y), fill=(*mix(colour, WHITE, 0.4), 255))
        if caps:
            draw.pieslice(
                (x - thick, y - thick * 0.9, x + thick, y + thick * 1.1),
                180,
                360,
                fill=(*mix(tip, (150, 110, 60), 0.12), 255),
            )
            draw.ellipse((x - thick * 0.6, y - thick * 0.7, x, y - thick * 0.2), fill=(*mix(tip, WHITE, 0.7), 255))
    return piece.filter(ImageFilter.GaussianBlur(0.8))


def noodles(tone: Colour, tie: Colour, seed: str) -> Image.Image:
    """A dried bundle, tied in the middle."""
    piece, dice = blank(), random.Random(seed)
    draw = ImageDraw.Draw(piece)
    for strand in range(150):
        v = strand / 149
        y, spread = 176 + v * 160, (v - 0.5) * 120
        colour = mix(
            mix(tone, (60, 40, 16), 0.42),
            mix(tone, WHITE, 0.5),
            math.sin(v * math.pi) ** 0.7 * (0.55 + dice.random() * 0.45),
        )
        ends = [dice.randint(-16, 16) for _ in range(2)]
        points = [
            (
                40 + ends[0] + t * (432 - ends[0] + ends[1]),
                y + spread * (2 * t - 1) ** 2 * 0.8 + math.sin(t * 9 + strand) * 2,
            )
            for t in [n / 24 for n in range(25)]
        ]
        draw.line(points, fill=(*colour, 255), width=4, joint="curve")
    draw.rounded_rectangle((238, 166, 276, 346), 14, fill=(*tie, 255))
    draw.rounded_rectangle((246, 170, 256, 342), 5, fill=(*mix(tie, WHITE, 0.3), 255))
    return piece.filter(ImageFilter.GaussianBlur(0.6))


def fibres(tones: list[Colour], seed: str, *, bowl: bool = False) -> Image.Image:
    """A loose tuft: floss of meat or shrimp; with `bowl`, the half cup of a swift's nest."""
    piece, dice = blank(), random.Random(seed)
    draw = ImageDraw.Draw(piece)
    for step in range(1500):
        a, r = dice.random() * 2 * math.pi, math.sqrt(dice.random())
        x, y = 256 + math.cos(a) * r * 200, (330 if bowl else 340) + math.sin(a) * r * (110 if bowl else 120)
        if bowl and y < 300 and abs(x - 256) < 165 and r < 0.86:
            continue
        rise = 0 if bowl else (1 - r) * 110
        shade = max(0.0, (x - 256) / 560 + (y - 300) / 420)
        colour = mix(dice.choice(tones), (70, 40, 18), shade)
        bend = dice.random() * math.pi
        turn = math.atan2(y - 300, x - 256) + math.pi / 2 + (dice.random() - 0.5) if bowl else bend
        dx, dy = math.cos(turn) * 26, math.sin(turn) * 14
        draw.line(
            (x - dx, y - dy - rise, x, y - rise - 5, x + dx, y + dy - rise),
            fill=(*colour, 255),
            width=4 if step % 3 else 6,
            joint="curve",
        )
    return piece.filter(ImageFilter.GaussianBlur(0.7))


def patty(tone: Colour, seed: str, specks: Colour | None = None) -> Image.Image:
    """A fried cake of squid or fish: golden, darker at the rim."""
    piece, dice = blank(), random.Random(seed)
    draw = ImageDraw.Draw(piece)
    draw.ellipse((40, 150, 472, 424), fill=(*mix(tone, (70, 30, 8), 0.55), 255))
    for step in range(40):
        share = step / 39
        inset = share * 150
        draw.ellipse(
            (40 + inset, 124 + inset * 0.62, 472 - inset, 390 - inset * 0.62),
            fill=(*mix(mix(tone, (90, 40, 10), 0.3), mix(tone, WHITE, 0.28), share), 255),
        )
    for _ in range(90):
        a, r = dice.random() * 6.28, math.sqrt(dice.random()) * 0.9
        x, y, s = 256 + math.cos(a) * r * 205, 256 + math.sin(a) * r * 125, 4 + dice.random() * 14
        colour = specks if specks and dice.random() < 0.4 else mix(tone, (110, 50, 14), 0.5)
        draw.ellipse((x - s, y - s * 0.6, x + s, y + s * 0.6), fill=(*colour, 130))
    return piece.filter(ImageFilter.GaussianBlur(1.4))


def dried_squid(tone: Colour = (222, 164, 110)) -> Image.Image:
    piece = blank()
    draw = ImageDraw.Draw(piece)
    edge = mix(tone, (90, 40, 16), 0.4)
    for x, bend in ((176, -34), (204, -18), (232, -6), (260, 4), (288, 12), (316, 26), (340, 40)):
        points = [(x, 340), (x + bend * 0.6, 410), (x + bend * 1.6, 470), (x + bend * 1.3 + 8, 498)]
        draw.line(points, fill=(*edge, 255), width=19, joint="curve")
        draw.line(points, fill=(*tone, 255), width=12, joint="curve")
    draw.ellipse((126, 40, 386, 220), fill=(*edge, 255))
    draw.polygon([(256, 8), (340, 76), (172, 76)], fill=(*edge, 255))
    draw.ellipse((138, 52, 374, 208), fill=(*mix(tone, WHITE, 0.12), 255))
    draw.polygon([(256, 24), (326, 80), (186, 80)], fill=(*mix(tone, WHITE, 0.12), 255))
    draw.rounded_rectangle((158, 96, 354, 336), 70, fill=(*edge, 255))
    draw.rounded_rectangle((168, 104, 344, 326), 62, fill=(*tone, 255))
    draw.rounded_rectangle((196, 118, 232, 312), 18, fill=(*mix(tone, WHITE, 0.34), 255))
    draw.line((270, 110, 270, 322), fill=(*mix(tone, edge, 0.6), 255), width=5)
    draw.ellipse((190, 316, 322, 384), fill=(*mix(tone, edge, 0.25), 255))
    for x in (222, 290):
        draw.ellipse((x - 11, 338, x + 11, 360), fill=(70, 40, 24, 255))
    return piece.filter(ImageFilter.GaussianBlur(1.6))


def leaf_roll(cut: Colour = (236, 190, 176)) -> Image.Image:
    """Giò: a roll of pork in banana leaf, tied, one end cut."""
    leaf: Colour = (84, 128, 62)
    piece = turned(
        [(40, 112), (440, 112)],
        [
            (40, leaf),
            (104, (206, 182, 120)),
            (112, leaf),
            (214, (206, 182, 120)),
            (222, leaf),
            (324, (206, 182, 120)),
            (332, leaf),
        ],
        gloss=0.3,
    )
    draw = ImageDraw.Draw(piece)
    draw.ellipse((256 - 112, 8, 256 + 112, 76), fill=(*mix(leaf, (20, 30, 10), 0.4), 255))
    draw.ellipse((256 - 100, 12, 256 + 100, 70), fill=(*cut, 255))
    for x, y in ((-50, 0), (-10, -12), (40, 6), (10, 14), (64, -6), (-70, 10)):
        draw.ellipse((256 + x - 5, 41 + y - 3, 256 + x + 5, 41 + y + 3), fill=(*mix(cut, (190, 110, 90), 0.5), 255))
    return piece


def leaf_parcel() -> Image.Image:
    """Nem chua: a small square parcel of banana leaf with a red band."""
    piece = blank()
    draw = ImageDraw.Draw(piece)
    draw.rounded_rectangle((86, 120, 430, 440), 26, fill=(52, 88, 44, 255))
    draw.rounded_rectangle((86, 104, 430, 410), 26, fill=(98, 146, 70, 255))
    for y in range(130, 400, 26):
        draw.line((96, y, 420, y - 10), fill=(116, 164, 84, 255), width=5)
    draw.rectangle((222, 104, 294, 438), fill=(190, 58, 40, 255))
    draw.rectangle((236, 104, 250, 436), fill=(216, 96, 74, 255))
    draw.polygon([(86, 104), (222, 104), (222, 200)], fill=(80, 126, 60, 255))
    return piece.filter(ImageFilter.GaussianBlur(1))


def fruit(colour: Colour, sheen: Colour, size: int, flat: float = 1.0) -> Image.Image:
    """A round fruit with its stalk and one leaf."""
    piece = ball(colour, sheen, size, flat, deep=0.72)
    draw, top = ImageDraw.Draw(piece), round(256 - size / 2 * flat)
    draw.line((256, top + 26, 264, top - 16), fill=(104, 80, 46, 255), width=14)
    draw.polygon(
        [(262, top + 6), (306, top - 34), (380, top - 30), (414, top + 2), (366, top + 22), (306, top + 24)],
        fill=(92, 140, 70, 255),
    )
    draw.line((266, top + 6, 404, top), fill=(140, 180, 104, 255), width=5)
    return piece.filter(ImageFilter.GaussianBlur(0.8))


def custard_apple() -> Image.Image:
    piece = ball((150, 176, 96), size=430)
    bumps = blank()
    draw = ImageDraw.Draw(bumps)
    for row in range(-4, 5):
        for column in range(-4, 5):
            u, v = (column + (row % 2) / 2) / 4.6, row / 4.6
            if u * u + v * v > 0.9:
                continue
            x, y, s = 256 + math.sin(u * 1.4) * 212, 256 + math.sin(v * 1.4) * 212, 37 * (1 - (u * u + v * v) * 0.4)
            draw.ellipse(
                (x - s, y - s, x + s, y + s), fill=(*mix((104, 132, 64), (60, 70, 30), max(0, u + v) * 0.5), 255)
            )
            draw.ellipse(
                (x - s * 0.86, y - s * 0.9, x + s * 0.7, y + s * 0.66),
                fill=(*mix((170, 194, 112), (104, 124, 60), max(0, u + v) * 0.8), 255),
            )
            draw.ellipse(
                (x - s * 0.55, y - s * 0.6, x, y - s * 0.05),
                fill=(*mix((214, 226, 164), (140, 160, 90), max(0, u + v)), 255),
            )
    piece.alpha_composite(bumps.filter(ImageFilter.GaussianBlur(2)))
    ImageDraw.Draw(piece).line((256, 60, 262, 14), fill=(96, 70, 40, 255), width=16)
    return piece


def radish() -> Image.Image:
    return turned(
        [(60, 30), (96, 84), (220, 92), (380, 58), (470, 10), (486, 3)],
        [(60, (190, 206, 140)), (92, (226, 232, 190)), (126, (246, 240, 226))],
        gloss=0.3,
    )


def bonsai() -> Image.Image:
    """A bent old trunk in a shallow glazed pot, three clouds of leaves."""
    piece = blank()
    draw = ImageDraw.Draw(piece)
    trunk = [(250, 404), (222, 350), (262, 296), (312, 250), (286, 190), (232, 150)]
    for points, width in (
        (trunk, 40),
        ([(268, 292), (200, 252), (146, 244)], 22),
        ([(304, 244), (350, 228), (384, 236)], 20),
    ):
        draw.line(points, fill=(78, 50, 30, 255), width=width, joint="curve")
        draw.line([(x - 5, y - 4) for x, y in points], fill=(132, 92, 58, 255), width=width // 3, joint="curve")
    for cx, cy, w in ((236, 116, 126), (134, 222, 92), (386, 210, 88)):
        for n, tone in enumerate(((38, 82, 52), (58, 112, 66), (92, 148, 84))):
            for k in range(-3, 4):
                r = w * (0.42 - n * 0.09)
                x, y = cx + k * w * 0.27 - n * 6, cy - (9 - k * k) * w * 0.028 - n * 14
                draw.ellipse((x - r, y - r * 0.72, x + r, y + r * 0.72), fill=(*tone, 255))
    pot = turned(
        [(396, 176), (412, 184), (424, 168), (478, 138)], [(396, (60, 98, 128)), (424, (44, 78, 108))], gloss=0.4
    )
    draw.ellipse((256 - 168, 384, 256 + 168, 416), fill=(86, 62, 40, 255))
    piece.alpha_composite(pot)
    return piece.filter(ImageFilter.GaussianBlur(0.8))


def glass_bowl() -> Image.Image:
    """A round bowl of water; fish are laid on it afterwards."""
    piece = blank()
    draw = ImageDraw.Draw(piece)
    draw.ellipse((40, 70, 472, 490), fill=(214, 234, 238, 150))
    draw.chord((50, 80, 462, 482), 8, 172, fill=(120, 184, 204, 235))
    draw.chord((50, 80, 462, 482), -12, 192, fill=(132, 196, 212, 215))
    draw.ellipse((58, 206, 454, 274), fill=(176, 222, 230, 255))
    draw.ellipse((120, 52, 392, 112), outline=(240, 250, 250, 255), width=10)
    draw.arc((70, 100, 442, 470), 140, 210, fill=(250, 255, 255, 230), width=14)
    for x, y in ((150, 440), (190, 456), (240, 462), (292, 460), (340, 448), (372, 434)):
        draw.ellipse((x - 24, y - 14, x + 24, y + 12), fill=(196, 178, 142, 255))
    return piece.filter(ImageFilter.GaussianBlur(1.2))


def soap(colour: Colour) -> Image.Image:
    piece = blank()
    draw = ImageDraw.Draw(piece)
    draw.rounded_rectangle((60, 170, 452, 400), 70, fill=(*mix(colour, (60, 34, 20), 0.4), 255))
    draw.rounded_rectangle((60, 140, 452, 362), 70, fill=(*colour, 255))
    draw.rounded_rectangle((92, 164, 420, 336), 50, outline=(*mix(colour, (70, 40, 20), 0.25), 255), width=8)
    draw.rounded_rectangle((100, 154, 330, 172), 9, fill=(*mix(colour, WHITE, 0.6), 255))
    for k in range(3):
        draw.ellipse((190 + k * 40, 216, 246 + k * 40, 284), outline=(*mix(colour, (70, 40, 20), 0.3), 255), width=7)
    return piece.filter(ImageFilter.GaussianBlur(1.2))


def chunk(tone: Colour, fat: Colour, seed: str) -> Image.Image:
    """A piece of pork belly: skin, fat and lean in bands."""
    piece, dice = blank(), random.Random(seed)
    draw = ImageDraw.Draw(piece)
    draw.rounded_rectangle((50, 150, 462, 420), 40, fill=(*mix(tone, (60, 14, 10), 0.45), 255))
    y = 130
    for share, colour in (
        (26, (224, 160, 110)),
        (44, fat),
        (46, tone),
        (24, fat),
        (56, mix(tone, (150, 40, 40), 0.3)),
        (20, fat),
        (44, tone),
    ):
        points = [(50 + n * 41.2, y + dice.randint(-5, 5)) for n in range(11)]
        draw.polygon([*points, (462, y + share + 8), (50, y + share + 8)], fill=(*colour, 255))
        y += share
    mask = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(mask).rounded_rectangle((50, 130, 462, 420), 40, fill=255)
    piece.putalpha(ImageChops.multiply(piece.getchannel("A"), mask))
    return piece.filter(ImageFilter.GaussianBlur(1.6))


DRAWN: dict[str, Callable[[], Image.Image]] = {
    "fish-sauce": lambda: bottle((150, 66, 22), (186, 48, 34), (250, 232, 190)),
    "soy-sauce": lambda: bottle((66, 34, 22), (186, 48, 34), (250, 232, 190)),
    "peanut-oil": lambda: bottle((226, 168, 48), (60, 112, 60), (255, 250, 236), slim=False),
    "sesame-oil": lambda: bottle((192, 122, 40), (70, 44, 26), (255, 250, 236), slim=False),
    "soybean-oil": lambda: bottle((238, 204, 92), (206, 150, 40), (255, 250, 236), slim=False),
    "wine-purple": lambda: bottle((112, 40, 92), (44, 34, 30), (248, 236, 214)),
    "wine-red": lambda: bottle((150, 30, 44), (44, 34, 30), (248, 236, 214)),
    "wine-gold": lambda: bottle((226, 168, 66), (44, 34, 30), (248, 236, 214)),
    "wine-brown": lambda: bottle((132, 78, 38), (44, 34, 30), (248, 236, 214)),
    "wine-clear": lambda: bottle((206, 222, 220), (186, 48, 34), (248, 236, 214)),
    "juice-orange": lambda: bottle((240, 150, 52), (60, 112, 60), (255, 250, 236), slim=False),
    "juice-green": lambda: bottle((150, 178, 74), (60, 112, 60), (255, 250, 236), slim=False),
    "gourd-brown": lambda: gourd((150, 96, 58)),
    "gourd-white": lambda: gourd((232, 222, 202)),
    "water-blue": lambda: water_bottle((46, 112, 158), (70, 140, 184)),
    "water-green": lambda: water_bottle((48, 128, 96), (86, 160, 122)),
    "water-yellow": lambda: water_bottle((120, 150, 50), (226, 206, 92)),
    "dropper": dropper,
    "dropper-green": lambda: dropper((70, 108, 72)),
    "sack": lambda: sack((226, 206, 162), (170, 62, 42)),
    "sack-green": lambda: sack((230, 214, 174), (60, 112, 76)),
    "sack-brown": lambda: sack((206, 176, 130), (110, 66, 36)),
    "rice": lambda: heap([(250, 244, 228), (238, 228, 204), (255, 252, 244)], (17, 7), "rice"),
    "sticky-rice": lambda: heap([(252, 248, 238), (244, 238, 222), (255, 255, 250)], (12, 9), "sticky"),
    "brown-rice": lambda: heap([(190, 128, 82), (168, 104, 62), (206, 150, 104)], (17, 7), "brown"),
    "sesame": lambda: heap([(238, 216, 166), (222, 192, 134), (250, 234, 196)], (10, 7), "sesame"),
    "soybeans": lambda: heap([(232, 200, 118), (218, 178, 92), (244, 218, 148)], (18, 18), "soy"),
    "salt": lambda: heap([(255, 255, 255), (236, 240, 242), (248, 250, 250)], (11, 11), "salt"),
    "pepper": lambda: heap([(58, 44, 36), (84, 64, 50), (40, 30, 26)], (14, 14), "pepper"),
    "cereal": lambda: heap([(226, 186, 118), (204, 154, 86), (240, 210, 150), (170, 116, 66)], (12, 8), "cereal"),
    "tea-leaves": lambda: heap([(66, 84, 46), (92, 112, 58), (50, 62, 36), (116, 132, 74)], (34, 8), "tea"),
    "dried-herb": lambda: heap([(134, 116, 68), (106, 122, 66), (160, 134, 84), (84, 96, 50)], (38, 9), "herb"),
    "dried-flower": lambda: heap([(240, 186, 58), (226, 160, 40), (250, 212, 108), (206, 136, 36)], (28, 14), "flower"),
    "cocoa": lambda: heap([(98, 58, 36), (122, 74, 46), (78, 44, 28)], (24, 20), "cocoa"),
    "pearl": lambda: ball((232, 222, 214), (255, 255, 255)),
    "pearl-rose": lambda: ball((236, 208, 200), (255, 250, 248)),
    "pearl-black": lambda: ball((72, 84, 88), (214, 232, 226)),
    "pearl-green": lambda: ball((86, 104, 92), (222, 238, 222)),
    "pearl-gold": lambda: ball((226, 182, 98), (255, 246, 214)),
    "pearl-cream": lambda: ball((240, 216, 160), (255, 252, 236)),
    "guava": lambda: fruit((172, 206, 104), (240, 248, 206), 420),
    "pomelo": lambda: fruit((214, 206, 84), (252, 246, 184), 440),
    "apricot": lambda: fruit((240, 176, 70), (255, 236, 180), 380),
    "myrtle": lambda: ball((104, 50, 96), (196, 156, 196), 420, deep=0.6),
    "custard-apple": custard_apple,
    "radish": radish,
    "basket": basket,
    "basket-dark": lambda: basket((196, 138, 80), (132, 82, 42)),
    "vase-blue": lambda: vase((236, 234, 222), (52, 84, 128)),
    "vase-green": lambda: vase((176, 196, 164), (64, 96, 76)),
    "vase-brown": lambda: vase((190, 124, 80), (112, 60, 34)),
    "brocade": lambda: cloth((58, 36, 60), [(220, 70, 56), (240, 190, 70), (88, 170, 140), (240, 190, 70), (226, 92, 120)], "brocade"),
    "brocade-red": lambda: cloth((150, 38, 40), [(246, 206, 96), (250, 238, 214), (70, 140, 120), (250, 238, 214), (246, 206, 96)], "brocade"),
    "cloth-indigo": lambda: cloth((50, 72, 112), [(180, 196, 214), (220, 228, 232), (180, 196, 214)], "plain"),
    "silk-red": lambda: roll((188, 60, 56)),
    "silk-gold": lambda: roll((226, 176, 82)),
    "silk-green": lambda: roll((88, 142, 120)),
    "cordyceps": lambda: sticks((226, 120, 34), (250, 170, 70), 11, "cordyceps", thick=24),
    "cordyceps-dry": lambda: sticks((190, 92, 28), (222, 132, 50), 13, "cordyceps-dry", thick=17),
    "enoki": lambda: sticks((236, 222, 186), (252, 246, 228), 17, "enoki", thick=21, spread=0.8, caps=True),
    "oyster-mushroom": lambda: turned([(60, 96), (90, 118), (128, 104), (150, 62), (300, 70), (430, 88), (480, 60)], [(60, (158, 116, 82)), (130, (240, 230, 210))], gloss=0.3),
    "vermicelli": lambda: noodles((206, 196, 172), (186, 58, 40), "mien"),
    "rice-noodles": lambda: noodles((246, 240, 226), (70, 120, 76), "bun"),
    "floss": lambda: fibres([(222, 150, 76), (240, 182, 108), (202, 122, 58), (248, 204, 140)], "floss"),
    "floss-oyster": lambda: fibres([(186, 128, 78), (206, 154, 100), (160, 104, 60), (226, 184, 130)], "oyster"),
    "swift-nest": lambda: fibres([(250, 244, 230), (238, 228, 208), (255, 252, 244), (226, 212, 186)], "nest", bowl=True),
    "squid-cake": lambda: patty((232, 158, 66), "cha-muc"),
    "worm-cake": lambda: patty((206, 122, 52), "cha-ruoi", (96, 140, 66)),
    "dried-squid": dried_squid,
    "pork-roll": leaf_roll,
    "leaf-parcel": leaf_parcel,
    "bonsai": bonsai,
    "glass-bowl": glass_bowl,
    "soap-green": lambda: soap((158, 184, 120)),
    "soap-honey": lambda: soap((232, 184, 104)),
    "pork-belly": lambda: chunk((206, 92, 84), (250, 226, 208), "pork"),
    "pork-lean": lambda: chunk((196, 70, 70), (244, 206, 190), "lean"),
}  # fmt: skip


@cache
def drawn(name: str) -> Image.Image:
    return DRAWN[name]()
