"""Provinces and communes by date, and what became of the former ones.

A code alone is no key: 2,146 codes stand for another unit before 07/2025 than after. The key is code + valid_from.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue_ext.places.rules import short_label, split_type, without_type


def _unit_constraints(prefix: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["code", "valid_from"],
            name=f"{prefix}_code_from",
            violation_error_message=_("Another unit has this code from this day on."),
        ),
        models.UniqueConstraint(
            fields=["code"],
            condition=Q(valid_to__isnull=True),
            name=f"{prefix}_one_current",
            violation_error_message=_("Another unit of today has this code."),
        ),
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
        return split_type(self.name, level="province")[1]

    @property
    def label(self) -> str:
        """This will return the name as it stands inside a sentence: tỉnh Lâm Đồng, TP Quảng Ninh."""
        return short_label(self.name)


class Commune(models.Model):
    """A commune, ward or special zone (xã, phường, đặc khu; before 07/2025 also thị trấn). Days, end exclusive.

    Five island districts without communes stand among the former units, under the district's three digits.
    """

    code = models.CharField(max_length=5, help_text=_("zero-padded text"))
    name = models.CharField(max_length=100, help_text=_("full name, e.g. Xã Quảng Trực"))
    division_type = models.CharField(max_length=20)
    name_fold = models.CharField(max_length=100, db_index=True, help_text=_("folded, without the type word"))
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="communes")
    # Only units of before 07/2025 lie in a district.
    district_name = models.CharField(max_length=100, blank=True)
    district_fold = models.CharField(max_length=100, blank=True, db_index=True)
    # What is matched while somebody types: every word of the unit, its district and provinces, a space before each.
    search_words = models.CharField(max_length=300, editable=False)
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
        return without_type(self.name, self.division_type)

    @property
    def label(self) -> str:
        """This will return the name as it stands inside a sentence: xã Quảng Trực."""
        return short_label(self.name, self.division_type)

    @property
    def is_former(self) -> bool:
        """This will tell whether the unit ended (all units of before 07/2025 did)."""
        return self.valid_to is not None


class Succession(models.Model):
    """What a former unit became. Several rows = it was split, and a person says which."""

    old = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="origins")
    is_default = models.BooleanField(default=False, help_text=_("proposed first when the unit was split"))

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="places_succession_once"),
            models.UniqueConstraint(fields=["old"], condition=Q(is_default=True), name="places_succession_one_default"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class FormerName(models.Model):
    """Another name or type of a unit that itself went on (22 communes became phường in 2026), or a spelling in use."""

    commune = models.ForeignKey(Commune, null=True, blank=True, on_delete=models.PROTECT, related_name="former_names")
    province = models.ForeignKey(Province, null=True, blank=True, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=100)
    name_fold = models.CharField(max_length=100, db_index=True, editable=False)
    until = models.DateField(
        null=True, blank=True, help_text=_("first day of the later name; empty = only another spelling")
    )
    basis = models.CharField(max_length=100, blank=True, help_text=_("legal act"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.CheckConstraint(
                condition=Q(commune__isnull=True, province__isnull=False)
                | Q(commune__isnull=False, province__isnull=True),
                name="places_formername_of_one_unit",
                violation_error_message=_("A former name belongs to one commune or to one province."),
            ),
            models.UniqueConstraint(fields=["commune", "name"], name="places_formername_once_a_commune"),
            models.UniqueConstraint(fields=["province", "name"], name="places_formername_once_a_province"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (–{self.until or '…'}) = {self.commune or self.province}"


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
