"""What search engines are told: which pages there are at this instant, and a product's facts as schema.org data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import criteria_sets, groups
from catalogue_ext.labels.words import full_line
from catalogue_ext.producers.models import Producer
from shop.forks.partner.availability import OK
from shop.policies.operator import operator
from shop.policies.pages import pages
from shop.primitives.period import local_day
from shop.primitives.vi_text import slug
from shop.storefront.machines import LOCALES, absolute
from shop.storefront.queries.cards import Offer
from shop.storefront.queries.certificates import check_address
from shop.storefront.queries.listing import seen
from shop.storefront.queries.products import PRICED, ProductPage

# A sitemap file names this many addresses; every page has one in each language.
FILE_SIZE = 5_000
PAGES_A_FILE = FILE_SIZE // len(LOCALES)
ENTRANCES = ("home", "products", "producers", "places", "policies", "stars")
SCHEMA = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One file of the sitemap: Vietnamese paths, each with its other languages; `files` says how many there are."""

    paths: list[str]
    files: int


def sitemap(*, at: datetime, file: int = 1) -> Sitemap:
    """This will return one file of the pages with something certified at the instant: first places, then products.

    Costs: 5 queries, 4 where the file holds no product.
    """
    with translation.override("vi"):
        held = seen(at=at).order_by()
        ground = _ground(held)
        count = held.count()
        start = (file - 1) * PAGES_A_FILE
        paths = ground[start : start + PAGES_A_FILE]
        first, last = max(0, start - len(ground)), start + PAGES_A_FILE - len(ground)
        if last > first and first < count:
            rows = held.order_by("product_id").values_list("product__title", "product_id")[first:last]
            paths += [_path("product", slug(title), pk) for title, pk in rows]
        return Sitemap(paths, max(1, -(-(len(ground) + count) // PAGES_A_FILE)))


def _ground(held: Any) -> list[str]:
    sets = set(held.values_list("product__criteria_set", flat=True).distinct())
    communes = get_model("places", "Commune").objects.filter(
        pk__in=held.values("product__origin_commune"), valid_to=None
    )
    places = list(communes.order_by("code").values_list("code", "province__code"))
    makers = Producer.objects.filter(pk__in=held.values("product__producer")).order_by("pk")
    return [
        *(_path(name) for name in ENTRANCES),
        *(_path("policy", slug) for slug in pages()),
        *(_path("group", row.slug) for row in groups().values() if sets & set(row.sets)),
        *(_path("set", number) for number in criteria_sets() if number in sets),
        *(_path("province", code) for code in sorted({province for _, province in places})),
        *(_path("commune", code) for code, _ in places),
        *(_path("producer", word) for word in makers.values_list("slug", flat=True)),
    ]


def _path(name: str, *args: object) -> str:
    return reverse(f"storefront:{name}", args=args)


# ---------------------------------------------------------------- the shop itself


def shop_data() -> dict[str, Any]:
    """This will return the shop as schema.org data: who it is, and how it is searched. Nothing unknown is said."""
    home, who = absolute(_path("home")), operator()
    organisation: dict[str, Any] = {
        "@type": "OnlineStore",
        "@id": f"{absolute('/')}#shop",
        "name": settings.OSCAR_SHOP_NAME,
        "url": home,
        "logo": absolute(static("img/icon-512.png")),
    }
    facts = {"legalName": who.name, "address": who.address, "telephone": who.phone, "email": who.email}
    return {
        "@context": SCHEMA,
        "@graph": [
            organisation | {name: text for name, text in facts.items() if text},
            {
                "@type": "WebSite",
                "name": settings.OSCAR_SHOP_NAME,
                "url": home,
                "inLanguage": translation.get_language(),
                "publisher": {"@id": organisation["@id"]},
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {
                        "@type": "EntryPoint",
                        "urlTemplate": f"{absolute(_path('products'))}?q={{search_term_string}}",
                    },
                    "query-input": "required name=search_term_string",
                },
            },
        ],
    }


# ---------------------------------------------------------------- one product


def product_description(page: ProductPage) -> str:
    """This will say a product in one line, in the reader's language: name, certificate in force, maker, place."""
    product, parts = page.product, [page.name]
    if page.is_certified:
        entry = page.panel.entry
        parts.append(
            full_line(stars=page.panel.stars, decision_number=entry.decision_number, last_day=page.panel.last_day)
        )
    commune = product.origin_commune
    return " · ".join([*parts, product.producer.name, f"{commune.name}, {commune.province.label}"])


def product_pictures(page: ProductPage) -> list[str]:
    """This will return the absolute addresses of a product's pictures, the first one first. Costs: none."""
    rows = sorted(page.product.images.all(), key=lambda row: (row.display_order, row.pk))
    return [absolute(row.original.url) for row in rows]


def product_data(page: ProductPage) -> dict[str, Any]:
    """This will return a product as schema.org data. Its stars are a certification, never a rating by buyers.

    No offer where nothing is for sale; no certification where none is in force. Costs: none.
    """
    language = translation.get_language() or "vi"
    story = page.product.description.strip() if language == "vi" else ""
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Product",
        "name": page.name,
        "url": absolute(page.url),
        "description": story or product_description(page),
        "sku": page.product.check_code,
        "brand": {"@type": "Brand", "name": page.product.producer.name},
    }
    if pictures := product_pictures(page):
        data["image"] = pictures
    if page.is_certified:
        data["hasCertification"] = _certification(page)
        offers = [_offer(page, offer) for offer in page.offers if offer.price_vnd is not None and offer.code in PRICED]
        if offers:
            data["offers"] = offers if len(offers) > 1 else offers[0]
    return data


def _certification(page: ProductPage) -> dict[str, Any]:
    entry = page.panel.entry
    return {
        "@type": "Certification",
        "name": "OCOP",
        "certificationIdentification": entry.decision_number,
        "certificationStatus": f"{SCHEMA}/CertificationActive",
        "certificationRating": {"@type": "Rating", "ratingValue": page.panel.stars, "bestRating": 5, "worstRating": 1},
        "issuedBy": {"@type": "Organization", "name": entry.authority},
        "validFrom": f"{local_day(entry.valid_from):%Y-%m-%d}",
        "expires": f"{page.panel.last_day:%Y-%m-%d}",
        "url": check_address(code=page.product.check_code),
    }


def _offer(page: ProductPage, offer: Offer) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "Offer",
        "url": absolute(page.url),
        "price": offer.price_vnd,
        "priceCurrency": "VND",
        "priceValidUntil": f"{page.panel.last_day:%Y-%m-%d}",
        "availability": f"{SCHEMA}/{'InStock' if offer.code == OK else 'OutOfStock'}",
        "itemCondition": f"{SCHEMA}/NewCondition",
        "seller": {"@type": "Organization", "name": page.product.producer.name},
        "shippingDetails": {
            "@type": "OfferShippingDetails",
            "shippingRate": {"@type": "MonetaryAmount", "value": settings.DELIVERY_FLAT_VND, "currency": "VND"},
            "shippingDestination": {"@type": "DefinedRegion", "addressCountry": "VN"},
        },
    }
    if page.has_packs:
        found["name"] = f"{page.name}, {offer.pack_size}"
        found["sku"] = next(pack.check_code for pack in page.product.children.all() if pack.pk == offer.product_id)
    return found
