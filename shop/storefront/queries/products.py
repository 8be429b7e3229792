"""The product page, and which row a buy button means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import criteria_sets, group_of, sales_rule
from catalogue_ext.certification.queries import CertificatePanel, certificate_panel
from catalogue_ext.certification.rules import State
from catalogue_ext.particulars.queries import Label, label_of, unit_price_words
from catalogue_ext.places.queries import former_label_of
from catalogue_ext.places.rules import short_label
from shop.channels.queries import is_of_a_sold_kind
from shop.forks.partner.availability import OK, SOLD_OUT
from shop.forks.partner.strategy import Strategy
from shop.fulfilment.split import piece_g
from shop.fulfilment.terms import Terms, terms, terms_of
from shop.listings.operations import clean_html
from shop.opinions.queries import Opinions, opinions_of
from shop.primitives.vi_text import slug
from shop.storefront.forms import MOST
from shop.storefront.queries.cards import Card, Offer, Picture, best_offer, cards, is_composed, offers_of, pictures_of
from shop.storefront.queries.certificates import qr_svg
from shop.storefront.queries.others import Beside, ids_beside, rows_with_labels
from shop.storefront.sentences import KIND_NOT_SOLD

# These have no page, and no card to share.
HIDDEN = frozenset({State.NEVER, State.NOT_YET})
PRICED = frozenset({OK, SOLD_OUT})
# Opinions on the product's own page; the others have a page.
VOICES = 3


@dataclass(frozen=True, slots=True)
class Pack:
    """What is bought: the product itself or one of its pack sizes, with a label of its own."""

    offer: Offer
    label: Label
    check_code: str

    @property
    def unit_price(self) -> str:
        """This will say the unit price, or "" where there is none: 9.600 ₫ / 100 g."""
        price = self.label.unit_price(price_vnd=self.offer.price_vnd)
        return unit_price_words(price) if price else ""


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
    packs: list[Pack]
    offer: Offer
    label: Label
    terms: Terms
    notice: str
    kind_not_sold: str
    group: Any
    criteria_set: Any
    # What the origin was called before 7/2025, inside a sentence; empty where nothing changed.
    former: str
    is_illustration: bool
    # Others of the maker, of the commune, and of the same kind where this one is not sold.
    beside: dict[Beside, list[Card]]
    opinions: Opinions

    @property
    def opinions_url(self) -> str:
        """This will return the address of the page with all opinions."""
        return reverse("storefront:opinions", args=[slug(self.product.title), self.product.pk])

    @property
    def offers(self) -> list[Offer]:
        """This will return what each pack costs and whether it may be bought."""
        return [pack.offer for pack in self.packs]

    @property
    def pack(self) -> Pack:
        """This will return the pack whose price stands first."""
        return next(pack for pack in self.packs if pack.offer == self.offer)

    @property
    def net_words(self) -> str:
        """This will say the net quantity, of every pack size where there are several: 1 kg · 5 kg."""
        return " · ".join(dict.fromkeys(pack.label.net_words for pack in self.packs if pack.label.net_words))

    @property
    def states_ingredients(self) -> bool:
        """This will tell whether the label begins with a composition."""
        return any(text.name == "ingredients" for text in self.label.texts)

    @property
    def numbers(self) -> list[Pack]:
        """This will return the packs that carry a GTIN."""
        return [pack for pack in self.packs if pack.label.gtin]

    @property
    def has_label(self) -> bool:
        """This will tell whether anything stands on the label."""
        return not self.label.is_empty or any(not pack.label.is_empty for pack in self.packs)

    @property
    def story(self) -> SafeString:
        """This will return the maker's words about it as safe HTML: cleaned once more, or plain words in paragraphs."""
        text = self.product.description
        return mark_safe(clean_html(text=text) if "<" in text else linebreaks(text, autoescape=True))  # noqa: S308

    @property
    def may_be_bought(self) -> bool:
        """This will tell whether a buy button stands on the page."""
        return self.is_certified and any(offer.is_buyable for offer in self.offers)

    @property
    def may_be_waited_for(self) -> bool:
        """This will tell whether one may be told when it is back: `waits.queries.may_be_waited_for` of what is read."""
        if not is_of_a_sold_kind(listing=self.product):
            return False
        codes = {offer.code for offer in self.offers}
        return not self.is_certified or (SOLD_OUT in codes and OK not in codes)

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
        return any(is_composed(picture.caption) for picture in self.pictures)

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
    def qr(self) -> str:
        """This will draw the QR of the check page."""
        return qr_svg(code=self.product.check_code)

    @property
    def others_of_maker(self) -> list[Card]:
        """This will return what else the maker makes."""
        return self.beside[Beside.MAKER]

    @property
    def others_of_commune(self) -> list[Card]:
        """This will return what other makers of the commune make."""
        return self.beside[Beside.COMMUNE]

    @property
    def others_of_kind(self) -> list[Card]:
        """This will return the same kind of thing from elsewhere; only where this one is not certified."""
        return self.beside[Beside.KIND]

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

    Costs: 6 queries; 2 more where it can be bought, 1 where a pack size is among what it shows, 1 where it was ever
    revoked, 1 or 2 where the decision prints no former commune, 1 where opinions are on show.
    """
    ids = ids_beside(pk=pk, at=strategy.at)
    rows = rows_with_labels(ids=[pk, *chain.from_iterable(ids.values())])
    product = rows.get(pk)
    if product is None:
        return None
    if product.is_child:
        return product_page(pk=product.parent_id, strategy=strategy)
    panel = certificate_panel(product=product, at=strategy.at)
    if panel is None or panel.state in HIDDEN:
        return None
    strategy.preload(chain.from_iterable((row, *_children(row)) for row in rows.values()))
    offers = offers_of(product=product, strategy=strategy)
    number = product.criteria_set
    packs = _packs(product, offers)
    return ProductPage(
        product=product,
        name=product.name,
        name_language=product.name_language,
        url=product.get_absolute_url(),
        panel=panel,
        is_certified=strategy.permission(product).standing is not None,
        pictures=pictures_of(product),
        packs=packs,
        offer=best_offer(offers),
        label=label_of(product=product),
        terms=_terms(product, packs, strategy.at),
        notice="" if product.herbal_kind == "MEDICINE" else sales_rule(number).notice_code,
        kind_not_sold=kind_not_sold(product),
        group=group_of(number) if number else None,
        criteria_set=criteria_sets()[number] if number else None,
        former=former_label(entry=panel.entry),
        is_illustration=product.is_illustration or product.producer.is_illustration,
        beside={
            why: cards(products=[rows[other] for other in others if other in rows], strategy=strategy)
            for why, others in ids.items()
        },
        opinions=opinions_of(product=product, size=VOICES),
    )


def _children(product: Any) -> list[Any]:
    return list(product.children.all()) if product.is_parent else []


def _packs(product: Any, offers: list[Offer]) -> list[Pack]:
    sold = {row.pk: row for row in (product, *_children(product))}
    return [
        Pack(offer, label_of(product=sold[offer.product_id]), sold[offer.product_id].check_code) for offer in offers
    ]


def _terms(product: Any, packs: list[Pack], at: datetime) -> Terms:
    sold = [pack.label for pack in packs if pack.offer.is_buyable]
    if not sold:
        return terms()
    return terms_of(
        partner_id=product.producer.partner_id,
        net_g=[piece_g(quantity=label.net_quantity, unit=label.net_unit) for label in sold],
        criteria_sets=frozenset({product.criteria_set}) if product.criteria_set else frozenset(),
        at=at,
    )


def kind_not_sold(product: Any) -> str:
    """This will name the rule that keeps this kind of product from being sold, or "". Costs: none."""
    rule = sales_rule(product.criteria_set)
    if rule.is_sold:
        return "medicine" if product.herbal_kind == "MEDICINE" else "other"
    return "tourism" if rule.is_service else "other"


def former_label(*, entry: Any) -> str:
    """This will return what the origin was called before 7/2025: as printed, else the unit of the same name.

    Costs: none where the decision prints a former unit; else 1 query, 2 where nothing merged into the commune.
    """
    printed = entry.printed_commune
    if printed is not None and printed.is_former:
        names = [printed.label, short_label(printed.district_name), printed.province.label]
        return ", ".join(name for name in names if name)
    return former_label_of(commune=entry.commune)


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
