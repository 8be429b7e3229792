"""Where a person is led on to, and forms that only a known person may send."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import override
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def next_address(request: HttpRequest) -> str:
    """This will return where the person was going; only an address of ours is believed."""
    address: str = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    # Without a slash before it `redirect` would take the word for the name of a view, and fail.
    return address if ours and address.startswith("/") else ""


def address_in(*, address: str, language: str) -> str:
    """This will return the same address of ours in that language; one that is not ours as it is."""
    with override("en" if address.startswith("/en/") else "vi"):
        return translate_url(address, language)


def own_form(view: View) -> View:
    """This will take a form of a signed-in person. Who is not in any more logs in and comes to the account page:
    the form's own address shows nothing."""

    @require_POST
    @wraps(view)
    def taken(request: HttpRequest, *args: Any, **words: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(reverse("storefront:login", query={"next": reverse("storefront:account")}))
        return view(request, *args, **words)

    return taken
