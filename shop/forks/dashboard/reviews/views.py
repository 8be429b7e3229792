from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from oscar.apps.dashboard.reviews.views import ReviewListView as OscarReviewListView
from oscar.apps.dashboard.reviews.views import ReviewUpdateView as OscarReviewUpdateView
from oscar.core.loading import get_class

from shop.opinions.operations import judge

DashboardProductReviewForm = get_class("dashboard.reviews.forms", "DashboardProductReviewForm")

PROOF = ("proof__line__product__parent", "proof__line__producer_order", "proof__line__order", "reply")


class ReviewListView(OscarReviewListView):
    """Opinions with the purchase that proves each; shown or turned down by the room's operation."""

    def get_queryset(self):
        """This will read the proofs too, in a stable order."""
        reviews = super().get_queryset().select_related(*PROOF)
        return reviews.order_by(*reviews.query.order_by, "-pk")

    def update_selected_review_status(self, request, reviews):
        """This will decide all of the chosen ones alike, or say what is missing."""
        form = DashboardProductReviewForm(request.POST)
        if form.is_valid():
            decide(form, reviews, request.user)
        else:
            messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return HttpResponseRedirect(reverse("dashboard:reviews-list"))


class ReviewUpdateView(OscarReviewUpdateView):
    """One opinion to read, with its proof, and the decision about it."""

    def get_queryset(self):
        """This will read the proof too."""
        return super().get_queryset().select_related("product", *PROOF)

    def get_form_kwargs(self):
        """This will give the form no row to write."""
        kwargs = super().get_form_kwargs()
        return {name: value for name, value in kwargs.items() if name != "instance"}

    def form_valid(self, form):
        """This will decide by the room's operation; the form saves nothing."""
        decide(form, [self.object], self.request.user)
        return HttpResponseRedirect(self.get_success_url())


def decide(form, reviews, by):
    """This will call judge for each review as the form says."""
    facts = form.cleaned_data
    for review in reviews:
        is_approved = facts["status"] == review.APPROVED
        judge(review=review, is_approved=is_approved, reason=facts["reason"], by=by, at=timezone.now())
