from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersonalDataConfig(AppConfig):
    name = "shop.personal_data"
    label = "personal_data"
    verbose_name = _("Personal data")

    def ready(self) -> None:
        """This will let the outbox know what this room does after a commit."""
        from shop.personal_data import handlers  # noqa: F401
