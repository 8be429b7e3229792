"""Oscar's analytics without its receivers: they write on every page view and on every order."""

from oscar.apps.analytics.apps import AnalyticsConfig as OscarConfig


class AnalyticsConfig(OscarConfig):
    """The tables stay, because Oscar's reports import them; nothing feeds them."""

    def ready(self) -> None:
        """This will connect nothing."""
