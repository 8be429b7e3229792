"""The product page, and which row a buy button means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import criteria_sets, group_of, sales_rule
from catalogue_ext.certification.queries import CertificatePanel, certificate_panel
from catalogue_ext.certification.rules import State
from catalogue_ext.places.queries import former_names_of
from catalogue_ext.places.rules import short_label
from shop.forks.partner.availability import OK, SOLD_OUT
from shop.forks.partner.strategy import Strategy
from shop.primitives.vi_text import fold
from shop.storefront.forms import MOST
from shop.storefront.queries.cards import Offer, Picture, alone, best_offer, offers_of, packs, picture_of
from shop.storefront.queries.certificates import qr_svg
from shop.storefront.sentences import KIND_NOT_SOLD

HIDDEN = frozenset({State.NEVER, State.NOT_YET})
PRICED = frozenset({OK, SOLD_OUT})


@dataclass(frozen=True, slots=True)
class ProductPage:
    """What the page of one product shows. No price and no button unless `panel` says it is certified now."""

    product: Any
    name: str
    name_language: str
    url: str
    panel: CertificatePanel
    is_certified: bool
    pictures: list[Picture]
    offers: list[Offer]
    offer: Offer
    notice: str
    kind_not_sold: str
    group: Any
    criteria_set: Any
    # What the origin was called before 7/2025, inside a sentence; empty where nothing changed.
    former: str
    is_illustration: bool

    @property
    def may_be_bought(self) -> bool:
        """This will tell whether a buy button stands on the page."""
        return self.is_certified and any(offer.is_buyable for offer in self.offers)

    @property
    def prices_differ(self) -> bool:
        """This will tell whether the pack sizes cost differently."""
        return len({offer.price_vnd for offer in self.offers if offer.price_vnd is not None}) > 1

    @property
    def most(self) -> int:
        """This will return the most pieces the quantity field takes."""
        return max([1, *(min(offer.free, MOST) for offer in self.offers)])

    @property
    def is_picture_illustration(self) -> bool:
        """This will tell whether the picture is composed and not the maker's photograph."""
        return any(fold("minh hoạ") in fold(picture.caption) for picture in self.pictures)

    @property
    def group_name(self) -> str:
        """This will return the group in the reader's language."""
        return self.group.name(get_language() or "vi") if self.group else ""

    @property
    def set_name(self) -> str:
        """This will return the criteria set in the reader's language."""
        return self.criteria_set.name(get_language() or "vi") if self.criteria_set else ""

    @property
    def why_no_button(self) -> str:
        """This will say why this kind of product has no button."""
        return str(KIND_NOT_SOLD[self.kind_not_sold])

    @property
    def delivery_vnd(self) -> int:
        """This will return what one producer's parcel costs to send. Units: ₫."""
        return int(settings.DELIVERY_FLAT_VND)

    @property
    def qr(self) -> str:
        """This will draw the QR of the check page."""
        return qr_svg(code=self.product.check_code)

    @property
    def has_packs(self) -> bool:
        """This will tell whether the shopper chooses a pack size."""
        return bool(self.product.is_parent)

    @property
    def shows_price(self) -> bool:
        """This will tell whether a price stands on the page."""
        return self.is_certified and self.offer.price_vnd is not None and self.offer.code in PRICED


def product_page(*, pk: int, strategy: Strategy) -> ProductPage | None:
    """This will read a product's page, or None where there is none (unknown, never certified, not yet).

    Costs: 7 queries; 2 more with pack sizes, 3 more where the decision prints no former commune.
    """
    product = _canonical(pk)
    if product is None:
        return None
    panel = certificate_panel(product=product, at=strategy.at)
    if panel is None or panel.state in HIDDEN:
        return None
    strategy.preload([product, *(product.children.all() if product.is_parent else ())])
    is_certified = strategy.permission(product).standing is not None
    offers = offers_of(product=product, strategy=strategy)
    number = product.criteria_set
    return ProductPage(
        product=product,
        name=product.name,
        name_language=product.name_language,
        url=product.get_absolute_url(),
        panel=panel,
        is_certified=is_certified,
        pictures=[picture] if (picture := picture_of(product)) else [],
        offers=offers,
        offer=best_offer(offers),
        notice="" if product.herbal_kind == "MEDICINE" else sales_rule(number).notice_code,
        kind_not_sold=kind_not_sold(product),
        group=group_of(number) if number else None,
        criteria_set=criteria_sets()[number] if number else None,
        former=former_label(entry=panel.entry),
        is_illustration=product.is_illustration or product.producer.is_illustration,
    )


def kind_not_sold(product: Any) -> str:
    """This will name the rule that keeps this kind of product from being sold, or "". Costs: none."""
    rule = sales_rule(product.criteria_set)
    if rule.is_sold:
        return "medicine" if product.herbal_kind == "MEDICINE" else "other"
    return "alcohol" if rule.needs_age else "tourism" if rule.is_service else "other"


def former_label(*, entry: Any) -> str:
    """This will return what the origin was called before 7/2025: as printed, else the unit of the same name.

    Costs: none where the decision prints a former unit; else 3 queries.
    """
    printed = entry.printed_commune
    if printed is not None and printed.is_former:
        names = [printed.label, short_label(printed.district_name), printed.province.label]
        return ", ".join(name for name in names if name)
    former = former_names_of(commune=entry.commune)
    return former[0].label if former else ""


def buyable(*, pk: int, pack: int | None) -> Any:
    """This will return the row a buy button means: the product, or the chosen pack size; None where there is none.

    Costs: 1 query, 2 with a pack size.
    """
    products = get_model("catalogue", "Product").objects.select_related("parent", "producer", "origin_commune")
    product = products.filter(pk=pk, is_public=True).first()
    if product is None or not product.is_parent:
        return product
    return products.filter(pk=pack, parent=product, is_public=True).first() if pack else None


def back_url(*, product: Any, strategy: Strategy) -> str:
    """This will return the address of a product's page while it is certified, else "". Costs: 1 query."""
    canonical = product.parent if product.is_child else product
    return canonical.get_absolute_url() if strategy.permission(canonical).standing else ""


def _canonical(pk: int) -> Any:
    products = alone(get_model("catalogue", "Product").objects.filter(is_public=True))
    product = products.filter(pk=pk).first()
    if product is not None and product.is_child:
        product = products.filter(pk=product.parent_id).first()
    if product is not None and product.is_parent:
        prefetch_related_objects([product], packs())
    return product
