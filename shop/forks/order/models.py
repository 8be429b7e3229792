"""Orders that know where they go, and lines that carry the certificate they were sold under."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.address.abstract_models import AbstractShippingAddress
from oscar.apps.order.abstract_models import AbstractLine, AbstractOrder

from shop.forks.constraints import whole_dong


class ShippingAddress(AbstractShippingAddress):
    """Where the parcels go. Names are kept as they were on the day of the order."""

    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+", verbose_name=_("commune"))
    commune_name = models.CharField(max_length=100)
    province_name = models.CharField(max_length=100)


class Order(AbstractOrder):
    """One purchase, of one or several producers. Its state is derived from its producer orders."""

    # Words the order was made in: notices and papers keep to it.
    language = models.CharField(max_length=2, default="vi")
    payment_method = models.CharField(max_length=20, default="cod")
    note = models.CharField(_("note"), max_length=500, blank=True)
    # Written on a card in the parcels; for whoever receives it.
    gift_note = models.CharField(_("gift note"), max_length=300, blank=True)

    class Meta(AbstractOrder.Meta):
        abstract = False
        constraints = [
            # Two completions of one basket (double click, refresh, back) are one order.
            models.UniqueConstraint(fields=["basket"], name="order_order_one_per_basket"),
            whole_dong("order_order_whole_dong", "total_incl_tax", "total_excl_tax", "shipping_incl_tax"),
        ]


class Line(AbstractLine):
    """One product of an order, with a copy of the certificate in force when it was placed.

    NOT NULL everywhere: a line without a certificate cannot exist.
    """

    producer_order = models.ForeignKey("fulfilment.ProducerOrder", on_delete=models.PROTECT, related_name="lines")
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    first_touch_channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    seller_of_record = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey("certification.Certificate", on_delete=models.PROTECT, related_name="order_lines")
    stars = models.PositiveSmallIntegerField()
    decision_number = models.CharField(max_length=60)
    certificate_valid_to = models.DateTimeField(help_text=_("exclusive, as known when placed"))
    commune_code = models.CharField(max_length=5)
    commune_name = models.CharField(max_length=100)
    province_name = models.CharField(max_length=100)
    certified_at = models.DateTimeField(help_text=_("the instant at which the rule was asked"))

    class Meta(AbstractLine.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(condition=Q(stars__in=[3, 4, 5]), name="order_line_stars"),
            models.CheckConstraint(
                condition=Q(certificate_valid_to__gt=F("certified_at")), name="order_line_certified_in_time"
            ),
            models.CheckConstraint(condition=~Q(decision_number=""), name="order_line_decision_number"),
            whole_dong(
                "order_line_whole_dong",
                "line_price_incl_tax",
                "line_price_before_discounts_incl_tax",
                "unit_price_incl_tax",
            ),
        ]


from oscar.apps.order.models import *  # noqa: E402, F403
