"""Official artwork as it is uploaded: read with suspicion, kept as one clean WebP. No Django here."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from catalogue_ext.labels.badge import WIDTH_PX, webp
from shop.primitives.refusal import Refusal

MAX_BYTES = 2_000_000
MAX_SIDE = 4_000
MIN_WIDTH = WIDTH_PX * 2  # less would be blurred at 2x
BOX = (WIDTH_PX * 4, WIDTH_PX * 7)  # what is kept: enough for 2x of any shape that hangs beside facts
FORMATS = ("PNG", "WEBP")


class BadArtwork(Refusal):
    """The file cannot be the picture of a badge; `reason` says which rule it breaks."""

    code = "bad_artwork"


def clean_artwork(content: bytes) -> bytes:
    """This will return the picture re-encoded by us: pixels only, at most 288 x 504, no metadata, nothing appended.

    Refuses: BadArtwork(reason = too_heavy | not_png_or_webp | moving | too_small | too_large | broken, and the limit).
    """
    if len(content) > MAX_BYTES:
        raise BadArtwork(reason="too_heavy", limit=MAX_BYTES)
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, OSError, ValueError):
        raise BadArtwork(reason="not_png_or_webp") from None
    _refuse_shape(picture)
    try:
        pixels = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        raise BadArtwork(reason="broken") from None
    pixels.info.clear()
    pixels.thumbnail(BOX, Image.Resampling.LANCZOS)
    return webp(pixels)


def at_scale(content: bytes, scale: int) -> bytes:
    """This will return kept artwork for 1x (half) or 2x (as kept)."""
    if scale == 2:
        return content
    picture = Image.open(io.BytesIO(content), formats=("WEBP",))
    half = (max(1, picture.width // 2), max(1, picture.height // 2))
    return webp(picture.resize(half, Image.Resampling.LANCZOS))


def _refuse_shape(picture: Image.Image) -> None:
    """Sizes stand in the header: a bomb is refused before a pixel of it is unpacked."""
    if getattr(picture, "n_frames", 1) > 1:
        raise BadArtwork(reason="moving")
    if picture.width < MIN_WIDTH or picture.height < MIN_WIDTH:
        raise BadArtwork(reason="too_small", limit=MIN_WIDTH)
    if max(picture.size) > MAX_SIDE:
        raise BadArtwork(reason="too_large", limit=MAX_SIDE)
