"""Official artwork in place of our own design, one current picture per grade."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class BadgeArtwork(models.Model):
    """The picture an administrator put in place of our tally for one grade. Earlier ones stay, as a trace."""

    stars = models.PositiveSmallIntegerField(_("stars"), choices=[(stars, str(stars)) for stars in (3, 4, 5)])
    # Always a WebP of our own making, see artwork.py.
    file = models.FileField(_("file"), upload_to="badges/")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    # Empty while it is the one in use.
    ended_at = models.DateTimeField(_("in use until"), null=True, blank=True)

    class Meta:
        verbose_name = _("badge artwork")
        verbose_name_plural = _("badge artworks")
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__in=[3, 4, 5]),
                name="labels_artwork_stars",
                violation_error_message=_("Badges are for 3, 4 and 5 stars."),
            ),
            models.UniqueConstraint(
                fields=["stars"],
                condition=Q(ended_at__isnull=True),
                name="labels_artwork_one_current",
                violation_error_message=_("This grade already has its artwork."),
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=models.F("uploaded_at")),
                name="labels_artwork_period",
                violation_error_message=_("Artwork ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stars} sao · {self.uploaded_at:%d/%m/%Y %H:%M:%S}"
