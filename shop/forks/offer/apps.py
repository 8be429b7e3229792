from oscar.apps.offer.apps import OfferConfig as OscarConfig


class OfferConfig(OscarConfig):
    name = "shop.forks.offer"
