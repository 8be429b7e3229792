"""The picture beside a shared link: what stands on it now, and nothing sent twice."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image, ImageChops

from shop.listings.operations import add_picture
from shop.listings.renditions import rendition_name
from shop.primitives.period import last_day
from shop.storefront.queries import share_cards
from shop.storefront.share_card import SIZE, ShareCard, draw, typeface
from tests.factories import situations
from tests.shop.listings.test_pictures import picture

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

GREEN, GROUND = (23, 82, 74), (250, 245, 234)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def drawn(monkeypatch) -> list[ShareCard]:
    """What was drawn, in order."""
    cards: list[ShareCard] = []

    def noting(*, card: ShareCard, picture: Image.Image | None) -> bytes:
        cards.append(card)
        return draw(card=card, picture=picture)

    monkeypatch.setattr(share_cards, "draw", noting)
    return cards


def address(product, language: str = "") -> str:
    return f"{language}/chia-se/{product.check_code}.jpg"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def near(pixel, colour) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


def test_it_is_a_jpeg_of_the_size_that_is_announced(client, page, oil) -> None:
    answer = client.get(address(oil))

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert opened(answer.content).format == "JPEG"
    assert opened(answer.content).size == SIZE == (1200, 630)
    assert len(answer.content) < 250_000
    head = page(oil.get_absolute_url()).head
    said = {tag["property"]: tag["content"] for tag in head.select('meta[property^="og:image"]')}
    assert said["og:image"].endswith(address(oil))
    assert said["og:image"].startswith("http")
    assert (said["og:image:width"], said["og:image:height"], said["og:image:type"]) == ("1200", "630", "image/jpeg")
    assert said["og:image:alt"].startswith("Dầu lạc Hải Yến · OCOP 4 sao · QĐ ")
    assert head.select_one('meta[name="twitter:card"]')["content"] == "summary_large_image"


def test_other_pages_announce_no_card(page, oil) -> None:
    head = page("/").head

    assert head.select('meta[property="og:image:width"], meta[name="twitter:card"]') == []


def test_it_shows_name_place_maker_stars_and_last_day(client, oil, drawn) -> None:
    client.get(address(oil))

    (card,) = drawn
    number = oil.certificates.get().decision.number
    assert (card.name, card.maker, card.stars) == ("Dầu lạc Hải Yến", oil.producer.name, 4)
    assert card.place == (oil.origin_commune.name, oil.origin_commune.province.short_name)
    assert card.words[:2] == ("OCOP 4 sao", f"QĐ {number}")
    assert card.words[2] == f"đến {last_day(oil.certificates.get().valid_to):%d/%m/%Y}"


def test_the_english_page_has_an_english_card(client, page, oil, drawn) -> None:
    english = page("/en" + oil.get_absolute_url()).head.select_one('meta[property="og:image"]')
    client.get(address(oil, "/en"))

    (card,) = drawn
    assert card.name == "Hải Yến groundnut oil"
    assert card.words[0] == "OCOP 4 stars"
    assert english["content"].endswith(address(oil, "/en"))


def test_who_has_it_is_told_that_nothing_changed(client, oil, drawn) -> None:
    first = client.get(address(oil))
    again = client.get(address(oil), headers={"If-None-Match": first["ETag"]})
    fresh = client.get(address(oil))

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert fresh.content == first.content
    assert first["Cache-Control"] == again["Cache-Control"] == "public, no-cache"
    assert len(drawn) == 1


def test_a_revocation_shows_at_the_next_request(client, cast, oil, now, drawn) -> None:
    first = client.get(address(oil))
    situations.revoke(oil, cast, at=now)

    after = client.get(address(oil), headers={"If-None-Match": first["ETag"]})

    assert after.status_code == 200
    assert [card.stars for card in drawn] == [4, 0]
    assert drawn[1].words[0] == "Chứng nhận đã bị thu hồi"
    assert drawn[1].words[1].endswith("/QĐ-UBND-TH")
    # The tally hung from the upper edge; now nothing does.
    assert near(opened(first.content).getpixel((90, 10)), (122, 82, 0))
    assert not near(opened(after.content).getpixel((90, 10)), (122, 82, 0))


def test_ended_it_says_so_and_shows_no_star(client, cast, now, drawn) -> None:
    product = situations.lapsed(cast, at=now)

    assert client.get(address(product)).status_code == 200

    (card,) = drawn
    assert card.stars == 0
    assert card.words[0] == "Chứng nhận đã hết hạn"
    assert card.words[1].startswith("Ngày cuối cùng là ")


def test_a_day_later_the_same_card_is_another_when_the_certificate_has_ended(client, oil, drawn) -> None:
    end = oil.certificates.get().valid_to
    for instant in (end - timedelta(microseconds=1), end):
        with time_machine.travel(instant, tick=False):
            client.get(address(oil))

    assert [card.stars for card in drawn] == [4, 0]


@pytest.mark.parametrize("situation", ["never_certified", "not_yet"])
def test_what_has_no_page_has_no_card(client, cast, now, situation: str) -> None:
    product = getattr(situations, situation)(cast, at=now)

    assert client.get(address(product)).status_code == 404


def test_hidden_unknown_and_mistyped_have_none(client, oil) -> None:
    assert client.get("/chia-se/0000000000.jpg").status_code == 404
    assert client.get(address(oil).replace(oil.check_code, oil.check_code.lower() + "-")).status_code == 404
    oil.is_public = False
    oil.save()
    assert client.get(address(oil)).status_code == 404


def test_it_shows_the_first_picture_and_stands_without_its_file(client, oil, now) -> None:
    bare = opened(client.get(address(oil)).content)
    hung = add_picture(product=oil, file=picture(colour=(0, 0, 200)), caption="", by=None, at=now)

    shown = opened(client.get(address(oil)).content)
    cache.clear()
    default_storage.delete(rendition_name(name=hung.original.name, width=640, kind="webp"))
    missing = opened(client.get(address(oil)).content)

    assert near(shown.getpixel((400, 400)), (0, 0, 200))
    assert ImageChops.difference(bare, missing).getbbox() is None


@pytest.mark.parametrize(("caption", "said"), [("Hình minh hoạ", "Hình minh hoạ"), ("Vườn nhà chị Lan", "")])
def test_a_composed_picture_says_so(client, oil, now, drawn, caption: str, said: str) -> None:
    add_picture(product=oil, file=picture(), caption=caption, by=None, at=now)

    client.get(address(oil))

    assert [card.caption for card in drawn] == [said]


def test_a_demo_decision_is_marked(client, cast, now, settings, drawn) -> None:
    settings.DEMO = True
    product = situations.make_product(producer=cast.producers[0])
    situations.certify(
        product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=900),
        evidence_level="DEMO", number="DEMO-1/QĐ-UBND",
    )  # fmt: skip

    client.get(address(product))

    assert [card.words[:2] for card in drawn] == [("OCOP 4 sao (minh hoạ)", "QĐ DEMO-1/QĐ-UBND")]


def test_three_queries_and_no_drawing_for_who_has_it(client, oil, now, drawn) -> None:
    add_picture(product=oil, file=picture(), caption="", by=None, at=now)
    etag = client.get(address(oil))["ETag"]

    with CaptureQueriesContext(connection) as captured:
        client.get(address(oil), headers={"If-None-Match": etag})

    assert len(captured) == 3
    assert len(drawn) == 1


# ---------------------------------------------------------------- the drawing


def card(**facts) -> ShareCard:
    plain = {
        "shop": "Xã Nhà",
        "name": "Miến dong",
        "place": ("Xã Bình Liêu", "Quảng Ninh"),
        "maker": "HTX Đình Trung",
        "stars": 4,
        "words": ("OCOP 4 sao", "QĐ 858/QĐ-UBND", "đến 19/06/2028"),
        "caption": "",
    }
    return ShareCard(**{**plain, **facts})


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of a box are not the ground."""
    return sum(not near(pixel, GROUND) for pixel in image.crop(box).get_flattened_data())


