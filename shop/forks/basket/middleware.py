"""Oscar's basket middleware, which reads only where a page is only read."""

from django.conf import settings
from django.http import HttpRequest
from oscar.apps.basket.middleware import BasketMiddleware as OscarMiddleware
from oscar.core.loading import get_model

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class BasketMiddleware(OscarMiddleware):
    """A signed-in shopper's basket is made, and a guest's merged into it, by a form and never by looking."""

    def get_basket(self, request):
        """This will return the open basket of this request; while reading an unsaved one where there is none."""
        if request.method not in READING or not request.user.is_authenticated:
            return super().get_basket(request)
        if request._basket_cache is None:
            model = get_model("basket", "Basket")
            mine = model.open.filter(owner=request.user).order_by("pk").first()
            request._basket_cache = mine or model(owner=request.user)
        return request._basket_cache


def take_guest_basket(request: HttpRequest) -> None:
    """This will merge the basket that was filled before log-in into the shopper's own. Costs: none without one."""
    if settings.OSCAR_BASKET_COOKIE_OPEN in request.COOKIES:
        # The middleware merges as it loads; the hash is the one that loads without working out offers.
        bool(request.basket_hash)
