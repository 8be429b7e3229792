"""What stands on the goods' label: composition, net quantity, use, storage, warnings, numbers. True without a sale."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONG, SHORT = 2000, 300


class NetUnit(models.TextChoices):
    """How a net quantity is measured (NĐ 37/2026/NĐ-CP: mass, volume or count)."""

    GRAM = "g", _("gram")
    MILLILITRE = "ml", _("millilitre")
    PIECE = "piece", _("piece")


class Particulars(models.Model):
    """The label of one listing or pack size. Empty = nobody has stated it, and nothing is shown.

    A pack size states its own net quantity and number; the rest is its product's unless it says otherwise.
    """

    product = models.OneToOneField("catalogue.Product", on_delete=models.PROTECT, related_name="particulars")
    ingredients = models.TextField(_("ingredients"), max_length=LONG, blank=True)
    ingredients_en = models.TextField(_("ingredients in English"), max_length=LONG, blank=True)
    net_quantity = models.PositiveIntegerField(_("net quantity"), null=True, blank=True)
    net_unit = models.CharField(_("unit"), max_length=5, choices=NetUnit.choices, blank=True)
    shelf_life = models.CharField(_("shelf life"), max_length=SHORT, blank=True)
    shelf_life_en = models.CharField(_("shelf life in English"), max_length=SHORT, blank=True)
    usage = models.TextField(_("how to use"), max_length=LONG, blank=True)
    usage_en = models.TextField(_("how to use, in English"), max_length=LONG, blank=True)
    storage = models.TextField(_("how to keep"), max_length=LONG, blank=True)
    storage_en = models.TextField(_("how to keep, in English"), max_length=LONG, blank=True)
    warnings = models.TextField(_("warnings"), max_length=LONG, blank=True)
    warnings_en = models.TextField(_("warnings in English"), max_length=LONG, blank=True)
    # Số tự công bố (self-declared food) or số đăng ký bản công bố (registered), as printed.
    declaration_number = models.CharField(_("declaration number"), max_length=80, blank=True)
    gtin = models.CharField(_("GTIN"), max_length=14, blank=True, help_text=_("the digits under the bar code"))
    trace_url = models.URLField(_("trace link"), max_length=300, blank=True, help_text=_("begins with https://"))
    trace_provider = models.CharField(_("who keeps the trace"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("goods' label")
        verbose_name_plural = _("goods' labels")
        constraints = [
            models.CheckConstraint(
                condition=Q(net_quantity__isnull=True, net_unit="")
                | Q(net_quantity__isnull=False, net_quantity__gt=0, net_unit__in=NetUnit.values),
                name="particulars_net_quantity_both_or_neither",
                violation_error_message=_("A net quantity is a number above zero with its unit."),
            ),
            models.UniqueConstraint(
                fields=["gtin"],
                condition=~Q(gtin=""),
                name="particulars_gtin_once",
                violation_error_message=_("Another product has this GTIN."),
            ),
            models.CheckConstraint(
                condition=Q(trace_url="") | Q(trace_url__startswith="https://"),
                name="particulars_trace_https",
                violation_error_message=_("A trace link begins with https://."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}"
