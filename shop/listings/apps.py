from django.apps import AppConfig


class ListingsConfig(AppConfig):
    """No tables: the room's command is found through it."""

    name = "shop.listings"
    label = "listings"
