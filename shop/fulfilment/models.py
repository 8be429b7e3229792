"""One order into producer orders: each producer's part, from one place, with its own state, fee and number."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel
from shop.fulfilment.states import State


class ProducerOrder(models.Model):
    """One producer's part of one order from one place. Made for every order, also with one producer."""

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="producer_orders")
    number = models.CharField(max_length=16, unique=True, help_text=_("order number, hyphen, ordinal"))
    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="producer_orders")
    seller_of_record = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.NEW.value)
    goods_vnd = models.PositiveBigIntegerField(help_text=_("whole dong, before discounts"))
    discount_vnd = models.PositiveBigIntegerField(default=0)
    delivery_vnd = models.PositiveBigIntegerField()
    total_vnd = models.PositiveBigIntegerField(help_text=_("goods less discounts plus delivery"))
    placed_at = models.DateTimeField()
    tracking_number = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("producer order")
        verbose_name_plural = _("producer orders")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "partner", "seller_of_record", "location"], name="fulfilment_part_once"
            ),
            models.CheckConstraint(
                condition=Q(total_vnd=F("goods_vnd") - F("discount_vnd") + F("delivery_vnd")),
                name="fulfilment_part_total",
                violation_error_message=_("The total is goods less discounts plus delivery."),
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="fulfilment_part_state"),
        ]
        indexes = [models.Index(fields=["partner", "state", "placed_at"], name="fulfilment_part_desk")]

    def __str__(self) -> str:
        return self.number


class StateChange(AppendOnlyModel):
    """One move of one part: from, to, when, who, why."""

    producer_order = models.ForeignKey(ProducerOrder, on_delete=models.PROTECT, related_name="changes")
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=8)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("state changes")
        indexes = [models.Index(fields=["producer_order", "at"], name="fulfilment_change_part")]

    def __str__(self) -> str:
        return f"{self.producer_order_id}: {self.source} → {self.target}"


class FailedLookup(models.Model):
    """A failed look-up of an order, counted per client address and per number."""

    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45)
    number = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("failed look-up")
        verbose_name_plural = _("failed look-ups")
        indexes = [
            models.Index(fields=["address", "at"], name="fulfilment_lookup_address"),
            models.Index(fields=["number", "at"], name="fulfilment_lookup_number"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address} {self.number}"
