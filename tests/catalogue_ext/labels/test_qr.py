"""The QR of a check page."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from catalogue_ext.labels.qr import qr_svg
from shop.primitives.qr import NotAnAddress

ADDRESS = "https://xanha.example/kiem-tra/7K3QX9M2PA/"


def test_it_is_svg_of_any_size_in_the_colour_of_the_text() -> None:
    root = ET.fromstring(qr_svg(address=ADDRESS, title="Trang kiểm tra"))

    # 42 characters at level M are version 3 (29 modules), and four of quiet ground on each side
    assert root.get("viewBox") == "0 0 37 37"
    assert (root.get("width"), root.get("height"), root.get("class")) == (None, None, "qr")
    assert [child.text for child in root if child.tag.endswith("title")] == ["Trang kiểm tra"]


def test_another_address_is_another_drawing_and_the_same_one_the_same() -> None:
    assert qr_svg(address=ADDRESS) == qr_svg(address=ADDRESS)
    assert qr_svg(address=ADDRESS) != qr_svg(address=ADDRESS.replace("7K3QX9M2PA", "7K3QX9M2PB"))


@pytest.mark.parametrize(
    "address",
    ["/kiem-tra/7K3QX9M2PA/", "kiem-tra", "", "javascript:alert(1)", "https:///kiem-tra/", "ftp://a.example/"],
)
def test_what_leads_nowhere_by_itself_is_refused(address: str) -> None:
    with pytest.raises(NotAnAddress):
        qr_svg(address=address)
