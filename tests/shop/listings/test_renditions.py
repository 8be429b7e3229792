"""Widths, names and files of a picture's renditions."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from shop.listings.renditions import (
    FORMATS,
    is_permanent,
    rendition_name,
    rendition_names,
    renditions,
    srcset,
    widths_of,
)


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (400, [320, 400]),
        (320, [320]),
        (300, [300]),
        (640, [320, 480, 640]),
        (1000, [320, 480, 640, 960, 1000]),
        (1280, [320, 480, 640, 960, 1280]),
        (1600, [320, 480, 640, 960, 1280]),
    ],
)
def test_no_rendition_is_larger_than_its_picture(width: int, widths: list[int]) -> None:
    assert widths_of(width=width) == widths


def test_names_follow_from_the_pictures_own() -> None:
    assert rendition_name(name="images/2026/K7-8XW3QZ.webp", width=320, kind="avif") == "images/2026/K7-8XW3QZ-320.avif"
    assert rendition_names(name="a/b.webp", width=400) == [
        "a/b-320.avif",
        "a/b-320.webp",
        "a/b-400.avif",
        "a/b-400.webp",
    ]


@pytest.mark.parametrize("width", [300, 400, 640, 1600])
def test_a_srcset_names_the_files_there_are(width: int) -> None:
    named = [
        part.split() for kind in FORMATS for part in srcset(url="/media/a/b.webp", width=width, kind=kind).split(", ")
    ]

    assert {url.removeprefix("/media/") for url, _ in named} == set(rendition_names(name="a/b.webp", width=width))
    assert all(url.rsplit("-", 1)[1].split(".")[0] == size.removesuffix("w") for url, size in named)


def test_each_file_is_what_its_name_says() -> None:
    made = renditions(Image.new("RGB", (1000, 600), "red"))

    assert set(made) == {(width, kind) for width in (320, 480, 640, 960, 1000) for kind in ("avif", "webp")}
    for (width, kind), content in made.items():
        with Image.open(io.BytesIO(content)) as file:
            assert (file.format, file.size) == (kind.upper(), (width, round(width * 0.6)))


def test_see_through_parts_stay_see_through() -> None:
    made = renditions(Image.new("RGBA", (400, 400), (255, 0, 0, 0)))

    for content in made.values():
        with Image.open(io.BytesIO(content)) as file:
            assert file.convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("images/products/2026/11/ABCDEFGH12-8XW3QZ.webp", True),
        ("images/products/2026/11/ABCDEFGH12-8XW3QZ-1280.avif", True),
        ("images/products/2026/11/ABCDEFGH12.webp", False),
        ("badges/4-20261124080000.webp", False),
        ("decisions/858-ABCDEF.pdf", False),
    ],
)
def test_only_a_hung_picture_has_a_name_for_good(name: str, is_kept: bool) -> None:
    assert is_permanent(name=name) is is_kept
