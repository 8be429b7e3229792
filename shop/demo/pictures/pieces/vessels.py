"""Bottles, jars, sacks, pots. Used by `make_pictures.py` only."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from shop.demo.pictures.pieces.light import WHITE, Colour, mix, turned


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


def bowl(glaze: Colour, line: Colour) -> Image.Image:
    profile = [(180, 222), (260, 204), (360, 128), (400, 82), (440, 86)]
    piece = turned(profile, [(180, glaze), (206, line), (214, glaze), (300, line), (308, glaze)], gloss=0.5)
    draw = ImageDraw.Draw(piece)
    draw.ellipse((256 - 224, 130, 256 + 224, 232), fill=(*mix(glaze, WHITE, 0.3), 255))
    draw.ellipse((256 - 206, 142, 256 + 206, 224), fill=(*mix(glaze, (70, 60, 40), 0.3), 255))
    draw.arc((256 - 206, 142, 256 + 206, 224), 180, 360, fill=(*mix(line, glaze, 0.4), 255), width=8)
    return piece
