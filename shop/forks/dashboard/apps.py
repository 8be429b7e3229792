from oscar.apps.dashboard.apps import DashboardConfig as OscarConfig


class DashboardConfig(OscarConfig):
    name = "shop.forks.dashboard"
