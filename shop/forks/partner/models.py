"""Stock by owner and place, with its seller of record."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractStockRecord

from shop.forks.constraints import whole_dong


class StockRecord(AbstractStockRecord):
    """One product of one owner at one place. `price` is in whole dong and contains VAT.

    Numbers change only through `shop.stock.operations`.
    """

    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="stock_records")
    seller_of_record = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="+")

    class Meta(AbstractStockRecord.Meta):
        abstract = False
        # Oscar forbids one SKU at two places; ours says place.
        unique_together = [("partner", "partner_sku", "location"), ("product", "partner", "location")]
        constraints = [
            whole_dong("partner_stockrecord_whole_dong", "price"),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gt=0),
                name="partner_stockrecord_price",
                violation_error_message=_("A price is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(num_allocated__isnull=True)
                | Q(num_allocated=0)
                | Q(num_allocated__gte=0, num_in_stock__isnull=False, num_allocated__lte=F("num_in_stock")),
                name="partner_stockrecord_not_oversold",
                violation_error_message=_("More is promised than there is."),
            ),
        ]


from oscar.apps.partner.models import *  # noqa: E402, F403
