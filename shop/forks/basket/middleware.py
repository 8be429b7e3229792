"""Oscar's basket middleware (its path stands in MIDDLEWARE, so it is named here once)."""

from oscar.apps.basket.middleware import BasketMiddleware

__all__ = ["BasketMiddleware"]
