"""What people agreed to beyond what their order needs: one purpose at a time, and every change of mind."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


class Purpose(models.TextChoices):
    """What is asked for separately. Each has an effect: without a yes it does not happen."""

    ZALO = "zalo", _("order messages by Zalo")
    OPINION = "opinion", _("a question for your opinion after delivery")


class Consent(AppendOnlyModel):
    """One yes or one no. The newest that concerns an order or an account counts; see `queries.has_agreed`.

    Of an account where `user` is set, else of the one order it was said with; a guest's no reaches every order of the
    same phone.
    """

    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    is_given = models.BooleanField()
    at = models.DateTimeField()
    wording = models.CharField(max_length=300, help_text=_("the sentence beside the tick or switch, as it was read"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    # With which order it was said; an account also says it on its own page.
    order = models.ForeignKey("order.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    # Only of who has no account; emptied when the order is made anonymous.
    phone = models.CharField(max_length=16, blank=True, help_text="E.164")

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(order__isnull=False),
                name="consents_consent_of_somebody",
                violation_error_message=_("A consent is an account's or an order's."),
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="consents_consent_says_what"),
            models.CheckConstraint(condition=Q(purpose__in=["zalo", "opinion"]), name="consents_consent_purpose"),
        ]
        indexes = [
            models.Index(fields=["user", "purpose", "at"], name="consents_consent_user"),
            models.Index(fields=["order", "purpose", "at"], name="consents_consent_order"),
            models.Index(fields=["phone", "purpose", "at"], condition=Q(is_given=False), name="consents_consent_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {'yes' if self.is_given else 'no'} {self.at:%Y-%m-%d %H:%M} #{self.pk}"
