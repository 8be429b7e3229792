"""One order of three goods and two makers, its buyer, and what buyers send and read."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from shop.fulfilment import operations
from shop.fulfilment.states import Actor, State
from tests.factories.orders import delivered, placed, sent
from tests.factories.situations import on_sale
from tests.pages.conftest import words_of
from tests.pages.test_order_page import proven

WHY = {"choice": "mistake", "text": ""}


@pytest.fixture(autouse=True)
def _kept_elsewhere(settings, tmp_path):
    """Pictures of a test go nowhere else; goods are taken back for a week."""
    settings.MEDIA_ROOT = tmp_path
    settings.RETURN_DAYS = 7


@pytest.fixture
def goods(cast, now):
    first, second = cast.producers
    return [
        on_sale(cast, at=now, producer=first, title="Dầu lạc"),
        on_sale(cast, at=now, producer=first, title="Trà hoa vàng"),
        on_sale(cast, at=now, producer=second, title="Mật ong"),
    ]


@pytest.fixture
def order(goods, places, now):
    return placed(*goods, commune=places.truong_xuan, at=now)


@pytest.fixture
def parts(order):
    return list(order.producer_orders.order_by("pk"))


@pytest.fixture
def buyer(order):
    return proven(order)


def at(order, path=""):
    return f"/don-hang/{order.number}/{path}"


def states(order):
    return list(order.producer_orders.order_by("pk").values_list("state", flat=True))


def photo(*, size=(640, 480), name="IMG_0001.JPG", colour=(160, 90, 40)):
    """What a telephone sends: JPEG with the place where it was taken."""
    picture, out = Image.new("RGB", size, colour), io.BytesIO()
    exif = picture.getexif()
    exif[0x010F] = "Phone of Hoa"
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def said(client, answer):
    """The notice on the page that an act leads back to."""
    assert answer.status_code == 302, answer.content.decode()[:2000]
    page = BeautifulSoup(client.get(answer.headers["Location"].partition("#")[0]).content, "html.parser")
    return words_of(page.select_one(".notices"))


def content_of(row):
    with row.file.open("rb") as file:
        return file.read()


def seen(client, address):
    """A picture, as a browser shows it."""
    answer = client.get(address)
    assert answer.content.startswith(b"RIFF")
    return answer


def refused(answer, status=409):
    assert answer.status_code == status
    return words_of(BeautifulSoup(answer.content, "html.parser").select_one(".notice--danger"))


def bring(part, state, now):
    """This will bring a new part into a state."""
    facts = {"producer_order": part, "by": None, "at": now}
    if state is State.ACCEPTED:
        operations.accept(**facts, actor=Actor.PRODUCER)
    elif state is State.PACKED:
        operations.accept(**facts, actor=Actor.PRODUCER)
        operations.pack(**facts, actor=Actor.PRODUCER)
    elif state is State.HANDED_OVER:
        sent(part, at=now)
    elif state in {State.DELIVERED, State.DISPUTED, State.CLOSED}:
        delivered(part, at=now)
        if state is State.DISPUTED:
            operations.dispute(**facts, actor=Actor.BUYER, reason="x")
        elif state is State.CLOSED:
            operations.close(**facts, actor=Actor.SUPPORT)
    elif state is State.REFUSED:
        operations.refuse(**facts, actor=Actor.PRODUCER, reason="x")
    elif state is State.CANCELLED:
        operations.cancel(**facts, actor=Actor.BUYER, reason="x")
    elif state is State.RETURNED:
        sent(part, at=now)
        operations.refuse_at_door(**facts, actor=Actor.PRODUCER, reason="x")
