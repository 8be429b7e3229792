from oscar.apps.catalogue.apps import CatalogueConfig as OscarConfig


class CatalogueConfig(OscarConfig):
    name = "shop.forks.catalogue"
