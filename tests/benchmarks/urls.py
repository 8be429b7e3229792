"""The shop's addresses, and two yardsticks: a bare view, and each page's template rendered from memory."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.urls import path, resolve

from shop.urls import urlpatterns as shop_urls

_kept: dict[str, tuple[Template, dict[str, Any], HttpRequest]] = {}


def bare(request: HttpRequest) -> HttpResponse:
    """The least a Django view costs here, middleware included."""
    return HttpResponse("ok")


def from_memory(request: HttpRequest) -> HttpResponse:
    """The page at `?page=` rendered again from the context of its first time: what the template alone costs."""
    page = request.GET["page"]
    if page not in _kept:
        _kept[page] = _first_time(request, page)
    template, context, first_request = _kept[page]
    return HttpResponse(template.render(context, first_request))


def _first_time(request: HttpRequest, page: str) -> tuple[Template, dict[str, Any], HttpRequest]:
    caught: list[tuple[Template, dict[str, Any], HttpRequest]] = []
    render = Template.render

    def catching(self: Template, context: Any = None, request: Any = None) -> Any:
        caught.append((self, dict(context or {}), request))
        return render(self, context, request)

    Template.render = catching  # type: ignore[method-assign]
    try:
        request.path = request.path_info = page
        view, args, kwargs = resolve(page)
        view(request, *args, **kwargs)
    finally:
        Template.render = render  # type: ignore[method-assign]
    return caught[0]


urlpatterns = [path("bench/bare/", bare), path("bench/from-memory/", from_memory), *shop_urls]
