"""How a piece gets its body: turned, round, heaped, tied. Light falls from the upper left, as on the 3D art beside it. Used by `make_pictures.py` only."""

from __future__ import annotations

import itertools
import math
import random
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

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
    for (y0, w0), (y1, w1) in itertools.pairwise(profile):
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
