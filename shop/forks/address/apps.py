from oscar.apps.address.apps import AddressConfig as OscarConfig


class AddressConfig(OscarConfig):
    name = "shop.forks.address"
