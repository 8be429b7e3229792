"""One call to GHN over HTTPS: JSON there, JSON back, never a redirect, never longer than the setting allows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from shop.carriers.base import CarrierRefused, CarrierSilent

CODE = "ghn"
_MOST_BYTES = 1_000_000
# A token goes in clear to nobody else.
_LOOPBACK = {"127.0.0.1", "localhost"}


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would carry the token to another host."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_OPENER = build_opener(_NoRedirect)


@dataclass(frozen=True, slots=True)
class Client:
    """Where GHN answers, as whom we ask, and how many seconds it has."""

    url: str
    token: str
    shop_id: str
    seconds: float

    def ask(self, *, path: str, facts: dict[str, Any], tries: int = 1) -> Any:
        """This will return the `data` of GHN's answer. More than one try only where asking twice changes nothing.

        Refuses: CarrierSilent when no readable answer came, CarrierRefused when GHN says no.
        """
        for left in range(tries - 1, -1, -1):
            try:
                return self._ask(path, facts)
            except CarrierSilent:
                if not left:
                    raise
        raise ValueError("one try at least")

    def _ask(self, path: str, facts: dict[str, Any]) -> Any:
        request = Request(  # noqa: S310 - the operator's address, checked below
            f"{self.url.rstrip('/')}/shiip/public-api/v2/{path}",
            data=json.dumps(facts).encode(),
            headers={"Content-Type": "application/json", "Token": self.token, "ShopId": self.shop_id},
            method="POST",
        )
        if request.type != "https" and not (request.type == "http" and request.host.split(":")[0] in _LOOPBACK):
            raise CarrierSilent(carrier=CODE, reason="GHN_URL is not https")
        try:
            with _OPENER.open(request, timeout=self.seconds) as answer:
                return _data(answer.status, answer.read(_MOST_BYTES))
        except HTTPError as error:
            with error:
                return _data(error.code, _read(error))
        except (OSError, HTTPException) as error:
            raise CarrierSilent(carrier=CODE, reason=type(error).__name__) from error


def _read(error: HTTPError) -> bytes:
    try:
        return error.read(_MOST_BYTES)
    except (OSError, HTTPException) as broken:
        raise CarrierSilent(carrier=CODE, reason=type(broken).__name__) from broken


def _data(status: int, body: bytes) -> Any:
    """A refusal of GHN's is JSON with its own code and words, as a rule with HTTP 400; anything else is silence."""
    try:
        answer = json.loads(body)
        code, data = answer["code"], answer.get("data")
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CarrierSilent(carrier=CODE, reason=f"HTTP {status}") from error
    if status >= 500 or not isinstance(code, int) or code >= 500:
        raise CarrierSilent(carrier=CODE, reason=f"HTTP {status}")
    if code != 200:
        words = answer.get("code_message_value") or answer.get("message") or code
        raise CarrierRefused(carrier=CODE, reason=str(words)[:200])
    return data
