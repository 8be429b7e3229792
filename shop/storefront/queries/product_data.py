"""A product's facts for machines: one line, and schema.org data with all that a merchant listing asks for."""

from __future__ import annotations

from decimal import Decimal
from html import unescape
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext

from catalogue_ext.labels.words import full_line
from catalogue_ext.particulars.queries import Label
from shop.forks.partner.availability import OK
from shop.fulfilment.terms import COUNTRY, Terms
from shop.opinions.queries import Opinions
from shop.opinions.rules import BEST_SCORE, LEAST_SCORE
from shop.primitives.period import local_day
from shop.storefront.machines import absolute
from shop.storefront.queries.certificates import check_address
from shop.storefront.queries.products import PRICED, Pack, ProductPage

SCHEMA = "https://schema.org"
# UN/CEFACT codes of what a label measures in.
_UNIT_CODES = {"g": "GRM", "ml": "MLT", "piece": "H87"}
_RETURNS = "doi-tra"


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
    return [absolute(picture.url) for picture in page.pictures]


def product_data(page: ProductPage) -> dict[str, Any]:
    """This will return a product as schema.org data. Its stars are a certification; a rating is what buyers said.

    No offer where nothing is for sale; no certification where none is in force; no rating before the first opinion is
    on show; nothing that nobody has stated.
    Costs: none. Source: developers.google.com/search/docs/appearance/structured-data/merchant-listing.
    """
    data: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Product",
        "name": page.name,
        "url": absolute(page.url),
        "description": _story(page) or product_description(page),
        "sku": page.product.check_code,
        "brand": {"@type": "Brand", "name": page.product.producer.name},
        "manufacturer": _maker(page),
        "countryOfOrigin": {"@type": "Country", "name": COUNTRY},
    }
    if pictures := product_pictures(page):
        data["image"] = pictures
    if page.group:
        data["category"] = f"{page.group_name} > {page.set_name}"
    if not page.has_packs:
        data |= _of_label(page.label)
    if page.is_certified:
        data["hasCertification"] = _certification(page)
        sold = [pack for pack in page.packs if pack.offer.price_vnd is not None and pack.offer.code in PRICED]
        if sold:
            offers = [_offer(page, pack) for pack in sold]
            data["offers"] = offers if len(offers) > 1 else offers[0]
    return data | _opinions(page.opinions)


def _story(page: ProductPage) -> str:
    """The maker's words where they are in the reader's language."""
    text = page.product.description if translation.get_language() == "vi" else ""
    return " ".join(unescape(strip_tags(text.replace("<", " <"))).split())


def _maker(page: ProductPage) -> dict[str, Any]:
    producer = page.product.producer
    return {
        "@type": "Organization",
        "name": producer.name,
        "url": absolute(reverse("storefront:producer", args=[producer.slug])),
        "address": {
            "@type": "PostalAddress",
            **({"streetAddress": producer.address} if producer.address else {}),
            "addressLocality": producer.commune.name,
            "addressRegion": producer.commune.province.name,
            "addressCountry": COUNTRY,
        },
    }


def _of_label(label: Label) -> dict[str, Any]:
    """What stands on the label of one thing that is bought: its number in the world, its weight or volume."""
    found: dict[str, Any] = {}
    if label.worldwide_gtin:
        found["gtin"] = label.worldwide_gtin
    if label.net_quantity:
        found["weight" if label.net_unit == "g" else "size"] = _quantity(label.net_quantity, label.net_unit)
    return found


def _quantity(value: int, unit: str) -> dict[str, Any]:
    return {"@type": "QuantitativeValue", "value": value, "unitCode": _UNIT_CODES[unit]}


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


def _opinions(opinions: Opinions) -> dict[str, Any]:
    """What buyers who received it said, as far as the page shows it."""
    if not opinions.count:
        return {}
    return {
        "aggregateRating": {**_rating(opinions.average), "@type": "AggregateRating", "reviewCount": opinions.count},
        "review": [
            {
                "@type": "Review",
                "reviewRating": _rating(row.score),
                "author": {"@type": "Person", "name": row.name or gettext("A buyer")},
                "datePublished": f"{row.on:%Y-%m-%d}",
                "reviewBody": row.body,
                **({"name": row.title} if row.title else {}),
            }
            for row in opinions.rows
        ],
    }


def _rating(value: Decimal | int) -> dict[str, Any]:
    return {"@type": "Rating", "ratingValue": float(value), "bestRating": BEST_SCORE, "worstRating": LEAST_SCORE}


def _offer(page: ProductPage, pack: Pack) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "Offer",
        "url": absolute(page.url),
        "price": pack.offer.price_vnd,
        "priceCurrency": "VND",
        "priceValidUntil": f"{page.panel.last_day:%Y-%m-%d}",
        "priceSpecification": _price(pack),
        "availability": f"{SCHEMA}/{'InStock' if pack.offer.code == OK else 'OutOfStock'}",
        "itemCondition": f"{SCHEMA}/NewCondition",
        "seller": {"@type": "Organization", "name": page.product.producer.name},
        # Where goods are not sent everywhere, no machine is told that they are.
        **({"shippingDetails": _shipping(page.terms)} if page.terms.is_everywhere else {}),
        "hasMerchantReturnPolicy": _returns(page.terms),
    }
    if page.has_packs:
        found |= {"name": f"{page.name}, {pack.offer.pack_size}", "sku": pack.check_code}
        if pack.label.worldwide_gtin:
            found["gtin"] = pack.label.worldwide_gtin
    return found


def _price(pack: Pack) -> dict[str, Any]:
    """The price once more, with VAT, and what it buys so much of."""
    found: dict[str, Any] = {
        "@type": "UnitPriceSpecification",
        "price": pack.offer.price_vnd,
        "priceCurrency": "VND",
        "valueAddedTaxIncluded": True,
    }
    unit_price = pack.label.unit_price(price_vnd=pack.offer.price_vnd)
    if unit_price and pack.label.net_quantity:
        found["referenceQuantity"] = {
            **_quantity(pack.label.net_quantity, pack.label.net_unit),
            "valueReference": _quantity(unit_price.per, unit_price.unit),
        }
    return found


def _shipping(terms: Terms) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "OfferShippingDetails",
        "shippingRate": {"@type": "MonetaryAmount", "value": terms.most_fee_vnd or terms.fee_vnd, "currency": "VND"},
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": COUNTRY},
    }
    if terms.says_when:
        found["deliveryTime"] = {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _days(0, terms.packing_days),
            "transitTime": _days(terms.least_days, terms.most_days),
        }
    return found


def _days(least: int, most: int) -> dict[str, Any]:
    return {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY"}


def _returns(terms: Terms) -> dict[str, Any]:
    """The page that says how goods are given back; the days too, once whoever runs the shop has said how many."""
    found: dict[str, Any] = {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": COUNTRY,
        "merchantReturnLink": absolute(reverse("storefront:policy", args=[_RETURNS])),
    }
    if terms.return_days:
        found |= {
            "returnPolicyCountry": COUNTRY,
            "returnPolicyCategory": f"{SCHEMA}/MerchantReturnFiniteReturnWindow",
            "merchantReturnDays": terms.return_days,
            "returnMethod": f"{SCHEMA}/ReturnByMail",
            "returnFees": f"{SCHEMA}/FreeReturn",
        }
    return found
