"""Who wants to be told, once, when a product can be bought again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A message that was given up (a mail server's bad day) is written anew after this.
STUCK_AFTER = timedelta(days=1)


class WaitQuerySet(models.QuerySet["Wait"]):
    """Waits, in the words of who looks after them."""

    def open(self, at: datetime) -> WaitQuerySet:
        """This will keep those whose time is not over."""
        return self.filter(ends_at__gt=at)

    def to_be_told(self, at: datetime) -> WaitQuerySet:
        """This will keep those whose address is confirmed and whom no message is on its way to."""
        free = Q(telling_since__isnull=True) | Q(telling_since__lte=at - STUCK_AFTER)
        return self.open(at).filter(free, confirmed_at__isnull=False)

    def of(self, user: Any) -> WaitQuerySet:
        """This will keep those of an account; nobody waits for nothing."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Wait(models.Model):
    """One product and one address, from the wish on; deleted when told, taken back or over.

    Of an account, whose e-mail or phone is read when it is told, or of a guest's e-mail that its owner confirms first.
    The row is the consent: what was said yes to, in which words, and when.
    """

    # Never a pack size: whichever of them comes back is told of.
    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="waits")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="waits"
    )
    email = models.EmailField(blank=True, help_text=_("a guest's, in small letters"))
    language = models.CharField(max_length=2)
    wording = models.CharField(max_length=300, help_text=_("the sentence beside the button, as it was read"))
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(db_index=True, help_text=_("exclusive; the row is deleted then"))
    # A message is on its way, which looks once more before it is sent.
    telling_since = models.DateTimeField(null=True, blank=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        verbose_name = _("wait for a product")
        verbose_name_plural = _("waits for products")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "user"], condition=Q(user__isnull=False), name="waits_wait_once_an_account"
            ),
            models.UniqueConstraint(
                fields=["product", "email"], condition=~Q(email=""), name="waits_wait_once_an_email"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, email="") | (Q(user__isnull=True) & ~Q(email="")),
                name="waits_wait_of_one",
                violation_error_message=_("A wait is an account's or an e-mail address's."),
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(confirmed_at__isnull=False),
                name="waits_wait_account_confirmed",
                violation_error_message=_("Who is signed in has confirmed."),
            ),
            models.CheckConstraint(condition=~Q(wording=""), name="waits_wait_says_what"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="waits_wait_ends_later"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} · {self.product_id}"

    @property
    def is_confirmed(self) -> bool:
        """This will tell whether the address is its owner's."""
        return self.confirmed_at is not None


class Asking(models.Model):
    """A wish to be told, counted per client address for a day."""

    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45)

    class Meta:
        verbose_name = _("asking to be told")
        verbose_name_plural = _("askings to be told")
        indexes = [models.Index(fields=["address", "at"], name="waits_asking_address")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
