"""What a buyer agreed to with an order, and to whom an invoice is to be made out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


class Agreement(AppendOnlyModel):
    """The terms as they stood when the order was placed, and the buyer's word on age."""

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="agreement")
    at = models.DateTimeField()
    # Which wordings of the trust pages held: {slug: day from which it holds, ISO}.
    wordings = models.JSONField(default=dict)
    is_of_age = models.BooleanField(default=False, help_text=_("said so, because alcohol was among the goods"))

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self) -> str:
        return f"{self.order_id}"


class InvoiceRequest(models.Model):
    """To whom the sellers of record make out their invoices."""

    order = models.OneToOneField("order.Order", on_delete=models.PROTECT, related_name="invoice_request")
    company = models.CharField(max_length=255)
    tax_code = models.CharField(max_length=14)
    address = models.CharField(max_length=255)
    email = models.EmailField()

    class Meta:
        verbose_name = _("invoice request")
        verbose_name_plural = _("invoice requests")

    def __str__(self) -> str:
        return f"{self.order_id}: {self.tax_code}"
