from oscar.apps.dashboard.offers.views import OfferDetailView as OscarOfferDetailView
from oscar.apps.dashboard.offers.views import OfferListView as OscarOfferListView


class OfferListView(OscarOfferListView):
    """Oscar's list pages through offers in no order; ours is stable."""

    def get_queryset(self):
        """This will put the newest first where no column was chosen."""
        offers = super().get_queryset()
        return offers if offers.ordered else offers.order_by("-date_created", "-pk")


class OfferDetailView(OscarOfferDetailView):
    """An offer without the orders that used it (Oscar lists them, also as CSV): orders are seen at the desks only."""

    def get_queryset(self):
        """This will list no order."""
        return super().get_queryset().none().order_by("pk")
