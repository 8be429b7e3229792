from oscar.apps.dashboard.offers.views import OfferDetailView as OscarOfferDetailView


class OfferDetailView(OscarOfferDetailView):
    """An offer without the orders that used it (Oscar lists them, also as CSV): orders are seen at the desks only."""

    def get_queryset(self):
        """This will list no order."""
        return super().get_queryset().none()
