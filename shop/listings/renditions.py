"""The same picture in several widths and two formats, made once when it is hung and found by its name alone.

`…/K7QF2M-8XW3.webp` lies beside `…/K7QF2M-8XW3-320.avif`, `…-320.webp`, `…-480.avif` and so on: which there are follows
from the picture's width, so a page asks neither the database nor the disk. Pure but for Pillow; files are written by
`operations`.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from PIL import Image

# Cards take 158 to 290 CSS px, the product page 328 to 590, on screens of one to three dots a px.
WIDTHS = (320, 480, 640, 960, 1280)
FORMATS = ("avif", "webp")
# Where AVIF is as good to the eye as WebP at its own quality; at speed 8 it takes a tenth of the time of 6, and the
# files grow by a twelfth.
_SAVED = {"avif": {"quality": 52, "speed": 8}, "webp": {"quality": 74, "method": 4}}

# …-8XW3QZ.webp, …-8XW3QZ-320.avif: the random word of a hung picture, see `operations.hang_picture`.
_OWN_NAME = re.compile(r"-[0-9A-HJKMNP-TV-Z]{6}(-\d{3,4})?\.(webp|avif)$")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be hung: its own file and its renditions, as bytes. Units: px."""

    original: bytes
    width: int
    height: int
    # (width, format) -> the file
    renditions: dict[tuple[int, str], bytes]


def widths_of(*, width: int) -> list[int]:
    """This will return the widths a picture of that width exists in, smallest first; none is larger than itself."""
    return [w for w in WIDTHS if w < width] + ([width] if width <= WIDTHS[-1] else [])


def rendition_name(*, name: str, width: int, kind: str) -> str:
    """This will return the name (or the address) of a rendition; `name` is that of the picture itself."""
    return f"{PurePosixPath(name).with_suffix('')}-{width}.{kind}"


def rendition_names(*, name: str, width: int) -> list[str]:
    """This will return the names of all renditions of a picture of that width."""
    return [rendition_name(name=name, width=w, kind=kind) for w in widths_of(width=width) for kind in FORMATS]


def is_permanent(*, name: str) -> bool:
    """This will tell whether a file of that name never changes: another picture would have another name."""
    return bool(_OWN_NAME.search(name))


def srcset(*, url: str, width: int, kind: str) -> str:
    """This will return what the `srcset` of one format says. `url` is the address of the picture itself."""
    stem = url.rpartition(".")[0]
    return ", ".join(f"{stem}-{w}.{kind} {w}w" for w in widths_of(width=width))


def renditions(pixels: Image.Image) -> dict[tuple[int, str], bytes]:
    """This will make all renditions. Costs: about 0.1 s for 640 px, 0.7 s for 1600 px."""
    made = {}
    for width in widths_of(width=pixels.width):
        size = (width, max(1, round(pixels.height * width / pixels.width)))
        smaller = pixels.resize(size, Image.Resampling.LANCZOS) if size != pixels.size else pixels
        for kind in FORMATS:
            made[width, kind] = _saved(smaller, kind)
    return made


def _saved(pixels: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    pixels.save(out, kind.upper(), **_SAVED[kind])
    return out.getvalue()
