from oscar.apps.basket.apps import BasketConfig as OscarConfig


class BasketConfig(OscarConfig):
    name = "shop.forks.basket"
