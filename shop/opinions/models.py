"""Side tables of Oscar's reviews: the purchase that proves an opinion, and the maker's reply.

Oscar's `ProductReview` holds score, title, body, the name that is shown, and whether an officer approved it. Its `user`
stays empty: an opinion belongs to what was bought, and Oscar allows an account only one for each product.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PurchaseProof(models.Model):
    """The order line that an opinion is about: bought, received, and told of once."""

    review = models.OneToOneField("reviews.ProductReview", on_delete=models.PROTECT, related_name="proof")
    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="opinion")
    at = models.DateTimeField()
    # None for a buyer who is known by number and phone only.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("proof of purchase")
        verbose_name_plural = _("proofs of purchase")

    def __str__(self) -> str:
        return f"{self.review_id} · {self.line_id}"


class Reply(models.Model):
    """What the maker says to one opinion, once."""

    review = models.OneToOneField("reviews.ProductReview", on_delete=models.PROTECT, related_name="reply")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reply to an opinion")
        verbose_name_plural = _("replies to opinions")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="opinions_reply_says_something"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True) | Q(changed_at__gte=F("at")), name="opinions_reply_changed_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} · {self.at:%Y-%m-%d %H:%M}"
