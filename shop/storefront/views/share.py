"""The picture beside a shared link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from shop.storefront.queries import share_cards


@require_safe
@cache_control(public=True, no_cache=True)
def share_card(request: HttpRequest, code: str) -> HttpResponseBase:
    """A product's card as it stands now; who has it asks again each time and is told that nothing changed."""
    card = share_cards.share_card(code=code, at=timezone.now())
    if card is None:
        raise Http404
    etag = f'"{card.fingerprint}"'
    known = get_conditional_response(request, etag=etag)
    response = known or HttpResponse(share_cards.jpeg(of=card), content_type="image/jpeg")
    response.headers["ETag"] = etag
    return response
