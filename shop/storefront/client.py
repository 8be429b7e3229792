"""Who is asking: the client's address, behind the proxies we trust."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """This will return the client's address.

    TRUSTED_PROXIES says how many proxies of ours stand before us: the address is that many from the right in
    X-Forwarded-For. With none, or with a header shorter than that, the peer's address counts and the header is not
    believed.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    hops = settings.TRUSTED_PROXIES
    named = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return named[-hops] if hops and len(named) >= hops else peer
