"""Oscar's knobs, and the list of applications with our forks in one visible block."""

from django.utils.translation import gettext_lazy as _
from oscar.defaults import *  # noqa: F403

from shop.fulfilment import states

OSCAR_SHOP_NAME = "Xã Nhà"
OSCAR_SHOP_TAGLINE = ""
OSCAR_DEFAULT_CURRENCY = "VND"
OSCAR_HOMEPAGE = "/"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_ALLOW_ANON_REVIEWS = False
OSCAR_MODERATE_REVIEWS = True
OSCAR_EAGER_ALERTS = False
OSCAR_SEND_REGISTRATION_EMAIL = False
OSCAR_MAX_BASKET_QUANTITY_THRESHOLD = 500
OSCAR_MISSING_IMAGE_URL = "image_not_found.jpg"
# 'Đ' is no letter with a mark for Unicode: without the map slugify('Đồ uống') gives u0110o-uong.
OSCAR_SLUG_MAP = {"đ": "d", "Đ": "D"}
OSCAR_REQUIRED_ADDRESS_FIELDS = ("first_name", "line1", "country")
OSCAR_OFFER_ROUNDING_FUNCTION = "shop.primitives.money.round_down_to_dong"
# Prices contain VAT, and so do discounts.
OSCAR_OFFERS_INCL_TAX = True
OSCAR_CURRENCY_FORMAT = {"VND": {"format": "#,##0 ¤", "currency_digits": False}}
# Oscar deletes files through sorl-thumbnail, which is not here; `listings.remove_picture` does it after the commit.
OSCAR_DELETE_IMAGE_FILES = False

# One life, one table: Oscar's pipelines are read off ours so that a typing mistake fails at the start.
OSCAR_INITIAL_ORDER_STATUS = states.INITIAL.value
OSCAR_INITIAL_LINE_STATUS = states.INITIAL.value
OSCAR_ORDER_STATUS_PIPELINE = {
    source.value: tuple(target.value for target in states.ORDER_STATES) for source in states.ORDER_STATES
}
OSCAR_LINE_STATUS_PIPELINE = OSCAR_ORDER_STATUS_PIPELINE
OSCAR_ORDER_STATUS_CASCADE = {}

OSCAR_DASHBOARD_NAVIGATION = [
    {"label": _("Dashboard"), "icon": "fas fa-list", "url_name": "dashboard:index"},
    {
        "label": _("Offers"),
        "icon": "fas fa-bullhorn",
        "children": [
            {"label": _("Offers"), "url_name": "dashboard:offer-list"},
            {"label": _("Vouchers"), "url_name": "dashboard:voucher-list"},
            {"label": _("Ranges"), "url_name": "dashboard:range-list"},
        ],
    },
    {
        "label": _("Content"),
        "icon": "fas fa-folder",
        "children": [
            {"label": _("Trust pages"), "url_name": "texts:index", "access_fn": lambda *_asked: True},
            {"label": _("Reviews"), "url_name": "dashboard:reviews-list"},
        ],
    },
]

# Haystack stays installed only because Oscar imports it; nothing indexes or reads through it.
HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
HAYSTACK_SIGNAL_PROCESSOR = "haystack.signals.BaseSignalProcessor"

DJANGO_APPS = [
    "shop.administration.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.flatpages",
]
OSCAR_APPS = [
    "oscar.config.Shop",
    "shop.forks.analytics.AnalyticsConfig",
    "oscar.apps.checkout.apps.CheckoutConfig",
    "oscar.apps.shipping.apps.ShippingConfig",
    "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "oscar.apps.customer.apps.CustomerConfig",
    "oscar.apps.search.apps.SearchConfig",
    "oscar.apps.voucher.apps.VoucherConfig",
    "oscar.apps.wishlists.apps.WishlistsConfig",
    "oscar.apps.dashboard.reports.apps.ReportsDashboardConfig",
    "oscar.apps.dashboard.users.apps.UsersDashboardConfig",
    "oscar.apps.dashboard.orders.apps.OrdersDashboardConfig",
    "oscar.apps.dashboard.catalogue.apps.CatalogueDashboardConfig",
    "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
    "oscar.apps.dashboard.partners.apps.PartnersDashboardConfig",
    "oscar.apps.dashboard.pages.apps.PagesDashboardConfig",
    "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
    "oscar.apps.dashboard.reviews.apps.ReviewsDashboardConfig",
    "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
    "oscar.apps.dashboard.communications.apps.CommunicationsDashboardConfig",
    "oscar.apps.dashboard.shipping.apps.ShippingDashboardConfig",
    "widget_tweaks",
    "haystack",
    "treebeard",
    "django_tables2",
]
# Our forks of Oscar's apps. A fork replaces the Oscar app of the same label.
FORKS = [
    "shop.forks.address.apps.AddressConfig",
    "shop.forks.catalogue.apps.CatalogueConfig",
    "shop.forks.partner.apps.PartnerConfig",
    "shop.forks.basket.apps.BasketConfig",
    "shop.forks.order.apps.OrderConfig",
    "shop.forks.offer.apps.OfferConfig",
    "shop.forks.dashboard.apps.DashboardConfig",
]
# A fork of behaviour only: the tables stay Oscar's, and so do their migrations.
MIGRATION_MODULES = {"offer": "oscar.apps.offer.migrations"}
OUR_APPS = [
    "shop.accounts",
    "shop.audit",
    "shop.outbox",
    "shop.notices",
    "shop.papers",
    "shop.consents",
    "catalogue_ext.places",
    "catalogue_ext.producers",
    "catalogue_ext.centres",
    "catalogue_ext.particulars",
    "catalogue_ext.certification",
    "catalogue_ext.labels",
    "shop.policies",
    "shop.listings",
    "shop.stock",
    "shop.promotions",
    "shop.channels",
    "shop.carriers",
    "shop.discovery",
    "shop.waits",
    "shop.fulfilment",
    "shop.support",
    "shop.opinions",
    "shop.personal_data",
    "shop.storefront",
    "shop.administration",
    "shop.cooperative",
    "shop.programme",
    "shop.demo",
]
OTHER_APPS = ["axes", "django_otp", "django_otp.plugins.otp_totp", "django_otp.plugins.otp_static", "django_htmx"]

APPS = [*OUR_APPS, *DJANGO_APPS, *FORKS, *OSCAR_APPS, *OTHER_APPS]
