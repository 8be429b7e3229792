"""What search engines are told: which pages there are at this instant, and who the shop is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from catalogue_ext.centres.models import Centre
from catalogue_ext.certification.classification import criteria_sets, groups
from catalogue_ext.producers.models import Producer
from shop.policies.operator import operator
from shop.policies.pages import pages
from shop.primitives.vi_text import slug
from shop.storefront.machines import LOCALES, absolute
from shop.storefront.queries.listing import seen

# A sitemap file names this many addresses; every page has one in each language.
FILE_SIZE = 5_000
PAGES_A_FILE = FILE_SIZE // len(LOCALES)
ENTRANCES = ("home", "products", "producers", "places", "centres", "policies", "stars")
SCHEMA = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """One file of the sitemap: Vietnamese paths, each with its other languages; `files` says how many there are."""

    paths: list[str]
    files: int


def sitemap(*, at: datetime, file: int = 1) -> Sitemap:
    """This will return one file of the pages with something certified at the instant: first places, then products.

    Costs: 6 queries, 5 where the file holds no product.
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
        *(_path("centre", word) for word in Centre.objects.order_by("pk").values_list("slug", flat=True)),
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
