import json

from django.db import transaction
from django.utils import timezone
from oscar.apps.dashboard.offers.wizard_views import OfferWizardStepView as OscarWizardStepView
from oscar.core.loading import get_model

from catalogue_ext.centres.models import Centre
from shop.promotions.operations import set_terms


class OfferWizardStepView(OscarWizardStepView):
    """Oscar's wizard, which writes an offer together with who bears it."""

    @transaction.atomic
    def save_offer(self, offer):
        """This will save the offer, and its terms where the first step was filled in."""
        chosen = self._chosen_terms()
        answer = super().save_offer(offer)
        if chosen:
            set_terms(offer=offer, by=self.request.user, at=timezone.now(), **chosen)
        return answer

    def _chosen_terms(self):
        kept = self.request.session.get(self.wizard_name, {}).get(self._key("metadata"))
        typed = json.loads(kept)["data"] if kept else {}
        if not typed.get("borne_by"):
            return {}
        return {
            "borne_by": typed["borne_by"],
            "agreement": typed["agreement"],
            "partner": get_model("partner", "Partner").objects.filter(pk=typed["partner"]).first(),
            "centre": Centre.objects.filter(pk=typed["centre"]).first(),
        }
