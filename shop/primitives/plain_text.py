"""Text that people write where only text is shown."""

from __future__ import annotations

import nh3


def plain(text: str) -> str:
    """This will return text as plain text: tags that slipped in with a paste are dropped, an ampersand stays one.

    nh3 answers in HTML, where & < > are written out; the columns are plain text and templates escape it, so back they
    go.
    """
    if "<" in text:
        text = nh3.clean(text, tags=set()).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text.strip()
