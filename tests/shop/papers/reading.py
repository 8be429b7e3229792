"""Papers read back by machines: words by pdftotext, codes by zbarimg, pixels by pdftoppm."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image

from tests.run import paper_tools_missing

# Without the tools nothing is proven: the closing lines of `manage.py test` say so, and CI fails.
needs_tools = pytest.mark.skipif(
    bool(paper_tools_missing()), reason=f"not on PATH: {', '.join(paper_tools_missing())} (poppler-utils, zbar-tools)"
)


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def _with_file(content: bytes, *command: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(content)
        return _run(*(str(path) if word == "{}" else word for word in command))


def pages(content: bytes) -> list[list[str]]:
    """The lines of each page as they stand on it: runs of blanks as one, no empty lines."""
    text = _with_file(content, "pdftotext", "-layout", "-enc", "UTF-8", "{}", "-")
    assert text.endswith("\f")
    return [
        [line for raw in page.split("\n") if (line := re.sub(r"\s+", " ", raw).strip())]
        for page in text.removesuffix("\f").split("\f")
    ]


def lines(content: bytes) -> list[str]:
    """The lines of all pages."""
    return [line for page in pages(content) for line in page]


def text(content: bytes) -> str:
    """All words in reading order, one blank between them: what a table broke into lines is whole again."""
    return re.sub(r"\s+", " ", _with_file(content, "pdftotext", "-enc", "UTF-8", "{}", "-")).strip()


def information(content: bytes) -> dict[str, str]:
    """What the file says of itself."""
    told = _with_file(content, "pdfinfo", "{}")
    return dict(re.split(r":\s*", line, maxsplit=1) for line in told.splitlines() if ":" in line)


def fonts(content: bytes) -> list[tuple[str, bool]]:
    """The fonts of a file, and whether each travels with it."""
    rows = _with_file(content, "pdffonts", "{}").splitlines()[2:]
    return [(row.split()[0], row.split()[-5] == "yes") for row in rows]


def pictures(content: bytes, dpi: int = 203) -> list[Image.Image]:
    """The pages as pixels. 203 dots an inch is what thermal printers have."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(content)
        _run("pdftoppm", "-r", str(dpi), "-png", str(path), f"{folder}/page")
        found = []
        for page in sorted(Path(folder).glob("page-*.png")):
            with Image.open(page) as picture:
                found.append(picture.convert("RGB"))
        return found


def codes(content: bytes, dpi: int = 203) -> list[str]:
    """What a camera reads from each page."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number, picture in enumerate(pictures(content, dpi)):
            path = f"{folder}/{number}.png"
            picture.save(path)
            done = subprocess.run(
                ["zbarimg", "--quiet", "--raw", path], check=False, capture_output=True, text=True, timeout=60
            )
            found += done.stdout.splitlines()
    return found


def pixels_of(picture: Image.Image, dpi: int) -> tuple[float, float]:
    """The size of a page in mm."""
    return round(picture.width / dpi * 25.4), round(picture.height / dpi * 25.4)
