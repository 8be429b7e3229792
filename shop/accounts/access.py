"""Who may open a page: nobody goes to log-in, a stranger finds nothing, staff pass the second factor first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache

from shop.accounts.queries import roles_of
from shop.accounts.roles import STAFF, Role
from shop.accounts.second_factor import has_passed, is_enrolled, person

View = Callable[..., HttpResponseBase]


def _to(address: str, request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{address}?{urlencode({'next': request.get_full_path()})}")


def to_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """This will lead to the page that asks for the second factor, or to the one that connects a telephone."""
    name = "second_factor" if is_enrolled(user=person(request)) else "second_factor_enrol"
    return _to(reverse(f"storefront:{name}"), request)


def gate(request: HttpRequest, *roles: Role) -> HttpResponse | None:
    """This will return None when the person may open a page of these roles, else where to go instead.

    A role of STAFF needs the second factor. Refuses: Http404 for somebody without any of the roles.
    Costs: three queries.
    """
    if not request.user.is_authenticated:
        return _to(resolve_url(settings.LOGIN_URL), request)
    held = roles_of(user=request.user) & set(roles)
    if not held:
        raise Http404
    if held & STAFF and not has_passed(request=request):
        return to_second_factor(request)
    return None


def requires_role(*roles: Role) -> Callable[[View], View]:
    """This will guard a view: `@requires_role(Role.PROGRAMME_OFFICER)`. Such a page is never kept in a cache."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            elsewhere = gate(request, *roles)
            return view(request, *args, **kwargs) if elsewhere is None else elsewhere

        return guarded

    return decorate
