"""What is made of meat, fish and grain. Used by `make_pictures.py` only."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from shop.demo.pictures.pieces.light import SIDE, WHITE, Colour, blank, mix, turned


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
        draw.ellipse((x - s, y - s * 0.6, x + s, y + s * 0.6), fill=(*mix(colour, tone, 0.45), 255))
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


def fish(back: Colour, belly: Colour) -> Image.Image:
    """A fish from the side: dark back, pale belly, a few rows of scales."""
    piece = blank()
    draw = ImageDraw.Draw(piece)
    outline = [
        (18, 262),
        (60, 216),
        (130, 176),
        (220, 158),
        (310, 178),
        (390, 222),
        (430, 246),
        (496, 186),
        (482, 262),
        (498, 342),
        (430, 284),
        (390, 304),
        (310, 346),
        (220, 366),
        (130, 346),
        (60, 308),
    ]
    draw.polygon([(150, 176), (214, 110), (300, 126), (330, 190)], fill=(*mix(back, (20, 24, 30), 0.25), 255))
    draw.polygon([(210, 360), (250, 410), (300, 398), (300, 344)], fill=(*mix(back, (20, 24, 30), 0.15), 255))
    mask = Image.new("L", (SIDE, SIDE), 0)
    ImageDraw.Draw(mask).polygon(outline, fill=255)
    mask = (
        mask.filter(ImageFilter.GaussianBlur(9))
        .point(lambda v: 255 if v > 120 else 0)
        .filter(ImageFilter.GaussianBlur(1))
    )
    skin = Image.new("RGB", (SIDE, SIDE))
    pen = ImageDraw.Draw(skin)
    for y in range(SIDE):
        pen.line((0, y, SIDE, y), fill=mix(back, belly, (y - 170) / 150))
    for row in range(7):
        for x in range(150, 410, 30):
            left, top = x + (row % 2) * 15, 188 + row * 23
            pen.arc((left, top, left + 30, top + 26), 90, 270, fill=mix(back, belly, row / 8 + 0.32), width=4)
    pen.polygon([(404, 240), (512, 160), (512, 360), (404, 290)], fill=mix(back, belly, 0.2))
    for y in (200, 230, 262, 294, 322):
        pen.line((430, 262 + (y - 262) * 0.3, 500, y), fill=mix(back, belly, 0.5), width=4)
    piece.paste(skin, (0, 0), mask)
    draw.arc((84, 196, 160, 336), -70, 70, fill=(*mix(back, (20, 24, 30), 0.2), 255), width=7)
    draw.ellipse((66, 222, 104, 260), fill=(250, 244, 224, 255))
    draw.ellipse((74, 230, 98, 254), fill=(30, 26, 24, 255))
    draw.ellipse((78, 233, 86, 241), fill=(255, 255, 255, 255))
    draw.line((22, 276, 56, 284), fill=(*mix(back, (20, 20, 20), 0.4), 255), width=5)
    draw.polygon([(170, 276), (240, 268), (222, 318)], fill=(*mix(back, belly, 0.25), 255))
    return piece.filter(ImageFilter.GaussianBlur(0.8))


def rice_cracker() -> Image.Image:
    """Bánh đa: a large brittle round, blistered, with sesame."""
    piece, dice = blank(), random.Random("banh-da")
    draw = ImageDraw.Draw(piece)
    rim = [
        (
            256 + math.cos(a / 40 * 6.283) * (236 + dice.randint(-8, 8)),
            256 + math.sin(a / 40 * 6.283) * (236 + dice.randint(-8, 8)),
        )
        for a in range(40)
    ]
    draw.polygon(rim, fill=(206, 158, 90, 255))
    draw.polygon([(256 + (x - 256) * 0.96, 254 + (y - 256) * 0.95) for x, y in rim], fill=(244, 222, 176, 255))
    for _ in range(60):
        a, r = dice.random() * 6.283, math.sqrt(dice.random()) * 205
        x, y, s = 256 + math.cos(a) * r, 254 + math.sin(a) * r, 8 + dice.random() * 20
        draw.ellipse((x - s, y - s, x + s, y + s), fill=(249, 231, 190, 255))
    for _ in range(170):
        a, r = dice.random() * 6.283, math.sqrt(dice.random()) * 216
        x, y = 256 + math.cos(a) * r, 254 + math.sin(a) * r
        draw.ellipse(
            (x - 6, y - 4, x + 6, y + 4), fill=(62, 44, 30, 255) if dice.random() < 0.6 else (222, 176, 96, 255)
        )
    return piece.filter(ImageFilter.GaussianBlur(1))


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
