"""Who works at this desk, what its frame shows, and the trace that every look at a person's data leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shop.accounts.access import requires_role
from shop.accounts.queries import roles_of
from shop.accounts.roles import Role
from shop.accounts.second_factor import person
from shop.audit.operations import record

# Officers and administrators help where support is short of hands; the audit tells who it was.
ROLES = (Role.SUPPORT, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
desk_page = requires_role(*ROLES)


def desk(request: HttpRequest, current: str = "") -> dict[str, Any]:
    """This will return what the frame of the desk shows. Costs: three queries for the other desks."""
    places = [
        ("home", _("Today"), "home", reverse("programme:home")),
        ("find", _("Find"), "search", reverse("programme:find")),
        ("tickets", _("Tickets"), "paper", reverse("programme:tickets")),
        ("refunds", _("Refunds"), "money", reverse("programme:queue", args=["hoan-tien"])),
        ("delivery", _("Delivery"), "truck", reverse("programme:delivery")),
    ]
    return {
        "name": _("Support desk"),
        "name_language": get_language(),
        "home": reverse("programme:home"),
        "places": [
            {"url": url, "label": label, "icon_name": icon, "count": 0, "is_current": name == current}
            for name, label, icon, url in places
        ],
        "others": list(_others(request)),
    }


def _others(request: HttpRequest) -> list[dict[str, Any]]:
    held = roles_of(user=request.user)
    ways = [
        (Role.PROGRAMME_OFFICER, _("Register"), "register:index"),
        (Role.PROGRAMME_OFFICER, _("Dashboard"), "dashboard:index"),
        (Role.ADMINISTRATOR, _("Administration"), "admin:index"),
    ]
    return [
        {"url": reverse(name), "name": label, "language": get_language()} for role, label, name in ways if role in held
    ]


def look(request: HttpRequest, action: str, row: Any, at: datetime, **facts: Any) -> None:
    """This will write down that somebody looks at a person's data: one row per look. Costs: one insert."""
    record(action=action, record=row, by=person(request), at=at, facts=facts)
