"""Who did what, when, to which record. Append-only."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


class Entry(AppendOnlyModel):
    """One act of one person (or of the system, when `by` is empty) on one record."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    record_type = models.CharField(max_length=60)
    record_key = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["record_type", "record_key", "at"], name="audit_entry_record")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.record_type} {self.record_key}"
