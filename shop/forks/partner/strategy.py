"""Door two, put in a basket: Oscar's strategy asks for a sale permission and maps it to an availability."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from oscar.apps.partner import strategy as oscar
from oscar.apps.partner.prices import TaxInclusiveFixedPrice
from oscar.apps.partner.prices import Unavailable as UnavailablePrice

from shop.channels.queries import SalePermission, WhyNot, sale_permissions
from shop.forks.partner.availability import NO_PRICE, NotForSale, StockRequired
from shop.stock.queries import record_sold


class Selector(oscar.Selector):
    """Hands out one strategy per request."""

    def strategy(self, request: Any = None, user: Any = None, **kwargs: Any) -> Strategy:
        """This will return the strategy of this request; its instant is the request's."""
        return Strategy(request)


class Strategy(oscar.Structured):
    """What is sold on the web: goods at the producer's own store, certified at this instant, price with VAT."""

    def __init__(self, request: Any = None, *, at: datetime | None = None) -> None:
        super().__init__(request)
        self.at = at or timezone.now()
        self._permissions: dict[int, SalePermission] = {}

    def preload(self, products: Iterable[Any]) -> None:
        """This will ask the rule for many products in one query, so that a list costs no query per row."""
        missing = [product for product in products if product.pk not in self._permissions]
        if missing:
            self._permissions.update(sale_permissions(products=missing, at=self.at))

    def permission(self, product: Any) -> SalePermission:
        """This will answer whether the product may be sold in this request."""
        if product.pk not in self._permissions:
            self.preload([product])
        return self._permissions[product.pk]

    def fetch_for_line(self, line: Any, stockrecord: Any = None) -> oscar.PurchaseInfo:
        """This will use the line's own stock record (Oscar's ignores it), and ask for the whole basket at once."""
        self.preload(other.product for other in line.basket.all_lines())
        return self.fetch_for_product(line.product, stockrecord or line.stockrecord)

    def select_stockrecord(self, product: Any) -> Any:
        """This will pick the producer's own goods: priced before unpriced, then the oldest row."""
        return record_sold(records=product.stockrecords.all())

    def pricing_policy(self, product: Any, stockrecord: Any) -> Any:
        """This will give the price with VAT; none where nothing certifies the product."""
        why_not = self.permission(product).why_not
        if why_not in {WhyNot.UNCERTIFIED, WhyNot.NOT_PUBLIC} or stockrecord is None or stockrecord.price is None:
            return UnavailablePrice()
        return TaxInclusiveFixedPrice(currency=stockrecord.price_currency, excl_tax=stockrecord.price, tax=Decimal(0))

    def parent_pricing_policy(self, product: Any, children_stock: Any) -> Any:
        """This will give the lowest price of the pack sizes that may be bought."""
        prices = [self.pricing_policy(child, row) for child, row in children_stock]
        return min((p for p in prices if p.exists), key=lambda p: p.incl_tax, default=UnavailablePrice())

    def availability_policy(self, product: Any, stockrecord: Any) -> Any:
        """This will map permission, price and free pieces to one answer."""
        permission = self.permission(product)
        if not permission.is_allowed:
            return NotForSale(permission.why_not or WhyNot.UNCERTIFIED)
        if stockrecord is None or stockrecord.price is None:
            return NotForSale(NO_PRICE)
        return StockRequired(stockrecord.net_stock_level)

    def parent_availability_policy(self, product: Any, children_stock: Any) -> Any:
        """This will answer for a product with pack sizes: buyable when one of them is."""
        policies = [self.availability_policy(child, row) for child, row in children_stock]
        buyable = [policy for policy in policies if policy.is_available_to_buy]
        return (buyable or policies or [NotForSale(NO_PRICE)])[0]
