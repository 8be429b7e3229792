"""Official artwork: what is refused, what is kept, who may, and what becomes of the badge file."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from PIL import Image, PngImagePlugin

from catalogue_ext.labels import artwork
from catalogue_ext.labels.artwork import BadArtwork, at_scale, clean_artwork
from catalogue_ext.labels.badge import badge_webp
from catalogue_ext.labels.messages import SENTENCES, sentence
from catalogue_ext.labels.models import BadgeArtwork
from catalogue_ext.labels.operations import NoArtwork, NotAnAdministrator, replace_artwork, withdraw_artwork
from catalogue_ext.labels.queries import NoBadge, artwork_in_use, badge_file
from catalogue_ext.labels.tally import NoSuchGrade
from shop.audit.models import Entry
from tests.factories.situations import certify, make_product, never_certified, revoke

TICK = timedelta(microseconds=1)
database = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def picture(size: tuple[int, int] = (400, 600), kind: str = "PNG", **options) -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", size, (10, 80, 160, 255)).save(file, kind, **options)
    return file.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(content)) as image:
        return image.size


def test_what_is_kept_is_our_own_webp_within_its_box() -> None:
    with Image.open(io.BytesIO(clean_artwork(picture()))) as kept:
        assert (kept.format, kept.size) == ("WEBP", (288, 432))


def test_nothing_rides_along() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "<script>alert(1)</script>")

    kept = clean_artwork(picture(pnginfo=notes) + b"<?php evil ?>")

    assert b"script" not in kept
    assert b"evil" not in kept


def moving() -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (200, 200), (shade, 0, 0)) for shade in (0, 200)]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_png_or_webp"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_png_or_webp"),
        (picture(kind="GIF"), "not_png_or_webp"),
        (picture()[:60], "broken"),
        (picture((143, 600)), "too_small"),
        (picture((600, 143)), "too_small"),
        (picture((4001, 200)), "too_large"),
        (b"\x89PNG" + bytes(2_000_001), "too_heavy"),
        (moving(), "moving"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadArtwork) as refusal:
        clean_artwork(content)

    assert refusal.value.facts["reason"] == reason
    assert f"bad_artwork.{reason}" in SENTENCES
    assert "%(" not in sentence(refusal.value)


def test_the_smallest_that_is_sharp_at_twice_the_size_is_taken() -> None:
    assert size_of(clean_artwork(picture((144, 144), "WEBP"))) == (144, 144)
    assert artwork.MIN_WIDTH == 144


def test_half_the_size_for_plain_screens() -> None:
    kept = clean_artwork(picture())

    assert size_of(at_scale(kept, 1)) == (144, 216)
    assert at_scale(kept, 2) == kept


class TestOperations:
    pytestmark = database

    def test_an_administrator_puts_artwork_in_place_of_our_design(self, cast, now) -> None:
        row = replace_artwork(stars=4, content=picture(), by=cast.administrator, at=now)

        assert artwork_in_use(stars=4) == row
        assert artwork_in_use(stars=3) is None
        entry = Entry.objects.get(action="labels.replace_artwork")
        assert (entry.record_key, entry.by, entry.facts["stars"]) == (str(row.pk), cast.administrator, 4)

    def test_the_next_one_takes_its_place_and_the_first_stays_as_a_trace(self, cast, now) -> None:
        first = replace_artwork(stars=4, content=picture(), by=cast.administrator, at=now)

        second = replace_artwork(stars=4, content=picture((300, 300)), by=cast.administrator, at=now + TICK)

        first.refresh_from_db()
        assert (first.ended_at, second.ended_at) == (now + TICK, None)
        assert first.file.storage.exists(first.file.name)

    def test_our_design_comes_back(self, cast, now) -> None:
        replace_artwork(stars=5, content=picture(), by=cast.administrator, at=now)

        withdraw_artwork(stars=5, by=cast.administrator, at=now + TICK)

        assert artwork_in_use(stars=5) is None
        assert Entry.objects.filter(action="labels.withdraw_artwork").count() == 1
        with pytest.raises(NoArtwork):
            withdraw_artwork(stars=5, by=cast.administrator, at=now + TICK)

    @pytest.mark.parametrize("who", ["shopper", "producer", "centre", "officer", "support"])
    def test_nobody_else_may(self, cast, now, who: str) -> None:
        with pytest.raises(NotAnAdministrator):
            replace_artwork(stars=4, content=picture(), by=getattr(cast, who), at=now)
        with pytest.raises(NotAnAdministrator):
            withdraw_artwork(stars=4, by=getattr(cast, who), at=now)

        assert (BadgeArtwork.objects.count(), Entry.objects.filter(action__startswith="labels.").count()) == (0, 0)

    def test_a_refused_file_leaves_the_one_in_use(self, cast, now) -> None:
        row = replace_artwork(stars=4, content=picture(), by=cast.administrator, at=now)

        with pytest.raises(BadArtwork):
            replace_artwork(stars=4, content=b"no", by=cast.administrator, at=now + TICK)
        with pytest.raises(NoSuchGrade):
            replace_artwork(stars=2, content=picture(), by=cast.administrator, at=now + TICK)

        assert artwork_in_use(stars=4) == row


class TestConstraints:
    pytestmark = database

    @pytest.mark.parametrize(
        ("fields", "name", "said"),
        [
            ({"stars": 2}, "labels_artwork_stars", "Thẻ sao chỉ có cho 3, 4 và 5 sao."),
            ({"stars": 4}, "labels_artwork_one_current", "Hạng sao này đã có mẫu đang dùng."),
            ({"stars": 3, "ended": -1}, "labels_artwork_period", "Mẫu hết dùng sau ngày bắt đầu dùng."),
        ],
    )
    def test_the_database_refuses_and_says_why(self, cast, now, fields: dict, name: str, said: str) -> None:
        BadgeArtwork.objects.create(stars=4, file="a.webp", uploaded_by=cast.administrator, uploaded_at=now)
        ended = now + timedelta(days=fields["ended"]) if "ended" in fields else None
        row = BadgeArtwork(
            stars=fields["stars"], file="b.webp", uploaded_by=cast.administrator, uploaded_at=now, ended_at=ended
        )

        with pytest.raises(ValidationError, match=said):
            row.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
        assert name in {constraint.name for constraint in BadgeArtwork._meta.constraints}


class TestBadgeFile:
    pytestmark = database

    @pytest.fixture
    def product(self, cast, now):
        product = make_product(producer=cast.producers[0], title="Dầu lạc Hải Yến")
        certify(product, cast, valid_from=now, valid_to=now + timedelta(days=30), stars=4)
        return product

    def test_it_exists_exactly_while_the_certificate_is_in_force(self, product, now) -> None:
        end = now + timedelta(days=30)

        for instant in (now, end - TICK):
            badge = badge_file(product_id=product.pk, at=instant, scale=1)
            assert (badge.stars, badge.good_until, badge.content_type) == (4, end, "image/webp")
            assert badge.content == badge_webp(4, 1)
        with pytest.raises(NoBadge) as before:
            badge_file(product_id=product.pk, at=now - TICK, scale=1)
        with pytest.raises(NoBadge) as after:
            badge_file(product_id=product.pk, at=end, scale=1)

        assert (before.value.facts["reason"], after.value.facts["reason"]) == ("not_yet", "lapsed")

    def test_a_revocation_takes_it_away_at_once(self, product, cast, now) -> None:
        revoke(product, cast, at=now + timedelta(days=1))

        with pytest.raises(NoBadge) as refusal:
            badge_file(product_id=product.pk, at=now + timedelta(days=1), scale=2)

        assert refusal.value.facts["reason"] == "revoked"

    def test_what_was_never_certified_has_none(self, cast, now) -> None:
        with pytest.raises(NoBadge) as refusal:
            badge_file(product_id=never_certified(cast, at=now).pk, at=now, scale=1)

        assert refusal.value.facts["reason"] == "never"

    @pytest.mark.parametrize("scale", [0, 3, -1])
    def test_there_are_two_scales(self, product, now, scale: int) -> None:
        with pytest.raises(NoBadge):
            badge_file(product_id=product.pk, at=now, scale=scale)

    def test_official_artwork_is_sent_in_its_place(self, product, cast, now) -> None:
        replace_artwork(stars=4, content=picture(), by=cast.administrator, at=now)

        sizes = [size_of(badge_file(product_id=product.pk, at=now, scale=scale).content) for scale in (1, 2)]

        assert sizes == [(144, 216), (288, 432)]

    def test_two_queries(self, product, now, django_assert_num_queries) -> None:
        with django_assert_num_queries(2):
            badge_file(product_id=product.pk, at=now, scale=1)
