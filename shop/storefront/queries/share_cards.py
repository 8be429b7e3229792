"""What stands on a product's share card at an instant, and the card as a file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils.translation import gettext
from PIL import Image

from catalogue_ext.certification.queries import CertificatePanel, check_page
from catalogue_ext.certification.rules import State
from catalogue_ext.labels.words import written_day
from shop.listings.renditions import rendition_name
from shop.storefront.queries.cards import SMALL, hanging_first, is_composed
from shop.storefront.queries.products import HIDDEN
from shop.storefront.share_card import DRAWING, ShareCard, draw

# A card that nobody asked for in a day is forgotten. Units: s.
KEPT_S = 86_400


@dataclass(frozen=True, slots=True)
class ShareCardFile:
    """The facts of a card and the file they are drawn from; `fingerprint` changes with anything that is drawn."""

    card: ShareCard
    # Name of the picture's rendition in the storage; empty where there is none.
    picture: str
    fingerprint: str


def share_card(*, code: str, at: datetime) -> ShareCardFile | None:
    """This will return what stands on a product's card, in the reader's language, or None where there is no page of it.

    Certified: its stars, decision and last day; ended or revoked: that, and no star. Costs: 3 queries, 4 where it was
    ever revoked, 1 for an unknown code; nothing is drawn.
    """
    found = check_page(code=code, at=at)
    if found.panel is None or found.state in HIDDEN or found.code != code:
        return None
    product, panel = found.product, found.panel
    if product.is_child or not product.is_public:
        return None
    image = hanging_first(product)
    card = ShareCard(
        shop=settings.OSCAR_SHOP_NAME,
        name=product.name,
        place=(product.origin_commune.name, product.origin_commune.province.short_name),
        maker=product.producer.name,
        stars=panel.stars if panel.is_certified else 0,
        words=_words(panel),
        caption=gettext("Illustration") if image and is_composed(image.caption) else "",
    )
    picture = _file(image)
    drawn = repr((DRAWING, card, picture)).encode()
    return ShareCardFile(card, picture, hashlib.sha256(drawn).hexdigest()[:32])


def jpeg(*, of: ShareCardFile) -> bytes:
    """This will return the card as JPEG: drawn once, kept for a day. Costs: no query; about 60 ms where it is drawn."""
    key = f"share-card:{of.fingerprint}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = draw(card=of.card, picture=_opened(of.picture))
        cache.set(key, kept, KEPT_S)
    return kept


def _file(image: Any) -> str:
    if image is None:
        return ""
    name = image.original.name
    return rendition_name(name=name, width=min(image.width, SMALL), kind="webp") if image.width else name


def _opened(name: str) -> Image.Image | None:
    """The pixels; a file that went missing leaves the card without a picture, not the link without a card."""
    if not name:
        return None
    try:
        with default_storage.open(name) as file, Image.open(file) as picture:
            picture.load()
            return picture
    except FileNotFoundError:
        return None


def _words(panel: CertificatePanel) -> tuple[str, ...]:
    if panel.is_certified:
        stars = gettext("OCOP %(stars)d stars") % {"stars": panel.stars}
        return (
            f"{stars} ({gettext('illustration')})" if panel.entry.is_demo else stars,
            gettext("Decision %(number)s") % {"number": panel.entry.decision_number},
            gettext("until %(day)s") % {"day": written_day(panel.last_day)},
        )
    ended, note = gettext("Its last day was %(day)s.") % {"day": written_day(panel.last_day)}, panel.entry.revocation
    if panel.state != State.REVOKED:
        return gettext("The certificate has ended"), ended
    if note is None:
        return gettext("The certificate has been revoked"), ended
    return gettext("The certificate has been revoked"), gettext("Decision %(number)s") % {"number": note.number}
