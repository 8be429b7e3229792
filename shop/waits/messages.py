"""What is told to who waits. Looked at right before it is sent, so nothing of it lies in the outbox meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from shop.notices.handlers import send_now
from shop.notices.operations import Notice, Recipient
from shop.waits.links import confirm_url, stop_url
from shop.waits.models import Wait


def ask_to_confirm(*, wait: Wait, at: datetime) -> None:
    """This will ask a guest whether the address is theirs. Costs: 1 query."""
    product: Any = wait.product
    with translation.override(wait.language):
        facts = {"product": product.name, "url": confirm_url(wait=wait), "stop_url": stop_url(wait=wait)}
    send_now(notice=Notice("back_asked", str(wait.pk), _to(wait), facts), at=at)


def tell_back(*, wait: Wait, at: datetime) -> None:
    """This will tell that the product can be bought again. Costs: 1 query."""
    product: Any = wait.product
    with translation.override(wait.language):
        facts = {
            "product": product.name,
            "producer": product.producer.name,
            "url": settings.SITE_URL + product.get_absolute_url(),
            "stop_url": stop_url(wait=wait),
        }
    send_now(notice=Notice("product_back", str(wait.pk), _to(wait), facts), at=at)


def _to(wait: Wait) -> Recipient:
    user = wait.user
    if user is None:
        return Recipient(name="", email=wait.email, language=wait.language)
    return Recipient(name=user.get_full_name(), email=user.email or "", phone=user.phone or "", language=wait.language)
