"""What must happen after commit: one row per thing, written in the same transaction as its cause."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One thing to do: waiting, done, or dead after too many tries."""

    kind = models.CharField(max_length=60)
    # Same kind and key = same thing: a second one is not written.
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # A worker that dies lets go by itself when this passes.
    locked_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    dead_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="outbox_message_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dead_at__isnull=True), name="outbox_message_done_or_dead"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(done_at__isnull=True, dead_at__isnull=True),
                name="outbox_message_waiting",
            ),
            # What of a kind is not done, given up or not.
            models.Index(fields=["kind"], condition=Q(done_at__isnull=True), name="outbox_message_undone"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
