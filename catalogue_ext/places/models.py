"""Provinces and communes by date, and what became of the former ones.

A code alone is no key: 2,146 codes stand for another unit before 07/2025 than after. The key is code + valid_from.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def _unit_constraints(prefix: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["code", "valid_from"], name=f"{prefix}_code_from"),
        models.UniqueConstraint(fields=["code"], condition=Q(valid_to__isnull=True), name=f"{prefix}_one_current"),
        models.CheckConstraint(
            condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            name=f"{prefix}_period",
            violation_error_message=_("A unit ends after it begins."),
        ),
    ]


class Province(models.Model):
    """A province or centrally run city, for the time it existed. Days, end exclusive."""

    code = models.CharField(max_length=2, help_text=_("zero-padded text"))
    name = models.CharField(max_length=100, help_text=_("full today's name, e.g. Tỉnh Lâm Đồng"))
    division_type = models.CharField(max_length=40)
    name_fold = models.CharField(max_length=100, db_index=True, help_text=_("folded, without the type word"))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        constraints = _unit_constraints("places_province")

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.valid_from})"

    @property
    def short_name(self) -> str:
        """This will return the name without its type word: Lâm Đồng."""
        return self.name.removeprefix("Thành phố ").removeprefix("Tỉnh ")


class Commune(models.Model):
    """A commune, ward or special zone (xã, phường, đặc khu; before 07/2025 also thị trấn). Days, end exclusive."""

    code = models.CharField(max_length=5, help_text=_("zero-padded text"))
    name = models.CharField(max_length=100, help_text=_("full name, e.g. Xã Quảng Trực"))
    division_type = models.CharField(max_length=20)
    name_fold = models.CharField(max_length=100, db_index=True, help_text=_("folded, without the type word"))
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="communes")
    # Only units of before 07/2025 lie in a district.
    district_name = models.CharField(max_length=100, blank=True)
    district_fold = models.CharField(max_length=100, blank=True, db_index=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        constraints = _unit_constraints("places_commune")

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.valid_from})"

    @property
    def short_name(self) -> str:
        """This will return the name without its type word: Quảng Trực."""
        for word in ("Phường ", "Xã ", "Đặc khu ", "Thị trấn "):
            if self.name.startswith(word):
                return self.name[len(word) :]
        return self.name


class Succession(models.Model):
    """What a former unit became. Several rows = it was split, and a person says which."""

    old = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="origins")
    is_default = models.BooleanField(default=False, help_text=_("proposed first when the unit was split"))

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="places_succession_once")]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class FormerName(models.Model):
    """Another official name or type of a unit that itself went on (22 communes became phường in 2026)."""

    commune = models.ForeignKey(Commune, null=True, blank=True, on_delete=models.PROTECT, related_name="former_names")
    province = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=100)
    until = models.DateField(help_text=_("first day of the later name"))
    basis = models.CharField(max_length=100, blank=True, help_text=_("legal act"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.CheckConstraint(
                condition=Q(commune__isnull=True, province__isnull=False) | Q(commune__isnull=False, province__isnull=True),
                name="places_formername_of_one_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} (–{self.until})"


class Alias(models.Model):
    """A name that is in no table, and the commune a person said it means."""

    text = models.CharField(max_length=200)
    text_fold = models.CharField(max_length=200, unique=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="aliases")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")

    def __str__(self) -> str:
        return f"{self.text} = {self.commune}"
