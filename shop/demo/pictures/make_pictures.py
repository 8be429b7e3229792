"""Composed product pictures for products that have no photograph yet. Run by hand, outside the shop:

    npm install @lobehub/fluent-emoji-3d
    python -m shop.demo.pictures.make_pictures --npm path/to/node_modules [name …]

Every picture is built the same way: dó-paper ground in the colour of the product's group, a bamboo tray (or a mat, a
board, a banana leaf), two to seven pieces lying on it, and a small pasted label. 640 x 640 WebP, 16 kB at the most. Which
picture a product gets is told in `choose.py`; what lies on the tray in `compositions.py`. A producer's photograph always
wins over a composed picture, and the page says "Hình minh hoạ" under a composed one.

Art: Fluent Emoji 3D, © 2023 LobeHub / Microsoft, MIT; the rest is drawn in `pieces/`. Letters: Be Vietnam Pro, SIL
OFL 1.1. The art itself is not kept here. Faces of producers, landscapes of places and the six groups' trays are not demo
data: they go to `static/img/faces/`, `static/img/places/` and `static/img/groups/`.
"""

from __future__ import annotations

import argparse
import io
import math
import random
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageStat

from shop.demo.pictures.compositions import (
    COMPOSITIONS,
    GROUNDS,
    GROUP_TILES,
    LANDSCAPES,
    NEXT,
    Colour,
    Composition,
    Piece,
)
from shop.demo.pictures.landscapes import landscape
from shop.demo.pictures.pieces import DRAWN, drawn

HERE = Path(__file__).parent
STATIC = HERE.parents[2] / "static"
FONT = STATIC / "fonts/be-vietnam-pro-600.woff2"
SIZE, LIMIT, NEARER = 640, 15_900, 1.22
PAPER, INK = (255, 252, 244), (42, 33, 26)

# Faces for producers that sent no photograph: the kind of producer chooses one. Never a face of a named person: a
# household business, which is often called after its owner, gets a house.
FACES = {
    "cooperative": ("1f469-200d-1f33e", "fresh"), "cooperative-2": ("1f468-200d-1f33e", "processed"),
    "group": ("1f91d", "grain"), "company": ("1f3e2", "drink"), "workshop": ("1f3ed", "coffee"), "farm": ("1f33e", "tea"),
    "household": ("1f3e1", "herb"), "association": ("1f3d8-fe0f", "plant"), "fishers": ("26f5", "sea"), "craft": ("1f9f5", "craft"),
}  # fmt: skip


def paper(size: tuple[int, int], colour: Colour, seed: str, fibres: int = 260) -> Image.Image:
    """A flat sheet with the short fibres of dó paper, faint enough to compress well."""
    sheet = Image.new("RGB", size, colour)
    draw, dice = ImageDraw.Draw(sheet), random.Random(seed)
    lighter = tuple(min(255, c + 9) for c in colour)
    for _ in range(fibres):
        x, y, turn, length = (
            dice.random() * size[0],
            dice.random() * size[1],
            dice.random() * math.pi,
            14 + dice.random() * 34,
        )
        draw.line((x, y, x + math.cos(turn) * length, y + math.sin(turn) * length), fill=lighter, width=2)
    return sheet


