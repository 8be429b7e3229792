"""What hangs on an account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axes.models import AccessLog
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from oscar.core.loading import get_model

from shop.accounts.models import RoleGrant
from shop.personal_data.gathering.whose import Row, Whose
from shop.waits.queries import waits_of


def account(whose: Whose) -> Iterator[Row]:
    """This will yield the account itself."""
    user = whose.user
    if user is not None:
        yield {
            "last_name": user.last_name,
            "first_name": user.first_name,
            "email": user.email,
            "phone": user.phone,
            "language": user.language,
            "joined_at": user.date_joined,
            "last_login_at": user.last_login,
        }


def roles(whose: Whose) -> Iterator[Row]:
    """This will yield roles held."""
    for grant in RoleGrant.objects.filter(user=whose.user).order_by("pk") if whose.user else ():
        yield {"role": grant.role, "from": grant.granted_at, "to": grant.withdrawn_at}


def addresses(whose: Whose) -> Iterator[Row]:
    """This will yield the address book."""
    rows = get_model("address", "UserAddress").objects.filter(user=whose.user).select_related("commune__province")
    for row in rows.order_by("pk") if whose.user else ():
        commune = row.commune
        yield {
            "name": f"{row.last_name} {row.first_name}".strip(),
            "phone": str(row.phone_number or ""),
            "street": ", ".join(word for word in (row.line1, row.line2, row.line3) if word),
            "commune": commune.name if commune else row.line4,
            "province": commune.province.name if commune else row.state,
            "postcode": row.postcode,
            "note": row.notes,
        }


def wishes(whose: Whose) -> Iterator[Row]:
    """This will yield the wish list."""
    for line in get_model("wishlists", "Line").objects.filter(wishlist__owner=whose.user).order_by("pk"):
        if whose.user:
            yield {"product": line.title}


def waits(whose: Whose) -> Iterator[Row]:
    """This will yield what is waited for."""
    for wait in waits_of(user=whose.user) if whose.user else ():
        product: Any = wait.product
        yield {
            "product": product.title,
            "at": wait.asked_at,
            "wording": wait.wording,
            "language": wait.language,
            "keep_until": wait.ends_at,
        }


def basket(whose: Whose) -> Iterator[Row]:
    """This will yield the open basket."""
    lines = get_model("basket", "Line").objects.filter(basket__owner=whose.user, basket__order=None)
    for line in lines.select_related("product").order_by("pk") if whose.user else ():
        yield {"product": line.product.get_title(), "quantity": line.quantity, "at": line.date_created}


def devices(whose: Whose) -> Iterator[Row]:
    """This will yield second factors."""
    for model in (TOTPDevice, StaticDevice):
        for device in model.objects.filter(user=whose.user).order_by("pk") if whose.user else ():
            yield {"name": device.name, "kind": model._meta.verbose_name}


def log_ins(whose: Whose) -> Iterator[Row]:
    """This will yield log-ins."""
    names = [name for name in (whose.user.email, whose.user.phone) if name] if whose.user else []
    for row in AccessLog.objects.filter(username__in=names).order_by("attempt_time"):
        yield {"at": row.attempt_time, "network_address": row.ip_address, "browser": row.user_agent}
