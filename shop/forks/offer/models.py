"""Offers that ask our room which goods they may touch and what they take off. The tables are Oscar's."""

from oscar.apps.offer.abstract_models import (
    AbstractBenefit,
    AbstractCondition,
    AbstractConditionalOffer,
    AbstractRange,
)
from oscar.apps.offer.results import ZERO_DISCOUNT, BasketDiscount

from shop.promotions.applying import apply, goods_for


class Range(AbstractRange):
    """A range that is asked for all goods of a basket at once; Oscar asks for each line, at each application."""

    def know(self, products):
        """This will find out which of these products are in the range. Costs: one query (Oscar's few), once."""
        known = self.__dict__.setdefault("_known", {})
        asked = {product.pk for product in products} - known.keys()
        if asked and not self.proxy_class:
            held = set(self.product_queryset.filter(pk__in=asked).values_list("pk", flat=True))
            known.update({key: key in held for key in asked})

    def contains_product(self, product):
        """This will tell whether a product is in the range; without a query when it is known."""
        known = self.__dict__.get("_known", {})
        return known[product.pk] if product.pk in known else super().contains_product(product)


class WithItsRange:
    """Oscar makes another object of the right kind of condition or benefit, and forgets the range on the way."""

    def proxy(self):
        """This will return it as its own kind, with the same range."""
        found = super().proxy()
        if found is not self and "range" in self._state.fields_cache:
            found.range = self.range
        return found


class Condition(WithItsRange, AbstractCondition):
    """What a basket must hold."""


class Benefit(WithItsRange, AbstractBenefit):
    """What is taken off. Which kinds there are, and how they are split, is said in `shop.promotions.rules`."""


class ConditionalOffer(AbstractConditionalOffer):
    """An offer. Condition and benefit see only the goods that it may touch."""

    def is_condition_satisfied(self, basket):
        """This will ask the condition about the goods that count."""
        return super().is_condition_satisfied(goods_for(offer=self, basket=basket))

    def is_condition_partially_satisfied(self, basket):
        """This will ask the condition about the goods that count."""
        return super().is_condition_partially_satisfied(goods_for(offer=self, basket=basket))

    def get_upsell_message(self, basket):
        """This will ask the condition about the goods that count."""
        return super().get_upsell_message(goods_for(offer=self, basket=basket))

    def apply_benefit(self, basket):
        """This will apply the offer once; a discount on delivery is none (see the dashboard's form)."""
        amount = apply(offer=self, basket=basket)
        return BasketDiscount(amount) if amount else ZERO_DISCOUNT


from oscar.apps.offer.models import *  # noqa: E402, F403
