"""A product as schema.org data: field by field what a merchant listing asks for, and nothing that nobody stated."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import mark_covered
from catalogue_ext.particulars.operations import state_particulars
from tests.factories.situations import certify, make_product, on_sale, put_up

pytestmark = pytest.mark.django_db

SITE = "https://shop.example.vn"
# Required and recommended by developers.google.com/search/docs/appearance/structured-data/merchant-listing, read
# 2026-11-24, less what a certified listing must not carry (ratings by buyers) and what is no food's (size, colour).
PRODUCT_FIELDS = {"name", "image", "description", "sku", "gtin", "brand", "category", "hasCertification", "offers"}
OFFER_FIELDS = {
    "price", "priceCurrency", "availability", "itemCondition", "priceValidUntil", "priceSpecification", "url",
    "shippingDetails", "hasMerchantReturnPolicy",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


def data_of(shown):
    return json.loads(shown.select_one('script[type="application/ld+json"]').string)


def test_a_product_of_which_nothing_more_is_known(page, oil):
    certificate, producer = oil.certificates.get(), oil.producer

    data = data_of(page(oil.get_absolute_url()))

    assert data == {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": "Dầu lạc Hải Yến",
        "url": f"{SITE}{oil.get_absolute_url()}",
        "description": data["description"],
        "sku": oil.check_code,
        "brand": {"@type": "Brand", "name": producer.name},
        "manufacturer": {
            "@type": "Organization",
            "name": producer.name,
            "url": f"{SITE}/chu-the/{producer.slug}/",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Phường Uông Bí",
                "addressRegion": "Thành phố Quảng Ninh",
                "addressCountry": "VN",
            },
        },
        "countryOfOrigin": {"@type": "Country", "name": "VN"},
        "category": "Thực phẩm > Chế biến từ rau, củ, quả, hạt",
        "hasCertification": {
            "@type": "Certification",
            "name": "OCOP",
            "certificationIdentification": certificate.decision.number,
            "certificationStatus": "https://schema.org/CertificationActive",
            "certificationRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5, "worstRating": 1},
            "issuedBy": {"@type": "Organization", "name": "UBND thành phố Quảng Ninh"},
            "validFrom": "2026-01-28",
            "expires": "2028-10-24",
            "url": f"{SITE}/kiem-tra/{oil.check_code}/",
        },
        "offers": {
            "@type": "Offer",
            "url": f"{SITE}{oil.get_absolute_url()}",
            "price": 120_000,
            "priceCurrency": "VND",
            "priceValidUntil": "2028-10-24",
            "priceSpecification": {
                "@type": "UnitPriceSpecification",
                "price": 120_000,
                "priceCurrency": "VND",
                "valueAddedTaxIncluded": True,
            },
            "availability": "https://schema.org/InStock",
            "itemCondition": "https://schema.org/NewCondition",
            "seller": {"@type": "Organization", "name": producer.name},
            "shippingDetails": {
                "@type": "OfferShippingDetails",
                "shippingRate": {"@type": "MonetaryAmount", "value": 30_000, "currency": "VND"},
                "shippingDestination": {"@type": "DefinedRegion", "addressCountry": "VN"},
            },
            "hasMerchantReturnPolicy": {
                "@type": "MerchantReturnPolicy",
                "applicableCountry": "VN",
                "merchantReturnLink": f"{SITE}/chinh-sach/doi-tra/",
            },
        },
    }
    assert data["description"].startswith("Dầu lạc Hải Yến · OCOP 4 sao · QĐ ")


def test_a_product_of_which_all_is_stated_has_every_field(page, oil, now, settings):
    settings.DELIVERY_PACKING_DAYS, settings.DELIVERY_DAYS_LEAST, settings.DELIVERY_DAYS_MOST = 2, 2, 5
    settings.RETURN_DAYS = 7
    for name in ("truoc.webp", "sau.webp"):
        get_model("catalogue", "ProductImage")(product=oil, display_order=len(name)).original.save(
            name, ContentFile(b"RIFF")
        )
    images = [image.original.url for image in oil.images.order_by("display_order")]
    type(oil).objects.filter(pk=oil.pk).update(description="<p>Lạc &amp; nắng.</p><p>Ép nguội.</p>")
    type(oil.producer).objects.filter(pk=oil.producer_id).update(address="Tổ 3, khu 5")
    state_particulars(product=oil, by=None, at=now, net_quantity=500, net_unit="ml", gtin="9506000134352")

    data = data_of(page(oil.get_absolute_url()))
    offer = data["offers"]

    assert data.keys() >= PRODUCT_FIELDS
    assert offer.keys() >= OFFER_FIELDS
    assert data["image"] == [f"{SITE}{url}" for url in images]
    assert data["description"] == "Lạc & nắng. Ép nguội."
    assert data["gtin"] == "9506000134352"
    assert data["size"] == {"@type": "QuantitativeValue", "value": 500, "unitCode": "MLT"}
    assert "weight" not in data
    assert data["manufacturer"]["address"]["streetAddress"] == "Tổ 3, khu 5"
    assert offer["priceSpecification"]["referenceQuantity"] == {
        "@type": "QuantitativeValue",
        "value": 500,
        "unitCode": "MLT",
        "valueReference": {"@type": "QuantitativeValue", "value": 100, "unitCode": "MLT"},
    }
    assert offer["shippingDetails"]["deliveryTime"] == {
        "@type": "ShippingDeliveryTime",
        "handlingTime": {"@type": "QuantitativeValue", "minValue": 0, "maxValue": 2, "unitCode": "DAY"},
        "transitTime": {"@type": "QuantitativeValue", "minValue": 2, "maxValue": 5, "unitCode": "DAY"},
    }
    assert offer["hasMerchantReturnPolicy"] == {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": "VN",
        "merchantReturnLink": f"{SITE}/chinh-sach/doi-tra/",
        "returnPolicyCountry": "VN",
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": 7,
        "returnMethod": "https://schema.org/ReturnByMail",
        "returnFees": "https://schema.org/FreeReturn",
    }


def test_mass_is_a_weight_and_a_number_of_the_house_stays_in_the_house(page, oil, now):
    state_particulars(product=oil, by=None, at=now, net_quantity=1500, net_unit="g", gtin="2000000000015")

    data = data_of(page(oil.get_absolute_url()))

    assert data["weight"] == {"@type": "QuantitativeValue", "value": 1500, "unitCode": "GRM"}
    assert "size" not in data
    assert "gtin" not in data


def test_a_story_in_vietnamese_is_not_the_english_description(page, oil):
    type(oil).objects.filter(pk=oil.pk).update(description="Lạc <quê> & nắng")

    assert data_of(page(oil.get_absolute_url()))["description"].startswith("Lạc")
    english = data_of(page(f"/en{oil.get_absolute_url()}"))
    assert english["description"].startswith("Hải Yến groundnut oil · ")
    assert english["offers"]["hasMerchantReturnPolicy"]["merchantReturnLink"] == f"{SITE}/en/chinh-sach/doi-tra/"


def test_sold_out_is_said(page, cast, now):
    data = data_of(page(on_sale(cast, at=now, stock=0).get_absolute_url()))

    assert data["offers"]["availability"] == "https://schema.org/OutOfStock"


@pytest.mark.parametrize("fields", [{"criteria_set": 26}, {"price_vnd": None}])
def test_what_is_not_sold_is_certified_and_not_offered(page, cast, now, fields):
    data = data_of(page(on_sale(cast, at=now, **fields).get_absolute_url()))

    assert "offers" not in data
    assert data["hasCertification"]["certificationRating"]["ratingValue"] == 4
    assert "aggregateRating" not in data


def test_each_covered_pack_size_is_an_offer_with_its_own_number(page, cast, now):
    parent = make_product(producer=cast.producers[0], title="Gạo nếp", structure="parent", criteria_set=3)
    certificate = certify(parent, cast, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))
    packs = []
    for pack, price, is_covered in (("túi 1 kg", 48_000, True), ("túi 5 kg", 225_000, True), ("bao", 900_000, False)):
        child = type(parent).objects.create(structure="child", parent=parent, title="Gạo nếp", pack_size=pack)
        put_up(child, at=now, price_vnd=price)
        packs.append(child)
        if is_covered:
            mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)
    state_particulars(product=parent, by=None, at=now, gtin="96385074")
    state_particulars(product=packs[0], by=None, at=now, net_quantity=1000, net_unit="g", gtin="9506000134352")

    data = data_of(page(parent.get_absolute_url()))
    offers = data["offers"]

    assert [(offer["name"], offer["price"], offer["sku"], offer.get("gtin")) for offer in offers] == [
        ("Gạo nếp, túi 1 kg", 48_000, packs[0].check_code, "9506000134352"),
        ("Gạo nếp, túi 5 kg", 225_000, packs[1].check_code, None),
    ]
    assert offers[0]["priceSpecification"]["referenceQuantity"]["value"] == 1000
    assert "referenceQuantity" not in offers[1]["priceSpecification"]
    assert data.keys().isdisjoint({"gtin", "weight"})


def test_a_name_cannot_end_the_script(client, page, cast, now):
    name = 'Mật ong </script><script>alert("1")</script> & <!-- \u2028'
    product = on_sale(cast, at=now, title=name)

    shown = page(product.get_absolute_url())

    assert data_of(shown)["name"] == name
    assert shown.select_one('meta[property="og:title"]')["content"] == name.strip()
    assert b"<script>alert" not in client.get(product.get_absolute_url()).content
    assert [script.get("type") for script in shown.select("script:not([src])")] == ["application/ld+json"]
