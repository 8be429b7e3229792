"""Copies that were asked for, and orders whose buyer was forgotten."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


def export_path(instance: Any, filename: str) -> str:
    """This will return where a copy is kept: no name of the person's, and nothing that can be guessed."""
    return f"private/exports/{secrets.token_urlsafe(24)}.zip"


class Export(models.Model):
    """A copy of what an account's owner is to us, too large to be made while they wait. Its file lives for a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="vi")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateTimeField(null=True, blank=True, help_text=_("exclusive; the file is deleted then"))
    file = models.FileField(upload_to=export_path, max_length=120, blank=True)

    class Meta:
        verbose_name = _("copy of personal data")
        verbose_name_plural = _("copies of personal data")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ready_at__isnull=True), name="personal_data_one_waiting_export"
            ),
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, keep_until__isnull=True)
                | Q(ready_at__isnull=False, keep_until__isnull=False),
                name="personal_data_export_ready_both",
                violation_error_message=_("What is ready is kept until an instant."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.asked_at:%Y-%m-%d %H:%M}"


class ForgottenOrder(AppendOnlyModel):
    """An order without its buyer: sums, goods, certificates and communes stay, nobody can be told from it any more."""

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="forgotten")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(help_text=_("from when the legal time ran"))

    class Meta:
        verbose_name = _("order without its buyer")
        verbose_name_plural = _("orders without their buyers")

    def __str__(self) -> str:
        return f"{self.order_id} · {self.at:%Y-%m-%d}"
