"""Who is to be paid how much, who took the cash, and what is owed back. Whole dong."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel
from shop.carriers.base import CashHolder


class Payment(models.Model):
    """What one order owes one payee, the seller of record. As placed; what fell away since stands on the parts."""

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="payments")
    payee = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=20, default="cod")
    amount_vnd = models.PositiveBigIntegerField(help_text=_("the sum of its producer orders, as placed"))
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [models.UniqueConstraint(fields=["order", "payee"], name="fulfilment_one_payment_per_payee")]

    def __str__(self) -> str:
        return f"{self.order_id} → {self.payee_id}"


class Holder(models.TextChoices):
    """Who has the cash of a parcel in hand, in words. Never the shop: it holds nobody's money."""

    PRODUCER = CashHolder.PRODUCER.value, _("the producer")
    CARRIER = CashHolder.CARRIER.value, _("the carrier")
    CENTRE = CashHolder.CENTRE.value, _("the trade promotion centre")


class Collection(AppendOnlyModel):
    """Cash taken when a parcel was received."""

    producer_order = models.OneToOneField("ProducerOrder", on_delete=models.PROTECT, related_name="collection")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="collections")
    amount_vnd = models.PositiveBigIntegerField()
    holder = models.CharField(max_length=8, choices=Holder.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("cash taken")
        verbose_name_plural = _("cash taken")

    def __str__(self) -> str:
        return f"{self.producer_order_id}: {self.amount_vnd}"


class Refund(models.Model):
    """Money that the payee owes the buyer, until somebody says how it was given back."""

    producer_order = models.ForeignKey("ProducerOrder", on_delete=models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount_vnd = models.PositiveBigIntegerField()
    # To whom: a name and a phone, as the order has them; emptied when the order is made anonymous.
    owed_to = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=300)
    owed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    paid_how = models.CharField(max_length=200, blank=True, help_text=_("bank transfer, cash, …"))
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="fulfilment_refund_above_zero"),
            models.CheckConstraint(
                condition=Q(paid_at__isnull=True, paid_by__isnull=True)
                | Q(paid_at__isnull=False, paid_by__isnull=False) & ~Q(paid_how=""),
                name="fulfilment_refund_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_order_id}: {self.amount_vnd}"
