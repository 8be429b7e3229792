from oscar.apps.partner.apps import PartnerConfig as OscarConfig


class PartnerConfig(OscarConfig):
    name = "shop.forks.partner"
