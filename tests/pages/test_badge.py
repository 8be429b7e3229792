"""The badge file of a product at its address: there while the certificate is in force, and not otherwise."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from catalogue_ext.labels.badge import badge_webp
from catalogue_ext.labels.models import BadgeArtwork
from tests.factories import situations

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def address(product, scale: str = "1x") -> str:
    return f"/huy-hieu/{product.check_code}/{scale}.webp"


@pytest.mark.parametrize(("scale", "number"), [("1x", 1), ("2x", 2)])
def test_in_force_it_is_sent_and_kept_by_nobody(client, cast, scale: str, number: int) -> None:
    product = situations.on_sale(cast, at=timezone.now(), stars=5)

    answer = client.get(address(product, scale))

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer.content == badge_webp(5, number)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("situation", ["never_certified", "lapsed", "revoked", "not_yet"])
def test_otherwise_there_is_none(client, cast, situation: str) -> None:
    product = getattr(situations, situation)(cast, at=timezone.now())

    assert client.get(address(product)).status_code == 404


@pytest.mark.parametrize("scale", ["3x", "0x", "1", "x"])
def test_there_are_two_scales(client, cast, scale: str) -> None:
    product = situations.on_sale(cast, at=timezone.now())

    assert client.get(address(product, scale)).status_code == 404


def test_an_unknown_code_has_none(client, cast) -> None:
    assert client.get("/huy-hieu/0000000000/1x.webp").status_code == 404


def test_an_administrator_replaces_the_design_and_takes_it_back(client, cast, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    product = situations.on_sale(cast, at=timezone.now(), stars=4)
    drawing = io.BytesIO()
    Image.new("RGB", (300, 300), (10, 80, 160)).save(drawing, "PNG")
    drawing.seek(0)
    drawing.name = "official.png"
    client.force_login(cast.administrator)

    client.post(reverse("admin:labels_badgeartwork_add"), {"stars": 4, "file": drawing})
    with Image.open(io.BytesIO(client.get(address(product, "2x")).content)) as shown:
        assert shown.size == (288, 288)

    row = BadgeArtwork.objects.get()
    client.post(reverse("admin:labels_badgeartwork_changelist"), {"action": "go_back", "_selected_action": [row.pk]})
    assert client.get(address(product, "2x")).content == badge_webp(4, 2)


def test_a_bad_file_comes_back_with_its_reason(client, cast) -> None:
    client.force_login(cast.administrator)
    wrong = io.BytesIO(b"<svg/>")
    wrong.name = "logo.svg"

    answer = client.post(reverse("admin:labels_badgeartwork_add"), {"stars": 4, "file": wrong})

    assert answer.status_code == 200
    assert "Chúng tôi không đọc được ảnh này. Hãy gửi PNG hoặc WebP." in answer.content.decode()
    assert not BadgeArtwork.objects.exists()
