import io

import pytest
from PIL import Image

from shop.listings.pictures import MOST_BYTES, PictureRefused, prepare


def picture(size=(800, 600), kind="JPEG", mode="RGB", colour="red", **options) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    out.seek(0)
    return out


def read(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_webp_of_the_same_size(kind):
    result = read(prepare(file=picture(kind=kind)).original)

    assert (result.format, result.size) == ("WEBP", (800, 600))


def test_a_large_one_is_made_smaller_in_proportion():
    assert read(prepare(file=picture(size=(4000, 1000))).original).size == (1600, 400)


def test_place_and_camera_are_forgotten_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Lan"
    exif[0x0112] = 6  # lying on its side
    exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)  # latitude
    sent = picture(exif=exif)
    assert b"Camera of Lan" in sent.getvalue()

    content = prepare(file=sent).original

    assert b"Camera of Lan" not in content
    assert dict(read(content).getexif()) == {}
    assert read(content).size == (600, 800)


def test_what_is_hidden_behind_the_pixels_is_dropped():
    sent = io.BytesIO(picture().getvalue() + b"<script>alert(1)</script>")

    assert b"<script>" not in prepare(file=sent).original


def test_see_through_parts_stay_see_through():
    sent = picture(kind="PNG", mode="RGBA", colour=(255, 0, 0, 0))

    assert read(prepare(file=sent).original).convert("RGBA").getpixel((1, 1))[3] == 0


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (io.BytesIO(b"<svg onload=alert(1)></svg>"), "format"),
        (io.BytesIO(b""), "format"),
        (picture(kind="GIF", mode="P", colour=0), "format"),
        (picture(size=(399, 800)), "small"),
        (io.BytesIO(b"\xff" * (MOST_BYTES + 1)), "bytes"),
        (io.BytesIO(picture(size=(900, 900)).getvalue()[:2000]), "broken"),
        (picture(size=(10_000, 5_001), kind="PNG", mode="1", colour=0), "pixels"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(file, reason):
    file.seek(0)

    with pytest.raises(PictureRefused) as refusal:
        prepare(file=file)

    assert refusal.value.facts == {"reason": reason}
