"""What was told to whom."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


class Way(models.TextChoices):
    """How a message left the house."""

    EMAIL = "EMAIL", _("e-mail")
    SMS = "SMS", _("SMS")
    ZALO = "ZALO", "Zalo"
    NONE = "NONE", _("not reachable")


class Delivery(AppendOnlyModel):
    """One message that was handed over, or could not be because nobody left an address.

    The row stays for ever, so the address stands in it masked; the whole one is the order's or the account's.
    """

    event = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True, help_text=_("the outbox message's key"))
    about = models.CharField(
        _("concerns"),
        max_length=40,
        blank=True,
        db_index=True,
        help_text=_("number of the order, its part or the ticket"),
    )
    way = models.CharField(max_length=5, choices=Way.choices)
    address = models.CharField(max_length=254, blank=True, help_text=_("masked"))
    language = models.CharField(max_length=2)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(way="NONE", address="") | (Q(way__in=["EMAIL", "SMS", "ZALO"]) & ~Q(address="")),
                name="notices_delivery_address",
                violation_error_message=_("What was sent has an address."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} · {self.way}"
