from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WaitsConfig(AppConfig):
    name = "shop.waits"
    label = "waits"
    verbose_name = _("Waits")

    def ready(self) -> None:
        """This will let the outbox know what this room does after a commit, and what it looks at again and again."""
        from shop.waits import handlers  # noqa: F401
