"""The admin site: it asks for the administrator's role and the second factor, not for a flag alone."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.accounts.access import gate
from shop.accounts.queries import has_role
from shop.accounts.roles import Role
from shop.accounts.second_factor import has_passed


class StaffAdminSite(AdminSite):
    """Open to active administrators who passed the second factor; a stranger finds nothing, nobody goes to log-in."""

    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Rooms")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """This will have the columns of what is registered named in the reader's language."""
        super().register(model_or_iterable, admin_class, **options)
        models: list[type[Model]] = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        for model in models:
            name_columns(model)

    def has_permission(self, request: HttpRequest) -> bool:
        """This will ask the role and the second factor again for whatever reaches a page of the site."""
        return has_role(user=request.user, role=Role.ADMINISTRATOR) and has_passed(request=request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """This will put our gate before every page."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            elsewhere = gate(request, Role.ADMINISTRATOR)
            return inner(request, *args, **kwargs) if elsewhere is None else elsewhere

        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """This will lead to the shop's own log-in: there is one, with its lock-out and second factor."""
        return gate(request, Role.ADMINISTRATOR) or HttpResponseRedirect(reverse("admin:index"))


def name_columns(model: type[Model]) -> None:
    """This will look up the names that Django makes of attribute names ("valid from") like any other words.

    Migrations write only names that a model gives, so they do not change by it.
    """
    for field in model._meta.get_fields():
        if isinstance(field, Field) and isinstance(field.verbose_name, str) and field.verbose_name == spelt(field):
            field.verbose_name = pgettext_lazy("column", field.verbose_name)


def spelt(field: Field[Any, Any]) -> str:
    """This will return the name that Django makes of a field's attribute name."""
    return field.name.replace("_", " ")
