from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.reviews.forms import *  # noqa: F403
from oscar.core.loading import get_model

ProductReview = get_model("reviews", "ProductReview")


class DashboardProductReviewForm(forms.Form):
    """What an officer decides of an opinion. No model form: words and score are the buyer's and are not edited."""

    status = forms.TypedChoiceField(
        label=_("What is decided"),
        coerce=int,
        choices=[(ProductReview.APPROVED, _("show it")), (ProductReview.REJECTED, _("turn it down"))],
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=300, help_text=_("asked for when it is turned down")
    )

    def clean(self):
        """This will ask why an opinion is turned down."""
        facts = super().clean()
        if facts.get("status") == ProductReview.REJECTED and not (facts.get("reason") or "").strip():
            self.add_error("reason", _("Say why it is turned down."))
        return facts
