"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """This will return the client's address, seen past our own proxies.

    TRUSTED_PROXIES = 0: the peer's address, X-Forwarded-For is not believed. N: that many entries from the right, for
    each of our proxies appends the peer it saw; everything further left was written by the client.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies: int = settings.TRUSTED_PROXIES
    if not proxies:
        return peer
    seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return seen[-proxies] if len(seen) >= proxies else peer


def network(address: str) -> str:
    """This will return what counts as one client: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        client = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    if client.version == 6:
        return str(ipaddress.ip_network((client, 64), strict=False).network_address)
    return str(client)
