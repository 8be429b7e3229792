"""What every page of the shop knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from shop.policies.operator import operator
from shop.storefront.queries.baskets import basket_count
from shop.storefront.queries.shoppers import Wished


def shop(request: HttpRequest) -> dict[str, Any]:
    """This will name the shop and who runs it, say whether it is a demo, and count the basket.

    Costs: 1 query for who has a basket, 1 more for who is signed in where a page has wish buttons.
    """
    return {
        "shop_name": settings.OSCAR_SHOP_NAME,
        "operator": operator(),
        "is_demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "basket_count": SimpleLazyObject(lambda: basket_count(request=request)),
        "wished": Wished(request),
    }