@pytest.mark.parametrize("letters", ["Ễ Ộ Ứ", "ỗ ự ẵ ỹ đ Đ", "₫ · – “x”"])
def test_vietnamese_letters_are_drawn_and_none_is_a_box(letters: str) -> None:
    font = typeface(58, strong=True)
    box = bytes(font.getmask("\uffff"))
    for letter in letters.replace(" ", ""):
        assert bytes(font.getmask(letter)) != box, letter


def test_the_longest_facts_stay_on_the_card() -> None:
    longest = card(
        name="Nấm Fresh Cordyceps Việt Nam đông trùng hạ thảo ký chủ nhộng tằm sấy thăng hoa hộp quà tặng " * 2,
        place=("Phường Xuân Hương - Đà Lạt", "Thành phố Hồ Chí Minh"),
        maker="Chi nhánh Công ty Trách nhiệm hữu hạn Một thành viên Nông nghiệp công nghệ cao Việt Nam tại Lâm Đồng",
        words=("OCOP 5 sao (minh hoạ)", "QĐ DEMO-1234567/QĐ-BNN-VPĐP", "đến 19/06/2028"),
    )

    image = opened(draw(card=longest, picture=None))

    # A quiet margin all around the words, right and below.
    assert ink(image, (1160, 20, 1200, 630)) == 0
    assert ink(image, (632, 600, 1200, 630)) == 0


def test_a_word_too_long_for_a_line_does_not_break_the_drawing() -> None:
    assert opened(draw(card=card(name="x" * 200), picture=None)).size == SIZE


def test_no_card_without_a_star_has_a_tally() -> None:
    with_stars, without = (opened(draw(card=card(stars=stars), picture=None)) for stars in (3, 0))

    assert near(with_stars.getpixel((90, 10)), GREEN)
    assert not near(without.getpixel((90, 10)), GREEN)
