"""The QR of a check page: what a label carries and a phone reads. No Django here."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import segno

from shop.primitives.refusal import Refusal

# Modules of quiet ground on every side (ISO/IEC 18004 asks for four).
QUIET = 4
# Drawings kept in a process, 4 kB each: a product's never changes, and drawing it is a fifth of its page.
KEPT = 2048


class NotAnAddress(Refusal):
    """A printed code must lead somewhere by itself: https or http, and a host."""

    code = "not_an_address"


@lru_cache(maxsize=KEPT)
def qr_svg(*, address: str, title: str = "") -> str:
    """This will draw an absolute address as SVG that takes the text's colour and any size; error level M.

    Refuses: NotAnAddress for a relative address, another scheme, or no host. Costs: no query; 2 ms once.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAnAddress(address=address)
    drawing = segno.make(address, error="m", boost_error=False, micro=False)
    return str(drawing.svg_inline(omitsize=True, border=QUIET, svgclass="qr", lineclass="qr__ink", title=title or None))
