"""The page on which all opinions about a product are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from oscar.core.loading import get_model

from catalogue_ext.certification.queries import certificate_panel
from shop.opinions.queries import Opinions, opinions_of
from shop.primitives.paging import Pages
from shop.storefront.queries.products import HIDDEN


@dataclass(frozen=True, slots=True)
class OpinionsPage:
    """What buyers said of one product. What may not be seen has no opinions either."""

    product: Any
    opinions: Opinions
    pages: Pages


def opinions_page(*, pk: int, page: int, at: datetime) -> OpinionsPage | None:
    """This will read one page of a product's opinions, or None: no product to be seen, no opinion, past the last page.

    Costs: 3 queries; 1 more where it was ever revoked, 1 where the decision prints no former commune.
    """
    products = get_model("catalogue", "Product").objects.filter(is_public=True)
    product = products.select_related("producer", "origin_commune__province").filter(pk=pk, parent=None).first()
    if product is None or product.rating is None:
        return None
    panel = certificate_panel(product=product, at=at)
    opinions = opinions_of(product=product, page=page)
    if panel is None or panel.state in HIDDEN or not opinions.rows:
        return None
    return OpinionsPage(product, opinions, Pages(opinions.page, opinions.pages))
