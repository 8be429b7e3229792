"""The forms of the offer wizard: what this shop cannot keep right is not offered, and somebody bears the cost."""

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.offers.forms import *  # noqa: F403
from oscar.apps.dashboard.offers.forms import BenefitForm as OscarBenefitForm
from oscar.apps.dashboard.offers.forms import ConditionForm as OscarConditionForm
from oscar.apps.dashboard.offers.forms import MetaDataForm as OscarMetaDataForm
from oscar.core.loading import get_model

from catalogue_ext.centres.models import Centre
from catalogue_ext.producers.models import Producer
from shop.promotions.models import BorneBy
from shop.promotions.queries import terms_of
from shop.promotions.rules import Kind

NOT_WHOLE = _("Amounts are whole dong.")


def _is_whole(value):
    return value is None or value == int(value)


class MetaDataForm(OscarMetaDataForm):
    """Name and type of an offer, and on whose cost it runs: without that it takes nothing off."""

    borne_by = forms.ChoiceField(
        label=_("Who bears the discount"),
        choices=[("", "---------"), *BorneBy.choices],
        help_text=_(
            "Every order keeps this with each discounted line. What a producer bears lowers its own goods only."
        ),
    )
    # Choices and not rows: the wizard keeps what was chosen in the session, as JSON.
    partner = forms.TypedChoiceField(label=_("The producer"), required=False, coerce=int, empty_value=None)
    centre = forms.TypedChoiceField(label=_("The centre"), required=False, coerce=int, empty_value=None)
    agreement = forms.CharField(
        label=_("Their written consent"),
        required=False,
        max_length=200,
        help_text=_("Number and date of the letter or contract. Nobody pays for a discount they have not agreed to."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        producers = Producer.objects.filter(partner__isnull=False).order_by("name", "pk")
        self.fields["partner"].choices = [("", "---------"), *producers.values_list("partner", "name")]
        self.fields["centre"].choices = [
            ("", "---------"),
            *Centre.objects.order_by("name", "pk").values_list("pk", "name"),
        ]
        terms = terms_of(offer=self.instance) if self.instance.pk else None
        if terms is not None:
            for name, value in _typed(terms).items():
                self.fields[name].initial = value

    def clean(self):
        """This will ask for exactly the bearer that was chosen, and for their consent."""
        cleaned = super().clean()
        borne_by = cleaned.get("borne_by")
        for name, kind in (("partner", BorneBy.PRODUCER), ("centre", BorneBy.CENTRE)):
            if borne_by != kind:
                cleaned[name] = None
            elif not cleaned.get(name):
                self.add_error(name, _("Please say which one."))
        if borne_by == BorneBy.OPERATOR:
            cleaned["agreement"] = ""
        elif borne_by and not cleaned.get("agreement"):
            self.add_error("agreement", _("Say in which letter or contract they agreed to bear it."))
        return cleaned


def _typed(terms):
    return {
        "borne_by": terms.borne_by,
        "partner": terms.partner_id,
        "centre": terms.centre_id,
        "agreement": terms.agreement,
    }


class BenefitForm(OscarBenefitForm):
    """What is taken off the goods. Delivery is no part of it, and dong are whole."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in get_model("offer", "Benefit").TYPE_CHOICES if choice[0] in set(Kind)]
        self.fields["type"].choices = [("", "---------"), *kinds]
        self.fields["type"].help_text = _(
            "Discounts on delivery are not offered: each parcel has its own fee, which is paid to whoever brings it. "
            "Lower the goods instead. Alcoholic drinks are never discounted and never count, whatever the range."
        )
        self.fields["value"].help_text = _("A percentage, or whole dong. Cut down to whole dong on every line.")

    def clean(self):
        """This will refuse fractions of a dong."""
        cleaned = super().clean()
        if cleaned.get("type") != Kind.PERCENTAGE and not _is_whole(cleaned.get("value")):
            self.add_error("value", NOT_WHOLE)
        return cleaned


class ConditionForm(OscarConditionForm):
    """What a basket must hold: whole dong, or whole pieces."""

    def clean(self):
        """This will refuse fractions."""
        cleaned = super().clean()
        if not _is_whole(cleaned.get("value")):
            self.add_error("value", _("Pieces and dong are whole."))
        return cleaned
