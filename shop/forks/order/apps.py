from oscar.apps.order.apps import OrderConfig as OscarConfig


class OrderConfig(OscarConfig):
    name = "shop.forks.order"
