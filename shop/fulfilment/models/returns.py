"""Goods a buyer wants to give back: which lines, why, with pictures, and what was answered."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReturnReason(models.TextChoices):
    """Why goods are given back."""

    DAMAGED = "damaged", _("arrived damaged or spoiled")
    WRONG = "wrong", _("not what was ordered")
    NOT_AS_DESCRIBED = "not_as_described", _("not as described")
    CHANGED_MIND = "changed_mind", _("not wanted any more")


class ReturnState(models.TextChoices):
    """Where a request stands."""

    ASKED = "asked", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted, the goods are on their way back")
    DECLINED = "declined", _("declined")
    RECEIVED = "received", _("the goods are back")


OPEN = (ReturnState.ASKED, ReturnState.ACCEPTED)


class ReturnRequest(models.Model):
    """One wish of a buyer to give back whole lines of one part."""

    producer_order = models.ForeignKey("ProducerOrder", on_delete=models.PROTECT, related_name="return_requests")
    state = models.CharField(max_length=8, choices=ReturnState.choices, default=ReturnState.ASKED)
    reason = models.CharField(max_length=16, choices=ReturnReason.choices)
    text = models.CharField(max_length=1000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        constraints = [
            models.UniqueConstraint(
                fields=["producer_order"], condition=Q(state__in=OPEN), name="fulfilment_one_open_return"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="fulfilment_return_answered_by_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer_order_id}: {self.state}"


class ReturnLine(models.Model):
    """One line that is to go back, whole."""

    request = models.ForeignKey(ReturnRequest, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, related_name="return_lines")

    class Meta:
        verbose_name = _("line to give back")
        verbose_name_plural = _("lines to give back")
        constraints = [models.UniqueConstraint(fields=["request", "line"], name="fulfilment_return_line_once")]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.line_id}"


def evidence_path(instance: Any, filename: str) -> str:
    """This will return where a picture is kept: no name of the buyer's, and nothing that can be guessed."""
    return f"private/returns/{secrets.token_urlsafe(24)}.webp"


class ReturnPicture(models.Model):
    """What the buyer shows. Kept away from public files, re-encoded, without the camera's data."""

    request = models.ForeignKey(ReturnRequest, on_delete=models.PROTECT, related_name="pictures")
    file = models.FileField(upload_to=evidence_path, max_length=120)

    class Meta:
        verbose_name = _("picture of a return")
        verbose_name_plural = _("pictures of returns")

    def __str__(self) -> str:
        return f"{self.request_id}"
