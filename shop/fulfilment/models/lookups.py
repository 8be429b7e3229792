"""Failed look-ups of an order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
