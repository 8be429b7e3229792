"""Who bears an offer's discount, and what each order line was given: Oscar's offers and vouchers, with their terms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


class BorneBy(models.TextChoices):
    """Who pays for a discount."""

    OPERATOR = "operator", _("the shop")
    PRODUCER = "producer", _("a producer")
    CENTRE = "centre", _("a trade promotion centre")


def names_its_bearer(name: str) -> models.CheckConstraint:
    """This will return the constraint that a bearer is named exactly where there is one to name."""
    return models.CheckConstraint(
        condition=Q(borne_by="operator", partner__isnull=True, centre__isnull=True)
        | Q(borne_by="producer", partner__isnull=False, centre__isnull=True)
        | Q(borne_by="centre", partner__isnull=True, centre__isnull=False),
        name=name,
        violation_error_message=_("The shop bears it, or one producer, or one centre."),
    )


class OfferTerms(models.Model):
    """On whose cost an offer runs. An offer without terms takes nothing off; what a producer bears, only its goods."""

    offer = models.OneToOneField("offer.ConditionalOffer", on_delete=models.PROTECT, related_name="terms")
    borne_by = models.CharField(_("who bears the discount"), max_length=8, choices=BorneBy.choices)
    partner = models.ForeignKey(
        "partner.Partner",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="borne_offers",
        verbose_name=_("producer that bears it"),
    )
    centre = models.ForeignKey(
        "centres.Centre",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="borne_offers",
        verbose_name=_("centre that bears it"),
    )
    # Nobody pays for a discount that they have not agreed to in writing.
    agreement = models.CharField(
        _("their written consent"), max_length=200, blank=True, help_text=_("number and date of the letter or contract")
    )
    # Counts only while DEMO is on.
    is_illustration = models.BooleanField(default=False, help_text=_("shown with the word “minh hoạ”"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("terms of an offer")
        verbose_name_plural = _("terms of offers")
        constraints = [
            names_its_bearer("promotions_terms_bearer"),
            models.CheckConstraint(
                condition=Q(borne_by="operator") | ~Q(agreement=""),
                name="promotions_terms_agreement",
                violation_error_message=_("Say in which letter or contract they agreed to bear it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.borne_by}"


class LineDiscount(AppendOnlyModel):
    """What one offer took off one order line, and who bears it, as it was on the day of the order. For settlement."""

    line = models.ForeignKey("order.Line", on_delete=models.PROTECT, related_name="borne_discounts")
    offer = models.ForeignKey("offer.ConditionalOffer", on_delete=models.PROTECT, related_name="line_discounts")
    offer_name = models.CharField(max_length=128)
    voucher = models.ForeignKey("voucher.Voucher", null=True, on_delete=models.PROTECT, related_name="line_discounts")
    voucher_code = models.CharField(max_length=128, blank=True)
    borne_by = models.CharField(max_length=8, choices=BorneBy.choices)
    partner = models.ForeignKey("partner.Partner", null=True, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey("centres.Centre", null=True, on_delete=models.PROTECT, related_name="+")
    agreement = models.CharField(max_length=200, blank=True)
    amount_vnd = models.PositiveBigIntegerField(help_text=_("whole dong, of the whole line"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("discount of a line")
        verbose_name_plural = _("discounts of lines")
        constraints = [
            models.UniqueConstraint(fields=["line", "offer"], name="promotions_line_discount_once"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="promotions_line_discount_above_zero"),
            models.CheckConstraint(
                condition=Q(voucher__isnull=True, voucher_code="") | (Q(voucher__isnull=False) & ~Q(voucher_code="")),
                name="promotions_line_discount_voucher",
                violation_error_message=_("A voucher and its code belong together."),
            ),
            names_its_bearer("promotions_line_discount_bearer"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: −{self.amount_vnd} ({self.borne_by})"


class FailedCode(models.Model):
    """A code that was typed and is none, counted per client address."""

    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45)

    class Meta:
        verbose_name = _("failed voucher code")
        verbose_name_plural = _("failed voucher codes")
        indexes = [models.Index(fields=["address", "at"], name="promotions_code_address")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
