from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificationConfig(AppConfig):
    name = "catalogue_ext.certification"
    label = "certification"
    verbose_name = _("Certification")

    def ready(self) -> None:
        # Registers the system check.
        from catalogue_ext.certification import checks  # noqa: F401
