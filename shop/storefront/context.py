"""What every page of the shop knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from shop.storefront.queries.baskets import basket_count


def shop(request: HttpRequest) -> dict[str, Any]:
    """This will name the shop, say whether it is a demo, and count the basket. Costs: 1 query for who has a basket."""
    return {
        "shop_name": settings.OSCAR_SHOP_NAME,
        "is_demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "basket_count": SimpleLazyObject(lambda: basket_count(request=request)),
    }
