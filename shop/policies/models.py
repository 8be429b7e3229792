"""Wordings of the trust pages. A changed page is a new row: what held on the day of an order stays to be read."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel

# As wordings come into force; of two for one instant the later written counts.
IN_ORDER = ("slug", "valid_from", "pk")


class Wording(AppendOnlyModel):
    """What one page says from an instant on, until the next wording of the page. Nobody wrote it = our sample."""

    slug = models.SlugField(max_length=40)
    body_vi = models.TextField(help_text=_("cleaned HTML"))
    body_en = models.TextField(help_text=_("cleaned HTML"))
    valid_from = models.DateTimeField()
    # The law wants a changed fee to be published days before it holds.
    changes_fees = models.BooleanField(default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        indexes = [models.Index(fields=["slug", "valid_from"], name="policies_wording_page")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__gte=models.F("written_at")),
                name="policies_wording_not_backdated",
                violation_error_message=_("A wording holds from the moment it is published, or later."),
            ),
            models.CheckConstraint(
                condition=~models.Q(body_vi="") & ~models.Q(body_en=""),
                name="policies_wording_both_languages",
                violation_error_message=_("A page is written in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} · {self.valid_from:%Y-%m-%d %H:%M} · {self.pk}"

    @property
    def is_sample(self) -> bool:
        """This will tell whether the wording is ours, as it came with the shop, and not the operator's."""
        return self.written_by_id is None

    def body(self, language: str) -> str:
        """This will return the text in a language of the shop."""
        return self.body_en if language == "en" else self.body_vi

    def holds_at(self, at: datetime) -> bool:
        """This will tell whether its day has come; whether a later wording has taken its place is not asked here."""
        return self.valid_from <= at
