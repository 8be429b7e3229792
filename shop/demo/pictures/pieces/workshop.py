"""What is woven, folded or cast. Used by `make_pictures.py` only."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from shop.demo.pictures.pieces.light import SIDE, WHITE, Colour, blank, mix, turned


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


def rug(light: Colour, dark: Colour) -> Image.Image:
    """A round of plaited sedge, ring by ring."""
    piece = blank()
    draw = ImageDraw.Draw(piece)
    for ring in range(15):
        r = 244 - ring * 17
        colour = dark if ring in (1, 2, 6) else light
        draw.ellipse((256 - r, 256 - r, 256 + r, 256 + r), fill=(*mix(colour, (80, 50, 20), 0.35), 255))
        for n in range(max(6, r // 5)):
            a = 2 * math.pi * n / max(6, r // 5)
            x, y = 256 + math.cos(a) * (r - 8), 256 + math.sin(a) * (r - 8)
            draw.ellipse(
                (x - 12, y - 8, x + 12, y + 8), fill=(*mix(colour, WHITE, 0.18 * (1 - math.sin(a + 0.8))), 255)
            )
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
