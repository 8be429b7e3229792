"""The two files that search engines ask for."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from shop.storefront.machines import absolute, alternates, robots_txt
from shop.storefront.queries import machines

XML = "application/xml"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What may be read, and where the sitemap is."""
    return HttpResponse(robots_txt(), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All pages with something certified now; where one file cannot hold them, the list of the files."""
    found = machines.sitemap(at=request.strategy.at)
    if found.files == 1:
        return _file(request, found)
    files = [absolute(reverse("sitemap_file", args=[number])) for number in range(1, found.files + 1)]
    return render(request, "storefront/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """One of the files that the list names."""
    found = machines.sitemap(at=request.strategy.at, file=number) if number else None
    if found is None or number > found.files:
        raise Http404
    return _file(request, found)


def _file(request: HttpRequest, found: machines.Sitemap) -> HttpResponse:
    pages = [alternates(path) for path in found.paths]
    return render(request, "storefront/sitemap.xml", {"pages": pages}, content_type=XML)
