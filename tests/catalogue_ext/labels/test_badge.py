"""The badge as a file, and the geometry under it."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest
from PIL import Image

from catalogue_ext.labels.badge import INK, badge_image, badge_svg, badge_webp
from catalogue_ext.labels.tally import NoSuchGrade, tally

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("stars", "height"), [(3, 91), (4, 108), (5, 125)])
def test_a_higher_grade_hangs_longer(stars: int, height: int) -> None:
    shape = tally(stars)

    assert shape.height == height
    assert len(shape.marks) == stars
    assert [len(star) for star in shape.marks] == [10] * stars


def test_stars_stand_one_above_the_other() -> None:
    tops = [star[0] for star in tally(5).marks]

    assert tops == [(18.0, 27.6), (18.0, 44.6), (18.0, 61.6), (18.0, 78.6), (18.0, 95.6)]


@pytest.mark.parametrize("stars", [-1, 0, 1, 2, 6, 3.5, "4", None, True])
def test_nothing_else_is_drawn(stars: object) -> None:
    with pytest.raises(NoSuchGrade):
        tally(stars)  # type: ignore[arg-type]
    with pytest.raises(NoSuchGrade):
        badge_svg(stars)  # type: ignore[arg-type]
    with pytest.raises(NoSuchGrade):
        badge_image(stars, 1)  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "title"), [("vi", "OCOP 4 sao"), ("en", "OCOP 4 stars"), ("fr", "OCOP 4 sao")])
def test_the_svg_says_what_it_is_and_needs_no_font_and_no_host(lang: str, title: str) -> None:
    drawing = badge_svg(4, lang)

    root = ET.fromstring(drawing)
    assert root.findtext(f"{SVG}title") == title
    assert root.get("viewBox") == "0 0 36 108"
    assert list(root.iter(f"{SVG}text")) == []
    assert drawing.count("http") == 1  # the namespace
    assert [path.get("d").count("M") for path in root.iter(f"{SVG}path")] == [1, 2, 4, 4]


@pytest.mark.parametrize(
    ("stars", "scale", "size"),
    [
        (3, 1, (72, 182)),
        (3, 2, (144, 364)),
        (4, 1, (72, 216)),
        (4, 2, (144, 432)),
        (5, 1, (72, 250)),
        (5, 2, (144, 500)),
    ],
)
def test_the_file_is_a_small_webp_in_the_ink_of_its_grade(stars: int, scale: int, size: tuple[int, int]) -> None:
    content = badge_webp(stars, scale)

    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size, picture.mode) == ("WEBP", size, "RGBA")
        wood = picture.getpixel((size[0] // 2, 3 * scale))
        corner = picture.getpixel((0, size[1] - 1))
    assert wood == (*bytes.fromhex(INK[stars][1:]), 255)
    assert corner[3] == 0
    assert len(content) < 6_000


def test_each_star_is_cut_where_the_geometry_says() -> None:
    picture = badge_image(3, 2)

    assert [picture.getpixel((72, round((35 + row * 17) * 4)))[:3] for row in range(3)] == [(255, 253, 248)] * 3
    assert picture.getpixel((72, 318))[:3] == tuple(bytes.fromhex(INK[3][1:]))


def test_a_scale_that_nobody_asks_for_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3x"):
        badge_image(3, 3)
