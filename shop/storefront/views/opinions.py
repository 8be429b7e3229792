"""What buyers said of a product, all of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from shop.primitives.vi_text import slug as slug_of
from shop.storefront.filters import page_number
from shop.storefront.machines import head
from shop.storefront.queries.opinions import opinions_page


@require_safe
def opinions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """All opinions about one product, ten a page; where none is, its own page. Not for an index: that page is."""
    page = opinions_page(pk=pk, page=page_number(request.GET), at=timezone.now())
    if page is None:
        return redirect("storefront:product", slug=slug, pk=pk)
    true_slug = slug_of(page.product.title)
    if slug != true_slug:
        return redirect(reverse("storefront:opinions", args=[true_slug, pk]), permanent=True)
    facts = head(request=request, page=page.pages.page, is_indexable=False)
    return render(request, "storefront/opinions.html", {"page": page, "section": "products", "head": facts})
