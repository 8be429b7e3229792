"""Our forks are what Oscar loads, and what they override is still what it was when it was overridden."""

import hashlib
import inspect

import pytest
from django.apps import apps
from oscar.apps.address.abstract_models import AbstractAddress
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine
from oscar.apps.catalogue.abstract_models import AbstractProduct
from oscar.apps.catalogue.managers import ProductQuerySet
from oscar.apps.dashboard.offers.wizard_views import OfferWizardStepView
from oscar.apps.offer.abstract_models import AbstractBenefit, AbstractConditionalOffer, AbstractRange, BaseOfferMixin
from oscar.apps.offer.applicator import Applicator
from oscar.apps.order.utils import OrderCreator, OrderNumberGenerator
from oscar.apps.partner.availability import StockRequired
from oscar.apps.partner.strategy import Base, Selector, Structured
from oscar.core.loading import get_class, get_model

OSCAR_LABELS = set(
    "address analytics basket catalogue checkout communication customer dashboard offer order partner payment reviews "
    "search shipping voucher wishlists".split()
)
FORKED = {"address", "basket", "catalogue", "dashboard", "offer", "order", "partner"}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("offer.applicator", "Applicator"),
        ("order.utils", "OrderCreator"),
        ("order.utils", "OrderNumberGenerator"),
        ("partner.strategy", "Selector"),
        ("partner.strategy", "Strategy"),
        ("catalogue.managers", "ProductQuerySet"),
    ],
)
def test_oscar_finds_our_class(module, name):
    assert get_class(module, name).__module__ == f"shop.forks.{module}"


@pytest.mark.parametrize(
    ("label", "model"),
    [
        ("address", "UserAddress"),
        ("basket", "Basket"),
        ("basket", "Line"),
        ("catalogue", "Product"),
        ("offer", "Benefit"),
        ("offer", "Condition"),
        ("offer", "ConditionalOffer"),
        ("offer", "Range"),
        ("order", "Order"),
        ("order", "Line"),
        ("order", "ShippingAddress"),
        ("partner", "StockRecord"),
    ],
)
def test_oscar_finds_our_model(label, model):
    assert get_model(label, model).__module__ == f"shop.forks.{label}.models"


def test_only_our_forks_carry_oscars_labels():
    configs = {config.label: config.name for config in apps.get_app_configs()}

    assert {label for label, name in configs.items() if name.startswith("shop.forks.")} == FORKED
    for label in OSCAR_LABELS - FORKED:
        assert configs[label].startswith("oscar.apps."), label
    ours = {label for label, name in configs.items() if name.startswith(("shop.", "catalogue_ext."))} - FORKED
    assert ours & OSCAR_LABELS == set()


# What stood in Oscar 4.2.1 when we overrode it. A new hash means: read Oscar's change, fit ours, then write it here.
UPSTREAM = {
    OrderCreator.place_order: "648bd5f5",
    OrderCreator.create_order_model: "9739305f",
    OrderCreator.create_line_models: "9a03634a",
    OrderCreator.create_additional_line_models: "83d0b0ef",
    OrderCreator.update_stock_records: "6fec8694",
    OrderCreator.create_line_discount_models: "4308973a",
    OrderCreator.record_discount: "0265fadd",
    OrderCreator.record_voucher_usage: "25926b5c",
    OrderNumberGenerator.order_number: "1d473dfa",
    AbstractBasket.add_product: "7a876749",
    AbstractBasket.all_lines: "156d2467",
    AbstractLine.discount: "e46b5630",
    AbstractLine.get_price_breakdown: "e1392b4e",
    AbstractConditionalOffer.apply_benefit: "8871dddf",
    AbstractConditionalOffer.is_condition_satisfied: "95242d9e",
    AbstractConditionalOffer.record_usage: "74e8d24c",
    AbstractBenefit.get_applicable_lines: "2a921bdd",
    AbstractRange.contains_product: "0681f7d4",
    BaseOfferMixin.proxy: "7ebaadb8",
    Applicator.apply_offers: "c88d0221",
    Applicator.get_site_offers: "d2e5b42d",
    Applicator.get_basket_offers: "8c6e5b69",
    OfferWizardStepView.save_offer: "dd8fc64b",
    AbstractProduct.save: "3c3a14a7",
    AbstractProduct.get_absolute_url: "3d0af9e6",
    AbstractAddress.get_field_values: "5510fe68",
    ProductQuerySet.browsable: "0e9371e5",
    ProductQuerySet.public: "2fa9f65c",
    Selector.strategy: "cf82b8a0",
    Base.fetch_for_line: "2b945486",
    Structured.fetch_for_product: "3a0fb065",
    StockRequired.is_purchase_permitted: "f879fabe",
}


@pytest.mark.parametrize("method", UPSTREAM, ids=lambda method: method.__qualname__)
def test_what_we_override_has_not_changed_upstream(method):
    source = inspect.getsource(method)

    assert hashlib.sha256(source.encode()).hexdigest()[:8] == UPSTREAM[method]
