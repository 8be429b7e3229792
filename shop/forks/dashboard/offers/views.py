from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.dashboard.offers.views import OfferDeleteView as OscarOfferDeleteView
from oscar.apps.dashboard.offers.views import OfferDetailView as OscarOfferDetailView
from oscar.apps.dashboard.offers.views import OfferListView as OscarOfferListView

from shop.promotions.operations import remove_offer
from shop.promotions.queries import bearer_name, terms_of
from shop.promotions.refusals import OfferKept


class OfferListView(OscarOfferListView):
    """Oscar's list pages through offers in no order; ours is stable, and says which of them nobody bears."""

    def get_queryset(self):
        """This will put the newest first where no column was chosen."""
        offers = super().get_queryset().select_related("terms__partner", "terms__centre")
        return offers if offers.ordered else offers.order_by("-date_created", "-pk")


class OfferDetailView(OscarOfferDetailView):
    """An offer without the orders that used it (Oscar lists them, also as CSV): orders are seen at the desks only."""

    def get_queryset(self):
        """This will list no order."""
        return super().get_queryset().none().order_by("pk")

    def get_context_data(self, *args, **kwargs):
        """This will add who bears the offer."""
        terms = terms_of(offer=self.offer)
        named = {"terms": terms, "bearer": bearer_name(terms) if terms else ""}
        return {**super().get_context_data(*args, **kwargs), **named}


class OfferDeleteView(OscarOfferDeleteView):
    """An offer that orders stand on stays."""

    def form_valid(self, form):
        """This will delete it, or say why not."""
        try:
            remove_offer(offer=self.object, by=self.request.user, at=timezone.now())
        except OfferKept:
            messages.error(self.request, _("Orders stand on this offer, so it stays. Suspend it instead."))
            return redirect("dashboard:offer-detail", pk=self.object.pk)
        return redirect(self.get_success_url())
