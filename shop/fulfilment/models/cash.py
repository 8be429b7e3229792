"""How cash on delivery is secured: one row per phone to count under, refusals at the door, confirmations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


class BuyerPhone(models.Model):
    """One phone that orders for cash. Its row is locked while its open orders are counted."""

    phone = models.CharField(max_length=16, unique=True, help_text="E.164")
    is_blocked = models.BooleanField(default=False, help_text=_("support takes no cash orders from it"))

    class Meta:
        verbose_name = _("buyer's phone")
        verbose_name_plural = _("buyers' phones")

    def __str__(self) -> str:
        return self.phone


class DoorRefusal(AppendOnlyModel):
    """A parcel that was brought and not taken. The phone is the buyer's; anonymised with the order's age."""

    phone = models.ForeignKey(BuyerPhone, on_delete=models.PROTECT, related_name="refusals")
    producer_order = models.OneToOneField("ProducerOrder", on_delete=models.PROTECT, related_name="door_refusal")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("refusal at the door")
        verbose_name_plural = _("refusals at the door")

    def __str__(self) -> str:
        return f"{self.producer_order_id}"


class CashConfirmation(models.Model):
    """An order for much cash waits until its buyer said yes: by a code sent to the phone, or to support's call."""

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="cash_confirmation")
    code = models.CharField(max_length=6)
    sent_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # Who called; nobody when the buyer typed the code.
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("confirmation of a cash order")
        verbose_name_plural = _("confirmations of cash orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="fulfilment_confirmed_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}"
