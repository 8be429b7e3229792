"""Checking a certificate: by code, by QR; and the badge file that exists only while in force."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue_ext.certification.queries import check_page
from shop.storefront.forms import CheckForm
from shop.storefront.machines import head
from shop.storefront.queries.certificates import badge_bytes, check_view


@require_safe
def check_form(request: HttpRequest) -> HttpResponse:
    """Type a code, see its page."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("storefront:check", code=form.cleaned_data["code"])
    context = {"form": form, "head": head(request=request, is_indexable=not form.is_bound)}
    return render(request, "storefront/check_form.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """The permanent page of a code: in force, lapsed, revoked, not yet; unknown and never certified answer 404."""
    result = check_page(code=code, at=timezone.now())
    if result.is_known and result.code != code:
        return redirect("storefront:check", code=result.code, permanent=True)
    page = check_view(result=result)
    return render(request, "storefront/check.html", {"page": page}, status=200 if result.is_known else 404)


@never_cache
@require_safe
def badge(request: HttpRequest, code: str, scale: str) -> HttpResponse:
    """The star badge of a product as a WebP, while its certificate is in force."""
    content = badge_bytes(code=code, scale=scale, at=timezone.now())
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/webp")
