"""What grows: fruit, nuts, mushrooms, trees. Used by `make_pictures.py` only."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from shop.demo.pictures.pieces.light import WHITE, Colour, ball, blank, mix, turned


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


def coffee_beans() -> Image.Image:
    """Three roasted beans, each with its crease."""
    out = blank()
    for x, y, turn in ((150, 190, -34), (352, 176, 30), (262, 356, 84)):
        bean = blank()
        draw = ImageDraw.Draw(bean)
        draw.ellipse((146, 96, 366, 416), fill=(52, 28, 16, 255))
        draw.ellipse((152, 98, 352, 404), fill=(98, 58, 34, 255))
        draw.ellipse((170, 110, 300, 340), fill=(124, 78, 48, 255))
        draw.line(
            [(262, 104), (240, 170), (266, 256), (244, 340), (258, 406)],
            fill=(40, 20, 12, 255),
            width=18,
            joint="curve",
        )
        small = bean.filter(ImageFilter.GaussianBlur(3)).resize((250, 250), Image.Resampling.LANCZOS)
        small = small.rotate(-turn, resample=Image.Resampling.BICUBIC)
        out.alpha_composite(small, (max(0, x - 125), max(0, y - 125)))
    return out


def macadamia(*, cracked: bool = False) -> Image.Image:
    """A round brown nut; cracked, it shows its cream kernel."""
    piece = ball((158, 100, 58), (244, 214, 176), 430, deep=0.5)
    draw = ImageDraw.Draw(piece)
    if cracked:
        draw.polygon(
            [
                (96, 210),
                (150, 176),
                (214, 206),
                (280, 168),
                (350, 204),
                (416, 190),
                (428, 262),
                (372, 330),
                (290, 366),
                (196, 352),
                (120, 296),
            ],
            fill=(92, 52, 28, 255),
        )
        draw.ellipse((128, 176, 396, 360), fill=(214, 178, 122, 255))
        draw.ellipse((134, 172, 384, 344), fill=(250, 234, 200, 255))
        draw.ellipse((170, 188, 286, 262), fill=(255, 248, 230, 255))
    else:
        draw.arc((140, 30, 470, 486), 112, 236, fill=(84, 46, 24, 255), width=9)
        draw.ellipse((274, 66, 300, 84), fill=(238, 206, 164, 255))
    return piece.filter(ImageFilter.GaussianBlur(1))


def pepper_spike(colour: Colour) -> Image.Image:
    """A hanging spike of pepper berries, loose enough to show the stalk."""
    piece, dice = blank(), random.Random("spike")
    ImageDraw.Draw(piece).line([(246, 4), (258, 120), (254, 300), (262, 490)], fill=(104, 124, 62, 255), width=11)
    for number in range(34):
        share = number / 33
        size = round(78 - share * 30)
        reach = (66 - share * 30) * math.sin(number * 2.4)
        tone = mix(colour, (64, 96, 36), dice.random() * 0.5)
        berry = ball(tone, (232, 242, 196), 460, deep=0.6).resize((size, size), Image.Resampling.LANCZOS)
        piece.alpha_composite(berry, (round(256 + reach - size / 2), round(16 + share * 420)))
    return piece


def lingzhi() -> Image.Image:
    """Two lacquered fans of lingzhi on their stalks, pale at the rim."""
    out = blank()
    for x, y, half in ((176, 250, 150), (318, 372, 180)):
        draw = ImageDraw.Draw(out)
        draw.rounded_rectangle((x - 20, y - 30, x + 20, y + 126), 18, fill=(78, 36, 22, 255))
        draw.rounded_rectangle((x - 14, y - 30, x - 2, y + 118), 6, fill=(134, 66, 40, 255))
        for n, tone in enumerate(
            ((252, 232, 186), (236, 168, 96), (196, 92, 48), (164, 60, 36), (140, 44, 30), (160, 62, 40), (132, 40, 28))
        ):
            k = half * (1 - 0.14 * n)
            draw.pieslice((x - k, y - k * 0.98, x + k, y + k * 0.98), 180, 360, fill=(*tone, 255))
            draw.ellipse((x - k, y - k * 0.13, x + k, y + k * 0.13), fill=(*tone, 255))
        draw.ellipse((x - half * 0.62, y - half * 0.62, x - half * 0.2, y - half * 0.34), fill=(206, 120, 88, 255))
    return out.filter(ImageFilter.GaussianBlur(1.6))


def gourd_fruit() -> Image.Image:
    """Bí đao: a long wax gourd with its bloom."""
    tone: Colour = (124, 160, 96)
    piece = turned([(40, 34), (80, 92), (200, 100), (360, 112), (440, 96), (476, 50)], [(40, tone)], gloss=0.25)
    dice, draw = random.Random("bi"), ImageDraw.Draw(piece)
    for _ in range(60):
        x, y = 256 + dice.randint(-80, 70), dice.randint(90, 440)
        draw.ellipse((x - 7, y - 10, x + 7, y + 10), fill=(*mix(tone, WHITE, 0.2), 255))
    draw.line((256, 48, 266, 6), fill=(110, 120, 62, 255), width=20)
    return piece


def lychee() -> Image.Image:
    piece, dice = ball((206, 72, 70), (246, 176, 160), 420, deep=0.6), random.Random("vai")
    draw = ImageDraw.Draw(piece)
    for _ in range(150):
        a, r = dice.random() * 6.283, math.sqrt(dice.random()) * 190
        x, y = 256 + math.cos(a) * r, 256 + math.sin(a) * r
        draw.ellipse((x - 12, y - 10, x + 12, y + 10), fill=(172, 50, 54, 255))
        draw.ellipse((x - 8, y - 9, x + 4, y + 1), fill=(222, 104, 96, 255))
    draw.line((256, 56, 262, 8), fill=(110, 80, 46, 255), width=14)
    return piece.filter(ImageFilter.GaussianBlur(1))


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


def apricot_bonsai() -> Image.Image:
    """Mai vàng: the bent tree with yellow blossom in place of needles."""
    piece, dice = bonsai(), random.Random("mai")
    draw = ImageDraw.Draw(piece)
    for cx, cy, w in ((236, 100, 118), (134, 208, 84), (386, 196, 80)):
        for _ in range(26):
            a, r = dice.random() * 6.283, math.sqrt(dice.random())
            x, y = cx + math.cos(a) * r * w, cy + math.sin(a) * r * w * 0.5
            for petal in range(5):
                b = petal * 1.257 + a
                px, py = x + math.cos(b) * 11, y + math.sin(b) * 11
                draw.ellipse((px - 10, py - 10, px + 10, py + 10), fill=(252, 204, 62, 255))
            draw.ellipse((x - 6, y - 6, x + 6, y + 6), fill=(214, 130, 36, 255))
    return piece.filter(ImageFilter.GaussianBlur(0.6))


def mum_pot() -> Image.Image:
    """Cúc mâm xôi: a dome of small yellow flowers in a clay pot."""
    piece, dice = blank(), random.Random("cuc")
    piece.alpha_composite(
        turned(
            [(340, 130), (366, 136), (372, 120), (490, 88)], [(340, (190, 106, 70)), (370, (170, 90, 58))], gloss=0.2
        )
    )
    draw = ImageDraw.Draw(piece)
    draw.ellipse((36, 60, 476, 390), fill=(74, 112, 62, 255))
    spots = sorted(
        ((dice.random() * 6.283, math.sqrt(dice.random())) for _ in range(150)), key=lambda s: math.sin(s[0]) * s[1]
    )
    for a, r in spots:
        x, y, s = 256 + math.cos(a) * r * 205, 216 + math.sin(a) * r * 148, 24
        tone = mix((252, 204, 60), (200, 130, 30), max(0.0, (x - 256) / 500 + (y - 200) / 420))
        draw.ellipse((x - s, y - s, x + s, y + s), fill=(*mix(tone, (130, 84, 20), 0.35), 255))
        draw.ellipse((x - s + 3, y - s + 1, x + s - 3, y + s - 6), fill=(*tone, 255))
        draw.ellipse((x - 9, y - 12, x + 7, y + 4), fill=(*mix(tone, (214, 120, 30), 0.5), 255))
    return piece.filter(ImageFilter.GaussianBlur(1))
