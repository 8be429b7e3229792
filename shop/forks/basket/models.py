"""Baskets that refuse what may not be sold, and lines that know the channel they were found in."""

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.core.loading import get_class

from shop.primitives.money import round_down_to_dong, vnd
from shop.primitives.refusal import Refusal
from shop.promotions.refusals import OneVoucher, VoucherNotForThese


class NotForSale(Refusal):
    """The strategy said no; `why_not` is its code."""

    code = "not_for_sale"


class Basket(AbstractBasket):
    """A shopper's basket. Adding asks the strategy itself, so no caller can forget to."""

    # How its voucher stands (`promotions.queries.VoucherState`), left here by the Applicator; None = it holds none.
    voucher_state = None

    def all_lines(self):
        """This will return the lines with all that a page, the rule and the split read. Costs: 3 queries, once."""
        if self.id is not None and self._lines is None:
            lines = super().all_lines()
            self._lines = lines.select_related(
                "product__parent__producer__commune__province",
                "product__producer__commune__province",
                "product__product_class",
                "product__parent__product_class",
                "stockrecord__location__commune__province",
                "stockrecord__partner",
                "channel",
            ).prefetch_related("product__parent__images")
        return super().all_lines()

    def add_product(self, product, quantity=1, options=None, *, channel=None):
        """This will add pieces of a product, found in a channel.

        Refuses: NotForSale(why_not) when the product may not be sold now, has no price, or less is free than the
        basket would then hold.
        """
        info = self.get_stock_info(product, options)
        held = self._held(product, info.stockrecord)
        permitted, why_not = info.availability.is_purchase_permitted(held + quantity)
        if quantity > 0 and not permitted:
            free = getattr(info.availability, "num_available", 0)
            raise NotForSale(why_not=why_not, product=product.pk, free=free, held=held)
        line, created = super().add_product(product, quantity, options)
        if channel is not None and line.channel_id != channel.pk:
            line.channel = channel
            line.first_touch_channel = line.first_touch_channel or channel
            line.save(update_fields=["channel", "first_touch_channel"])
        return line, created

    add_product.alters_data = True
    add = add_product

    def set_quantity(self, *, line, quantity):
        """This will change how many pieces a line holds; 0 takes it out.

        Refuses: NotForSale(why_not) when so many may not be sold now. Fewer is always allowed to be asked for, and is
        judged like more: a line that may not be sold at all can only be taken out.
        """
        if quantity <= 0:
            line.delete()
        else:
            availability = line.purchase_info.availability
            permitted, why_not = availability.is_purchase_permitted(quantity)
            if not permitted:
                free = getattr(availability, "num_available", 0)
                raise NotForSale(why_not=why_not, product=line.product_id, free=free, held=line.quantity)
            line.quantity = quantity
            line.save(update_fields=["quantity"])
        self._lines = None

    set_quantity.alters_data = True

    def take_voucher(self, *, voucher, by):
        """This will put a voucher in that counts for this person, when it takes something off these goods.

        Instead of one that counts no longer. Refuses: OneVoucher, VoucherNotForThese. Costs: that of applying offers,
        4 queries more.
        """
        held = self.voucher_state
        if held and held.refusal is None and held.voucher.pk != voucher.pk:
            raise OneVoucher(held=held.voucher.code)
        try:
            with transaction.atomic():
                self._try(voucher, by)
        except VoucherNotForThese:
            self._apply_offers(by)
            raise

    take_voucher.alters_data = True

    def _try(self, voucher, by):
        if self.is_empty:
            raise VoucherNotForThese(voucher=voucher.code)
        self.vouchers.set([voucher])
        self._apply_offers(by)
        if not self.offer_applications.voucher_discounts:
            raise VoucherNotForThese(voucher=voucher.code)
        type(voucher).objects.filter(pk=voucher.pk).update(num_basket_additions=F("num_basket_additions") + 1)

    def _apply_offers(self, by):
        self.reset_offer_applications()
        get_class("offer.applicator", "Applicator")().apply(self, by)

    def drop_voucher(self):
        """This will take the voucher out. Costs: 1 query."""
        if self.pk is not None:
            self.vouchers.clear()

    drop_voucher.alters_data = True

    def _held(self, product, stockrecord):
        if self.id is None or stockrecord is None:
            return 0
        held = self.lines.filter(product=product, stockrecord=stockrecord)
        return held.aggregate(sum=models.Sum("quantity"))["sum"] or 0


class Line(AbstractLine):
    """One product in a basket."""

    channel = models.ForeignKey(
        "channels.Channel", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("channel")
    )
    # First touch is kept when the same product is added again from elsewhere.
    first_touch_channel = models.ForeignKey("channels.Channel", null=True, on_delete=models.PROTECT, related_name="+")

    def discount(self, discount_value, affected_quantity, incl_tax=True, offer=None):
        """This will take an offer's discount, cut down to whole dong: Oscar gives a percentage to the line unrounded.

        Units: ₫.
        """
        super().discount(round_down_to_dong(discount_value), affected_quantity, incl_tax, offer)

    def get_price_breakdown(self):
        """This will return (price, price, pieces) of the line after discounts, in whole dong, that add up to the line.

        Oscar divides a discount by the pieces and keeps fractions. Units: ₫.
        """
        unit, given = vnd(self.unit_price_incl_tax), vnd(self.discount_value)
        # Oscar's condition on a sum counts pieces in decimals.
        touched = int(self.discounts.num_consumed()) if given else 0
        share, dearer = divmod(given, touched) if touched else (0, 0)
        rows = [(unit - share - 1, dearer), (unit - share, touched - dearer), (unit, self.quantity - touched)]
        return [(price, price, pieces) for price, pieces in rows if pieces]


from oscar.apps.basket.models import *  # noqa: E402, F403
