"""The one guard of Oscar's dashboard, and of pages that wear its skin."""

import secrets
from functools import wraps

from shop.accounts.access import requires_role
from shop.accounts.roles import Role

# Oscar starts its date pickers and editors from a script in the page: that one is let through by a nonce.
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'nonce-{nonce}'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def dashboard_page(*roles):
    """This will let people of these roles in, after the second factor, and give the page its nonce."""

    def decorate(view):
        @requires_role(*roles)
        @wraps(view)
        def guarded(request, *args, **kwargs):
            request.csp_nonce = secrets.token_urlsafe(16)
            response = view(request, *args, **kwargs)
            response.headers["Content-Security-Policy"] = POLICY.format(nonce=request.csp_nonce)
            return response

        return guarded

    return decorate


guard = dashboard_page(Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
