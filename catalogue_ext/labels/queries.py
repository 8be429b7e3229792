"""Reading a badge: the file of a product, only while its certificate is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from catalogue_ext.certification.queries import NotCertified, standing_at
from catalogue_ext.labels.artwork import at_scale
from catalogue_ext.labels.badge import SCALES, badge_webp
from catalogue_ext.labels.models import BadgeArtwork
from shop.primitives.refusal import Refusal


class NoBadge(Refusal):
    """The product has no badge at that instant; `reason` is never | not_yet | lapsed | revoked | scale."""

    code = "no_badge"


@dataclass(frozen=True, slots=True)
class BadgeFile:
    """A badge as it is sent. It must not be kept by anybody past `good_until` (exclusive)."""

    content: bytes
    content_type: str
    stars: int
    good_until: datetime


def badge_file(*, product_id: int, at: datetime, scale: int) -> BadgeFile:
    """This will return the badge of a product as WebP: official artwork where there is some, else our own tally.

    Units: `scale` 1 or 2; ours is 72 or 144 px wide. Refuses: NoBadge unless the product is certified at the instant.
    Costs: 2 queries, and one file read where there is artwork; up to 5 more when it refuses.
    """
    if scale not in SCALES:
        raise NoBadge(product=product_id, reason="scale")
    try:
        standing = standing_at(product_id=product_id, at=at)
    except NotCertified as refusal:
        raise NoBadge(product=product_id, reason=refusal.facts.get("reason", "never")) from refusal
    artwork = artwork_in_use(stars=standing.stars)
    content = _read(artwork, scale) if artwork else badge_webp(standing.stars, scale)
    return BadgeFile(content, "image/webp", standing.stars, standing.valid_to)


def artwork_in_use(*, stars: int) -> BadgeArtwork | None:
    """This will return the official artwork of a grade, None while our own design stands. Costs: one query."""
    return BadgeArtwork.objects.filter(stars=stars, ended_at__isnull=True).first()


def _read(artwork: BadgeArtwork, scale: int) -> bytes:
    with artwork.file.open("rb") as file:
        return at_scale(file.read(), scale)
