"""The QR of a check page: what a label carries and a phone reads. No Django here."""

from __future__ import annotations

from functools import lru_cache

from shop.primitives.qr import QUIET, qr_of

# Drawings kept in a process, 4 kB each: a product's never changes, and drawing it is a fifth of its page.
KEPT = 2048


@lru_cache(maxsize=KEPT)
def qr_svg(*, address: str, title: str = "") -> str:
    """This will draw an absolute address as SVG that takes the text's colour and any size; error level M.

    Refuses: NotAnAddress for a relative address, another scheme, or no host. Costs: no query; 2 ms once.
    """
    drawing = qr_of(address=address)
    return str(drawing.svg_inline(omitsize=True, border=QUIET, svgclass="qr", lineclass="qr__ink", title=title or None))
