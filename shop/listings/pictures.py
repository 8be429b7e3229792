"""Pictures as they come from a telephone, made safe and small. Nothing of the sent file but its pixels is kept."""

from __future__ import annotations

import io
import warnings
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from shop.listings.renditions import Prepared, renditions
from shop.primitives.refusal import Refusal

MOST_BYTES = 12_000_000
MOST_PIXELS = 50_000_000
FEWEST_PIXELS = 400
LONGEST_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")


class PictureRefused(Refusal):
    """The file is no picture we take. Facts: `reason` (`bytes`, `format`, `pixels`, `small`, `broken`)."""

    code = "picture_refused"


def prepare(*, file: IO[bytes]) -> Prepared:
    """This will return the picture as WebP of at most 1600 px, turned upright, without EXIF (place, camera, owner), and
    its renditions.

    Units: px. Refuses: PictureRefused. The name and the type that the sender claims are not looked at.
    Costs: about 0.1 s for 640 px, 1 s for 1600 px and more.
    """
    pixels = opened(file=file)
    return Prepared(_as_webp(pixels), pixels.width, pixels.height, renditions(pixels))


def cleaned(*, file: IO[bytes]) -> bytes:
    """This will return the picture as `prepare` does, without renditions: for what few people look at.

    Refuses: PictureRefused. Costs: about 0.1 s.
    """
    return _as_webp(opened(file=file))


def _as_webp(pixels: Image.Image) -> bytes:
    out = io.BytesIO()
    pixels.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def opened(*, file: IO[bytes]) -> Image.Image:
    """This will return the pixels of a picture, upright and of at most 1600 px, and nothing else of the file.

    Units: px. Refuses: PictureRefused.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise PictureRefused(reason="bytes")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as sent:
                return _upright(sent)
    except UnidentifiedImageError:
        raise PictureRefused(reason="format") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(reason="pixels") from None
    except (OSError, SyntaxError, ValueError):
        # What Pillow raises for a file that breaks off or lies about itself.
        raise PictureRefused(reason="broken") from None


def _upright(sent: Image.Image) -> Image.Image:
    # The size stands in the head of the file: a huge picture is refused before a pixel of it is read.
    if sent.width * sent.height > MOST_PIXELS:
        raise PictureRefused(reason="pixels")
    if min(sent.size) < FEWEST_PIXELS:
        raise PictureRefused(reason="small")
    upright = ImageOps.exif_transpose(sent)
    has_alpha = upright.mode in {"RGBA", "LA"} or "transparency" in upright.info
    pixels = upright.convert("RGBA" if has_alpha else "RGB")
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    # A fresh picture carries no EXIF, no colour profile, no comment.
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return clean
