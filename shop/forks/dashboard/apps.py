from django.apps import apps
from django.urls import include, path
from oscar.apps.dashboard.apps import DashboardConfig as OscarConfig

# What keeps our rules. Not mounted, for each is a back door: catalogue (prices, stock), orders (states), partners
# (users, dashboard access), users, shipping, reports and communications (order and customer figures). Nor flat
# pages: they know no language and no history, and the trust pages have a room of their own.
MOUNTED = {
    "offers/": "offers_dashboard",
    "vouchers/": "vouchers_dashboard",
    "ranges/": "ranges_dashboard",
    "reviews/": "reviews_dashboard",
}
# An opinion is turned down, never deleted: it is proven by an order, and that it was turned down is a trace.
DROPPED = frozenset({"reviews-delete"})


class DashboardConfig(OscarConfig):
    """Oscar's dashboard for programme officers and administrators, pruned to the pages that keep our rules."""

    name = "shop.forks.dashboard"

    def get_urls(self):
        """This will mount the index and the pages of MOUNTED but DROPPED, each behind the same guard."""
        kept = [path(prefix, include(_pages(label))) for prefix, label in MOUNTED.items()]
        return self.post_process_urls([path("", self.index_view.as_view(), name="index"), *kept])

    def get_url_decorator(self, pattern):
        """This will guard every page here by role and second factor, whatever Oscar's permissions say."""
        from shop.forks.dashboard.guard import guard

        return guard


def _pages(label):
    return [page for page in apps.get_app_config(label).urls[0] if page.name not in DROPPED]
