from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpinionsConfig(AppConfig):
    name = "shop.opinions"
    label = "opinions"
    verbose_name = _("Opinions")

    def ready(self) -> None:
        """This will let the outbox know what this room does after a commit."""
        from shop.opinions import handlers  # noqa: F401
