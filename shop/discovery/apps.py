from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class DiscoveryConfig(AppConfig):
    name = "shop.discovery"
    label = "discovery"
    verbose_name = _("Search")

    def ready(self):
        """This will let the documents follow what lower rooms tell, searches in vain be counted, and the index of a
        cluster be fed."""
        import_module("shop.discovery.followers")
        import_module("shop.discovery.rounds")
        import_module("shop.discovery.elastic.feeding")
        if settings.ELASTICSEARCH_URL:
            # Half a second that no visitor should wait for.
            import_module("shop.discovery.elastic.engine")