def tray(width: int = 568) -> Image.Image:
    """A round bamboo tray: 2/2 twill (nong đôi) inside, a double rim outside. Drawn twice as large, then reduced."""
    big = width * 2
    weave = Image.new("RGB", (big, big), (206, 168, 104))
    draw, cell = ImageDraw.Draw(weave), 44
    for row in range(-1, big // cell + 2):
        for column in range(-1, big // cell + 2):
            across = (row + column) % 4 < 2
            x, y = column * cell, row * cell
            box = (x - 1, y + 3, x + cell + 1, y + cell - 3) if across else (x + 3, y - 1, x + cell - 3, y + cell + 1)
            draw.rectangle(box, fill=(236, 206, 146) if across else (224, 190, 126))
    mask = Image.new("L", (big, big), 0)
    ImageDraw.Draw(mask).ellipse((6, 6, big - 6, big - 6), fill=255)
    out = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    out.paste(weave, (0, 0), mask)
    ring = ImageDraw.Draw(out)
    ring.ellipse((6, 6, big - 6, big - 6), outline=(150, 104, 52), width=40)
    ring.ellipse((14, 14, big - 14, big - 14), outline=(188, 140, 78), width=22)
    ring.ellipse((46, 46, big - 46, big - 46), outline=(122, 84, 42), width=5)
    return out.resize((width, int(width * 0.94)), Image.Resampling.LANCZOS)


def mat() -> Image.Image:
    """A sedge mat (chiếu cói) with its printed border."""
    out = Image.new("RGBA", (1160, 1060), (0, 0, 0, 0))
    draw = ImageDraw.Draw(out)
    draw.rectangle((20, 20, 1140, 1040), fill=(234, 214, 166, 255))
    for y in range(20, 1040, 24):
        draw.rectangle((20, y, 1140, y + 10), fill=(224, 202, 150, 255))
    for inset, colour, width in ((44, (178, 66, 46), 12), (68, (66, 110, 84), 6)):
        draw.rectangle((20 + inset, 20 + inset, 1140 - inset, 1040 - inset), outline=(*colour, 255), width=width)
    for x in range(20, 1140, 26):  # the knotted ends
        draw.line((x, 8, x, 22), fill=(196, 168, 112, 255), width=6)
        draw.line((x, 1038, x, 1052), fill=(196, 168, 112, 255), width=6)
    return out.resize((580, 530), Image.Resampling.LANCZOS)


def board() -> Image.Image:
    """A chopping board of one slice of tamarind wood (thớt nghiến)."""
    out = Image.new("RGBA", (1140, 1080), (0, 0, 0, 0))
    draw = ImageDraw.Draw(out)
    draw.ellipse((10, 30, 1130, 1076), fill=(112, 70, 38, 255))
    draw.ellipse((10, 6, 1130, 1040), fill=(150, 98, 56, 255))
    draw.ellipse((36, 30, 1104, 1014), fill=(206, 152, 96, 255))
    for ring in range(16):  # years, a little off the middle
        half = 500 - ring * 31
        draw.ellipse(
            (560 - half * 1.04, 510 - half * 0.94, 560 + half * 1.04, 510 + half * 0.94),
            outline=(194, 138, 84, 255),
            width=6,
        )
    return out.resize((570, 540), Image.Resampling.LANCZOS)


def leaf() -> Image.Image:
    """A banana leaf laid across the sheet."""
    out = Image.new("RGBA", (1200, 1000), (0, 0, 0, 0))
    draw = ImageDraw.Draw(out)
    edge = [(x, 500 - 470 * math.sin(math.pi * min(1, x / 1180)) ** 0.42) for x in range(10, 1191, 10)]
    draw.polygon([*edge, *[(x, 1000 - y) for x, y in reversed(edge)]], fill=(108, 156, 84, 255))
    for x in range(40, 1160, 40):
        top = 500 - 452 * math.sin(math.pi * min(1, (x + 30) / 1180)) ** 0.42
        for side in (top, 1000 - top):
            draw.line((x, 500, x + 46, side), fill=(124, 172, 98, 255), width=7)
    draw.line((0, 500, 1196, 500), fill=(186, 206, 130, 255), width=20)
    out = out.resize((620, 517), Image.Resampling.LANCZOS)
    return out.rotate(14, resample=Image.Resampling.BICUBIC, expand=True)


BASES = {"tray": tray, "mat": mat, "board": board, "leaf": leaf}


def art(folder: Path, code: str, size: int, turn: int, tint: Colour | None) -> Image.Image:
    """One piece: toned down and warmed so that all of them sit with the print colours, or dyed as a whole by `tint`."""
    size = int(size * NEARER)
    own = code in DRAWN
    piece = drawn(code).copy() if own else Image.open(folder / f"{code}.webp").convert("RGBA")
    piece = piece.resize((size, size), Image.Resampling.LANCZOS)
    alpha = piece.getchannel("A")
    if tint:
        piece = _dyed(piece, alpha, tint)
    elif not own:
        toned = ImageEnhance.Color(piece.convert("RGB")).enhance(0.84)
        piece = ImageChops.multiply(toned, Image.new("RGB", piece.size, (255, 245, 228)))
    piece.putalpha(alpha)
    return piece.rotate(-turn, resample=Image.Resampling.BICUBIC, expand=True) if turn else piece


def _dyed(piece: Image.Image, alpha: Image.Image, tint: Colour) -> Image.Image:
    grey = piece.convert("L")
    light = sum(tint) > 480 and ImageStat.Stat(grey, alpha).mean[0] < 150
    if light:  # a light dye needs a light ground
        grey = grey.point(lambda v: min(255, 120 + v * 0.9))
    dyed = ImageChops.multiply(grey.convert("RGB"), Image.new("RGB", piece.size, tint))
    return ImageEnhance.Brightness(dyed).enhance(1.12 if light else 1.35)


def lay(sheet: Image.Image, piece: Image.Image, x: int, y: int, drop: int = 7) -> None:
    """Put a piece down with its shadow."""
    shadow = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    dark = Image.new("RGBA", piece.size, (58, 34, 12, 0))
    dark.putalpha(piece.getchannel("A").point(lambda a: a * 95 // 255))
    at = (x - piece.width // 2, y - piece.height // 2)
    shadow.paste(dark, (at[0] + 2, at[1] + drop), dark)
    sheet.alpha_composite(shadow.filter(ImageFilter.GaussianBlur(6)))
    if min(at) >= 0:
        sheet.alpha_composite(piece, at)
    else:
        sheet.paste(piece, at, piece)


def label(sheet: Image.Image, text: str) -> None:
    """The pasted paper label at the foot, with the hairline frame of old printed labels."""
    font = ImageFont.truetype(str(FONT), 42 if len(text) < 18 else 36)
    width = int(font.getlength(text)) + 64
    left, top, height = (SIZE - width) // 2, 536, 76
    shadow = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    ImageDraw.Draw(shadow).rounded_rectangle((left, top + 4, left + width, top + height + 4), 8, fill=(58, 34, 12, 90))
    sheet.alpha_composite(shadow.filter(ImageFilter.GaussianBlur(5)))
    draw = ImageDraw.Draw(sheet)
    draw.rounded_rectangle((left, top, left + width, top + height), 8, fill=PAPER)
    draw.rounded_rectangle((left + 6, top + 6, left + width - 6, top + height - 6), 4, outline=(190, 168, 132), width=2)
    draw.text((left + 32, top + 51), text, font=font, fill=INK, anchor="ls")


def varied(what: Composition, variant: int) -> tuple[str, str, list[Piece]]:
    """The same goods laid out again: another ground and base, mirrored, or turned round the middle."""
    if variant == 0:
        return what.ground, what.base, what.pieces
    ground = NEXT[what.ground][variant - 1]
    if variant == 1:
        base = "mat" if what.base == "tray" else "tray"
        return ground, base, [(a, 640 - x, y, s, -turn, tint) for a, x, y, s, turn, tint in what.pieces]
    turned_by = math.radians(-16)
    out: list[Piece] = []
    for a, x, y, s, turn, tint in what.pieces:
        dx, dy = x - 320, y - 292
        x2 = 320 + dx * math.cos(turned_by) - dy * math.sin(turned_by)
        y2 = 292 + dx * math.sin(turned_by) + dy * math.cos(turned_by)
        out.append((a, round(x2), round(y2), s, turn, tint))
    return ground, "leaf" if what.base == "tray" else "tray", out


def compose(name: str, variant: int, folder: Path) -> Image.Image:
    what = COMPOSITIONS[name]
    sheet = laid_out(*varied(what, variant), f"{name}{variant}", folder)
    if what.label:
        label(sheet, what.label)
    return sheet.convert("RGB")


def laid_out(ground: str, base: str, pieces: list[Piece], seed: str, folder: Path) -> Image.Image:
    """The goods on their tray, without a label."""
    sheet = paper((SIZE, SIZE), GROUNDS[ground], seed).convert("RGBA")
    lay(sheet, BASES[base](), SIZE // 2, 300, drop=16)
    for code, x, y, size, turn, tint in pieces:
        lay(sheet, art(folder, code, size, turn, tint), int(320 + (x - 320) * NEARER), int(292 + (y - 292) * NEARER))
    return sheet


def group_tile(slug: str, folder: Path, size: int = 384) -> Image.Image:
    """One of the six groups: the middle of its tray; community tourism is a land."""
    if slug == "du-lich":
        sheet = landscape("song-nuoc", (1280, 720)).crop((280, 0, 1000, 720))
    else:
        what = GROUP_TILES[slug]
        sheet = laid_out(what.ground, what.base, what.pieces, slug, folder).convert("RGB").crop((25, 5, 615, 595))
    return sheet.resize((size, size), Image.Resampling.LANCZOS)


def face(name: str, folder: Path, size: int = 320) -> Image.Image:
    code, ground = FACES[name]
    sheet = paper((size, size), GROUNDS[ground], name, 90).convert("RGBA")
    lay(sheet, art(folder, code, 204, 0, None), size // 2, int(size * 0.54))
    return sheet.convert("RGB")


def tourism(kind: str) -> Image.Image:
    """A service has no tray: the land itself, with the same label."""
    sheet = landscape(kind, (1280, 720)).resize((1138, SIZE)).crop((249, 0, 889, SIZE)).convert("RGBA")
    label(sheet, "Du lịch")
    return sheet.convert("RGB")


def save(picture: Image.Image, target: Path, limit: int) -> None:
    """Write the best quality that keeps the limit, and say so."""
    for quality in range(84, 20, -4):
        file = io.BytesIO()
        picture.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= limit:
            break
    target.write_bytes(file.getvalue())
    sys.stdout.write(f"{target.name:28} {file.tell():6} bytes  quality {quality}\n")


def save_landscape(picture: Image.Image, target: Path) -> None:
    """Write it in the widths and formats that `components/landscape.html` asks for."""
    for width in (1280, 960, 640):
        sized = picture.resize((width, width * picture.height // picture.width), Image.Resampling.LANCZOS)
        save(sized, target.with_name(f"{target.stem}-{width}.webp"), width * 20)
        out = target.with_name(f"{target.stem}-{width}.avif")
        sized.save(out, "AVIF", quality=60, speed=3)
        sys.stdout.write(f"{out.name:28} {out.stat().st_size:6} bytes\n")


def everything(folder: Path) -> Iterator[tuple[str, Path, int, Callable[[], Image.Image]]]:
    """Each picture there is: its name, file, limit in bytes, and how it is made."""
    for name, what in COMPOSITIONS.items():
        for variant in range(what.variants):
            file = HERE / f"{name}{('', '-b', '-c')[variant]}.webp"
            yield name, file, LIMIT, partial(compose, name, variant, folder)
    for kind in ("nui", "bien", "dong-bang", "song-nuoc"):
        yield f"du-lich-{kind}", HERE / f"du-lich-{kind}.webp", LIMIT, partial(tourism, kind)
    for name in (*GROUP_TILES, "du-lich"):
        yield f"group-{name}", STATIC / f"img/groups/{name}.webp", 9_000, partial(group_tile, name, folder)
    for name in FACES:
        yield f"face-{name}", STATIC / f"img/faces/{name}.webp", 6_000, partial(face, name, folder)
    for kind in LANDSCAPES:
        yield f"place-{kind}", STATIC / f"img/places/{kind}.webp", 0, partial(landscape, kind)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--npm", type=Path, default=Path("node_modules"))
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    for name, file, limit, make in everything(asked.npm / "@lobehub/fluent-emoji-3d/assets"):
        if asked.names and name not in asked.names:
            continue
        if name.startswith("place-"):
            save_landscape(make(), file)
        else:
            save(make(), file, limit)


if __name__ == "__main__":
    main()
