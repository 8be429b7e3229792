"""The trust pages: what the shop promises, and what the stars mean."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.primitives.period import local_day
from shop.storefront.machines import head
from shop.storefront.queries import policies
from shop.storefront.queries.stars import stars_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All pages of help and promises."""
    context = {"shelves": policies.shelves(), "head": head(request=request)}
    return render(request, "storefront/policies.html", context)


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    """One page as it holds now; `ban` names a former or a coming wording of it."""
    key = request.GET.get("ban", "")
    known = key.isascii() and key.isdigit() and len(key) < 18
    page = policies.policy_page(slug=slug, at=timezone.now(), key=int(key) if known else None)
    if page is None or (key and not known):
        raise Http404
    facts = head(request=request, is_indexable=page.is_in_force and not key, description=page.lead)
    context = {"page": page, "shelves": policies.shelves(here=slug), "head": facts}
    return render(request, "storefront/policy.html", context)


@require_safe
def stars(request: HttpRequest) -> HttpResponse:
    """What the stars mean, by the law of today."""
    context = {
        "page": stars_page(on=local_day(timezone.now())),
        "shelves": policies.shelves(here="hang-sao"),
        "head": head(request=request),
    }
    return render(request, "storefront/policy_stars.html", context)
