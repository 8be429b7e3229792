"""Django's admin, for administrators only. Oscar's own admin classes are not discovered: they edit stock and orders."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.translation import gettext_lazy as _


class StaffAdminConfig(SimpleAdminConfig):
    default = False
    default_site = "shop.administration.site.StaffAdminSite"


class AdministrationConfig(AppConfig):
    # With two configurations in one module Django takes neither unless told which, and `ready` would never run.
    default = True
    name = "shop.administration"
    label = "administration"
    verbose_name = _("Administration")

    def ready(self) -> None:
        import_module("shop.administration.pages")
