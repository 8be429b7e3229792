"""Places and centres."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue_ext.places.queries import UnknownPlace
from catalogue_ext.places.queries import suggest as suggest_places
from shop.storefront.machines import head
from shop.storefront.queries import regions

SUGGESTIONS = 8


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The country, all provinces, those with products first; a search by old and new names."""
    text = request.GET.get("q", "").strip()[:100]
    page = regions.places_page(text=text, strategy=request.strategy)
    context = {"page": page, "text": text, "section": "places", "head": head(request=request, is_indexable=not text)}
    return render(request, "storefront/places.html", context)


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A fragment: communes for what has been typed so far."""
    text = request.GET.get("place", "").strip()[:100]
    found = suggest_places(text=text, limit=SUGGESTIONS) if len(text) > 1 else []
    return render(request, "storefront/_suggestions.html", {"found": found, "text": text})


@require_safe
def province(request: HttpRequest, code: str) -> HttpResponse:
    """One province."""
    try:
        page = regions.province_page(code=code, strategy=request.strategy)
    except UnknownPlace as refusal:
        raise Http404 from refusal
    return render(request, "storefront/province.html", _context(request, "places", page=page))


@require_safe
def commune(request: HttpRequest, code: str) -> HttpResponse:
    """One commune."""
    try:
        page = regions.commune_page(code=code, strategy=request.strategy)
    except UnknownPlace as refusal:
        raise Http404 from refusal
    return render(request, "storefront/commune.html", _context(request, "places", page=page))


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """Trade promotion centres."""
    return render(request, "storefront/centres.html", _context(request, "centres", centres=regions.centres()))


@require_safe
def centre(request: HttpRequest, slug: str) -> HttpResponse:
    """One centre."""
    page = regions.centre_page(slug=slug, strategy=request.strategy)
    if page is None:
        raise Http404
    return render(request, "storefront/centre.html", _context(request, "centres", page=page))


def _context(request: HttpRequest, section: str, **facts: Any) -> dict[str, Any]:
    return {**facts, "section": section, "head": head(request=request)}
