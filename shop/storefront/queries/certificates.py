"""The check page and the badge file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from oscar.core.loading import get_model

from catalogue_ext.certification.queries import CertificatePanel, CheckResult
from catalogue_ext.certification.rules import State
from catalogue_ext.labels.qr import qr_svg as draw_qr
from catalogue_ext.labels.queries import NoBadge, badge_file

BADGE_SCALES = {"1x": 1, "2x": 2}


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the check page shows. `product_url` is empty while the product has no page of its own."""

    code: str
    state: str
    panel: CertificatePanel | None
    product: Any
    producer: Any
    product_url: str
    address: str

    @property
    def qr(self) -> SafeString:
        """This will draw the QR of this very page."""
        return qr_svg(code=self.code)


def check_view(*, result: CheckResult) -> CheckView:
    """This will put a check result into the shape of its page. Costs: none."""
    product = result.product if result.is_known else None
    canonical = product.parent if product is not None and product.is_child else product
    url = canonical.get_absolute_url() if canonical is not None and canonical.is_public else ""
    return CheckView(
        code=result.code,
        state=str(result.state) if result.is_known else "unknown",
        panel=result.panel,
        product=product,
        producer=canonical.producer if canonical is not None else None,
        product_url="" if result.state == State.NOT_YET else url,
        address=check_address(code=result.code) if result.is_known else "",
    )


def check_address(*, code: str) -> str:
    """This will return the absolute address that stands in a QR: always the Vietnamese one, for it is printed."""
    path = reverse("storefront:check", kwargs={"code": code})
    return f"{settings.SITE_URL.rstrip('/')}{path.removeprefix('/en')}"


def qr_svg(*, code: str) -> SafeString:
    """This will draw the QR of a check page as SVG that takes the text's colour. Costs: none."""
    return mark_safe(draw_qr(address=check_address(code=code)))  # noqa: S308 (an address of our own)


def badge_bytes(*, code: str, scale: str, at: datetime) -> bytes | None:
    """This will return the badge file of a product, or None unless its certificate is in force.

    Units: `scale` is "1x" or "2x". Costs: 3 queries; up to 5 more when there is none.
    """
    product = get_model("catalogue", "Product").objects.filter(check_code=code).only("pk").first()
    if product is None or scale not in BADGE_SCALES:
        return None
    try:
        return badge_file(product_id=product.pk, at=at, scale=BADGE_SCALES[scale]).content
    except NoBadge:
        return None
