"""The links in our messages: signed, so that who holds one need not log in, and nobody can make one."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer

from shop.waits.models import Wait

# Addresses are stable (shop/README.md); a room does not know the door that serves them.
_PAGE = {"vi": "/bao-khi-co-lai/", "en": "/en/bao-khi-co-lai/"}


def _signer() -> Signer:
    # A full stop needs no quoting in an address, and no mail program breaks a line at it.
    return Signer(salt="shop.waits", sep=".")


def token_of(*, wait: Wait) -> str:
    """This will return the signed key of a wait. Costs: none."""
    return _signer().sign(str(wait.pk))


def key_in(*, token: str) -> int | None:
    """This will return the key of the wait that a token was made for, None where we did not make it. Costs: none."""
    try:
        key = _signer().unsign(token)
    except BadSignature:
        return None
    return int(key)


def confirm_url(*, wait: Wait) -> str:
    """This will return where a guest confirms the address, whole, in the language of the wish."""
    return f"{settings.SITE_URL}{_PAGE[wait.language]}{token_of(wait=wait)}/"


def stop_url(*, wait: Wait) -> str:
    """This will return where the wish is taken back, whole, in the language of the wish."""
    return f"{confirm_url(wait=wait)}thoi/"
