"""Seeing: home, listings, product, producers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from catalogue_ext.certification.classification import UnknownCriteriaSet, UnknownGroup, group_by_slug, set_numbered
from shop.discovery.missed import note
from shop.storefront.filters import page_number, read_filters
from shop.storefront.machines import head, listing_head
from shop.storefront.maker_filters import read_maker_filters
from shop.storefront.queries import home as home_queries
from shop.storefront.queries import listing as listings
from shop.storefront.queries import machines, makers, product_data, products, suggestions, ways_out
from shop.storefront.queries.waits import tell_me

# A proposal is asked for again with every letter taken back.
SECONDS_KEPT = 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The start page."""
    page = home_queries.home(strategy=request.strategy)
    facts = head(request=request, data=machines.shop_data())
    return render(request, "storefront/home.html", {"page": page, "section": "home", "head": facts})


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All products, narrowed by the words of the address."""
    return _listing(request)


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """The products of one group."""
    try:
        return _listing(request, group=group_by_slug(slug).slug)
    except UnknownGroup as refusal:
        raise Http404 from refusal


@require_safe
def criteria_set(request: HttpRequest, number: int) -> HttpResponse:
    """The products of one criteria set."""
    try:
        return _listing(request, criteria_set=set_numbered(number).number)
    except UnknownCriteriaSet as refusal:
        raise Http404 from refusal


def _listing(request: HttpRequest, *, group: str = "", criteria_set: int | None = None) -> HttpResponse:
    """The whole page, or for htmx the part that another choice changes, with the address that says the same."""
    filters = read_filters(request.GET, group=group, criteria_set=criteria_set)
    page = listings.listing(filters=filters, strategy=request.strategy)
    context = {
        "page": page,
        "section": "products",
        "head": listing_head(request=request, page=page),
        "search_text": page.filters.text,
        "about": listings.chosen_class(page.filters),
    }
    if not page.count:
        context["rescue"] = ways_out.rescue(listing=page, strategy=request.strategy)
        if page.is_of_words_alone:
            note(page.filters.text, request.strategy.at)
    is_swap = request.htmx and not request.htmx.history_restore_request
    response = render(request, "storefront/_listing.html" if is_swap else "storefront/listing.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return push_url(response, page.address) if is_swap else response


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A fragment: what somebody may mean by what has been typed so far."""
    page = suggestions.proposals(text=request.GET.get("q", ""), at=request.strategy.at)
    response = render(request, "storefront/_proposals.html", {"page": page})
    patch_cache_control(response, private=True, max_age=SECONDS_KEPT)
    return response


@require_safe
def product(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One product: for sale, or truthfully no longer. Never certified and not yet in force: no page."""
    page = products.product_page(pk=pk, strategy=request.strategy)
    if page is None:
        raise Http404
    if request.path != page.url:
        return redirect(page.url, permanent=True)
    facts = head(
        request=request,
        is_indexable=page.is_certified,
        kind="product",
        description=product_data.product_description(page),
        image=reverse("storefront:share_card", args=[page.product.check_code]),
        is_card=True,
        data=product_data.product_data(page),
    )
    context = {"page": page, "section": "products", "head": facts, "tell_me": tell_me(page=page, user=request.user)}
    return render(request, "storefront/product.html", context)


@require_safe
def producers(request: HttpRequest) -> HttpResponse:
    """Producers with something certified now, by name, province and kind."""
    page = makers.makers_page(filters=read_maker_filters(request.GET), strategy=request.strategy)
    is_indexable = page.filters.is_page and (page.count > 0 or not page.filters.province)
    facts = head(request=request, words=page.filters.pairs, page=page.pages.page, is_indexable=is_indexable)
    return render(request, "storefront/producers.html", {"page": page, "section": "producers", "head": facts})


@require_safe
def producer(request: HttpRequest, slug: str) -> HttpResponse:
    """One producer."""
    page = makers.maker_page(slug=slug, page=page_number(request.GET), strategy=request.strategy)
    if page is None:
        raise Http404
    facts = head(request=request, page=page.pages.page, data=makers.maker_data(page))
    return render(request, "storefront/producer.html", {"page": page, "section": "producers", "head": facts})
