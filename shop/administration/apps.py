"""Django's admin, for administrators only. Oscar's own admin classes are not discovered: they edit stock and orders."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.translation import gettext_lazy as _


class StaffAdminConfig(SimpleAdminConfig):
    default_site = "shop.administration.site.StaffAdminSite"


class AdministrationConfig(AppConfig):
    name = "shop.administration"
    label = "administration"
    verbose_name = _("Administration")

    def ready(self) -> None:
        import_module("shop.administration.pages")
