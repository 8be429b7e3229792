"""What every page of the shop knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shop(request: HttpRequest) -> dict[str, Any]:
    """This will name the shop and say whether it is a demo. Costs: no query."""
    return {"shop_name": settings.OSCAR_SHOP_NAME, "is_demo": settings.DEMO, "site_url": settings.SITE_URL}
