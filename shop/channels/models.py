"""The sales channels: the national one, and those of trade promotion centres."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NATIONAL = "national"


class ChannelKind(models.TextChoices):
    NATIONAL = "NATIONAL", _("national")
    CENTRE = "CENTRE", _("centre")
    COUNTER = "COUNTER", _("counter")
    FAIR = "FAIR", _("fair")


class Channel(models.Model):
    """A way of selling. Its code is stable text: national, centre.quang-ninh, counter.quang-ninh.ha-long-1."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=ChannelKind.choices)
    centre = models.ForeignKey(
        "centres.Centre", null=True, blank=True, on_delete=models.PROTECT, related_name="channels"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="NATIONAL", centre__isnull=True, code=NATIONAL)
                | (~Q(kind="NATIONAL") & Q(centre__isnull=False) & ~Q(code=NATIONAL)),
                name="channels_channel_centre",
                violation_error_message=_("The national channel has no centre; every other one has."),
            )
        ]

    def __str__(self) -> str:
        return self.code
