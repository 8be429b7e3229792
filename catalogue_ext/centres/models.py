"""Trade promotion centres: who they are and who works there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.accounts.phones import dialled


class Centre(models.Model):
    """A province's trade promotion centre (trung tâm xúc tiến thương mại)."""

    code = models.SlugField(max_length=40, unique=True, help_text=_("stable, e.g. quang-ninh"))
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="centres")
    commune = models.ForeignKey("places.Commune", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    # Who they are and what they do for makers and buyers.
    about = models.TextField(_("about"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    # A centre that sells goods in its own name is a partner (seller of record) as well.
    partner = models.OneToOneField(
        "partner.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="centre"
    )
    is_illustration = models.BooleanField(default=False, help_text=_("shown with the word “minh hoạ”"))

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")

    def __str__(self) -> str:
        return self.name

    @property
    def phone_link(self) -> str:
        """This will return the telephone as a link's address, or "": tel:+84912345678."""
        return f"tel:{dialled(phone=self.phone)}" if self.phone else ""


class StaffMembership(models.Model):
    """A person who works for a centre."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="centre_memberships")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("centre staff")
        verbose_name_plural = _("centre staff")
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "user"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="centres_one_current_membership",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.centre}"
